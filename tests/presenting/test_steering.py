"""The learner's hands: what a drag, a key and a stick do, how fast and how far."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.presenting.steering import AT_BOARD, AT_HEAD, KEY_WAYS, WAYS, Hands, Reach, Steering, Sticks


def after(steering: Steering, seconds: float, step_s: float = 1 / 30) -> Hands:
    for _ in range(round(seconds / step_s)):
        steering.advance(step_s)
    return steering.hands


def test_a_drag_turns_to_the_right_and_lifts_upwards() -> None:
    steering = Steering()
    steering.drag(0.4, -0.2)
    hands = after(steering, 2.0)
    assert hands.turn_deg == pytest.approx(0.4 * AT_HEAD.turn.drag)
    assert hands.height_m == pytest.approx(0.2 * AT_HEAD.height.drag)
    assert hands.pull_m == 0.0


def test_a_drag_with_the_other_button_only_pulls() -> None:
    steering = Steering()
    steering.drag(0.2, 0.4, pulling=True)
    assert after(steering, 2.0) == Hands(0.0, 0.0, pytest.approx(0.2 * AT_HEAD.pull.drag))


def test_hands_are_no_faster_than_hands() -> None:
    steering = Steering()
    steering.drag(0.6, 0.0)
    assert steering.advance(0.1).turn_deg == pytest.approx(0.1 * AT_HEAD.turn.fastest)
    assert steering.advance(0.1).turn_deg == pytest.approx(0.2 * AT_HEAD.turn.fastest)


@pytest.mark.parametrize("key", KEY_WAYS)
def test_a_key_moves_the_hands_as_long_as_it_is_down(key: str) -> None:
    steering = Steering()
    steering.hold_keys(frozenset({key}))
    name, sign = KEY_WAYS[key]
    moved = after(steering, 1.0)
    steering.hold_keys(frozenset())
    assert after(steering, 1.0) == moved, "a key that is up moves nothing"
    values = dict(zip(WAYS, (moved.turn_deg, moved.height_m, moved.pull_m), strict=True))
    assert values.pop(name) == pytest.approx(sign * getattr(AT_HEAD, name).key)
    assert set(values.values()) == {0.0}


def test_opposite_keys_cancel_each_other() -> None:
    steering = Steering()
    steering.hold_keys(frozenset({"left", "right", "up"}))
    assert after(steering, 1.0).turn_deg == 0.0


def test_a_worn_stick_near_its_middle_does_nothing_and_a_full_one_is_as_fast_as_a_key() -> None:
    steering = Steering()
    steering.take_sticks(Sticks(turn=0.1, height=-0.1))
    assert after(steering, 1.0) == Hands()
    steering.take_sticks(Sticks(turn=-1.0))
    assert after(steering, 1.0).turn_deg == pytest.approx(-AT_HEAD.turn.key)
    steering.take_sticks(None)
    assert after(steering, 1.0).turn_deg == pytest.approx(-AT_HEAD.turn.key), "an unplugged pad moves nothing"


def test_a_corner_of_the_board_only_goes_up_and_down() -> None:
    steering = Steering(AT_BOARD)
    steering.drag(0.5, -0.3)
    steering.drag(0.5, 0.0, pulling=True)
    steering.hold_keys(frozenset({"right", "pull"}))
    assert after(steering, 3.0) == Hands(0.0, pytest.approx(0.3 * AT_BOARD.height.drag), 0.0)


@pytest.mark.parametrize("reach", [AT_HEAD, AT_BOARD])
@given(
    st.lists(
        st.tuples(
            st.floats(-3, 3), st.floats(-3, 3), st.booleans(), st.sets(st.sampled_from(sorted(KEY_WAYS))),
            st.floats(-1, 1), st.floats(0, 0.5),
        ),
        max_size=30,
    )
)  # fmt: skip
def test_whatever_is_asked_the_hands_stay_within_reach_and_speed(reach: Reach, asked: list[tuple]) -> None:
    steering = Steering(reach)
    for right, down, pulling, keys, stick, dt_s in asked:
        steering.drag(right, down, pulling)
        steering.hold_keys(frozenset(keys))
        steering.take_sticks(Sticks(stick, -stick, stick))
        before, now = steering.hands, steering.advance(dt_s)
        for name, was, at in zip(
            WAYS,
            (before.turn_deg, before.height_m, before.pull_m),
            (now.turn_deg, now.height_m, now.pull_m),
            strict=True,
        ):
            way = getattr(reach, name)
            assert way.low <= at <= way.high
            assert abs(at - was) <= way.fastest * dt_s + 1e-9
