"""Another program keeps the index busy: who only reads does not wait, who writes says what is waited for."""

import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from simulator.app.catalogue import Catalogue
from simulator.app.index import fresh_index, index_file
from simulator.app.lately import lately
from simulator.recording.store import BusyIndexError, Patience, ask, open_file, put
from tests.program import COMMAND, SCENE, environment, manikin
from tests.recording.store.samples import summary

PERFECT = Path(__file__).parents[2] / "learners" / "perfect.yaml"


@contextmanager
def kept_busy(file: Path) -> Iterator[sqlite3.Connection]:
    """Somebody else has begun to write and does not come to an end."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield other
    finally:
        other.close()


def test_to_open_and_to_ask_waits_for_nobody(tmp_path: Path) -> None:
    file = tmp_path / "sessions.sqlite"
    store = open_file(file)
    put(store, [summary("a")])
    store.close()
    with kept_busy(file):
        began_s = time.monotonic()
        store = open_file(file)
        assert [row.file for row in ask(store)] == ["a.jsonl"]
        store.close()
        assert time.monotonic() - began_s < 1.0


def test_who_writes_waits_says_so_once_and_gives_up(tmp_path: Path) -> None:
    file, said = tmp_path / "sessions.sqlite", []
    open_file(file).close()
    with kept_busy(file):
        store = open_file(file, Patience(2.5, lambda: said.append(time.monotonic())))
        began_s = time.monotonic()
        with pytest.raises(BusyIndexError, match="busy"):
            put(store, [summary("a")])
        assert len(said) == 1
        assert 0.8 < said[0] - began_s < 2.0
        assert 2.0 < time.monotonic() - began_s < 6.0
    put(store, [summary("a")])
    assert len(ask(store)) == 1
    store.close()


def test_the_home_screen_shows_what_is_known_and_does_not_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANIKIN_HOME", str(tmp_path))
    (tmp_path / "sessions").mkdir()
    with fresh_index(Catalogue()):
        pass
    (tmp_path / "sessions" / "new.jsonl").write_text("{}\n")
    with kept_busy(index_file()):
        began_s = time.monotonic()
        assert lately(Catalogue()) == ((), 1)
        assert time.monotonic() - began_s < 2.0
    assert len(lately(Catalogue())[0]) == 1


def test_the_command_line_says_what_is_waited_for_and_goes_on(tmp_path: Path) -> None:
    open_file(tmp_path / "sessions.sqlite").close()
    (tmp_path / "sessions").mkdir()
    out = tmp_path / "out"
    assert manikin("perform", SCENE, PERFECT, "--out", out, home=tmp_path).status == 0
    (out / "session.jsonl").rename(tmp_path / "sessions" / "a.jsonl")
    with kept_busy(tmp_path / "sessions.sqlite") as other:
        command = [*COMMAND, "sessions"]
        with subprocess.Popen(
            command, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as running:
            assert running.stderr is not None
            assert running.stdout is not None
            assert "another program is writing the index" in running.stderr.readline()
            assert running.poll() is None
            other.execute("ROLLBACK")
            assert "a.jsonl" in running.stdout.read()
    assert running.returncode == 0
