"""What is shown while something goes on: the orders with the time that they still take, the learner's hands, the head
against the trunk, the motion of the injured level; and, when a movement is over, how it went in one sentence."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.core.scene import Scene
from simulator.core.state import Running, State, holds
from simulator.core.twin.body import BodyPose
from simulator.core.twin.exposure import (
    AXIAL_FROM_N,
    AXIAL_FULLY_N,
    COUNTS_FROM_DEG,
    COUNTS_FULLY_DEG,
    HEAD_ALERT_DEG,
    HEAD_LIMIT_DEG,
)
from simulator.presenting import pressing, wording
from simulator.presenting.language import Language, say
from simulator.presenting.motion import BAND_TONES
from simulator.presenting.motion_words import MotionWord
from simulator.presenting.moving_words import MovingWord
from simulator.presenting.practice import ChartLine, GaugeLine, Going, HandsMark, LiveChart, Movement
from simulator.presenting.pressing import Pressed
from simulator.presenting.steering import Hands

Floats = npt.NDArray[np.float64]

STILL_DEG: Final = 0.05  # below this the gauge would show 0.0
CHART_S: Final = 10.0
CHART_EVERY: Final = 2  # every second sample is enough for the width of the chart


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of the head against the trunk: its name, its place among the angles, where it becomes much (deg)."""

    name: MotionWord
    index: int
    limit_deg: float


GAUGE_AXES: Final = tuple(
    Axis(name, index, HEAD_ALERT_DEG[index])
    for name, index in ((MotionWord.TURN, 2), (MotionWord.SIDE, 1), (MotionWord.NOD, 0))
)


@dataclass(frozen=True, slots=True)
class Live:
    """A handling that goes on, as the room knows it. Times are those of the session (s).

    `led_by`: learner, script, helper, fixed or nobody. `steers`: the learner's hands count. `wanted`: where they should
    be now. `board`: they hold a corner of a board. `level`: the injured level; `times_s` (N,) and `levels_deg` (N, 3)
    its angles so far. `back_s`: from when to when the team brings the patient back after a stop.
    """

    action: str
    led_by: str
    word_s: float
    steers: bool
    hands: Hands
    wanted: Hands
    board: bool
    level: str
    times_s: Floats
    levels_deg: Floats
    back_s: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """What the field of the hands shows: turn to either side (deg), height from and to (m). Own choices."""

    most_deg: float
    low_m: float
    high_m: float


HEAD_FIELD: Final = Field(90.0, -0.04, 0.20)
BOARD_FIELD: Final = Field(0.0, -0.80, 0.80)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What can move the learner's hands on this computer now. `table`: the scale of one on which cubes are followed."""

    pointer: bool = True
    pad: bool = False
    table: float | None = None


def movement(
    scene: Scene, state: State, at_s: float, body: BodyPose, mode: str, language: Language,
    live: Live | Pressed | None = None, inputs: Inputs | None = None,
) -> Movement:  # fmt: skip
    """All that changes with every picture. Assess keeps what goes on, the word to stop and the line of controls."""
    silent = mode == "assess"
    runs = sorted(state.running, key=lambda run: not scene.actions[run.action].stoppable)
    has_word = any(rule.stops for rule in scene.actions.values())
    can_stop = has_word and any(scene.actions[run.action].stoppable for run in runs)
    if isinstance(live, Pressed):
        return _pressed(scene, runs, at_s, mode, language, live, can_stop, inputs or Inputs())
    shown = Movement(
        gauge=() if silent else gauge(body, language, can_stop or live is not None),
        going=tuple(_going(scene, run, at_s, language) for run in runs) or _back(live, at_s, language),
        can_stop=can_stop,
    )
    if live is None:
        return shown
    return Movement(
        gauge=shown.gauge,
        going=shown.going,
        can_stop=can_stop,
        controls=controls(scene, state, live, inputs or Inputs(), mode, language),
        steers=live.steers,
        hands=None if silent or not live.steers else _mark(live, mode, language),
        chart=None if silent else _chart(live, at_s, language),
    )


