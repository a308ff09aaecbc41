"""Charts of handlings as plain values: lines over time with their marks, panels side by side."""

from dataclasses import dataclass


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
    """Lines over one time, with their marks; `most_deg` is where the axis ends on either side.

    `unit` stands behind the figures of the axis. `down`: the axis begins with 0 at the top and goes down to `most_deg`,
    which then counts in another unit.
    """

    title: str
    lines: tuple[MotionLine, ...]
    marks: tuple[Mark, ...]
    most_deg: float
    unit: str = "°"
    down: bool = False


@dataclass(frozen=True, slots=True)
class MotionPanel:
    """One handling from `start_s` (hands on) to `until_s`; the word came at `word_s`, where the lines begin.

    `summary` is its motion exposure in a few words, `figure` the bare number, `tone` its band ("ok", "warn", "bad").
    `foot`: what is to be said of the measure, where it is not motion exposure.
    """

    title: str
    summary: str
    figure: str
    tone: str
    start_s: float
    word_s: float
    until_s: float
    plots: tuple[MotionPlot, ...]
    foot: str = ""
