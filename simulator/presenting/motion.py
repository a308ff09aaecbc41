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
from simulator.presenting.motion_values import Mark, MotionLine, MotionPanel, MotionPlot
from simulator.presenting.motion_words import MotionWord as Word
from simulator.presenting.pressed_panels import OF_CHEST, chest_cells, chest_columns, chest_panel, tone

# The order of the lines is that of the gauge beside the stage: turn, side, nod.
PLANES: Final = (("turn", Word.TURN), ("bending", Word.SIDE), ("flexion", Word.NOD))
LEAST_DEG: Final = 12.0
"""So far each axis reaches at least, so that small motion looks small and the limits are always seen."""
BAND_TONES: Final = {"green": "ok", "amber": "warn", "red": "bad"}
"""Band of the motion exposure -> the tone in which it is told."""


def motion_panels(
    scene: Scene, trace: Trace, measures: Mapping[str, Any], language: Language
) -> tuple[MotionPanel, ...]:
    """A panel for every handling that was measured, in their order; empty for logs without movements."""
    panels = []
    for one in measures.get("handlings", ()):
        if OF_CHEST in one:
            panels.append(chest_panel(handling_name(scene, one, language), one, trace, language))
        elif one["measured"]:
            panels.append(_panel(scene, one, _signals(trace.tracks, one), language))
    shown = [panel for panel in panels if panel is not None]
    return _with_axes([panel for panel in shown if not panel.foot], [panel for panel in shown if panel.foot])


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


def _with_axes(moved: Sequence[MotionPanel], pressed: Sequence[MotionPanel]) -> tuple[MotionPanel, ...]:
    """The panels, in the order of time, on axes that are the same for all of a kind, so that they can be compared."""
    made = []
    for kind in (moved, pressed):
        tall = max((len(panel.plots) for panel in kind), default=0)
        most = [max(panel.plots[n].most_deg for panel in kind) for n in range(tall)]
        for panel in kind:
            plots = tuple(replace(plot, most_deg=one) for plot, one in zip(panel.plots, most, strict=True))
            made.append(replace(panel, plots=plots))
    return tuple(sorted(made, key=lambda panel: panel.start_s))


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
    """What every handling was measured by; no rows for logs without movements. Compressions have figures of their own:
    they are told where nothing else was measured."""
    pressed = [one for one in measures.get("handlings", ()) if OF_CHEST in one]
    if pressed and not any(one["measured"] for one in measures["handlings"]):
        rows = ((chest_cells(handling_name(scene, one, language), one[OF_CHEST]), one[OF_CHEST]) for one in pressed)
        return MotionTable(chest_columns(language), tuple((cells, tone(figures)) for cells, figures in rows))
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
