"""A session records first and shows afterwards; a failing journal stops it, a failing view does not."""

import logging
from collections.abc import Sequence

import pytest

from simulator.core.actions import Action
from simulator.core.events import Event
from simulator.core.state import State
from simulator.recording.journal import JournalError
from simulator.session import Session
from tests.small_scene import SCENE


class Tape:
    """A recorder that remembers, or fails when told to."""

    def __init__(self) -> None:
        self.lines: list[tuple[Event, ...]] = []
        self.broken = False

    def action(self, action: Action, events: Sequence[Event]) -> None:
        self.tick(0, events)

    def tick(self, to_s: float, events: Sequence[Event]) -> None:
        if self.broken:
            raise JournalError("the disk is full.")
        self.lines.append(tuple(events))


def test_listeners_hear_only_what_has_been_recorded() -> None:
    tape = Tape()
    session = Session(SCENE, "practise", tape)
    heard: list[int] = []
    session.listen(lambda events, state: heard.append(len(tape.lines)))
    session.perform(0, "hold")
    session.tick(2)
    assert heard == [1, 2]


def test_when_recording_fails_nothing_has_happened() -> None:
    tape = Tape()
    session = Session(SCENE, "practise", tape)
    heard: list[State] = []
    session.listen(lambda events, state: heard.append(state))
    before = session.state
    tape.broken = True
    with pytest.raises(JournalError):
        session.perform(0, "hold")
    assert session.state == before
    assert session.events == []
    assert heard == []


@pytest.mark.logs("a view failed")
def test_a_failing_view_is_logged_and_the_session_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    session = Session(SCENE, "practise", Tape())
    heard: list[State] = []

    def broken(events: Sequence[Event], state: State) -> None:
        raise RuntimeError("no picture")

    session.listen(broken)
    session.listen(lambda events, state: heard.append(state))
    with caplog.at_level(logging.ERROR):
        session.perform(0, "hold")
    assert "a view failed" in caplog.text
    assert heard == [session.state]


def test_the_usual_person_is_told_when_nobody_is_named() -> None:
    session = Session(SCENE, "practise", Tape())
    session.perform(0, "fit", choices={"size": "small"})
    assert session.state.running[0].actor == "aide"


def test_an_unknown_mode_is_an_error_of_the_programmer() -> None:
    with pytest.raises(ValueError, match="unknown mode"):
        Session(SCENE, "exam", Tape())
