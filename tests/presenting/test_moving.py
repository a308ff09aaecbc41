"""What is shown while something goes on: running orders, controls, the hands, the chart, and how it went."""

from dataclasses import replace

import numpy as np
import pytest

from simulator.app.catalogue import Catalogue
from simulator.core import engine
from simulator.core.actions import Perform
from simulator.core.scene import Scene, frozen_map
from simulator.core.state import Held, State, after, at_start
from simulator.core.twin.body import GuidedBody
from simulator.presenting import moving
from simulator.presenting.language import LANGUAGES, Language
from simulator.presenting.moving import Inputs, Live, Outcome
from simulator.presenting.moving_words import MovingWord
from simulator.presenting.practice import Movement
from simulator.presenting.steering import Hands

TIMES = np.arange(0.0, 13.0, 0.1)


@pytest.fixture(scope="module")
def scene() -> Scene:
    return Catalogue().scene("spinal-transport")


def done(scene: Scene, *orders: tuple[float, str, str, dict[str, str]]) -> State:
    state = at_start(scene)
    for at_s, action, actor, choices in orders:
        for event in engine.respond(scene, state, Perform(at_s, action, actor, frozen_map(choices))):
            state = after(state, event)
    return state


def after_all(scene: Scene, state: State) -> State:
    """When everything that was begun is over."""
    for event in engine.advance(scene, state, 25.0):
        state = after(state, event)
    return state


ROLL = (20.0, "roll-to-side", "leader", {"call": "counted"})


def live(**changes: object) -> Live:
    """A roll two seconds after the word; the level bends to the side by a tenth of a degree a second."""
    levels = np.zeros((len(TIMES), 3))
    levels[:, 1] = 1.0 + 0.1 * TIMES
    made = Live(
        "roll-to-side",
        "learner",
        21.5,
        True,
        Hands(10.0, 0.02),
        Hands(14.0, 0.03),
        False,
        "C5-C6",
        10.5 + TIMES,
        levels,
    )
    return replace(made, **changes)


def shown(
    scene: Scene, state: State, at_s: float, mode: str = "learn", language: Language = "en", now: Live | None = None
) -> Movement:
    return moving.movement(scene, state, at_s, GuidedBody(scene).pose(state, at_s), mode, language, now)


def test_every_running_order_is_shown_with_the_time_that_it_still_takes(scene: Scene) -> None:
    state = done(scene, (1.0, "lay-out-board", "r3", {}), (2.0, "primary-survey", "r1", {}))
    survey = scene.actions["primary-survey"].takes_s
    told = shown(scene, state, 4.0)
    assert [going.left_s for going in told.going] == [
        pytest.approx(scene.actions["lay-out-board"].takes_s - 3.0),
        pytest.approx(survey - 2.0),
    ]
    assert told.going[1].share == pytest.approx(2.0 / survey)
    assert told.going[0].text.startswith("Rescuer 3")
    assert not told.can_stop
    assert shown(scene, at_start(scene), 1.0) == Movement()


@pytest.mark.parametrize("mode", ["learn", "practise", "assess"])
def test_a_roll_stands_first_and_can_be_stopped_in_every_mode(scene: Scene, mode: str) -> None:
    told = shown(scene, done(scene, ROLL), 22.0, mode)
    assert told.can_stop
    assert "Roll to the side" in told.going[0].text
    assert shown(scene, done(scene, ROLL), 900.0, mode).going[0].share == 1.0


def test_a_mode_only_takes_away(scene: Scene) -> None:
    state = done(scene, (1.0, "hold-head", "leader", {"hold": "in-line"}), ROLL)
    learn, practise, assess = (shown(scene, state, 22.0, mode, now=live()) for mode in ("learn", "practise", "assess"))
    assert learn.hands is not None
    assert learn.hands.wanted == (14.0, 0.03)
    assert practise.hands == replace(learn.hands, wanted=None)
    assert practise == replace(learn, hands=practise.hands)
    assert assess == replace(learn, hands=None, gauge=(), chart=None)


