"""What the debrief shows, as plain values. Every text is already in the language of the view."""

from dataclasses import dataclass

from simulator.presenting.language import Language
from simulator.presenting.motion_values import MotionPanel
from simulator.presenting.practice import CameraPreset
from simulator.presenting.vitalcharting import VitalPlot


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure beside the verdict, such as the time, with its limit or other small print."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `points` is text such as "−6" or "fails"; `at_s` is None when it has no moment.

    `when` says that moment. What was left out has the moment at which it was due (`due`). `block_id` names the block of
    the lanes that shows it, or "".
    """

    finding_id: str
    title: str
    text: str
    points: str
    tone: str
    at_s: float | None = None
    block_id: str = ""
    when: str = ""
    due: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """What to practise next."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SectionScore:
    """The points of one section of the rubric."""

    title: str
    points: float
    of: float


@dataclass(frozen=True, slots=True)
class ExpectedBlock:
    """A step of the reference run, in its order. `tone`: "" (done), "bad" (missed) or "warn" (out of order)."""

    block_id: str
    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class DoneBlock:
    """Something that was done, from `start_s` to `end_s`, or that came about by itself at a moment. `expected` is the
    block that it fulfils, "" if extra.

    `tone`: "ok", "warn" (cost points), "bad" (critical), "" (not asked for, harmless) or "event" (by itself).
    """

    block_id: str
    text: str
    start_s: float
    end_s: float
    tone: str = "ok"
    expected: str = ""
    finding_id: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """A signal under the lanes: times (s), values, and the limit as a dashed line. Same length of both rows."""

    text: str
    unit: str
    t_s: tuple[float, ...]
    values: tuple[float, ...]
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A line of the table "done beside expected". `verdict` is a word; an empty cell means nothing stands there."""

    expected: str
    done: str
    who: str
    time: str
    verdict: str
    tone: str
    at_s: float | None = None


@dataclass(frozen=True, slots=True)
class DebriefView:
    """The whole debrief. `passed` is None when the session was broken off before its end; `learner`: whose it is.

    `reports`: kinds that can be saved ("pdf", "html"). `notice`: one sentence such as "Saved as …" and its tone.
    `not_from_here`: why nobody can practise on from a moment of it, or "". `first`: what to practise next, in one line.
    """

    title: str
    subtitle: str
    verdict: str
    passed: bool | None
    sentence: str
    length_s: float
    language: Language = "en"
    theme: str = "light"
    facts: tuple[Fact, ...] = ()
    sections: tuple[SectionScore, ...] = ()
    critical: tuple[Finding, ...] = ()
    lost: tuple[Finding, ...] = ()
    well: tuple[str, ...] = ()
    advice: tuple[Advice, ...] = ()
    first: str = ""
    expected: tuple[ExpectedBlock, ...] = ()
    done: tuple[DoneBlock, ...] = ()
    curves: tuple[Curve, ...] = ()
    rows: tuple[ComparisonRow, ...] = ()
    cameras: tuple[CameraPreset, ...] = ()
    motion: tuple[MotionPanel, ...] = ()
    vitals: VitalPlot | None = None
    reports: tuple[str, ...] = ("pdf", "html")
    notice: str = ""
    notice_tone: str = "warn"
    learner: str = ""
    not_from_here: str = ""
