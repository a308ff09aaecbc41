"""A change with the mouse touches one value of the file and nothing else."""

from pathlib import Path

import pytest

from simulator.app.scene_edits import EditError, apply, change, number

TEXT = """# A file
stations:   # where people stand
  head: {x_m: 1.54, y_m: 0.0, facing_deg: 180}  # behind the head
views:
  top: {target: [0.1, 0.05, -0.1], distance_m: 3.6}
name: "quoted"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "scene.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_only_the_values_change_and_undo_gives_the_same_bytes(file: Path) -> None:
    edit = change(file, "Head", {("stations", "head", "x_m"): "-12.5", ("stations", "head", "y_m"): "3"})
    assert file.read_text(encoding="utf-8") == TEXT.replace("x_m: 1.54, y_m: 0.0", "x_m: -12.5, y_m: 3")
    apply(file, edit.back)
    assert file.read_text(encoding="utf-8") == TEXT


def test_values_of_a_list_change_in_their_places(file: Path) -> None:
    change(file, "Top", {("views", "top", "target", n): value for n, value in enumerate(("1", "22.25", "0"))})
    assert "target: [1, 22.25, 0], distance_m: 3.6" in file.read_text(encoding="utf-8")


def test_line_ends_and_the_byte_order_mark_stay(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    change(file, "Head", {("stations", "head", "x_m"): "2"})
    assert file.read_bytes() == b"\xef\xbb\xbf" + TEXT.replace("1.54", "2").replace("\n", "\r\n").encode()


def test_what_was_changed_since_is_not_taken_back(file: Path) -> None:
    edit = change(file, "Head", {("stations", "head", "x_m"): "2"})
    file.write_text(TEXT.replace("1.54", "9"), encoding="utf-8")
    with pytest.raises(EditError, match="changed in the file since"):
        apply(file, edit.back)
    assert file.read_text(encoding="utf-8") == TEXT.replace("1.54", "9")


def test_other_changes_since_do_not_stand_in_the_way_of_undo(file: Path) -> None:
    edit = change(file, "Head", {("stations", "head", "x_m"): "2"})
    file.write_text("# more\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    apply(file, edit.back)
    assert file.read_text(encoding="utf-8") == "# more\n" + TEXT


@pytest.mark.parametrize("path", [("stations", "feet", "x_m"), ("name",)])
def test_what_is_not_there_or_is_no_plain_word_is_left_alone(file: Path, path: tuple[str, ...]) -> None:
    with pytest.raises(EditError):
        change(file, "Nothing", {path: "1"})
    assert file.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (-0.001, "0"), (2.346, "2.35"), (-0.5, "-0.5"), (110.0, "110")]
)
def test_numbers_are_written_as_an_author_would(value: float, text: str) -> None:
    assert number(value) == text
