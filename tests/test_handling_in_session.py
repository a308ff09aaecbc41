"""Handlings in a session: the body moves by physics under the learner's hands, and stays where physics left it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.core.actions import Action
from simulator.core.events import Event
from simulator.core.scene import Scene
from simulator.core.twin.bodies import TwinBody
from simulator.core.twin.body import CERVICAL, BodyPose
from simulator.core.twin.measures import measure
from simulator.core.twin.movement import Movement, Piece
from simulator.core.twin.people import Leader
from simulator.core.twin.steering import HeadInput, Path, Scripted, Source
from simulator.core.twin.twin import PhysicsError, Twin
from simulator.session import Session
from tests.moving_scene import SCENE_OF_MOVES as SCENE

TICK_S = 1.0 / 60.0


class Tape:
    """A recorder that remembers the pieces."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []

    def action(self, action: Action, events: Sequence[Event]) -> None:
        pass

    def tick(self, to_s: float, events: Sequence[Event]) -> None:
        pass

    def movement(self, piece: Piece) -> None:
        self.pieces.append(piece)


def session(source: Source | None = None, seed: int = 1, scene: Scene = SCENE) -> Session:
    made = Session(scene, "practise", Tape(), seed)
    if source is not None:
        made.lead(source)
    return made


def prepared(source: Source | None = None, seed: int = 1) -> Session:
    """The head is held, hands are placed, the team is led; nothing has been rolled. It is 4 s."""
    made = session(source, seed)
    made.perform(0, "hold")
    made.tick(3.5)
    made.perform(3.5, "place")
    made.perform(3.5, "say")
    made.tick(4)
    return made


def rolled(source: Source | None = None, seed: int = 1) -> Session:
    made = prepared(source, seed)
    made.perform(4, "roll", choices={"call": "counted"})
    made.tick(9)
    return made


def pose(made: Session, at_s: float = 1000.0) -> BodyPose:
    """As it lies at a moment, or by now."""
    return TwinBody(made.scene, made.movements).pose(made.state, at_s)


def neck_deg(movement: Movement, row: int = -1) -> np.ndarray:
    return np.asarray(movement.track.levels_deg[row, : len(CERVICAL)].sum(axis=0))


def test_a_scene_without_handlings_has_no_body_of_its_own() -> None:
    from tests.small_scene import SCENE as STILL

    made = session(scene=STILL)
    made.perform(0, "turn", choices={})
    assert made.moving is None
    assert made.movements == []


def test_the_head_is_found_turned_and_brought_to_neutral() -> None:
    made = session()
    assert pose(made, 0.0).head_on_trunk_deg[2] == pytest.approx(20.0, abs=3.0)
    made.perform(0, "hold")
    made.tick(3)
    assert abs(pose(made).head_on_trunk_deg[2]) < 3.0


def test_a_well_led_roll_goes_to_the_side_with_little_motion() -> None:
    made = rolled()
    (_, roll) = made.movements
    assert (roll.action, roll.led_by, roll.ended, roll.start_s) == ("roll", "script", "done", 4.0)
    assert roll.until_s == pytest.approx(8.5, abs=0.04)
    assert pose(made).roll_deg == pytest.approx(70.0, abs=6.0)
    assert measure(roll.track).injured.event < 0.6


def test_nobody_at_the_head_is_far_worse() -> None:
    made = session()
    made.perform(0, "roll", choices={"call": "counted"})
    made.tick(5)
    assert made.movements[0].led_by == "nobody"
    assert measure(made.movements[0].track).injured.excessive


def test_the_body_stays_where_physics_left_it() -> None:
    made = rolled()
    lying = pose(made)
    made.tick(30)
    assert pose(made) == lying
    made.perform(30, "back", choices={"call": "counted"})
    assert pose(made, 30.0).roll_deg == pytest.approx(lying.roll_deg, abs=0.05)
    made.tick(36)
    assert abs(pose(made).roll_deg) < 8.0


@settings(max_examples=4, deadline=None)
@given(st.lists(st.floats(0.001, 1.2), min_size=1, max_size=30))
def test_how_often_time_is_told_changes_nothing(pauses: list[float]) -> None:
    at_once, bit_by_bit = rolled(), prepared()
    bit_by_bit.perform(4, "roll", choices={"call": "counted"})
    now = 4.0
    for pause in pauses:
        now = min(9.0, now + pause)
        bit_by_bit.tick(now)
    bit_by_bit.tick(9)
    for one, other in zip(at_once.movements, bit_by_bit.movements, strict=True):
        assert np.array_equal(one.track.levels_deg, other.track.levels_deg)
        assert np.array_equal(one.track.hand_n, other.track.hand_n)