def _pressed(
    scene: Scene, runs: list[Running], at_s: float, mode: str, language: Language, live: Pressed, can_stop: bool,
    inputs: Inputs,
) -> Movement:  # fmt: skip
    """Compressions that go on; assess keeps the count."""
    going = []
    for run in runs:
        line = _going(scene, run, at_s, language)
        if run.action == live.action:
            done = pressing.share(live)
            line = replace(line, share=line.share if done is None else done, counted=pressing.counted(live, language))
        going.append(line)
    return Movement(
        going=tuple(going),
        can_stop=can_stop,
        controls=pressing.controls(scene, live, inputs.pointer, inputs.pad, language, inputs.table),
        steers=live.steers,
        press=pressing.gauge(live, at_s, mode, language),
        pushes=live.steers,
    )


def gauge(body: BodyPose, language: Language, moving: bool) -> tuple[GaugeLine, ...]:
    """The head against the trunk about three axes (deg); nothing while all is still and in line."""
    angles = body.head_on_trunk_deg
    if not moving and max(abs(angle) for angle in angles) < STILL_DEG:
        return ()
    return tuple(
        GaugeLine(say(axis.name, language), angles[axis.index], axis.limit_deg, HEAD_LIMIT_DEG) for axis in GAUGE_AXES
    )


def controls(scene: Scene, state: State, live: Live, inputs: Inputs, mode: str, language: Language) -> str:
    """One line: what moves the learner's hands, or who holds the head instead. Assess does not say who."""
    if live.led_by == "script":
        return ""
    if not live.steers:
        word, who = (MovingWord.NOT_YOURS, "") if mode == "assess" else _holder(scene, state, language)
        return say(word, language, who=who) if who else say(word, language)
    words = {
        (False, False): MovingWord.BY_KEYS,
        (False, True): MovingWord.BY_POINTER,
        (True, False): MovingWord.BOARD_BY_KEYS,
        (True, True): MovingWord.BOARD_BY_POINTER,
    }
    line = say(words[live.board, inputs.pointer], language)
    if not inputs.pad:
        return line
    gap = "" if language == "zh" else " "
    return line + gap + say(MovingWord.BOARD_BY_PAD if live.board else MovingWord.BY_PAD, language)


def _holder(scene: Scene, state: State, language: Language) -> tuple[MovingWord, str]:
    """Who or what carries the head while the learner's hands do not guide it."""
    support = scene.patient.head_support
    if support is None:
        return MovingWord.NOT_YOURS, ""
    parts = scene.conditions[support].any_of or (support,)
    held = [name for name in parts if holds(scene, state, name)]
    if not held:
        return MovingWord.NOBODY_HOLDS, ""
    by_hand = [state.conditions[name].holder for name in held if scene.conditions[name].hands]
    if not by_hand:
        return MovingWord.FIXED, ""
    if scene.learner in by_hand:
        return MovingWord.NOT_YOURS, ""
    return MovingWord.OTHER_HOLDS, wording.capital(scene.team[by_hand[0]].name[language])


def _going(scene: Scene, run: Running, at_s: float, language: Language) -> Going:
    share = (at_s - run.start_s) / max(run.until_s - run.start_s, 1e-6)
    text = wording.order(scene, run.action, run.actor, language)
    return Going(text, min(1.0, max(0.0, share)), max(0.0, run.until_s - at_s))


def _back(live: Live | None, at_s: float, language: Language) -> tuple[Going, ...]:
    """The way back after a stop is no order of anybody, but hands at the head have to go with it."""
    if live is None or live.back_s is None:
        return ()
    start_s, until_s = live.back_s
    word = MovingWord.LAID_BACK_WITH_YOU if live.steers and not live.board else MovingWord.LAID_BACK
    share = (at_s - start_s) / max(until_s - start_s, 1e-6)
    return (Going(say(word, language), min(1.0, max(0.0, share)), max(0.0, until_s - at_s)),)


def _mark(live: Live, mode: str, language: Language) -> HandsMark:
    field = BOARD_FIELD if live.board else HEAD_FIELD
    return HandsMark(
        turn_deg=live.hands.turn_deg,
        height_m=live.hands.height_m,
        wanted=(live.wanted.turn_deg, live.wanted.height_m) if mode == "learn" else None,
        most_deg=field.most_deg,
        low_m=field.low_m,
        high_m=field.high_m,
        right=say(MovingWord.AXIS_TURN, language),
        up=say(MovingWord.AXIS_HEIGHT, language),
    )


