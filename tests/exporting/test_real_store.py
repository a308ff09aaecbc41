"""`manikin export --push` against a learning record store of others (Ralph), on loopback."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exporting import others
from tests.exporting.cases import LEARNERS
from tests.program import SCENE, manikin

pytestmark = pytest.mark.timeout(300)
KEY = "lab:secret"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with one account."""
    folder = tmp_path_factory.mktemp("lrs")
    (folder / "store").mkdir()
    (folder / "store" / "statements.jsonl").touch()
    ralph = others.store_python().with_name("ralph")
    account = ["auth", "-u", "lab", "-p", "secret", "-s", "all", "-A", "lab", "http://127.0.0.1/lab", "-w"]
    subprocess.run([ralph, *account], env=environment(folder), check=True, capture_output=True, timeout=120)
    return folder


def environment(folder: Path) -> dict[str, str]:
    own = {"RALPH_APP_DIR": str(folder), "RALPH_AUTH_FILE": str(folder / "auth.json")}
    return {**os.environ, **own, "RALPH_RUNSERVER_BACKEND": "fs"}


class Running:
    """The store while it runs; `stop` and `start` are what a server room does to it."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}/xAPI"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = Path(__file__).with_name("store_program.py")
        command = [others.store_python(), program, str(self.port)]
        self._process = subprocess.Popen(command, cwd=self._folder, env=environment(self._folder))
        until = time.monotonic() + 90
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/__lbheartbeat__", timeout=2):
                    return
            except OSError:
                assert self._process.poll() is None, "the store ended"
                assert time.monotonic() < until, "the store does not start"
                time.sleep(0.1)

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(timeout=30)
            self._process = None

    def statements(self) -> list[dict[str, object]]:
        lines = (self._folder / "store" / "statements.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def running(files: Path) -> Iterator[Running]:
    store = Running(files)
    store.start()
    yield store
    store.stop()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program's folder with two sessions."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "sessions").mkdir()
    for name in ("perfect", "e03-reversed-collar"):
        out = folder / name
        assert manikin("perform", SCENE, LEARNERS / f"{name}.yaml", "--out", out, home=folder).status == 0
        (out / "session.jsonl").rename(folder / "sessions" / f"{name}.jsonl")
    (folder / "key").write_text(KEY + "\n")
    return folder


def test_a_real_store_gets_every_statement_once_though_it_comes_and_goes(home: Path, running: Running) -> None:
    push = ("export", "--to", "xapi", "--push", running.address, "--key-file", home / "key")
    first = manikin(*push, home / "sessions" / "perfect.jsonl", home=home)
    assert first.status == 0, first
    whole = len(running.statements())
    assert f"{whole} new statements; {whole} sent" in first.out

    running.stop()
    away = manikin(*push, home=home)
    assert "could not be reached" in away.sentence()
    assert "statements wait in" in away.err

    running.start()
    later = manikin(*push, home=home)
    assert later.status == 0, later
    assert "0 new statements" in later.out
    (home / "outbox.sqlite3").unlink()
    again = manikin(*push, home=home)
    assert again.status == 0, again

    told = running.statements()
    made = manikin("export", "--to", "xapi", "--out", home / "all.json", home=home)
    assert made.status == 0, made
    wanted = [one["id"] for one in json.loads((home / "all.json").read_text(encoding="utf-8"))]
    assert sorted(str(one["id"]) for one in told) == sorted(wanted)


def test_a_real_store_refuses_a_wrong_key(home: Path, running: Running) -> None:
    wrong = {"MANIKIN_LRS_KEY": "lab:guessed"}
    # Under pseudonyms they are other statements, so that there is something to send.
    said = manikin("export", "--to", "xapi", "--push", running.address, "--anonymous", home=home, more=wrong)
    assert "does not accept this key" in said.sentence()
    assert "statements wait in" in said.err
    assert "guessed" not in said.out + said.err
