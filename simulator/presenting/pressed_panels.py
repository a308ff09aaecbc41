"""How a chest was pressed, as plain values for the debrief and for reports: depth over time, and a line of figures."""

from collections.abc import Mapping
from typing import Any, Final

from scoring.trace import Trace, Track
from simulator.core.twin.pressing import AIM_MM, AIM_PER_MIN, LEFT_MM
from simulator.presenting.language import Language, say
from simulator.presenting.motion_values import Mark, MotionLine, MotionPanel, MotionPlot
from simulator.presenting.pressing_words import PressingWord as Word

MOST_MM: Final = 75.0
"""So deep the axis reaches at least."""
OF_CHEST: Final = "chest"
"""The figures of compressions, by this name in the measures of a handling."""


def chest_panel(title: str, told: Mapping[str, Any], trace: Trace, language: Language) -> MotionPanel | None:
    """One series as a chart of its depth; None where nothing was sampled."""
    track = _depth(told, trace)
    if track is None:
        return None
    times, depths = (tuple(float(one) for one in row) for row in (track.t_s, track.values))
    most = max(MOST_MM, 1.05 * max(depths))
    line = MotionLine(say(Word.DEPTH, language), times, depths)
    marks = tuple(Mark(depth_mm, f"{depth_mm:g} mm", "ok") for depth_mm in AIM_MM)
    plot = MotionPlot(say(Word.CHART, language), (line,), marks, most, unit="", down=True)
    figures = told[OF_CHEST]
    return MotionPanel(
        title=title,
        summary=_summary(figures, language),
        figure=str(figures["compressions"]),
        tone=tone(figures),
        start_s=told["start_s"],
        word_s=told["start_s"],
        until_s=times[-1],
        plots=(plot,),
        foot=say(Word.ABOUT, language),
    )


def _depth(told: Mapping[str, Any], trace: Trace) -> Track | None:
    """The depth of the series that began with this handling."""
    for one in trace.tracks:
        if (one.name, one.action) == ("chest.depth", told["action"]) and abs(one.t_s[0] - told["start_s"]) < 0.1:
            return one
    return None


def _summary(figures: Mapping[str, Any], language: Language) -> str:
    if not figures.get("rate_mean_per_min"):
        return str(figures["compressions"])
    rate, depth = round(figures["rate_mean_per_min"]), round(figures["depth_mean_mm"])
    return say(Word.SUMMARY, language, rate=rate, depth=depth)


def tone(figures: Mapping[str, Any]) -> str:
    """ "ok" where depth, rate and recoil are in their bands on average, else "warn"; "bad" for next to nothing."""
    if not figures.get("rate_mean_per_min"):
        return "bad"
    deep = AIM_MM[0] <= round(figures["depth_mean_mm"]) <= AIM_MM[1]
    often = AIM_PER_MIN[0] <= round(figures["rate_mean_per_min"]) <= AIM_PER_MIN[1]
    return "ok" if deep and often and figures["left_mean_mm"] <= LEFT_MM else "warn"


def chest_columns(language: Language) -> tuple[str, ...]:
    """The titles of the figures of a series."""
    columns = (Word.COLUMN_SERIES, Word.COLUMN_COUNT, Word.COLUMN_RATE, Word.COLUMN_DEPTH, Word.COLUMN_LEFT)
    return tuple(say(word, language) for word in columns)


def chest_cells(name: str, figures: Mapping[str, Any]) -> tuple[str, ...]:
    """The figures of a series, under `chest_columns`."""
    if not figures.get("rate_mean_per_min"):
        return (name, str(figures["compressions"]), "–", "–", "–")
    return (
        name,
        str(figures["compressions"]),
        _spread(figures, "rate", "per_min"),
        _spread(figures, "depth", "mm"),
        f"{figures['left_mean_mm']:.1f} / {figures['left_most_mm']:.1f}",
    )


def _spread(figures: Mapping[str, Any], what: str, unit: str) -> str:
    mean, least, most = (figures[f"{what}_{which}_{unit}"] for which in ("mean", "least", "most"))
    return f"{mean:.0f} ({least:.0f}–{most:.0f})"