def follow(made: Session, until_s: float, lag_s: float = 0.2, share: float = 1.0) -> None:
    """A person who moves the hands to where they are wanted, a little late and only so far."""
    seen: list[HeadInput] = []
    number = -1
    now = made.state.at_s
    while now < until_s:
        moving = made.moving
        if moving is not None and moving.led_by == "learner":
            if moving.number != number:
                seen, number = [], moving.number
            seen.append(moving.wanted)
            want = seen[max(0, len(seen) - 1 - round(lag_s / TICK_S))]
            made.steer(HeadInput(share * want.turn_deg, share * want.height_m, share * want.pull_m))
        now += TICK_S
        made.tick(now)


def live(share: float = 1.0) -> Session:
    made = session()
    made.steer(HeadInput())
    made.perform(0, "hold")
    follow(made, 3.5)
    made.perform(3.5, "place")
    made.perform(3.5, "say")
    follow(made, 4.0)
    made.perform(4, "roll", choices={"call": "counted"})
    follow(made, 9.0, share=share)
    return made


def test_a_learner_who_follows_the_ghost_rolls_well() -> None:
    made = live()
    assert [m.led_by for m in made.movements] == ["learner", "learner"]
    assert np.abs(neck_deg(made.movements[0])).max() < 5.0
    assert measure(made.movements[1].track).injured.event < 0.6


def test_a_learner_who_holds_still_lets_the_head_stay_behind() -> None:
    made = live(share=0.0)
    assert measure(made.movements[1].track).injured.excessive


def test_hands_begin_every_handling_where_they_take_hold() -> None:
    made = live()
    made.perform(9, "back", choices={"call": "counted"})
    moving = made.moving
    assert moving is not None
    assert moving.wanted.turn_deg == pytest.approx(-neck_deg(made.movements[-1], 0)[2], abs=12.0)
    made.tick(9.3)
    rolled_by = measure(made.movements[-1].track).head_trunk_deg
    assert max(rolled_by) < 4.0  # what was said before is no order now


def test_stop_holds_at_once_and_goes_back() -> None:
    made = prepared()
    made.perform(4, "roll", choices={"call": "counted"})
    made.tick(6)
    at_stop = pose(made).roll_deg
    assert 15.0 < at_stop < 60.0
    made.perform(6, "stop")
    made.tick(6.4)
    assert abs(pose(made).roll_deg - at_stop) < 15.0
    made.tick(7)
    moving = made.moving
    assert moving is not None
    assert moving.kind == "back"
    made.tick(12)
    assert [(m.kind, m.ended) for m in made.movements[1:]] == [("handling", "stopped"), ("back", "done")]
    assert abs(pose(made).roll_deg) < 8.0
    assert made.movements[1].until_s == pytest.approx(made.movements[2].start_s, abs=0.04)


def test_a_head_let_go_on_the_side_drops_by_physics() -> None:
    made = rolled()
    before = pose(made).head_on_trunk_deg
    made.perform(9, "let-go")
    made.tick(12)
    last = made.movements[-1]
    assert (last.kind, last.led_by) == ("settling", "nobody")
    assert abs(pose(made).head_on_trunk_deg[1] - before[1]) > 8.0
    assert pose(made).roll_deg == pytest.approx(70.0, abs=10.0)


def test_a_head_let_go_on_the_back_stays() -> None:
    made = prepared()
    made.perform(4, "let-go")
    made.tick(6)
    assert len(made.movements) == 1


@pytest.mark.parametrize("name", ["lift-and-slide", "flat-lift"])
def test_he_is_lifted_and_set_down_again(name: str) -> None:
    made = prepared()
    made.perform(4, name, choices={"call": "counted"})
    made.tick(12)
    track = made.movements[-1].track
    assert track.lift_m.max() > 0.03
    assert abs(track.lift_m[-1]) < 0.02
    assert measure(track).injured.event < 0.6


def test_he_is_carried_on_a_board_and_set_down() -> None:
    made = prepared()
    made.perform(4, "board")
    made.perform(4, "carry", choices={"call": "counted"})
    moving = made.moving
    assert moving is not None
    assert (moving.technique, moving.led_by) == ("carry", "script")
    made.tick(10)
    assert pose(made).lift_m == pytest.approx(0.70, abs=0.05)
    made.perform(10, "set-down", choices={"call": "counted"})
    made.tick(16)
    assert abs(pose(made).lift_m) < 0.02
    assert not measure(made.movements[-1].track).lost


def test_the_learners_corner_of_the_board_is_the_learners_own() -> None:
    tilts = []
    for share in (0.8, 1.0):
        made = prepared()
        made.perform(4, "board")
        made.steer(HeadInput())
        made.perform(4, "carry", choices={"call": "counted"})
        follow(made, 10.0, share=share)
        assert made.movements[-1].led_by == "learner"
        tilts.append(float(np.degrees(np.arccos(made.movements[-1].track.board_up[-1][2]))))
    assert tilts[0] > 4.0
    assert tilts[0] > 2.0 * tilts[1]