@pytest.mark.parametrize("board", [False, True])
@pytest.mark.parametrize("pointer", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_of_controls_names_what_is_attached(
    scene: Scene, language: Language, pointer: bool, board: bool
) -> None:
    state = done(scene, ROLL)
    now = live(board=board)
    without = moving.controls(scene, state, now, Inputs(pointer, pad=False), "assess", language)
    attached = moving.controls(scene, state, now, Inputs(pointer, pad=True), "assess", language)
    assert attached.startswith(without)
    assert ("手柄" if language == "zh" else "Game pad") in attached.removeprefix(without)
    assert (("拖动" if language == "zh" else "drag") in without) is pointer


def test_who_holds_the_head_is_said_where_the_learner_does_not(scene: Scene) -> None:
    other = live(steers=False, led_by="nobody")

    def said(state: State, mode: str = "practise") -> str:
        return moving.controls(scene, state, other, Inputs(), mode, "en")

    nobody = done(scene, ROLL)
    assert said(nobody) == MovingWord.NOBODY_HOLDS.value[0]
    assert said(nobody, "assess") == MovingWord.NOT_YOURS.value[0]
    held = {
        name: replace(nobody, conditions=frozen_map({name: Held(0.0, "r1")})) for name in ("head-lock", "head-fixed")
    }
    assert said(held["head-lock"]) == "Rescuer 1 holds the head; you lead by word."
    assert said(held["head-fixed"]) == MovingWord.FIXED.value[0]
    alone = replace(scene, patient=replace(scene.patient, head_support=None))
    assert moving.controls(alone, nobody, other, Inputs(), "learn", "en") == MovingWord.NOT_YOURS.value[0]


def test_a_movement_that_is_only_watched_explains_no_controls(scene: Scene) -> None:
    watched = live(steers=False, led_by="script")
    assert shown(scene, done(scene, ROLL), 22.0, now=watched).controls == ""


def test_the_chart_shows_the_last_seconds_against_the_pose_at_the_word(scene: Scene) -> None:
    chart = shown(scene, done(scene, ROLL), 23.5, now=live()).chart
    assert chart is not None
    side = next(line for line in chart.lines if line.text == "side")
    times = [at_s for at_s, _ in side.points]
    assert min(times) == pytest.approx(13.5, abs=0.11)
    at_word = min(side.points, key=lambda point: abs(point[0] - 21.5))
    assert at_word[1] == pytest.approx(0.0, abs=0.02)
    assert side.points[-1][1] == pytest.approx(0.2, abs=0.03)
    assert [line.counts_from_deg for line in chart.lines] == [3.0, 3.0, 5.0]


def test_before_the_word_the_chart_counts_from_the_start(scene: Scene) -> None:
    chart = shown(scene, done(scene, ROLL), 11.0, now=live(word_s=30.0)).chart
    assert chart is not None
    assert chart.lines[1].points[0][1] == 0.0


def outcome(**changes: object) -> Outcome:
    well = Outcome("roll-to-side", "C5-C6", 0.08, "green", (1.0, 2.0, 1.5), 8.0, "done", "learner")
    return replace(well, **changes)


def test_a_good_movement_is_praised_and_a_bad_one_is_told_by_what_counted_most(scene: Scene) -> None:
    assert moving.verdict(scene, outcome(), "en") == (
        "Roll to the side: little motion exposure at C5–C6 (0.08 of 1). Head and trunk moved as one.",
        "ok",
    )
    side = outcome(exposure=0.45, band="amber", peak_deg=(1.0, 5.7, 1.5))
    sentence, tone = moving.verdict(scene, side, "en")
    assert "raised motion exposure at C5–C6 (0.45 of 1), side 5.7°. Let your hands rise" in sentence
    assert tone == "warn"
    pulled = outcome(exposure=1.0, band="red", axial_n=-130.2)
    sentence, tone = moving.verdict(scene, pulled, "en")
    assert "130 N along the neck" in sentence
    assert tone == "bad"
    both = outcome(exposure=1.0, band="red", peak_deg=(13.8, 18.3, 3.1))
    assert ", side 18.3°." in moving.verdict(scene, both, "en")[0], "of two that count fully, the one further out"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("band", ["green", "amber", "red"])
@pytest.mark.parametrize("led_by", ["learner", "script", "helper", "nobody"])
def test_a_movement_is_told_by_motion_exposure_and_never_by_a_risk(
    scene: Scene, language: Language, band: str, led_by: str
) -> None:
    sentence, _ = moving.verdict(scene, outcome(band=band, led_by=led_by), language)
    assert ("运动暴露" if language == "zh" else "motion exposure") in sentence
    for word in ("risk", "injur", "风险", "损伤", "{"):
        assert word not in sentence


def test_a_movement_that_could_not_be_computed_says_so(scene: Scene) -> None:
    sentence, tone = moving.verdict(scene, outcome(ended="failed"), "en")
    assert "could not be computed" in sentence
    assert tone == "warn"


@pytest.mark.parametrize("word", MovingWord, ids=lambda word: word.name)
def test_every_text_is_there_in_both_languages(word: MovingWord) -> None:
    assert len(word.value) == len(LANGUAGES)
    assert all(text.strip() for text in word.value)


def test_after_a_hold_the_learner_hears_whether_the_head_is_in_line() -> None:
    scene = Catalogue().scene("spinal-transport")
    held = Outcome("hold-head", "C5-C6", 0.0, "green", (0.0, 0.0, 0.0), 0.0, "done", "learner", off_line_deg=21.6)
    assert moving.verdict(scene, held, "en") == (
        "The head is still 22° out of line. Click the head to bring it in line.",
        "warn",
    )
    assert moving.verdict(scene, replace(held, off_line_deg=2.0), "zh") == ("头部已与躯干成一线。", "ok")
    pulled = replace(held, band="red", exposure=0.9, axial_n=90.0)
    assert "high motion exposure" in moving.verdict(scene, pulled, "en")[0]
    turned = replace(pulled, peak_deg=(0.0, 0.0, 14.7), axial_n=0.0)
    assert moving.verdict(scene, turned, "en")[0].endswith("Move the head slowly, and stop in line with the trunk.")


def test_the_way_back_after_a_stop_is_shown_with_what_the_hands_do_in_it(scene: Scene) -> None:
    still = done(scene, (1.0, "lay-out-board", "r3", {}))
    told = shown(scene, after_all(scene, still), 30.0, now=live(back_s=(28.0, 33.0)))
    assert [(going.text, going.share, going.left_s) for going in told.going] == [
        ("The team brings the patient back: stay with the shoulders.", pytest.approx(0.4), pytest.approx(3.0))
    ]
    assert told.hands is not None
    alone = shown(scene, after_all(scene, still), 30.0, now=live(back_s=(28.0, 33.0), steers=False))
    assert alone.going[0].text == "The team brings the patient back."
