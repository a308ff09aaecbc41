"""Which model files a scene can want: no more than it may open, and a damaged one that it never opens stops nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import trimesh

from simulator.app import theatre
from simulator.app.theatre import Theatre, open_theatre
from simulator.paths import assets_dir
from simulator.provenance import damage, listed
from simulator.recording.replay import states
from simulator.stage import library
from simulator.stage.needs import files_of
from simulator.stage.renderer import Renderer
from tests.stage.performances import SCENE_FILES, reference_of, scene_of
from tests.stage.pictures import a_display

SCENES = [pytest.param(path, id=path.parent.name) for path in SCENE_FILES]
DRESSED = [one for one in SCENES if one.id in ("protective-equipment", "severe-bleeding", "adult-bls-aed")]


@pytest.mark.parametrize("path", SCENES)
def test_every_file_that_a_scene_can_want_is_in_the_list_of_the_assets(path: Path) -> None:
    assert files_of(scene_of(path)) <= set(listed(assets_dir()))


@pytest.mark.parametrize("path", DRESSED)
def test_a_performance_opens_no_file_that_is_not_among_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: set[str] = set()
    read = trimesh.load

    def noted(file: Any, *args: Any, **more: Any) -> Any:
        opened.add(Path(file).relative_to(assets_dir()).as_posix())
        return read(file, *args, **more)

    monkeypatch.setattr(trimesh, "load", noted)
    library._prototype.cache_clear()
    story = reference_of(path)
    shown = Theatre(story.scene, Renderer(a_display(), 64, 48))
    try:
        shown.see_through(True)
        for event, state in states(story.scene, story.events):
            shown.show(state, event.at_s)
        assert not shown.trouble
    finally:
        shown.close()
    assert len(opened) > 4  # people and bones may have been read before, for another test
    assert opened <= files_of(story.scene)


def test_only_what_a_scene_needs_is_looked_at(tmp_path: Path) -> None:
    folder = tmp_path / "assets"
    folder.mkdir()
    (folder / "a.glb").write_bytes(b"whole")
    sums = "".join(f'[[file]]\npath = "{name}.glb"\nsha256 = "{"0" * 64}"\n' for name in ("a", "b"))
    (folder / "SOURCES.toml").write_text(sums, encoding="utf-8")
    assert damage(folder, {"b.glb"}) == ("b.glb is missing.",)
    assert damage(folder, {"a.glb"}) == ("a.glb is damaged or was changed.",)
    assert damage(folder, ()) == ()
    assert len(damage(folder)) == 2


def test_a_damaged_figure_of_another_scene_does_not_take_the_stage_away(monkeypatch: pytest.MonkeyPatch) -> None:
    works = a_display().name
    scene = next(scene_of(path) for path in SCENE_FILES if path.parent.name == "spinal-transport")
    hurt = {"people/nurse.glb": "people/nurse.glb is damaged.", "people/r1.glb": "people/r1.glb is damaged."}
    for broken, opens in (("people/nurse.glb", True), ("people/r1.glb", False)):

        def told(folder: Path, of: frozenset[str], broken: str = broken) -> tuple[str, ...]:
            return (hurt[broken],) if broken in of else ()

        monkeypatch.setattr(theatre, "damage", told)
        theatre._damage.cache_clear()
        try:
            found = open_theatre(scene, works, (64, 64))
        finally:
            theatre._damage.cache_clear()
        if opens:
            assert isinstance(found, Theatre)
            found.close()
        else:
            assert isinstance(found, str)
            assert str(assets_dir() / broken) in found
            assert "install the program again" in found