def test_a_team_that_was_not_led_spreads_more() -> None:
    def spread(led: bool) -> float:
        starts = []
        for seed in range(4):
            made = session(seed=seed)
            made.perform(0, "hold")
            made.tick(3)
            if led:
                made.perform(3, "place")
                made.perform(3, "say")
            made.perform(3.5, "roll", choices={"call": "counted" if led else "suddenly"})
            starts.append(measure(made.movements[-1].track).start_spread_s)
        return float(np.mean(starts))

    assert spread(led=False) > 2.0 * spread(led=True)


def test_the_question_whether_all_are_ready_counts_once() -> None:
    unasked: list[float] = []
    asked: list[float] = []
    for seed in range(5):
        for say, late in ((False, unasked), (True, asked)):
            made = rolled(seed=seed)
            if say:
                made.perform(9, "say")
            made.perform(9, "back", choices={"call": "counted"})
            late.append(max(made.movements[-1].track.delay_s.values()))
    assert max(unasked) > 0.6  # somebody was not ready
    assert max(asked) < 0.5


def test_a_failed_computation_ends_the_handling_and_keeps_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    made = prepared()
    made.perform(4, "roll", choices={"call": "counted"})
    made.tick(5)
    broken = {"on": True}
    step = Twin.step

    def fails(self: Twin, twist: object = None) -> None:
        if broken["on"]:
            raise PhysicsError("no number")
        step(self)

    monkeypatch.setattr(Twin, "step", fails)
    with monkeypatch.context() as quiet:
        quiet.setattr("simulator.session._log.error", lambda *_: None)
        made.tick(6)
    broken["on"] = False
    assert made.movements[-1].ended == "failed"
    assert made.moving is None
    before = pose(made)
    made.tick(9)
    assert made.state.running == ()
    made.perform(9, "back", choices={"call": "counted"})
    assert pose(made, 9.0).roll_deg == pytest.approx(before.roll_deg, abs=1.0)
    made.tick(15)
    assert made.movements[-1].ended == "done"
    assert np.isfinite(made.movements[-1].track.levels_deg).all()


def test_a_path_leads_as_it_is_written() -> None:
    path = Path([(0.5, HeadInput()), (3.0, HeadInput(turn_deg=70.0, height_m=0.08))])
    made = prepared(Scripted(Leader(1.0, 0.5)))
    made.lead(path)
    made.perform(4, "roll", choices={"call": "counted"})
    made.tick(9)
    turned = np.degrees(np.arctan2(*made.movements[-1].track.head_turn[-1][[1, 2], [2, 2]]))
    assert turned == pytest.approx(70.0, abs=8.0)


def test_pieces_come_twice_a_second_and_hold_everything() -> None:
    made = live()
    tape = made._recorder
    assert isinstance(tape, Tape)
    made.finish(9)
    roll = [piece for piece in tape.pieces if piece.number == 1]
    assert roll[0].opened is not None
    assert roll[-1].ended == "done"
    assert max(len(piece.signals["levels_deg"]) for piece in roll) <= 16
    whole = np.concatenate([piece.signals["levels_deg"] for piece in roll])
    assert np.array_equal(whole, made.movements[1].track.levels_deg)
    assert np.array_equal(whole, np.round(whole, 3))


def test_the_end_of_a_session_ends_a_handling_that_goes_on() -> None:
    made = prepared()
    made.perform(4, "roll", choices={"call": "counted"})
    made.tick(5)
    made.finish(5.5)
    assert made.movements[-1].ended == "stopped"
    assert made.movements[-1].until_s == pytest.approx(5.5, abs=0.04)
    assert made.moving is None


def test_an_injured_level_bends_more_than_an_intact_one() -> None:
    intact = replace(SCENE, patient=replace(SCENE.patient, injury={"level": "C5-C6", "severity": "none"}))
    bent = []
    for scene in (SCENE, intact):
        made = session(scene=scene)
        made.perform(0, "roll", choices={"call": "suddenly"})
        made.tick(5)
        bent.append(measure(made.movements[0].track).injured.range_deg)
    assert max(bent[0]) > max(bent[1])


def test_who_has_nothing_under_him_is_taken_up_by_hand() -> None:
    made = prepared()
    made.perform(4, "carry", choices={"call": "counted"})
    made.tick(10)
    assert made.movements[-1].track.plan.technique == "flat-lift"
    assert made.movements[-1].ended == "done"
    made.perform(10, "set-down", choices={"call": "counted"})
    made.tick(16)
    assert abs(pose(made).lift_m) < 0.1
