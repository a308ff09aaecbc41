"""A save is noticed once, however the editor does it."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from simulator.app.file_watch import FileWatch


def watched(path: Path) -> tuple[FileWatch, list[str]]:
    heard: list[str] = []
    watch = FileWatch([path], lambda: heard.append(path.read_text()))
    watch.stop()  # the test looks by itself
    return watch, heard


def test_saved_in_place_or_by_another_file_in_its_place(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "scene.yaml"
    path.write_text("one")
    watch, heard = watched(path)
    watch.look_twice()
    assert heard == []
    path.write_text("two words")
    watch.look_twice()
    (tmp_path / "aside").write_text("three")
    (tmp_path / "aside").replace(path)
    watch.look_twice()
    watch.look_twice()
    assert heard == ["two words", "three"]


def test_what_is_still_being_written_or_just_away_is_waited_for(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "scene.yaml"
    path.write_text("one")
    watch, heard = watched(path)
    path.write_text("half")
    watch.look()
    path.write_text("half and whole")
    watch.look()
    assert heard == []
    watch.look()
    assert heard == ["half and whole"]
    path.unlink()
    watch.look_twice()
    path.write_text("back")
    watch.look_twice()
    assert heard == ["half and whole", "back"]


def test_every_file_is_watched_and_what_is_known_stays_known(qapp: QApplication, tmp_path: Path) -> None:
    one, other, none = tmp_path / "one", tmp_path / "other", tmp_path / "none"
    one.write_text("1")
    other.write_text("1")
    heard: list[str] = []
    watch = FileWatch([one], lambda: heard.append("changed"))
    watch.stop()
    one.write_text("saved before it is followed with others")
    watch.follow([one, other, none])
    watch.look_twice()
    assert len(heard) == 1
    other.write_text("saved too")
    watch.look_twice()
    none.write_text("made now")
    watch.look_twice()
    assert len(heard) == 3
    watch.follow([one])
    other.write_text("no longer of any interest")
    watch.look_twice()
    assert len(heard) == 3
