"""How the patient was moved, as plain values: a chart and a line of figures for each handling.

Made from the judgement alone: the trace's signals and the measures of the scorecard.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from scoring.trace import Trace, Track
from simulator.core.scene import Scene
from simulator.core.twin.exposure import COUNTS_FROM_DEG, HEAD_ALERT_DEG, HEAD_LIMIT_DEG
from simulator.presenting.language import Language, say
from simulator.presenting.motion_words import MotionWord as Word

# The order of the lines is that of the gauge beside the stage: turn, side, nod.
PLANES: Final = (("turn", Word.TURN), ("bending", Word.SIDE), ("flexion", Word.NOD))
LEAST_DEG: Final = 12.0
"""So far each axis reaches at least, so that small motion looks small and the limits are always seen."""
BAND_TONES: Final = {"green": "ok", "amber": "warn", "red": "bad"}
"""Band of the motion exposure -> the tone in which it is told."""


@dataclass(frozen=True, slots=True)
class MotionLine:
    """One angle: times (s of the session) and signed values (deg) of the same length."""

    text: str
    t_s: tuple[float, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """An angle (deg, either side) that is drawn as a line: from where it counts ("warn") or a limit ("bad")."""

    degrees: float
    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class MotionPlot:
    """Lines over one time, with their marks; `most_deg` is where the axis ends on either side."""

    title: str
    lines: tuple[MotionLine, ...]
    marks: tuple[Mark, ...]
    most_deg: float


@dataclass(frozen=True, slots=True)
class MotionPanel:
    """One handling from `start_s` (hands on) to `until_s`; the word came at `word_s`, where the lines begin.

    `summary` is its motion exposure in a few words, `figure` the bare number, `tone` its band ("ok", "warn", "bad").
    """

    title: str
    summary: str
    figure: str
    tone: str
    start_s: float
    word_s: float
    until_s: float
    plots: tuple[MotionPlot, ...]


def motion_panels(
    scene: Scene, trace: Trace, measures: Mapping[str, Any], language: Language
) -> tuple[MotionPanel, ...]:
    """A panel for every handling that was measured, in their order; empty for logs without movements."""
    told = [one for one in measures.get("handlings", ()) if one["measured"]]
    panels = [_panel(scene, one, _signals(trace.tracks, one), language) for one in told]
    most = [max((plot.most_deg for panel in panels for plot in panel.plots[n : n + 1]), default=0.0) for n in (0, 1)]
    return tuple(_with_axes(panel, most) for panel in panels)


def _signals(tracks: Iterable[Track], told: Mapping[str, Any]) -> dict[str, Track]:
    """The signals of one handling: those of its action that begin with its word."""
    own = [one for one in tracks if one.action == told["action"] and abs(one.t_s[0] - told["word_s"]) < 0.1]
    return {one.name: one for one in own}


def _panel(scene: Scene, told: Mapping[str, Any], signals: Mapping[str, Track], language: Language) -> MotionPanel:
    injured = told["injured"]
    until_s = max((float(one.t_s[-1]) for one in signals.values()), default=told["word_s"])
    counts = _marks(COUNTS_FROM_DEG, language)
    limit = Mark(HEAD_LIMIT_DEG, say(Word.LIMIT, language, degrees=f"{HEAD_LIMIT_DEG:g}"), "bad")
    return MotionPanel(
        title=handling_name(scene, told, language),
        summary=say(Word.SUMMARY, language, peak=f"{injured['exposure_peak']:.2f}"),
        figure=f"{injured['exposure_peak']:.2f}",
        tone=BAND_TONES[injured["band"]],
        start_s=told["start_s"],
        word_s=told["word_s"],
        until_s=until_s,
        plots=(
            _plot(say(Word.INJURED, language, level=injured["level"]), "injured", signals, counts, language),
            _plot(say(Word.HEAD, language), "neck", signals, (*_marks(HEAD_ALERT_DEG, language), limit), language),
        ),
    )


def _marks(from_deg: tuple[float, float, float], language: Language) -> tuple[Mark, ...]:
    """From where each angle counts; bending and turn share a line."""
    nod, side, turn = from_deg
    assert side == turn, "one line is drawn for both"
    return (
        Mark(side, say(Word.TURN_SIDE_COUNT, language, degrees=f"{side:g}"), "warn"),
        Mark(nod, say(Word.NOD_COUNTS, language, degrees=f"{nod:g}"), "warn"),
    )


def _plot(
    title: str, where: str, signals: Mapping[str, Track], marks: tuple[Mark, ...], language: Language
) -> MotionPlot:
    lines = []
    for name, word in PLANES:
        track = signals.get(f"{where}.{name}")
        if track is not None:
            times, values = (tuple(float(one) for one in row) for row in (track.t_s, track.values))
            lines.append(MotionLine(say(word, language), times, values))
    most = max((abs(value) for line in lines for value in line.values), default=0.0)
    return MotionPlot(title, tuple(lines), marks, max(LEAST_DEG, 1.1 * most))


def _with_axes(panel: MotionPanel, most_deg: Sequence[float]) -> MotionPanel:
    """The panel on axes that are the same for all handlings, so that they can be compared."""
    plots = tuple(replace(plot, most_deg=most) for plot, most in zip(panel.plots, most_deg, strict=True))
    return replace(panel, plots=plots)


def handling_name(scene: Scene, told: Mapping[str, Any], language: Language) -> str:
    """What was done, and how it ended where it did not come to its end."""
    action = scene.actions.get(told["action"])
    name = action.name[language] if action is not None else str(told["action"])
    if told["kind"] == "back":
        name = say(Word.BACK, language, name=name)
    elif told["kind"] == "settling":
        name = say(Word.SETTLING, language)
    ending = {"stopped": Word.STOPPED, "failed": Word.FAILED}.get(told["ended"])
    return f"{name} · {say(ending, language)}" if ending else name


@dataclass(frozen=True, slots=True)
class MotionTable:
    """The figures of all handlings: column titles, and for each handling its cells and the tone of its band."""

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], str], ...]


EXPOSURE_COLUMN: Final = 3
"""Where the motion exposure stands among the cells; it is told in the colour of its band."""


def motion_table(scene: Scene, measures: Mapping[str, Any], language: Language) -> MotionTable:
    """What every handling was measured by; no rows for logs without movements."""
    told = [one for one in measures.get("handlings", ()) if one["measured"]]
    level = told[0]["injured"]["level"] if told else ""
    columns = (
        say(Word.COLUMN_HANDLING, language),
        say(Word.COLUMN_INJURED, language, level=level),
        say(Word.COLUMN_AXIAL, language),
        say(Word.COLUMN_EXPOSURE, language),
        say(Word.COLUMN_ELSEWHERE, language),
        say(Word.COLUMN_HEAD, language),
        say(Word.COLUMN_SPREAD, language),
        say(Word.COLUMN_TILT, language),
        say(Word.COLUMN_HANDS, language),
    )
    return MotionTable(
        columns, tuple((_cells(scene, one, language), BAND_TONES[one["injured"]["band"]]) for one in told)
    )


def _cells(scene: Scene, told: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    injured, elsewhere, tilt = told["injured"], told["elsewhere"], told["board_tilt_deg"]
    return (
        handling_name(scene, told, language),
        _angles(injured["peak_deg"]),
        f"{injured['axial_n']:.0f} N",
        f"{injured['exposure_peak']:.2f} / {injured['exposure_mean']:.2f}",
        f"{elsewhere['exposure_peak']:.2f} ({elsewhere['level']})",
        _angles(told["head_trunk_peak_deg"]),
        f"{told['start_spread_s']:.2f} s",
        "–" if tilt is None else f"{tilt:.1f}°",
        f"{len(told['slipped_hands'])} / {len(told['lost_hands'])}",
    )


def _angles(peak_deg: Mapping[str, float]) -> str:
    return " / ".join(f"{peak_deg[name]:.1f}°" for name in ("flexion", "bending", "turn"))
