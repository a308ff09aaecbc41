"""What the practice screen shows, as plain values. Every text is already in the language of the view.

The modes differ only in what the maker of a view leaves out: in assess `steps`, `goal`, `hint`, the gauge, the chart
and the mark of the hands stay empty, and a toast is only what the patient or a person of the team says, with no tone.
The screen holds to this once more by itself, so that a slip here never helps a candidate.
"""

from dataclasses import dataclass

from simulator.presenting.language import Language


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a choice. Right and wrong ones look alike."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A question that an action asks, such as the size of a collar."""

    name: str
    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who may be told to do it."""

    actor_id: str
    text: str


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """An action that can be ordered. It is asked for choice after choice, then who does it (if more than one may).

    `key` is a shortcut such as "R" or "Space" (commands only), `item` the equipment it brings, `enabled` False
    greys a command out, `primary` gives it the accent colour.
    """

    action_id: str
    text: str
    choices: tuple[Choice, ...] = ()
    actors: tuple[Actor, ...] = ()
    key: str = ""
    item: str = ""
    enabled: bool = True
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """A place on the patient with everything that can be done there."""

    region_id: str
    text: str
    entries: tuple[MenuEntry, ...]


@dataclass(frozen=True, slots=True)
class TrayItem:
    """A piece of equipment. `picture` is the path of its icon or "", `used` says that it has been laid out."""

    item_id: str
    text: str
    picture: str = ""
    used: bool = False


@dataclass(frozen=True, slots=True)
class Vital:
    """One value of the patient's monitor. `role`: "heart", "pressure", "breath" or "oxygen"; `alarm`: out of range."""

    label: str
    value: str
    role: str
    unit: str = ""
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class GaugeLine:
    """The head against the trunk about one axis. `value_deg` is signed, `limit_deg` where it becomes much, `most_deg`
    where it is too much in any plane."""

    text: str
    value_deg: float
    limit_deg: float
    most_deg: float = 10.0


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the protocol. `state`: "done", "next" (can be done now), "open" or "warn" (done with a fault)."""

    step_id: str
    text: str
    state: str
    time: str = ""


@dataclass(frozen=True, slots=True)
class PhaseLines:
    """The steps that belong together."""

    phase_id: str
    text: str
    steps: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True)
class LogLine:
    """One thing that was done. `tone`: "", "ok", "warn" or "bad"."""

    time: str
    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Toast:
    """What just happened, or why something was refused. `serial` tells two toasts with the same text apart."""

    serial: int
    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class CameraPreset:
    """A camera view to fly to."""

    camera_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Going:
    """An order that is being carried out: what it is, how far it has come (0 to 1) and how long it still takes (s).

    `counted`: how much of it is done, in words, where that says more than its time.
    """

    text: str
    share: float
    left_s: float
    counted: str = ""


@dataclass(frozen=True, slots=True)
class HandsMark:
    """Where the learner's hands are in their field, and where they should be now (learn only).

    Turn in deg, height in m; the field reaches to `most_deg` on either side (0: hands that do not turn) and from
    `low_m` to `high_m`; `right` and `up` name its two ways.
    """

    turn_deg: float
    height_m: float
    wanted: tuple[float, float] | None
    most_deg: float
    low_m: float
    high_m: float
    right: str
    up: str


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One angle over time: its name, its points (s, deg), the published line from which it counts (deg)."""

    text: str
    points: tuple[tuple[float, float], ...]
    counts_from_deg: float


@dataclass(frozen=True, slots=True)
class LiveChart:
    """The angles of one level over the last `span_s` seconds up to `now_s`."""

    title: str
    lines: tuple[ChartLine, ...]
    now_s: float
    span_s: float


@dataclass(frozen=True, slots=True)
class PressGauge:
    """Compressions as they are given: words and figures.

    `depth_mm` is where the chest is now, `last_mm` how deep the last push went (None before it). Tones are "", "ok" or
    "warn". `beat` (0..1): how much of the beat is over at which one should press; None where it is not shown.
    """

    title: str
    count: str
    depth: str
    depth_mm: float
    last_mm: float | None
    depth_tone: str
    aim_mm: tuple[float, float]
    rate: str
    per_min: float | None
    per_min_text: str
    rate_tone: str
    aim_per_min: tuple[float, float]
    recoil: str
    recoil_tone: str
    beat: float | None


@dataclass(frozen=True, slots=True)
class Movement:
    """All that changes with every picture while something goes on.

    `going`: the orders that are being carried out, the handling first. `can_stop`: the word to stop would stop one.
    `controls`: one line about what moves the learner's hands, or who holds the head. `steers`: the hands count.
    `pushes`: they press a chest, so that a press of the pointer's button is a push.
    """

    gauge: tuple[GaugeLine, ...] = ()
    going: tuple[Going, ...] = ()
    can_stop: bool = False
    controls: str = ""
    steers: bool = False
    hands: HandsMark | None = None
    chart: LiveChart | None = None
    press: PressGauge | None = None
    pushes: bool = False


@dataclass(frozen=True, slots=True)
class PracticeView:
    """The whole practice screen. `mode`: "learn", "practise" or "assess".

    `goal` and `goal_help` say what this phase is for; `hint` is the sentence of an asked hint or "".
    `people`: every person of the team with everything that they can be told to do.
    `complete`: the protocol is at its end, so that finishing needs no question.
    """

    title: str
    subtitle: str
    mode: str
    clock_s: float
    language: Language = "en"
    theme: str = "light"
    vitals: tuple[Vital, ...] = ()
    movement: Movement = Movement()
    goal: str = ""
    goal_help: str = ""
    phases: tuple[PhaseLines, ...] = ()
    log: tuple[LogLine, ...] = ()
    items: tuple[TrayItem, ...] = ()
    regions: tuple[Region, ...] = ()
    people: tuple[Region, ...] = ()
    commands: tuple[MenuEntry, ...] = ()
    cameras: tuple[CameraPreset, ...] = ()
    camera_id: str = ""
    toast: Toast | None = None
    hint: str = ""
    see_through: bool = False
    complete: bool = False
