"""Compressions in the record: they are written, read, run again, brought back, and are over when they are given."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulator.assessment.pressed import figures_of_chest
from simulator.core.actions import Complete, Perform
from simulator.core.engine import respond
from simulator.core.events import ActionFinished
from simulator.core.scene import HandlingRule, Scene, frozen_map
from simulator.core.state import after, at_start
from simulator.core.twin.bodies import body_for
from simulator.core.twin.pressing import Rhythm, Rhythmic
from simulator.core.twin.steering import HeadInput
from simulator.recording.codec import action_from, to_plain
from simulator.recording.journal import Head, JournalWriter
from simulator.recording.movements import MovementError, movements_from
from simulator.recording.replay import drift, motion_drift, recorded
from simulator.resuming import bring_to
from simulator.session import Session
from tests.learners.runs import Unrecorded
from tests.small_scene import SCENE as SMALL
from tests.small_scene import action

COUNT = 6
HEAD = Head("s1", "small", "0" * 64, "0.1", "Lin", "assess", 7, "2026-01-01T00:00:00Z")


def the_scene() -> Scene:
    rule = HandlingRule("compressions", hold_s=0.5, count=COUNT)
    press = action("press", 20.0, stoppable=True, handling=rule, starts=("turned",))
    return replace(SMALL, actions=frozen_map({**SMALL.actions, "press": press}))


SCENE = the_scene()


def write(path: Path) -> Session:
    """A series by a script, one by the learner's own hands that is stopped, one by somebody of the team."""
    session = Session(SCENE, "assess", JournalWriter(path, HEAD), HEAD.seed)
    session.lead(Rhythmic(Rhythm(120, 52, 4)))
    session.perform(1.0, "press")
    session.tick(12.0)
    session.steer(HeadInput())
    session.perform(12.0, "press")
    for number in range(40):
        at_s = 12.0 + number * 0.05
        session.steer(HeadInput(height_m=-0.05 if number % 10 < 5 else 0.0))
        session.tick(at_s + 0.05)
    session.perform(14.5, "stop")
    session.perform(17.0, "press", "aide")
    session.tick(40.0)
    session.finish(41.0)
    return session


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Session]:
    path = tmp_path_factory.mktemp("journal") / "j.jsonl"
    return path, write(path)


def test_what_is_read_back_is_what_was_done(journal: tuple[Path, Session]) -> None:
    path, session = journal
    kept = recorded(path)
    assert [(one.action, one.led_by, one.ended) for one in kept.movements] == [
        ("press", "script", "done"),
        ("press", "learner", "stopped"),
        ("press", "helper", "done"),
    ]
    for one, other in zip(session.movements, kept.movements, strict=True):
        assert one.track.of_chest
        for name in ("time_s", "depth_mm", "hand_mm", "press_n", "levels_deg"):
            assert np.array_equal(getattr(one.track, name), getattr(other.track, name)), name
    assert len(kept.movements[0].track.levels_deg) == 0, "nothing is said of a body that lies still"


def test_it_is_over_before_its_time_and_says_so(journal: tuple[Path, Session]) -> None:
    _, session = journal
    done = [event for event in session.events if isinstance(event, ActionFinished) and event.action == "press"]
    assert len(done) == 2
    for event in done:
        assert 2.5 < event.at_s - event.started_s < 5.0
        assert event.at_s == round(event.at_s, 3)


def test_run_again_it_gives_the_same(journal: tuple[Path, Session]) -> None:
    path, _ = journal
    assert drift(path, SCENE) is None
    assert motion_drift(recorded(path), SCENE) == (0.0, ())


def test_an_altered_push_is_found(journal: tuple[Path, Session], tmp_path: Path) -> None:
    path, _ = journal
    kept = recorded(path)
    altered = []
    for one in kept.handlings:
        inputs = tuple((tick, replace(head, height_m=0.8 * head.height_m)) for tick, head in one.inputs)
        altered.append(replace(one, inputs=inputs))
    drifted = motion_drift(replace(kept, handlings=tuple(altered)), SCENE)
    assert drifted is not None
    assert drifted[0] > 0.0 or "depth_mm" in drifted[1]


def test_how_often_it_is_looked_at_changes_nothing() -> None:
    def played(step_s: float) -> Session:
        session = Session(SCENE, "assess", Unrecorded(), 3)
        session.lead(Rhythmic(Rhythm(108, 56)))
        session.perform(1.0, "press")
        at_s = 1.0
        while at_s < 9.0:
            at_s = round(at_s + step_s, 3)
            session.tick(at_s)
        return session

    often, seldom = played(0.017), played(4.0)
    assert often.events == seldom.events
    assert np.array_equal(often.movements[0].track.depth_mm, seldom.movements[0].track.depth_mm)


def test_a_session_is_brought_back_into_the_middle_of_a_series(journal: tuple[Path, Session]) -> None:
    path, session = journal
    kept = recorded(path)
    again = Session(SCENE, "assess", Unrecorded(), HEAD.seed)
    bring_to(again, kept, 14.0)
    going = again.moving
    assert going is not None
    assert (going.technique, going.led_by, going.number) == ("press", "learner", 1)
    was = session.movements[1].track
    assert np.array_equal(going.track.depth_mm, was.depth_mm[: len(going.track.depth_mm)])


def test_the_chest_gives_way_as_far_as_it_was_pressed(journal: tuple[Path, Session]) -> None:
    _, session = journal
    body = body_for(SCENE, session.movements)
    state = at_start(SCENE)
    track = session.movements[0].track
    deepest = int(track.depth_mm.argmax())
    pose = body.pose(state, 1.0 + float(track.time_s[deepest]))
    assert pose.chest_m == pytest.approx(1e-3 * float(track.depth_mm[deepest]))
    assert pose.press_m == pytest.approx(1e-3 * float(track.hand_mm[deepest]))
    assert body.pose(state, 11.0).chest_m == 0.0
    assert body.pose(state, 0.5).chest_m == 0.0


def test_only_a_handling_that_goes_on_can_be_over_before_its_time() -> None:
    state = at_start(SCENE)
    assert respond(SCENE, state, Complete(1.0, "press", "lead")) == ()
    for event in respond(SCENE, state, Perform(1.0, "hold", "lead")):
        state = after(state, event)
    assert not [e for e in respond(SCENE, state, Complete(2.0, "hold", "lead")) if isinstance(e, ActionFinished)]


def test_the_order_has_a_form_in_the_record(journal: tuple[Path, Session]) -> None:
    order = Complete(4.2, "press", "lead")
    assert action_from(json.loads(json.dumps(to_plain(order)))) == order
    lines = [json.loads(line) for line in journal[0].read_text().splitlines()]
    said = [line["action"] for line in lines if line.get("action", {}).get("is") == "Complete"]
    assert [(one["action"], one["actor"]) for one in said] == [("press", "lead"), ("press", "aide")]


def test_pieces_that_are_neither_a_body_nor_a_chest_are_refused(journal: tuple[Path, Session]) -> None:
    lines = [json.loads(line) for line in journal[0].read_text().splitlines()]
    first = next(line["movement"] for line in lines if line["kind"] == "movement")
    first["opened"]["shapes"] = {"depth_mm": [2]}
    with pytest.raises(MovementError):
        movements_from([first])


def test_somebody_else_presses_as_the_trained_do(journal: tuple[Path, Session]) -> None:
    told = figures_of_chest(journal[1].movements[2])
    assert told["compressions"] == COUNT
    assert 100 <= told["rate_mean_per_min"] <= 120
    assert 50 <= told["depth_mean_mm"] <= 60
