"""A change with the mouse touches one value of the file and nothing else."""

from pathlib import Path

import pytest

from simulator.app.scene_edits import EditError, change, number, take_back
from simulator.scenefile.document import parse
from tests.scenefile.mutations import at

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
    take_back(file, edit)
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
        take_back(file, edit)
    assert file.read_text(encoding="utf-8") == TEXT.replace("1.54", "9")


def test_other_changes_since_do_not_stand_in_the_way_of_undo(file: Path) -> None:
    edit = change(file, "Head", {("stations", "head", "x_m"): "2"})
    file.write_text("# more\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    take_back(file, edit)
    assert file.read_text(encoding="utf-8") == "# more\n" + TEXT


VARIANT = """# A difference
extends: other
id: mine
stations: # only what is otherwise
  head: {x_m: 1.5} # nearer

  # the end of the stations
views:
  top: {distance_m: 3.6, }
  free: {}
equipment: {towel: {place: kit}, rag: }
summary:
  en: |
    Long.

last: x"""
_HEAD, _FEET = ("stations", "head"), ("stations", "feet")
# (what is written, what stands in the file before, what then)
OVERRIDES: list[tuple[dict[tuple[str | int, ...], str], str, str]] = [
    ({(*_HEAD, "x_m"): "2", (*_HEAD, "y_m"): "1"}, "{x_m: 1.5}", "{x_m: 2, y_m: 1}"),
    (
        {(*_FEET, "x_m"): "2", (*_FEET, "y_m"): "-1"},
        "# nearer\n",
        "# nearer\n  feet: {x_m: 2, y_m: -1}\n",
    ),
    ({("views", "top", "target", n): str(n) for n in range(2)}, "3.6, }", "3.6, target: [0, 1], }"),
    ({("views", "free", "distance_m"): "2"}, "{}", "{distance_m: 2}"),
    ({("equipment", "gloves", "place"): "bag"}, "rag: }", "rag:, gloves: {place: bag} }"),
    ({("patient", "pose"): "supine"}, "last: x", "last: x\n\npatient:\n  pose: supine\n"),
    ({("summary", "zh"): "x"}, "    Long.\n", "    Long.\n  zh: x\n"),
]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(("values", "old", "new"), OVERRIDES)
def test_a_value_of_the_other_scene_is_added_to_a_difference_and_taken_back(
    file: Path, values: dict[tuple[str | int, ...], str], old: str, new: str, ends: str
) -> None:
    before = VARIANT.replace("\n", ends).encode()
    file.write_bytes(before)
    edit = change(file, "There", values)
    assert file.read_bytes() == VARIANT.replace(old, new).replace("\n", ends).encode()
    data = parse(file.read_text("utf-8")).data
    for path, word in values.items():
        assert str(at(data, path)) == word
    again = change(file, "There again", dict.fromkeys(values, "7"))
    assert again.added == ()
    take_back(file, again)
    take_back(file, edit)
    assert file.read_bytes() == before


def test_what_was_added_and_changed_since_stays(file: Path) -> None:
    file.write_text(VARIANT, encoding="utf-8")
    edit = change(file, "Feet", {(*_FEET, "x_m"): "2"})
    changed = file.read_text(encoding="utf-8").replace("feet: {x_m: 2}", "feet: {x_m: 2, y_m: 0}")
    file.write_text(changed, encoding="utf-8")
    with pytest.raises(EditError, match="changed in the file since"):
        take_back(file, edit)
    assert file.read_text(encoding="utf-8") == changed


@pytest.mark.parametrize("path", [("last", "x"), ("views", "top", "target", 2)])
def test_what_cannot_be_added_is_left_alone(file: Path, path: tuple[str | int, ...]) -> None:
    file.write_text(VARIANT, encoding="utf-8")
    with pytest.raises(EditError, match="cannot be added"):
        change(file, "Nothing", {path: "1"})
    assert file.read_text(encoding="utf-8") == VARIANT


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
