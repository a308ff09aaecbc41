"""The journal: chained, sealed, cut-off tails dropped, every alteration found."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from simulator.recording.journal import Head, JournalError, JournalWriter, read, sealed_by
from simulator.recording.keys import installation_key
from simulator.recording.replay import drift
from simulator.session import Session
from tests.small_scene import SCENE

HEAD = Head("s1", "small", "0" * 64, "0.1", "Lin 林", "assess", 7, "2026-01-01T00:00:00Z")


def write(path: Path, seal: bool = True) -> Session:
    writer = JournalWriter(path, HEAD)
    session = Session(SCENE, "assess", writer)
    session.perform(1, "hold")
    session.tick(3)
    session.perform(4, "fit", "aide", {"size": "small"})
    session.perform(9, "turn")
    session.finish(15)
    if seal:
        writer.seal(Ed25519PrivateKey.generate())
    else:
        writer.close()
    return session


def test_a_whole_journal_reads_back_and_its_seal_fits(tmp_path: Path) -> None:
    write(tmp_path / "j.jsonl")
    head, lines = read(tmp_path / "j.jsonl")
    assert head == HEAD
    assert [line.kind for line in lines] == ["head", "action", "tick", "action", "action", "action", "seal"]
    assert sealed_by(tmp_path / "j.jsonl", lines) is not None


def test_every_altered_byte_is_found_or_drops_only_the_last_line(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    write(path, seal=False)
    whole = path.read_bytes()
    count = len(read(path)[1])
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            _, lines = read(path)
        except JournalError:
            continue
        assert len(lines) == count - 1, "only a broken end of the last line may pass, and then that line is gone"


def test_a_file_cut_off_anywhere_loses_at_most_the_line_being_written(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    write(path, seal=False)
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    for size in range(first, len(whole) + 1, 11):
        path.write_bytes(whole[:size])
        assert len(read(path)[1]) == whole[:size].count(b"\n")


def test_a_tail_of_zeros_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    write(path, seal=False)
    path.write_bytes(path.read_bytes() + b"\0" * 50 + b"\n")
    assert len(read(path)[1]) == 6


def test_removed_and_swapped_lines_are_named(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    write(path)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2] + lines[3:]))
    with pytest.raises(JournalError, match=r":3: a line is missing"):
        read(path)
    path.write_bytes(b"".join([lines[0], lines[2], lines[1], *lines[3:]]))
    with pytest.raises(JournalError, match=r":2: a line is missing"):
        read(path)


def test_a_false_seal_is_found(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    write(path)
    *lines, seal = path.read_text().splitlines()
    content = json.loads(seal)
    del content["sha256"]
    content["signature"] = "00" * 64
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    content["sha256"] = hashlib.sha256(canonical.encode()).hexdigest()
    whole = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_text("\n".join([*lines, whole]) + "\n")
    with pytest.raises(JournalError, match="seal does not fit"):
        sealed_by(path, read(path)[1])


def test_replay_finds_where_the_rules_have_changed(tmp_path: Path) -> None:
    from dataclasses import replace

    from simulator.core.scene import frozen_map

    path = tmp_path / "j.jsonl"
    write(path)
    assert drift(path, SCENE) is None
    slower = replace(SCENE.actions["fit"], takes_s=6.0)
    found = drift(path, replace(SCENE, actions=frozen_map({**SCENE.actions, "fit": slower})))
    assert found is not None
    assert found.line == 4


def test_a_journal_that_could_not_be_begun_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("simulator.recording.journal.os.write", full)
        with pytest.raises(JournalError, match="No space left on device"):
            JournalWriter(tmp_path / "a.jsonl", HEAD)
    assert list(tmp_path.iterdir()) == [], "nothing was recorded, so there is no damaged record to be listed"
    JournalWriter(tmp_path / "a.jsonl", HEAD).close()


def test_a_full_disk_is_said_in_one_sentence_and_keeps_what_was_recorded(tmp_path: Path) -> None:
    program = """
