"""What is shown while a chest is pressed, and what is said of it afterwards."""

from functools import cache
from math import cos, pi

import numpy as np
import pytest

from simulator import assessment
from simulator.core.twin.compressions import compressions
from simulator.core.twin.movement import Movement
from simulator.core.twin.pressing import Rhythm, Rhythmic
from simulator.presenting.cube_lead import CubeLead
from simulator.presenting.hands import LearnersHands
from simulator.presenting.motion import motion_panels, motion_table
from simulator.presenting.pressing import Pressed, controls, counted, gauge, share, verdict
from simulator.presenting.pressing_words import PressingWord
from simulator.presenting.pushing import Push
from simulator.presenting.steering import Sticks
from simulator.presenting.tabletop import Placed
from simulator.session import Session
from tests.learners.runs import Unrecorded
from tests.recording.test_pressings import COUNT, SCENE

TICK_S = 1.0 / 60.0


@cache
def pressed(rhythm: Rhythm = Rhythm(), until_s: float = 9.0) -> Session:  # noqa: B008 - a value that nobody changes
    session = Session(SCENE, "learn", Unrecorded(), 1)
    session.lead(Rhythmic(rhythm))
    session.perform(1.0, "press")
    session.tick(until_s)
    return session


def live(until_s: float, rhythm: Rhythm = Rhythm()) -> Pressed:  # noqa: B008 - a value that nobody changes
    going = pressed(rhythm, until_s).moving
    assert going is not None
    return Pressed("press", "learner", "lead", going.start_s, going.word_s, True, going.track, COUNT)


@pytest.mark.parametrize("word", PressingWord, ids=lambda word: word.name)
def test_every_text_is_there_in_both_languages(word: PressingWord) -> None:
    assert len(word.value) == 2
    assert all(word.value)


def test_the_gauge_tells_depth_rate_and_recoil_and_learn_the_beat() -> None:
    now = gauge(live(3.5), 3.5, "learn", "en")
    assert now is not None
    assert now.count == "4 / 6"
    assert now.last_mm == pytest.approx(54, abs=2)
    assert (now.depth_tone, now.rate_tone, now.recoil_tone) == ("ok", "ok", "ok")
    assert now.per_min_text == "110 /min"
    assert now.recoil == "recoil: full"
    assert now.beat is not None
    assert 0.0 <= now.beat < 1.0
    other = gauge(live(3.5), 3.5, "practise", "zh")
    assert other is not None
    assert other.beat is None
    assert other.per_min_text == "110 次/分"
    assert gauge(live(3.5), 3.5, "assess", "en") is None


def test_the_gauge_warns_of_what_is_not_in_its_band() -> None:
    now = gauge(live(3.2, Rhythm(140, 40, 12)), 3.2, "learn", "en")
    assert now is not None
    assert (now.depth_tone, now.rate_tone, now.recoil_tone) == ("warn", "warn", "warn")
    assert now.recoil == "recoil: 12 mm left"


def test_the_count_is_told_and_how_much_of_the_series_it_is() -> None:
    assert counted(live(3.5), "en") == "4 / 6"
    assert share(live(3.5)) == pytest.approx(4 / 6)


def test_the_line_says_what_pushes_or_who_presses() -> None:
    own = live(3.5)
    assert "mouse" in controls(SCENE, own, pointer=True, pad=False, language="en")
    assert "mouse" not in controls(SCENE, own, pointer=False, pad=False, language="en")
    assert "stick" in controls(SCENE, own, pointer=True, pad=True, language="en")
    assert "cube" not in controls(SCENE, own, pointer=True, pad=False, language="en")
    other = Pressed("press", "helper", "aide", 1.0, 1.5, False, own.track, COUNT)
    assert controls(SCENE, other, pointer=True, pad=False, language="en") == "Aide presses the chest."


@pytest.mark.parametrize(("scale", "way"), [(1.0, "55 mm"), (0.25, "14 mm"), (1 / 6, "9 mm")])
def test_the_line_says_how_far_a_cube_goes_on_a_table_of_this_scale(scale: float, way: str) -> None:
    said = controls(SCENE, live(3.5), pointer=True, pad=True, language="en", table=scale)
    assert "head cube" in said
    assert way in said
    assert "stick" in said
    assert way.removesuffix(" mm") in controls(SCENE, live(3.5), True, True, "zh", scale)


@pytest.mark.parametrize(
    ("rhythm", "word", "tone"),
    [
        (Rhythm(), PressingWord.GOOD, "ok"),
        (Rhythm(110, 42), PressingWord.DEEPER, "warn"),
        (Rhythm(110, 67), PressingWord.LESS_DEEP, "warn"),
        (Rhythm(90), PressingWord.FASTER, "warn"),
        (Rhythm(135, 58), PressingWord.SLOWER, "warn"),
        (Rhythm(110, 56, 12), PressingWord.COME_UP, "warn"),
    ],
)
def test_one_sentence_says_how_it_went_and_what_to_do_better(rhythm: Rhythm, word: PressingWord, tone: str) -> None:
    over: Movement = pressed(rhythm).movements[0]
    for number, language in enumerate(("en", "zh")):
        said, given = verdict(SCENE, over, language)  # type: ignore[arg-type]
        assert word.value[number] in said
        assert given == tone


def test_next_to_nothing_is_called_so() -> None:
    said, tone = verdict(SCENE, pressed(Rhythm(), 2.5).movements[0], "en")
    assert ("only" in said, tone) == (True, "warn")


