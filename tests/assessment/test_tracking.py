"""What the handlings are measured by: signals in the session's time, figures that agree with the twin's measures."""

import json
from dataclasses import replace

import numpy as np
import pytest

from scoring.measures import longest_over, mean
from simulator.assessment.tracking import SIGNALS, figures, signals
from simulator.core.procedure import TRACKS
from simulator.core.twin.exposure import EXCESSIVE_S, RED
from simulator.core.twin.measures import measure
from tests.assessment.moved import movement, track


def test_every_track_has_its_signal() -> None:
    assert SIGNALS.keys() == TRACKS.keys()


def test_signals_are_told_in_the_session_s_time_from_the_word_on() -> None:
    told = signals([movement("roll-to-side", start_s=60.0, action="turn-over")])
    word_s = 60.0 + track("roll-to-side", "skilled").word_s
    assert {one.name for one in told} == TRACKS.keys() - {"board.tilt"}
    for one in told:
        assert one.t_s[0] == pytest.approx(word_s, abs=0.02)
        assert (np.diff(one.t_s) > 0).all()
        assert one.values.shape == one.t_s.shape
        assert (one.unit, one.action) == (TRACKS[one.name], "turn-over")
    assert {one.name: one.where for one in told}["injured.flexion"] == "C5-C6"
    angles = [one for one in told if one.unit == "°" and one.name != "neck.off-line"]
    assert all(one.values[0] == 0.0 for one in angles), "angles count against the pose at the word"
    assert {one.name for one in told if len(one.values) == 1} == {"neck.off-line"}, "it is told of the word alone"


@pytest.mark.parametrize("led", ["skilled", "nobody"])
def test_signals_and_the_twin_s_measures_agree(led: str) -> None:
    by_name = {one.name: one for one in signals([movement("roll-to-side", led)])}
    found = measure(track("roll-to-side", led))
    for plane, name in enumerate(("flexion", "bending", "turn")):
        assert np.abs(by_name[f"injured.{name}"].values).max() == pytest.approx(found.injured.peak_deg[plane])
        assert np.abs(by_name[f"neck.{name}"].values).max() == pytest.approx(found.head_trunk_deg[plane])
    exposure = by_name["injured.exposure"]
    assert exposure.values.max() == pytest.approx(found.injured.event)
    assert mean(exposure.t_s, exposure.values, 0.0) == pytest.approx(found.injured.mean)
    assert longest_over(exposure.t_s, exposure.values, RED) == pytest.approx(found.injured.longest_red_s, abs=0.05)
    assert by_name["elsewhere.exposure"].values.max() == pytest.approx(found.elsewhere.event)
    assert by_name["neck.largest"].values.max() == pytest.approx(max(found.head_trunk_deg))


def test_only_a_carry_has_a_tilt() -> None:
    carried = {one.name: one for one in signals([movement("carry")])}
    assert carried["board.tilt"].values.max() == pytest.approx(measure(track("carry", "skilled")).tilt_deg)


def test_figures_are_plain_and_carry_their_units() -> None:
    told = figures([movement("roll-to-side", "nobody", 30.0), movement("carry", number=1)])
    assert json.loads(json.dumps(told)) == told
    roll, carry = told
    assert (roll["version"], roll["start_s"], roll["led_by"], roll["ended"]) == (1, 30.0, "nobody", "done")
    assert roll["injured"]["level"] == "C5-C6"
    assert roll["injured"]["band"] == "red"
    assert roll["injured"]["longest_red_s"] > EXCESSIVE_S
    assert set(roll["injured"]["shift_mm"]) == {"apart", "left", "front"}
    assert max(roll["injured"]["shift_mm"].values()) > 0.0, "a broken level slides"
    assert max(roll["elsewhere"]["shift_mm"].values()) == 0.0, "a sound one does not"
    assert roll["board_tilt_deg"] is None
    assert carry["board_tilt_deg"] > 0.0


def test_what_was_stopped_before_the_word_has_no_measures() -> None:
    whole = movement("roll-to-side")
    cut = replace(whole.track, time_s=whole.track.time_s[:20], word_s=9.0)
    stopped = replace(whole, track=cut, ended="stopped")
    assert signals([stopped]) == ()
    (told,) = figures([stopped])
    assert (told["measured"], told["ended"]) == (False, "stopped")
    assert "injured" not in told
