"""Notes and ratings: kept, withdrawn, never lost; altered lines are named; two programs write at once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.recording.annotations import (
    AnnotationError,
    add_note,
    add_rating,
    read,
    withdraw,
)

WRITER = """
import sys
from pathlib import Path
from simulator.recording.annotations import add_note
for number in range(40):
    add_note(Path(sys.argv[1]), "s", number, sys.argv[2], "me")
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "annotations.jsonl"


def test_notes_come_in_the_order_of_their_moments_and_the_last_rating_holds(file: Path) -> None:
    add_note(file, "a", 20.0, "late", "Bo")
    add_note(file, "a", 5.5, "  早  ", "Bo")
    add_note(file, "b", 1.0, "other", "Bo")
    add_rating(file, "a", 2, None, "Bo")
    add_rating(file, "a", 4, 81.5, "Bo")
    held = read(file)
    assert [(note.at_s, note.text) for note in held.notes["a"]] == [(5.5, "早"), (20.0, "late")]
    assert (held.ratings["a"].grade, held.ratings["a"].percent, held.ratings["a"].passed) == (4, 81.5, True)
    assert held.problem == ""
    assert len(file.read_bytes().splitlines()) == 5, "the first rating is still in the file"


def test_what_is_withdrawn_stays_in_the_file_and_an_earlier_rating_holds_again(file: Path) -> None:
    add_rating(file, "a", 2, None, "Bo")
    add_rating(file, "a", 5, None, "Bo")
    add_note(file, "a", 1.0, "wrong person", "Bo")
    before = file.read_bytes()
    held = read(file)
    withdraw(file, held.ratings["a"].number, "Bo")
    withdraw(file, held.notes["a"][0].number, "Bo")
    held = read(file)
    assert held.ratings["a"].grade == 2
    assert "a" not in held.notes
    assert file.read_bytes().startswith(before)


def test_no_file_is_no_annotation(file: Path) -> None:
    assert read(file).notes == {}


@pytest.mark.parametrize("bad", ["", "  ", "x" * 2001])
def test_an_empty_or_endless_note_is_refused(file: Path, bad: str) -> None:
    with pytest.raises(ValueError, match="characters"):
        add_note(file, "a", 0.0, bad, "Bo")
    assert not file.exists()


@pytest.mark.parametrize(("grade", "percent"), [(0, None), (6, None), (3, 101.0), (3, -1.0)])
def test_a_rating_outside_the_scale_is_refused(file: Path, grade: int, percent: float | None) -> None:
    with pytest.raises(ValueError, match="between"):
        add_rating(file, "a", grade, percent, "Bo")


@pytest.mark.parametrize("change", ["alter", "remove", "swap"])
def test_a_line_that_was_altered_removed_or_moved_is_named_and_the_others_are_kept(file: Path, change: str) -> None:
    for number in range(4):
        add_note(file, "a", number, f"note {number}", "Bo")
    lines = file.read_bytes().splitlines(keepends=True)
    if change == "alter":
        lines[1] = lines[1].replace(b"note 1", b"note 9")
    elif change == "remove":
        del lines[1]
    else:
        lines[1], lines[2] = lines[2], lines[1]
    file.write_bytes(b"".join(lines))
    held = read(file)
    assert f"{file}:2:" in held.problem
    left = {note.text for note in held.notes["a"]}
    assert left == ({f"note {n}" for n in range(4)} if change == "swap" else {"note 0", "note 2", "note 3"})


def test_a_cut_off_at_any_byte_loses_the_last_line_at_most_and_writing_goes_on(file: Path) -> None:
    add_note(file, "a", 1.0, "first", "Bo")
    one = file.stat().st_size
    add_note(file, "a", 2.0, "second", "Bo")
    whole = file.read_bytes()
    for size in range(one, len(whole)):
        file.write_bytes(whole[:size])
        add_note(file, "a", 3.0, "third", "Bo")
        held = read(file)
        # Of the second nothing is missing but the end of its line where the cut comes last of all.
        texts = ["first", "third"] if size < len(whole) - 1 else ["first", "second", "third"]
        assert [note.text for note in held.notes["a"]] == texts
        assert held.problem == ""


def test_two_programs_write_at_once_and_no_note_is_lost(file: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(file)]
    both = [subprocess.Popen([*command, name]) for name in ("one", "two")]
    assert [each.wait(60) for each in both] == [0, 0]
    held = read(file)
    assert held.problem == ""
    assert sorted(note.text for note in held.notes["s"]) == ["one"] * 40 + ["two"] * 40


def test_what_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    with pytest.raises(AnnotationError, match="cannot be written down"):
        add_note(tmp_path / "home" / "annotations.jsonl", "a", 0.0, "x", "Bo")


def test_a_full_disk_leaves_the_file_as_it_was(file: Path) -> None:
    add_note(file, "a", 1.0, "first", "Bo")
    before = file.read_bytes()
    program = (
        "import resource, signal, sys; from pathlib import Path;"
        "from simulator.recording.annotations import AnnotationError, add_note;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 50}, {len(before) + 50}));\n"
        "try: add_note(Path(sys.argv[1]), 'a', 2.0, 'second', 'Bo')\n"
        "except AnnotationError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True)
    assert "cannot be written down" in done.stdout
    assert file.read_bytes() == before


def test_a_disk_that_is_gone_in_the_middle_of_a_note_is_one_sentence(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_note(file, "s1", 1.0, "kept", "me")

    def gone(*_: object) -> int:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("simulator.recording.annotations.os.write", gone)
        patch.setattr("simulator.recording.annotations.os.ftruncate", gone)
        with pytest.raises(AnnotationError, match="Input/output error"):
            add_note(file, "s1", 2.0, "lost", "me")
    assert [note.text for note in read(file).notes["s1"]] == ["kept"]


def test_the_file_is_for_its_owner_only_and_plain_json(file: Path) -> None:
    add_note(file, "a", 1.0, "x", "Bo")
    assert file.stat().st_mode & 0o077 == 0 or os.name == "nt"
    assert json.loads(file.read_bytes())["text"] == "x"


@pytest.mark.parametrize("rubbish", [b"\xff\x00" * 50, b"no line of ours", b"\0\0rubbish", b'{"n":9}', b'{"n":9}\0\0'])
def test_what_is_no_beginning_of_a_line_is_named_and_not_written_over(file: Path, rubbish: bytes) -> None:
    add_note(file, "s", 1.0, "looked round", "me")
    file.write_bytes(file.read_bytes() + rubbish)
    before = file.read_bytes()
    said = read(file)
    assert [note.text for note in said.notes["s"]] == ["looked round"]
    assert f"{file}:2: this line of the notes and ratings was altered" in said.problem
    with pytest.raises(AnnotationError, match="the last line is damaged"):
        add_note(file, "s", 2.0, "more", "me")
    assert file.read_bytes() == before


@pytest.mark.parametrize("rest", [b"", b"\0\0\0"])
def test_a_line_that_lacks_only_its_end_is_whole_and_zeros_behind_a_beginning_are_nothing(
    file: Path, rest: bytes
) -> None:
    add_note(file, "s", 1.0, "first", "me")
    add_note(file, "s", 2.0, "second", "me")
    file.write_bytes(file.read_bytes()[:-1] if not rest else file.read_bytes() + b'{"before":"' + rest)
    add_note(file, "s", 3.0, "third", "me")
    said = read(file)
    assert ([note.text for note in said.notes["s"]], said.problem) == (["first", "second", "third"], "")