import resource, signal, sys
from pathlib import Path
from simulator.recording.journal import JournalWriter, JournalError
from simulator.session import Session
from tests.recording.test_journal import HEAD, SCENE
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
session = Session(SCENE, "assess", JournalWriter(path, HEAD))
session.perform(0, "hold")
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 100, path.stat().st_size + 100))
before = session.state
try:
    session.perform(3, "fit", "aide", {"size": "small"})
except JournalError as error:
    assert session.state == before
    print(error)
"""
    path = tmp_path / "j.jsonl"
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert "cannot be recorded" in done.stdout
    assert done.stdout.count("\n") == 1
    assert len(read(path)[1]) == 2


def test_a_killed_program_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    program = """
import os, signal, sys
from pathlib import Path
from simulator.recording.journal import JournalWriter
from simulator.session import Session
from tests.recording.test_journal import HEAD, SCENE
session = Session(SCENE, "assess", JournalWriter(Path(sys.argv[1]), HEAD))
for n in range(int(sys.argv[2])):
    session.perform(n, "say")
    print(n, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    for acts in (1, 5):
        path = tmp_path / f"{acts}.jsonl"
        done = subprocess.run([sys.executable, "-c", program, str(path), str(acts)], capture_output=True, text=True)
        said = len(done.stdout.split())
        assert said == acts
        assert len(read(path)[1]) == 1 + said


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError, match="cannot be recorded"):
        JournalWriter(tmp_path / "file" / "j.jsonl", HEAD)


def test_the_installation_has_one_key_that_only_its_owner_reads(tmp_path: Path) -> None:
    first = installation_key(tmp_path).public_key().public_bytes_raw()
    assert installation_key(tmp_path).public_key().public_bytes_raw() == first
    if os.name == "posix":
        assert (tmp_path / "installation-key.pem").stat().st_mode & 0o077 == 0
    (tmp_path / "installation-key.pem").write_text("nonsense")
    with pytest.raises(JournalError, match="remove the file"):
        installation_key(tmp_path)


def rechained(path: Path, change: Callable[[int, dict[str, Any]], object]) -> None:
    """Alter lines and give them right checksums again, as a forger would."""
    before, out = "0" * 64, []
    for number, raw in enumerate(path.read_text().splitlines(), start=1):
        content = json.loads(raw)
        content.pop("sha256")
        change(number, content)
        content["before"] = before
        plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        before = hashlib.sha256(plain.encode()).hexdigest()
        out.append(json.dumps({**content, "sha256": before}, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    path.write_text("\n".join(out) + "\n")


def test_a_rechained_forgery_breaks_the_seal(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    write(path)
    rechained(path, lambda number, content: content.update(learner="Mallory") if number == 1 else None)
    with pytest.raises(JournalError, match="seal does not fit"):
        sealed_by(path, read(path)[1])


@pytest.mark.parametrize(
    "damage",
    [
        b'{"n":2,"kind":"tick","to_s":NaN}\n',
        b'{"n":2,"kind":"tick","who":"\\ud800"}\n',
        b"[]\n",
        b'"text"\n',
        b"\xff\xfe\n",
    ],
)
def test_lines_that_no_program_of_ours_writes_are_damaged_lines(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "j.jsonl"
    write(path, seal=False)
    first = path.read_bytes().splitlines(keepends=True)[0]
    path.write_bytes(first + damage)
    with pytest.raises(JournalError, match=r"j\.jsonl:2: "):
        read(path)


def test_a_doubled_key_or_another_layout_counts_as_altered(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    write(path, seal=False)
    whole = path.read_text()
    path.write_text(whole.replace('"learner":', '"learner":"Mallory","learner":', 1))
    with pytest.raises(JournalError, match=":1: this line was altered"):
        read(path)


def test_nothing_may_stand_behind_the_seal(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    write(path)
    path.write_bytes(path.read_bytes() + b"more")
    with pytest.raises(JournalError, match="behind the seal"):
        read(path)


def test_what_is_no_file_is_no_journal(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "j.jsonl")
    with pytest.raises(JournalError, match="not a file"):
        read(tmp_path / "j.jsonl")
