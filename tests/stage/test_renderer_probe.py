"""Choosing a renderer: the ladder, the memory, a wish, and a driver that crashes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from simulator.stage import display, probe


class Drivers:
    """Pretends which renderers work, and counts how often they are asked."""

    def __init__(self, *working: str) -> None:
        self.working = working
        self.asked: list[str] = []

    def __call__(self, name: str) -> str | None:
        self.asked.append(name)
        return f"{name} 1.0" if name in self.working else None


@pytest.fixture(autouse=True)
def no_wish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(probe.FORCE_VARIABLE, raising=False)
    monkeypatch.setenv("DISPLAY", ":9761")


def test_both_lists_of_renderers_agree() -> None:
    assert probe._LADDER == display.LADDER


def test_the_first_that_works_is_taken_and_remembered(tmp_path: Path) -> None:
    drivers = Drivers("p3headlessgl", "p3tinydisplay")
    answer = probe.choose(tmp_path, attempt=drivers)
    assert (answer.renderer, answer.tried) == ("p3headlessgl", ("pandagl", "p3headlessgl"))
    again = Drivers()
    assert probe.choose(tmp_path, attempt=again).renderer == "p3headlessgl"
    assert again.asked == []


def test_nothing_works_and_nothing_is_remembered(tmp_path: Path) -> None:
    assert probe.choose(tmp_path, attempt=Drivers()).renderer is None
    later = Drivers("p3tinydisplay")
    assert probe.choose(tmp_path, attempt=later).renderer == "p3tinydisplay"


def test_a_wish_is_the_only_one_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drivers = Drivers("pandagl", "p3tinydisplay")
    assert probe.choose(tmp_path, forced="p3tinydisplay", attempt=drivers).renderer == "p3tinydisplay"
    monkeypatch.setenv(probe.FORCE_VARIABLE, "p3headlessgl")
    assert probe.choose(tmp_path, attempt=drivers).renderer is None
    assert drivers.asked == ["p3tinydisplay", "p3headlessgl"]


def test_no_3d_can_be_asked_for(tmp_path: Path) -> None:
    drivers = Drivers("pandagl")
    assert probe.choose(tmp_path, forced="none", attempt=drivers) == probe.Answer(None)
    assert drivers.asked == []


def test_an_unknown_wish_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no renderer 'magic'"):
        probe.choose(tmp_path, forced="magic")


def test_a_remembered_driver_that_brought_the_program_down_is_asked_again(tmp_path: Path) -> None:
    probe.choose(tmp_path, attempt=Drivers("pandagl"))
    probe.mark_opening(tmp_path)
    drivers = Drivers("p3tinydisplay")
    assert probe.choose(tmp_path, attempt=drivers).renderer == "p3tinydisplay"
    probe.mark_opening(tmp_path)
    probe.mark_drawn(tmp_path)
    assert probe.choose(tmp_path, attempt=Drivers()).renderer == "p3tinydisplay"


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"renderer": "pandagl"}', "\x00"])
def test_a_damaged_memory_is_no_memory(tmp_path: Path, text: str) -> None:
    (tmp_path / "renderer.json").write_text(text, encoding="utf-8")
    assert probe.choose(tmp_path, attempt=Drivers("p3headlessgl")).renderer == "p3headlessgl"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X displays are of Linux")
def test_without_a_named_display_nobody_elses_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    drivers = Drivers("pandagl", "p3headlessgl")
    assert probe.choose(tmp_path, attempt=drivers).renderer == "p3headlessgl"
    assert probe.choose(tmp_path, "pandagl", attempt=drivers).renderer == "pandagl"
    monkeypatch.setenv("DISPLAY", ":7")
    assert probe.choose(tmp_path / "other", attempt=drivers).renderer == "pandagl"


def test_other_drivers_make_another_fingerprint() -> None:
    assert probe.fingerprint({"DISPLAY": ":0"}) != probe.fingerprint({"GALLIUM_DRIVER": "softpipe"})
    assert probe.fingerprint({"DISPLAY": ":0"}) == probe.fingerprint({"DISPLAY": ":0", "HOME": "x"})


def test_a_cache_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert probe.choose(blocked / "cache", attempt=Drivers("pandagl")).renderer == "pandagl"


def test_a_child_that_cannot_draw_gives_no_answer_and_one_that_can_does() -> None:
    assert probe.try_in_child("p3quantum") is None
    assert probe.try_in_child("p3tinydisplay")
