"""The signals between compressions: they run until the heart beats again, or to the last compression."""

import pytest

from scoring.trace import Track
from simulator import assessment
from tests.learners.cases import Learners

OURS = Learners("adult-bls-aed", "resuscitation")


def signal(name: str, learner: str) -> Track:
    session = OURS.session(learner)
    trace = assessment.trace(OURS.scene, session.events, session.movements)
    return next(track for track in trace.tracks if track.name == name)


def test_who_stops_while_the_heart_stands_still_pauses() -> None:
    session = OURS.session("stops-when-the-shock-is-given")
    beats_s = next(event.at_s for event in session.events if getattr(event, "event", "") == "comes-round")
    pause = signal("chest.pause", "stops-when-the-shock-is-given")
    assert pause.t_s[-1] == pytest.approx(beats_s)
    assert pause.values.max() > 60.0
    assert signal("chest.hands-off", "stops-when-the-shock-is-given").t_s[-1] == pytest.approx(beats_s)


def test_where_it_never_beats_again_the_session_s_end_counts() -> None:
    session = OURS.session("presses-now-and-then")
    assert signal("chest.pause", "presses-now-and-then").t_s[-1] == pytest.approx(session.events[-1].at_s)


def test_who_presses_until_it_beats_has_no_pause_behind_it() -> None:
    assert signal("chest.pause", "pads-on-the-shirt").values[-5:].max() < 10.0
