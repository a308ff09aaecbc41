"""The program in a real window on a virtual screen, used with mouse and keyboard as a learner does."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.recording.journal import read
from simulator.recording.replay import recorded

PATIENCE_S = 60.0


class Desk:
    """A virtual screen with a window manager, and one program on it."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        # The screen chooses its own number: sockets of screens that were killed are left lying about.
        screen = subprocess.Popen(
            ("Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.running: list[subprocess.Popen[bytes]] = [screen]
        assert screen.stdout is not None
        number = screen.stdout.readline().decode().strip()
        assert number, "no virtual screen could be opened"
        self.env = {
            **os.environ,
            "DISPLAY": f":{number}",
            "MANIKIN_HOME": str(self.home),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        self.env.pop("QT_QPA_PLATFORM", None)
        self.manager = self._open("openbox")
        self.running.append(self.manager)
        self.wait(lambda: self._xdotool("get_num_desktops") != "", "the window manager")

    def _open(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start the program and wait for its window."""
        log = (self.home.parent / "program.log").open("wb")
        program = subprocess.Popen(
            [sys.executable, "-c", "from simulator.cli import main; main()", *arguments],
            env=self.env, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.running.append(program)
        self.wait(lambda: self._xdotool("search", "--onlyvisible", "--name", "Manikin") != "", "the window")
        self.focus()
        return program

    def focus(self) -> None:
        """Give the keys to the program, as a click on its title would: a window manager that has only just come up may
        not have done so. Without the manager's help the screen itself is asked."""
        window = self._xdotool("search", "--onlyvisible", "--name", "Manikin").split()[-1]
        self._xdotool("windowactivate", window)
        self._xdotool("windowfocus", window)

    def state(self) -> str:
        """Who has the keys, for a test that waits in vain."""
        asked = ("getwindowfocus", "getactivewindow", "getmouselocation")
        return f"{[self._xdotool(one) for one in asked]}, manager ended: {self.manager.poll()}"

    def keys(self, *keys: str) -> None:
        """Press keys one after the other, as fast as a person does."""
        for key in keys:
            self._xdotool("key", key)
            time.sleep(0.15)

    def click(self, x: int, y: int) -> None:
        self._xdotool("mousemove", str(x), str(y))
        time.sleep(0.1)
        self._xdotool("click", "1")

    def _xdotool(self, *arguments: str) -> str:
        done = subprocess.run(["xdotool", *arguments], env=self.env, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def journals(self) -> list[Path]:
        return sorted((self.home / "sessions").glob("*.jsonl"))

    def acts(self) -> list[str]:
        """What the journal holds by now: the actions that were begun."""
        return [
            e.action for path in self.journals() for e in recorded(path).events if type(e).__name__ == "ActionStarted"
        ]

    def wait(self, until: "object", what: str) -> None:
        assert callable(until)
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if until():
                return
            time.sleep(0.1)
        log = self.home.parent / "program.log"
        raise AssertionError(f"waited in vain for {what}: {log.read_text() if log.exists() else ''}")

    def close(self) -> None:
        for one in reversed(self.running):
            one.kill()
            one.wait()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.close()


def practise(desk: Desk, mode: str) -> subprocess.Popen[bytes]:
    program = desk.start("practise", "spinal-transport", "--mode", mode, "--learner", "Lin 林")
    desk.wait(lambda: desk.journals(), "the journal")
    return program


def order(desk: Desk, action: str, *keys: str) -> None:
    """Give an order by keys and see it recorded; the keys come again while the window is not ready for them."""
    end = time.monotonic() + PATIENCE_S
    while action not in desk.acts():
        assert time.monotonic() < end, f"{action} was never recorded: {desk.state()}"
        desk.focus()
        desk.keys("Escape", *keys)
        time.sleep(0.7)


@pytest.mark.parametrize("mode", ["learn", "practise", "assess"])
def test_a_session_by_keyboard_is_recorded_and_sealed_in_every_mode(desk: Desk, mode: str) -> None:
    practise(desk, mode)
    order(desk, "secure-scene", "s", "1")
    order(desk, "inform-patient", "t", "1")
    # Where? Head. What? Hold the head. How? In line.
    order(desk, "hold-head", "g", "1", "2", "1") if mode == "learn" else None
    desk.wait(lambda: _finish(desk), "the sealed record")
    head, lines = read(desk.journals()[0])
    assert head.learner == "Lin 林"
    assert head.mode == mode
    assert lines[-1].kind == "seal"


def _finish(desk: Desk) -> bool:
    """Finish by the button at the top right, agree, and look whether the record is sealed."""
    desk.click(1235, 52)
    time.sleep(0.4)
    desk.keys("Tab", "Return")
    time.sleep(1.0)
    return read(desk.journals()[0])[1][-1].kind == "seal"


def test_a_killed_program_keeps_every_act_that_it_showed(desk: Desk) -> None:
    program = practise(desk, "practise")
    order(desk, "secure-scene", "s", "1")
    order(desk, "inform-patient", "t", "1")
    program.send_signal(signal.SIGKILL)
    program.wait()
    head, lines = read(desk.journals()[0])
    assert head.scene == "spinal-transport"
    assert desk.acts() == ["secure-scene", "inform-patient"]
    assert lines[-1].kind != "seal"


def test_a_polite_kill_closes_the_program_and_the_record_stays_readable(desk: Desk) -> None:
    program = practise(desk, "assess")
    order(desk, "secure-scene", "s", "1")
    program.send_signal(signal.SIGTERM)
    assert program.wait(timeout=30) == 0
    assert desk.acts() == ["secure-scene"]


def test_closing_the_window_in_mid_session_asks_first_and_loses_nothing(desk: Desk) -> None:
    program = practise(desk, "practise")
    order(desk, "secure-scene", "s", "1")
    desk.keys("alt+F4")
    time.sleep(1.0)
    assert program.poll() is None, "the program must ask before it closes"
    end = time.monotonic() + PATIENCE_S
    while program.poll() is None:  # the question comes again while the window is not ready for the answer
        assert time.monotonic() < end, f"the program never ended: {desk.state()}"
        desk.keys("Tab", "Return")
        time.sleep(1.5)
        if program.poll() is None:
            desk.keys("Escape", "alt+F4")
            time.sleep(1.0)
    assert program.returncode == 0
    assert desk.acts() == ["secure-scene"]