def test_debrief_and_report_have_a_chart_and_a_line_for_each_series() -> None:
    session = pressed()
    judged = assessment.judge(SCENE, session.events, movements=session.movements)
    (panel,) = motion_panels(SCENE, judged.trace, judged.card.measures, "en")
    (plot,) = panel.plots
    assert plot.down
    assert [mark.degrees for mark in plot.marks] == [50.0, 60.0]
    assert max(plot.lines[0].values) == pytest.approx(54, abs=2)
    assert (panel.summary, panel.tone) == ("110 /min · 54 mm", "ok")
    table = motion_table(SCENE, judged.card.measures, "en")
    ((cells, tone),) = table.rows
    assert len(cells) == len(table.columns)
    assert (cells[1], tone) == (str(COUNT), "ok")


def pushed(down_s: float) -> float:
    """How deep (mm) hands go that push so long."""
    push = Push()
    push.hold_keys(frozenset({"down"}))
    for _ in range(round(down_s / TICK_S)):
        push.advance(TICK_S)
    deep = push.hands.height_m
    push.hold_keys(frozenset())
    for _ in range(30):
        push.advance(TICK_S)
    assert push.hands.height_m == 0.0
    return -1e3 * deep


def test_the_usual_push_lands_where_it_should_and_longer_is_deeper() -> None:
    assert pushed(0.08) < 45.0
    assert all(50.0 <= pushed(held_s) <= 60.5 for held_s in (0.15, 0.2, 0.25, 0.3, 0.33))
    assert pushed(0.7) > 65.0
    assert pushed(5.0) <= 75.0 + 1e-6


def test_button_and_stick_push_as_the_key_does() -> None:
    push = Push()
    push.hold_button(down=True)
    assert push.down
    push.hold_button(down=False)
    push.take_sticks(Sticks(height=-0.9))
    assert push.down
    push.take_sticks(None)
    assert not push.down


def strokes(push: Push, seconds: float) -> int:
    """Let time pass: so often the hands went down."""
    count, before = 0, 0.0
    rising = True
    for _ in range(round(seconds / TICK_S)):
        height = push.advance(TICK_S).height_m
        if height < before - 1e-9 and rising:
            count += 1
        rising = height >= before - 1e-9
        before = height
    return count


def test_a_push_that_is_told_late_has_its_whole_length_all_the_same() -> None:
    """A busy program hears of press and release at one moment; when they were is in their stamps."""
    push = Push()
    push.advance(TICK_S)
    push.hold_button(down=True, stamp_ms=5000.0)
    push.hold_button(down=False, stamp_ms=5250.0)
    assert not push.down
    depths = [-push.advance(TICK_S).height_m for _ in range(40)]
    assert max(depths) == pytest.approx(pushed(0.25) / 1e3, abs=0.001)
    assert depths[-1] == 0.0


def test_no_push_is_lost_however_short_it_was() -> None:
    push = Push()
    for number in range(5):  # all of them told at one moment
        push.hold_button(down=True, stamp_ms=1000.0 + 200.0 * number)
        push.hold_button(down=False, stamp_ms=1005.0 + 200.0 * number)
    assert strokes(push, 2.0) == 5
    assert strokes(push, 2.0) == 0


def test_a_push_without_a_stamp_counts_as_well() -> None:
    push = Push()
    push.hold_keys(frozenset({"down"}))
    push.hold_keys(frozenset())
    assert strokes(push, 1.0) == 1


def test_what_is_late_is_made_up_for() -> None:
    """Hands that were late once are not late for the rest of the series."""
    push = Push()
    push.hold_button(down=True, stamp_ms=1000.0)
    push.hold_button(down=False, stamp_ms=1300.0)
    for _ in range(12):
        push.advance(TICK_S)  # 0.2 s: the hands are still down for 0.1 s
    push.hold_button(down=True, stamp_ms=1700.0)
    heights = [push.advance(TICK_S).height_m for _ in range(30)]
    deepest = heights.index(min(heights[:8]))
    up = max(range(deepest, 30), key=lambda n: heights[n])
    assert 5 <= deepest <= 6, "the first push has its whole length"
    assert 0.18 < (30 - heights[::-1].index(0.0) - deepest - 1) * TICK_S < 0.22, "up a moment, not the whole pause"
    assert heights[up] == 0.0
    assert heights[-1] < -0.03, "and down again"


def test_a_series_that_its_time_ended_says_so() -> None:
    short = verdict(SCENE, pressed(Rhythm(per_min=16.0), 25.0).movements[0], "en")[0]
    assert f"before all {COUNT}" in short
    assert "before all" not in verdict(SCENE, pressed().movements[0], "en")[0]


def test_the_cube_in_the_hand_pushes_as_far_as_it_goes_down() -> None:
    hands = LearnersHands()
    hands.cube = CubeLead()
    session = Session(SCENE, "learn", Unrecorded(), 1)
    session.lead(hands)
    session.perform(1.0, "press")
    for tick in range(240):
        at_s = 1.0 + tick / 60
        low_m = 0.054 * (0.5 - 0.5 * cos(2 * pi * 1.8 * max(0.0, at_s - 1.5)))
        hands.cube.see(Placed(np.array([0.4, 0.0, 0.3 - low_m]), np.eye(3)), at_s)
        hands.look(session.moving)
        session.tick(at_s)
    track = session.movements[0].track
    found = [one for one in compressions(zip(track.time_s, track.depth_mm, strict=True)) if one.up]
    assert len(found) >= 5
    assert all(48 < one.depth_mm < 56 for one in found)
    assert all(one.left_mm < 5 for one in found[:-1])
