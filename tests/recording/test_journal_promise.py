"""The journal's promise: a cut, a pulled plug, a kill lose at most the line being written; every change is named."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from simulator.app.catalogue import Catalogue
from simulator.app.looking_back import verify_record
from simulator.app.problems import UserError
from simulator.recording.journal import Head, JournalError, JournalWriter, read
from simulator.recording.replay import recorded
from simulator.session import Session

SCENE = "spinal-transport"
HEAD = Head("s1", SCENE, "0" * 64, "0.1", "Lin 林", "assess", 7, "2026-01-01T00:00:00Z")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A short sealed session of the flagship scene, by its reference orders."""
    path = tmp_path_factory.mktemp("whole") / "j.jsonl"
    scene = Catalogue().scene(SCENE)
    writer = JournalWriter(path, HEAD)
    session = Session(scene, "assess", writer)
    session.perform(1.0, "secure-scene", None, {"gloves": "worn"})
    session.tick(6.0)
    session.perform(7.0, "inform-patient", None, {"from": "in-view"})
    session.tick(20.0)
    session.finish(21.0)
    writer.seal(Ed25519PrivateKey.generate())
    return path.read_bytes()


def what_is_left(path: Path) -> int:
    """How many lines can be read; 0 where not even the head is left."""
    try:
        return len(read(path)[1])
    except JournalError as error:
        return 0 if "this is not a journal of a session" in str(error) else -1


@pytest.mark.parametrize("way", ["cut off", "zeroed"])
def test_at_every_byte_a_lost_tail_loses_only_the_line_that_it_hits(whole: bytes, tmp_path: Path, way: str) -> None:
    path = tmp_path / "j.jsonl"
    path.write_bytes(whole)
    with path.open("r+b", buffering=0) as file:
        for size in reversed(range(len(whole))):
            if way == "cut off":
                file.truncate(size)
            else:
                file.seek(size)
                file.write(b"\0")
            assert what_is_left(path) == whole[:size].count(b"\n"), size


@pytest.mark.parametrize("tail", [b"", b"\0"], ids=["cut off", "zeroed"])
def test_a_session_with_a_lost_tail_is_never_called_whole(whole: bytes, tmp_path: Path, tail: bytes) -> None:
    path = tmp_path / "j.jsonl"
    finished = next(n for n, line in enumerate(whole.splitlines(), start=1) if b"SessionFinished" in line)
    for size in range(whole.index(b"\n") + 1, len(whole), 17):
        path.write_bytes(whole[:size] + tail * (len(whole) - size))
        if whole[:size].count(b"\n") < finished:
            assert "not sealed (the session was not finished)" in verify_record(path)
            assert not recorded(path).sealed
        else:
            with pytest.raises(UserError, match=rf":{finished}: the session was finished but the record has no seal"):
                verify_record(path)


def removed(lines: list[bytes], at: int) -> list[bytes]:
    return lines[:at] + lines[at + 1 :]


def doubled(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[: at + 1], *lines[at:]]


def swapped(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]] if at + 1 < len(lines) else removed(lines, at)


def foreign(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], b'{"kind":"tick","to_s":1.0}\n', *lines[at:]]


def emptied(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], b"\n", *lines[at + 1 :]]


def one_digit(lines: list[bytes], at: int) -> list[bytes]:
    place = lines[at].index(b'"n":') + 4
    return [*lines[:at], lines[at][:place] + b"9" + lines[at][place + 1 :], *lines[at + 1 :]]


@pytest.mark.parametrize("change", [removed, doubled, swapped, foreign, emptied, one_digit])
def test_verify_names_the_first_bad_line(
    whole: bytes, tmp_path: Path, change: Callable[[list[bytes], int], list[bytes]]
) -> None:
    path = tmp_path / "j.jsonl"
    lines = whole.splitlines(keepends=True)
    for at in range(len(lines)):
        path.write_bytes(b"".join(change(lines, at)))
        with pytest.raises(UserError) as caught:
            verify_record(path)
        named = int(str(caught.value).removeprefix(f"{path}:").partition(":")[0])
        last = len(lines) - 1
        # A line that is gone or doubled shows at the next one; a missing seal at the last line that is left.
        wanted = {at + 1, at + 2} if at < last else {at, at + 1, at + 2}
        assert named in wanted, (change.__name__, at, str(caught.value))


KILLED = """
import os, random, signal, sys, time
from pathlib import Path
from simulator.recording.journal import JournalWriter, read
from simulator.session import Session
from tests.recording.test_journal import HEAD, SCENE

def record(path, told):
    session = Session(SCENE, "assess", JournalWriter(path, HEAD))
    for number in range(100_000):
        session.perform(float(number), "say")
        os.write(told, b".")

dice, folder, lost, most = random.Random(5), Path(sys.argv[1]), 0, 0
for number in range(100):
    path = folder / f"{number}.jsonl"
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        record(path, told)
        os._exit(0)
    os.close(told)
    time.sleep(dice.uniform(0.0, 0.03))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    said = 0
    while part := os.read(heard, 65536):
        said += len(part)
    os.close(heard)
    if not path.exists() or b"\\n" not in path.read_bytes():
        assert said == 0
        continue
    kept = len(read(path)[1]) - 1
    lost += kept < said
    most = max(most, said)
print(lost, most)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed programs are forked")
def test_a_hundred_kills_at_random_moments_lose_no_line_that_was_acknowledged(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    lost, most = map(int, done.stdout.split())
    assert lost == 0
    assert most > 3, "the kills came before anything was recorded"
