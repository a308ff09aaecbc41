"""A session that was left without an end: offered at the next start, and each thing that can be done with it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from simulator.app import recovery
from simulator.app.recovering import Recovery
from simulator.app.recovery import DISCARDED, SET_ASIDE
from simulator.panels.debrief import DebriefScreen
from simulator.presenting.recovering import RecoverWord
from simulator.recording.journal import JournalError, JournalWriter, read, sealed_by
from simulator.recording.replay import drift, motion_drift_deg, recorded
from tests.app.conftest import Desk

HOLD = {"hold": "in-line"}


@pytest.fixture
def left(desk: Desk) -> Desk:
    """A desk whose program was lost in the middle of a session."""
    desk.start()
    desk.order("secure-scene", gloves="worn")
    desk.order("inform-patient", **{"from": "in-view"})
    lose(desk)
    return desk


def lose(desk: Desk) -> None:
    """The program is gone, with a line half written."""
    desk.program._leave_room()
    desk.program.show_home()
    with desk.journals()[-1].open("ab") as file:
        file.write(b'{"action":{"acti')
    desk.settle()


def offered(desk: Desk) -> Recovery:
    made = Recovery(desk.program)
    made.offer()
    desk.settle()
    return made


def choose(desk: Desk, name: str) -> Recovery:
    made = offered(desk)
    button = desk.program.window.findChild(QPushButton, name)
    assert button is not None, "nothing was offered"
    button.click()
    desk.settle()
    return made


def test_nothing_is_offered_where_every_session_came_to_its_end(desk: Desk) -> None:
    desk.start()
    desk.order("secure-scene", gloves="worn")
    desk.finish()
    desk.program.show_home()
    assert offered(desk).sheet is None


def test_what_was_left_is_offered_and_nothing_happens_by_itself(left: Desk) -> None:
    before = left.journals()[-1].read_bytes()
    made = offered(left)
    assert made.sheet is not None
    said = " ".join(one.text() for one in made.sheet.findChildren(QLabel))
    assert "Ada" in said
    assert "actions: 2." in said
    left.pass_s(60.0)
    assert left.program.room is None
    left.key(Qt.Key.Key_Escape)
    assert left.journals()[-1].read_bytes() == before
    assert offered(left).sheet is not None, "who decides later is asked again"


def test_going_on_restores_state_and_clock_and_writes_on_in_the_same_file(left: Desk) -> None:
    journal = left.journals()[-1]
    last_s = recorded(journal).events[-1].at_s
    choose(left, "resume")
    assert left.journals() == [journal]
    assert left.room.now_s() == pytest.approx(last_s)
    assert left.room.session.mode == "practise"
    assert not left.room.session.state.running
    left.order("secure-scene", gloves="worn")
    left.finish()
    kept = recorded(journal)
    assert kept.sealed
    assert "resumed" in [line.kind for line in read(journal)[1]]
    assert drift(journal, left.program.catalogue.scene(kept.head.scene)) is None
    assert kept.events[-1].at_s >= last_s


def test_a_handling_goes_on_in_the_middle_with_the_hands_where_they_were(desk: Desk) -> None:
    room = desk.start()
    desk.order("secure-scene", gloves="worn")
    desk.order("inform-patient", **{"from": "in-view"})
    room.order("hold-head", "", HOLD)
    assert room.hands is not None
    room.hands.hold_keys(frozenset({"right"}))
    for _ in range(30):
        desk.pass_s(0.05)
    assert room.session.moving is not None
    lose(desk)
    journal = desk.journals()[-1]
    was = recorded(journal).handlings[-1]
    choose(desk, "resume")
    again = desk.room
    assert again.session.moving is not None
    assert again.session.moving.led_by == "learner"
    assert again.hands is not None
    last = was.inputs[-1][1].turn_deg
    assert last > 1.0
    tick = (len(was.movement.track.time_s) - 1) * 2
    assert again.hands.at(0, tick).turn_deg == pytest.approx(last, abs=0.01)
    desk.pass_s(0.2)
    desk.pass_s(20.0)
    desk.finish()
    kept = recorded(journal)
    assert kept.movements[-1].ended == "done"
    assert motion_drift_deg(kept, desk.program.catalogue.scene(kept.head.scene)) == 0.0


def test_scoring_it_as_it_is_seals_it_as_not_finished_and_shows_the_debrief(left: Desk) -> None:
    journal = left.journals()[-1]
    choose(left, "score")
    screen = left.program.window.screen_shown()
    assert isinstance(screen, DebriefScreen)
    assert screen.verdict.text() == "Not finished"
    assert "so far" in screen.sentence.text()
    _, lines = read(journal)
    assert [line.kind for line in lines[-2:]] == ["broken-off", "seal"]
    assert sealed_by(journal, lines)
    left.program.show_home()
    assert offered(left).sheet is None


def test_discarding_keeps_the_file_elsewhere(left: Desk) -> None:
    journal = left.journals()[-1]
    whole = journal.read_bytes()
    choose(left, "discard")
    assert not left.journals()
    assert (journal.parent / DISCARDED / journal.name).read_bytes() == whole
    assert DISCARDED in left.program.home.notice_text.text()


def test_the_next_one_is_offered_after_one_was_discarded(left: Desk) -> None:
    left.start(learner="Ben")
    left.order("secure-scene", gloves="worn")
    lose(left)
    made = choose(left, "discard")
    assert made.sheet is not None
    said = " ".join(one.text() for one in made.sheet.findChildren(QLabel))
    assert "Ada" in said


def test_a_journal_that_crashed_the_program_twice_is_set_aside_and_named(left: Desk) -> None:
    journal = left.journals()[-1]
    journal.with_suffix(".resuming").write_text("first\nsecond\n")
    whole = journal.read_bytes()
    assert offered(left).sheet is None
    lies = journal.parent / SET_ASIDE / journal.name
    assert lies.read_bytes() == whole
    assert str(lies) in left.program.home.notice_text.text()
    assert not list(journal.parent.glob("*.resuming"))


def test_a_try_is_marked_on_the_disk_until_the_session_stands(left: Desk) -> None:
    journal = left.journals()[-1]
    made = choose(left, "resume")
    assert recovery.tries(journal) == 1
    made._stands()
    assert recovery.tries(journal) == 0


def test_a_session_that_another_program_records_is_not_offered(left: Desk) -> None:
    journal = left.journals()[-1]
    writer = JournalWriter.reopened(journal)
    try:
        assert offered(left).sheet is None
        with pytest.raises(JournalError, match="another program"):
            JournalWriter.reopened(journal)
    finally:
        writer.close()
    assert offered(left).sheet is not None


def test_a_session_whose_scene_is_gone_can_be_discarded_only(left: Desk) -> None:
    journal = left.journals()[-1]
    forged = Path(f"{journal}.forged.jsonl")
    head, _ = read(journal)
    JournalWriter(forged, replace(head, scene="no-such-scene", session="other")).close()
    forged.replace(journal)
    assert offered(left).sheet is not None
    can = {}
    for name in ("resume", "score", "discard", "later"):
        button = left.program.window.findChild(QPushButton, name)
        assert button is not None
        can[name] = button.isEnabled()
    assert can == {"resume": False, "score": False, "discard": True, "later": True}
    said = [label.text() for label in left.program.window.findChildren(QLabel)]
    assert RecoverWord.GONE.value[0] in said
    assert "no-such-scene · Ada · Practise" in said
    assert read(journal)[1][-1].kind == "head", "nothing was sealed that nobody can judge"


def test_a_session_of_a_changed_scene_cannot_go_on_but_can_be_scored(
    left: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = left.journals()[-1]
    forged = Path(f"{journal}.forged.jsonl")
    head, _ = read(journal)
    writer = JournalWriter(forged, replace(head, scene_sha256="f" * 64, session="other"))
    writer.close()
    forged.replace(journal)
    made = offered(left)
    assert made.sheet is not None
    resume = left.program.window.findChild(QPushButton, "resume")
    assert resume is not None
    assert not resume.isEnabled()
    score = left.program.window.findChild(QPushButton, "score")
    assert score is not None
    score.click()
    left.settle()
    assert read(journal)[1][-1].kind == "seal"
