"""What the program remembers between two starts, and what it does with nonsense."""

from pathlib import Path

import pytest

from simulator import preferences
from simulator.preferences import Preferences


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MANIKIN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_what_was_saved_is_remembered() -> None:
    chosen = Preferences("zh", "dark", "林 A-17", "assess")
    assert preferences.save(chosen)
    assert preferences.load() == chosen


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"language": "fr", "learner": 7, "theme": null}', "\0\0"])
def test_a_damaged_file_means_a_first_start(own_home: Path, damaged: str) -> None:
    own_home.mkdir()
    (own_home / "preferences.json").write_text(damaged)
    assert preferences.load() == Preferences()


def test_a_home_that_cannot_be_written_is_no_reason_to_stop(own_home: Path) -> None:
    own_home.write_text("a file where a folder should be")
    assert not preferences.save(Preferences())


def test_the_store_of_a_lab_is_remembered_and_the_environment_goes_first(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MANIKIN_STORE", raising=False)
    assert preferences.store_url() == ""
    preferences.save(Preferences(store="postgresql://lab/one"))
    assert preferences.store_url() == "postgresql://lab/one"
    monkeypatch.setenv("MANIKIN_STORE", "postgresql://lab/two")
    assert preferences.store_url() == "postgresql://lab/two"


def test_how_the_camera_was_used_is_remembered_and_nonsense_is_not(own_home: Path) -> None:
    chosen = Preferences(camera="Desk camera", camera_mirror=True, camera_scale="1:2", camera_paper="a3")
    assert preferences.save(chosen)
    assert preferences.load() == chosen
    (own_home / "preferences.json").write_text('{"camera": 3, "camera_mirror": "yes", "camera_scale": 4}')
    assert preferences.load() == Preferences()
