"""The real program killed in the middle of a session, started again, and answered: go on, score, discard."""

import signal
import time
from pathlib import Path

from simulator.app.recovery import DISCARDED, tries
from simulator.recording.journal import read
from tests.window import test_real_window
from tests.window.test_real_window import Desk, order, practise

desk = test_real_window.desk


def kill_in_mid_session(desk: Desk) -> Path:
    """A session whose program was killed, with the beginning of a line behind it."""
    program = practise(desk, "practise")
    order(desk, "secure-scene", "s", "1")
    order(desk, "inform-patient", "t", "1")
    program.send_signal(signal.SIGKILL)
    program.wait()
    desk.running.remove(program)
    journal = desk.journals()[0]
    with journal.open("ab") as file:
        file.write(b'{"action":')
    return journal


def kinds(journal: Path) -> list[str]:
    return [line.kind for line in read(journal)[1]] if journal.exists() else []


def answer(desk: Desk, until: object, *keys: str) -> None:
    """Press the keys until the sheet is there to take them and what was chosen is done."""
    assert callable(until)
    end = time.monotonic() + test_real_window.PATIENCE_S
    time.sleep(2.0)
    while not until():
        assert time.monotonic() < end, "the answer was not taken"
        desk.keys(*keys)
        time.sleep(2.0)


def test_a_killed_session_goes_on_in_its_file(desk: Desk) -> None:
    journal = kill_in_mid_session(desk)
    desk.start()
    answer(desk, lambda: "resumed" in kinds(journal), "Return")
    order(desk, "hold-head", "g", "1", "2", "1")
    assert desk.journals() == [journal]
    assert desk.acts()[:2] == ["secure-scene", "inform-patient"]
    desk.wait(lambda: not tries(journal), "the mark to go once the session stands")


def test_a_killed_session_is_scored_as_it_is(desk: Desk) -> None:
    journal = kill_in_mid_session(desk)
    desk.start()
    answer(desk, lambda: "seal" in kinds(journal), "Tab", "Return")
    assert kinds(journal)[-2:] == ["broken-off", "seal"]


def test_a_killed_session_is_discarded_and_kept(desk: Desk) -> None:
    journal = kill_in_mid_session(desk)
    whole = journal.read_bytes()
    desk.start()
    answer(desk, lambda: not journal.exists(), "Tab", "Tab", "Return")
    assert (journal.parent / DISCARDED / journal.name).read_bytes() == whole


def test_a_program_killed_twice_while_it_takes_a_session_up_sets_it_aside(desk: Desk) -> None:
    journal = kill_in_mid_session(desk)
    for number in (1, 2):
        program = desk.start()
        answer(desk, lambda: tries(journal) == number, "Return")  # noqa: B023 - called within this turn
        program.send_signal(signal.SIGKILL)
        program.wait()
        desk.running.remove(program)
    desk.start()
    lies = journal.parent / "set-aside" / journal.name
    desk.wait(lambda: lies.exists(), "the journal to be set aside")
    assert kinds(lies)[-1] != "seal"
