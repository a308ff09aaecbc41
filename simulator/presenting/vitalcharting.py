"""The patient's signs through a session, as plain values for a chart, with the alarm limits and what harmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, unique

from simulator.core.physiology.series import Series
from simulator.core.scene import Scene
from simulator.presenting.language import Language, clock_text, say
from simulator.presenting.vitalsigns import ALARMS


@unique
class VitalWord(Enum):
    """A fixed text: (English, Chinese)."""

    SIGNS = ("Vital signs", "生命体征")
    RANGE = ("{least} to {most}", "{least}～{most}")
    NOTE = (
        "Breathing, circulation and nerves follow simple teaching rules: level and grade of the injury, time, and what "
        "was done. Dashed: the monitor's alarm limits. Nothing of it is judged.",
        "呼吸、循环和神经功能按简化的教学规则变化：损伤平面和程度、时间以及所做的操作。虚线为监护仪报警限。不计入评分。",
    )
    HARMED = (
        "At {times} motion in the red went beyond what this patient's cord was given to bear, and it lost function. "
        "This is a teaching rule, no forecast for a real patient.",
        "{times} 红区运动超出了为该患者脊髓设定的承受量，神经功能下降。这是教学规则，不是对真实患者的预测。",
    )


@dataclass(frozen=True, slots=True)
class VitalRow:
    """One sign: its name, unit, colour role, one or two lines of values, and its alarm limits (None: none shown).

    `least` and `most` are the ends of its scale, `span` the range of the first line in words.
    """

    label: str
    unit: str
    role: str
    lines: tuple[tuple[float, ...], ...]
    least: float
    most: float
    limits: tuple[float, ...]
    span: str


@dataclass(frozen=True, slots=True)
class VitalPlot:
    """The whole chart. `harmed_at_s`: when the cord got worse; `notes`: sentences to stand below."""

    t_s: tuple[float, ...]
    rows: tuple[VitalRow, ...]
    harmed_at_s: tuple[float, ...]
    notes: tuple[str, ...]


# Name, unit, colour, the signs that are drawn, and the least height of the scale in its unit: own choice.
_ROWS = (
    ("HR", "/min", "heart", ("HR",), 40.0),
    ("BP", "mmHg", "pressure", ("BP_SYS", "BP_DIA"), 60.0),
    ("RR", "/min", "breath", ("RR",), 16.0),
    ("SpO₂", "%", "oxygen", ("SPO2",), 12.0),
)


def vital_plot(scene: Scene, drawn: Series, language: Language) -> VitalPlot | None:
    """The chart of the signs that the scene gives; None if it gives none."""
    given = scene.patient.vitals
    rows = tuple(
        _row(label, unit, role, [drawn.values[name] for name in names], names[0], high, language)
        for label, unit, role, names, high in _ROWS
        if all(name in given for name in names)
    )
    if not rows:
        return None
    harmed = drawn.last.worse_at_s
    notes = [say(VitalWord.NOTE, language)]
    if harmed:
        times = ("、" if language == "zh" else ", ").join(dict.fromkeys(clock_text(at_s) for at_s in harmed))
        notes.insert(0, say(VitalWord.HARMED, language, times=times))
    return VitalPlot(drawn.t_s, rows, harmed, tuple(notes))


def _row(
    label: str,
    unit: str,
    role: str,
    lines: Sequence[tuple[float, ...]],
    alarmed: str,
    high: float,
    language: Language,
) -> VitalRow:
    least, most = min(map(min, lines)), max(map(max, lines))
    wanted = max(high, 1.25 * (most - least))
    middle = 0.5 * (least + most)
    bottom, top = middle - wanted / 2, middle + wanted / 2
    if alarmed == "SPO2" and top > 100.5:
        bottom, top = 100.5 - wanted, 100.5
    if bottom < 0.0:
        bottom, top = 0.0, wanted
    limits = tuple(limit for limit in ALARMS[alarmed] if bottom < limit < top)
    first, last = f"{min(lines[0]):.0f}", f"{max(lines[0]):.0f}"
    span = first if first == last else say(VitalWord.RANGE, language, least=first, most=last)
    return VitalRow(label, unit, role, tuple(lines), bottom, top, limits, span)