def _chart(live: Live, at_s: float, language: Language) -> LiveChart:
    """Angles against the pose at the word, as they are measured; before it against the pose at the start."""
    lines: list[ChartLine] = []
    if len(live.times_s):
        begun = int(np.searchsorted(live.times_s, live.word_s))
        base = live.levels_deg[begun if begun < len(live.times_s) else 0]
        shown = slice(int(np.searchsorted(live.times_s, at_s - CHART_S)), None, CHART_EVERY)
        times, moved = live.times_s[shown], live.levels_deg[shown] - base
        lines = [
            ChartLine(
                say(axis.name, language),
                tuple((float(t), float(v)) for t, v in zip(times, moved[:, axis.index], strict=True)),
                COUNTS_FROM_DEG[axis.index],
            )
            for axis in GAUGE_AXES
        ]
    level = live.level.replace("-", "–")
    return LiveChart(say(MovingWord.CHART, language, level=level, count=int(CHART_S)), tuple(lines), at_s, CHART_S)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a handling left behind, for one sentence about it.

    `exposure` 0..1 and `band` (green, amber, red) of the injured level; `peak_deg` its angles (flexion, bending, turn),
    `axial_n` the force along it (N); `ended`: done, stopped or failed; `led_by`: learner, helper, script or nobody.
    `off_line_deg`: after a hold, how far the head is from the neutral position against the trunk.
    """

    action: str
    level: str
    exposure: float
    band: str
    peak_deg: tuple[float, float, float]
    axial_n: float
    ended: str
    led_by: str
    off_line_deg: float | None = None


IN_LINE_DEG: Final = 8.0
"""A head within this is called in line (own choice; the scenes' limits say their own)."""
_BANDS: Final = {"amber": MovingWord.WENT_RAISED, "red": MovingWord.WENT_HIGH}
_ADVICE: Final = (MovingWord.ADVICE_NOD, MovingWord.ADVICE_SIDE, MovingWord.ADVICE_TURN)
FAILED: Final = "failed"


def verdict(scene: Scene, outcome: Outcome, language: Language) -> tuple[str, str]:
    """How a movement went: one sentence and its tone."""
    action = wording.capital(scene.actions[outcome.action].name[language])
    if outcome.ended == FAILED:
        return say(MovingWord.FAILED, language, action=action), "warn"
    off = outcome.off_line_deg
    if off is not None and outcome.band not in _BANDS:
        left = off > IN_LINE_DEG
        word = MovingWord.HEAD_OFF_LINE if left else MovingWord.HEAD_IN_LINE
        return say(word, language, count=round(off)), "warn" if left else "ok"
    level, share = outcome.level.replace("-", "–"), f"{outcome.exposure:.2f}"
    values: dict[str, str | int] = {"action": action, "level": level, "share": share}
    if outcome.band not in _BANDS:
        return say(MovingWord.WENT_WELL, language, **values), "ok"
    worst = _worst(outcome)
    sentence = say(
        _BANDS[outcome.band],
        language,
        cause=_cause(outcome, worst, language),
        advice=say(_advice(outcome, worst), language),
        **values,
    )
    return sentence, BAND_TONES[outcome.band]


def _worst(outcome: Outcome) -> int:
    """What counted most by itself: 0 flexion, 1 bending, 2 turn, 3 force."""
    peaks = (*outcome.peak_deg, outcome.axial_n)
    lines = zip((*COUNTS_FROM_DEG, AXIAL_FROM_N), (*COUNTS_FULLY_DEG, AXIAL_FULLY_N), strict=True)
    beyond = [(abs(peak) - low) / (high - low) for peak, (low, high) in zip(peaks, lines, strict=True)]
    return max(range(len(beyond)), key=lambda index: beyond[index])


def _cause(outcome: Outcome, worst: int, language: Language) -> str:
    if worst == len(_ADVICE):
        return say(MovingWord.CAUSE_FORCE, language, peak=round(abs(outcome.axial_n)))
    plane = next(say(axis.name, language) for axis in GAUGE_AXES if axis.index == worst)
    return say(MovingWord.CAUSE_ANGLE, language, plane=plane, peak=f"{outcome.peak_deg[worst]:.1f}")


def _advice(outcome: Outcome, worst: int) -> MovingWord:
    if outcome.led_by == "nobody":
        return MovingWord.ADVICE_NOBODY
    if outcome.led_by == "helper":
        return MovingWord.ADVICE_TEAM
    if outcome.off_line_deg is not None and worst < len(_ADVICE):  # nobody rolls: there are no shoulders to follow
        return MovingWord.ADVICE_SLOWLY
    return _ADVICE[worst] if worst < len(_ADVICE) else MovingWord.ADVICE_PULL
