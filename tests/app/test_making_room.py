"""Performing into a folder again: a whole record of the same learner is replaced, an unfinished one is never lost."""

from pathlib import Path

import pytest

from simulator.app.demo import Performed, perform_script
from simulator.app.problems import UserError
from simulator.recording.journal import JournalWriter, read
from tests.program import SCENE


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A short performance."""
    monkeypatch.setenv("MANIKIN_HOME", str(tmp_path / "home"))
    file = tmp_path / "short.yaml"
    act = "{at: 1, do: secure-scene, choose: {gloves: worn}}"
    file.write_text(f"scene: {SCENE}\nlearner: Ada\nmode: practise\nacts:\n  - {act}\n")
    return file


def perform(script: Path, out: Path) -> Performed:
    return perform_script(SCENE, script, out)


def left(journal: Path) -> bytes:
    """Take the end away, as a program that was killed does; what is left."""
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:-2]))
    return journal.read_bytes()


def test_unfinished_records_are_kept_under_names_of_their_own(script: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    perform(script, out)
    first = left(out / "session.jsonl")
    assert perform(script, out).aside == out / "session.unfinished-1.jsonl"
    second = left(out / "session.jsonl")
    assert "session.unfinished-2.jsonl" in perform(script, out).summary
    assert (out / "session.unfinished-1.jsonl").read_bytes() == first
    assert (out / "session.unfinished-2.jsonl").read_bytes() == second
    assert {path.name for path in out.iterdir()} == {
        *("session.jsonl", "scorecard.json", "session.unfinished-1.jsonl", "session.unfinished-2.jsonl")
    }


def test_a_whole_record_survives_runs_that_are_broken_off(
    script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lies aside while the next is written, and neither of two came to its end."""

    def broken_off(*args: object) -> None:
        raise KeyboardInterrupt

    out = tmp_path / "out"
    perform(script, out)
    whole = (out / "session.jsonl").read_bytes()
    monkeypatch.setattr("simulator.performing.perform", broken_off)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            perform(script, out)
    assert (out / "session.earlier.jsonl").read_bytes() == whole
    assert {path.name for path in out.glob("*.jsonl")} == {
        *("session.earlier.jsonl", "session.jsonl", "session.unfinished-1.jsonl")
    }


def test_what_a_full_disk_left_behind_is_no_record(script: Path, tmp_path: Path) -> None:
    """Not even the head could be written: the empty file stands in nobody's way."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "session.jsonl").touch()
    assert perform(script, out).aside is None


def test_a_record_that_is_being_written_is_left_alone(script: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    perform(script, out)
    head, _ = read(out / "session.jsonl")
    (out / "session.jsonl").unlink()
    writing = JournalWriter(out / "session.jsonl", head)
    try:
        with pytest.raises(UserError, match="another program is recording"):
            perform(script, out)
    finally:
        writing.close()
    assert [path.name for path in out.iterdir() if path.suffix == ".jsonl"] == ["session.jsonl"]
