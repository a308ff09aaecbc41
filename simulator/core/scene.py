"""A scene as values: what the engine, the stage and the scoring are told about one teachable case.

The scene file (`scenes/*/scene.yaml`) is read into these by `simulator.scenefile`. Nothing here knows any
scene by name. Ids are lower-case words joined by hyphens; times are seconds, lengths metres, angles degrees.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

from simulator.core.physiology.rules import Examination, PhysiologyRule
from simulator.core.procedure import Forbidden, Kept, Limited, Node, StepRule
from simulator.core.text import Text
from simulator.core.twin.plans import COMPRESSIONS

V = TypeVar("V")


def frozen_map(items: Mapping[str, V]) -> Mapping[str, V]:
    """A read-only copy that keeps the order of the scene file."""
    return MappingProxyType(dict(items))


@dataclass(frozen=True, slots=True)
class Station:
    """A place where a person works: floor position (m), facing (deg from +x, anticlockwise), posture."""

    x_m: float
    y_m: float
    facing_deg: float
    posture: str = "kneel"


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A place of the scene's own for equipment and hands.

    In the room (`at` None): `point_m` is x, y, z from the floor below the patient, and `heading_deg` counts about the
    vertical, anticlockwise from +x. At a grip of the patient (`at`): `point_m` is along the fingers of a hand that
    holds there, across, and out of the skin, and `heading_deg` counts about the way out; it goes with the body.
    `pitch_deg` raises the thing's own +x end, `tilt_deg` its +y side. Without a heading it is 0, and a hand comes there
    as the arm comes. `fingers`: how a hand that comes there holds them; in a `pinch` their tips come there and not the
    palm. "" for softly, as anywhere else.
    """

    point_m: tuple[float, float, float]
    heading_deg: float | None = None
    pitch_deg: float = 0.0
    tilt_deg: float = 0.0
    at: str | None = None
    fingers: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """Where a person is and what the hands do: station id, posture, a grip for each hand, what is looked at.

    A grip is a place on the patient or on an item (`head.left`, `long-board.near`) or None for a hand at rest. Without
    a station (only where an action shows it) it is taken wherever the person stands.
    """

    at: str
    posture: str | None = None
    left: str | None = None
    right: str | None = None
    look: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the team. Exactly one person of a scene is the learner."""

    name: Text
    figure: str
    stance: Stance
    learner: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of equipment: what it is called, which model shows it, where it is at the start, and which `tool` in the
    learner's hands stands for it ("" for none)."""

    name: Text
    model: str
    place: str
    tray: bool = True
    tool: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that holds over time.

    `hands`: it lasts as long as the hands of the person who started it do nothing else.
    `any_of`: it is derived: it holds while at least one of these holds.
    `missing` says in one sentence that it does not hold, `present` that it does (for refusals).
    """

    name: Text
    missing: Text | None = None
    present: Text | None = None
    hands: bool = False
    any_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A question that an action asks: its text and the answers, right and wrong ones alike.

    `starts` and `ends`: for some answers, conditions that the action starts or ends with them besides.
    """

    name: Text
    options: Mapping[str, Text]
    starts: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: frozen_map({}))
    ends: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: frozen_map({}))


@dataclass(frozen=True, slots=True)
class Show:
    """What an action looks like: persons' stances, items' places, the patient's pose, a camera view.

    `stay`: the persons keep these stances when the action is over; otherwise their hands go back to rest.
    """

    people: Mapping[str, Stance] = field(default_factory=lambda: frozen_map({}))
    items: Mapping[str, str] = field(default_factory=lambda: frozen_map({}))
    patient: str | None = None
    camera: str | None = None
    stay: bool = False


@dataclass(frozen=True, slots=True)
class HandlingRule:
    """How an action moves the patient: a plan of the twin (a key of `core.twin.plans.PLANS`) under the leader's hands.

    `hold_s`: from laying hands on until the word; `move_s`: how long the way takes (None: as the plan has it); what is
    left of `takes_s` is for coming to rest. `other`: another plan for some answers (choice -> option -> plan).
    `counted`: the answers with which the word is a count (none named: it always is). `pulls_m`: answers with which
    the leader pulls along the axis, and how far the hands go (m). `led`: which parts of leading matter for it
    (`placed`, `briefed`, `asked`). `count`: compressions are over after so many of them (None: when the action is).
    """

    plan: str
    hold_s: float = 1.0
    move_s: float | None = None
    other: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: frozen_map({}))
    counted: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: frozen_map({}))
    pulls_m: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: frozen_map({}))
    led: tuple[str, ...] = ()
    count: int | None = None

    @property
    def presses(self) -> bool:
        """Is the chest pressed? Then the body is not moved."""
        return self.plan == COMPRESSIONS


@dataclass(frozen=True, slots=True)
class TwinFact:
    """What the patient wears, lies on, or how the team was led, after `action` with `choose` and `while_` it holds.

    `collar`, `tie`: see `core.twin.fixing`; `support`: what is under him; `squeeze`: the leader's grip. `briefed`,
    `asked`, `placed`: the team was briefed, asked whether all are ready (once for every handling), has its hands in
    place. `helmet`: a helmet is on the head; `below`: where somebody holds the head from below it.
    """

    action: str | None = None
    choose: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: frozen_map({}))
    while_: str | None = None
    collar: str | None = None
    tie: tuple[str, ...] = ()
    support: str | None = None
    squeeze: str | None = None
    briefed: bool = False
    asked: bool = False
    placed: bool = False
    helmet: bool = False
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionRule:
    """One thing that the learner can order.

    `by`: who may be told to do it, the usual person first. `on`: body regions where it is offered; `using`: the
    item that is brought; `command`: offered as a word to the team. `requires` / `unless`: conditions that must and
    must not hold, else the order is refused. `ends` end when it starts, `starts` hold when it is finished.
    `hands`: the doer's hands leave whatever they held. `touches`: the patient's body is touched or moved.
    `team`: others who are busy with it too. `stops`: it stops whatever the team is moving. `handling`: the patient's
    body is moved by the twin.
    """

    name: Text
    done: Text
    takes_s: float
    by: tuple[str, ...]
    on: tuple[str, ...] = ()
    using: str | None = None
    command: bool = False
    key: str | None = None
    choices: Mapping[str, Choice] = field(default_factory=lambda: frozen_map({}))
    requires: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    hands: bool = True
    touches: bool = True
    team: tuple[str, ...] = ()
    stoppable: bool = False
    stops: bool = False
    neutral: bool = False
    answer: Text | None = None
    answer_with: Mapping[str, Mapping[str, Text]] = field(default_factory=lambda: frozen_map({}))
    examines: Examination | None = None
    show: Show = field(default_factory=Show)
    handling: HandlingRule | None = None

    def started_by(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """What holds when it is finished with these answers."""
        return (
            *self.starts,
            *(one for id_, it in self.choices.items() for one in it.starts.get(answers.get(id_, ""), ())),
        )

    def ended_by(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """What ends when it begins with these answers."""
        return (*self.ends, *(one for id_, it in self.choices.items() for one in it.ends.get(answers.get(id_, ""), ())))


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happens by itself, because of time alone.

    Once all of `while_` hold and none of `unless` does, and nothing of that changes for `for_s` (s), it happens: what
    it `ends` holds no longer, what it `starts` holds, what it shows moves and `says` is told. `again`: the time then
    counts anew; otherwise it happens once. `bars`: it may make steps impossible for the rest of the session, and the
    author means it so.
    """

    for_s: float
    while_: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    says: Text | None = None
    again: bool = False
    bars: bool = False
    show: Show = field(default_factory=Show)


@dataclass(frozen=True, slots=True)
class Physique:
    """How tall and how heavy the patient is, and whose shares of mass the parts of the body have (man or woman)."""

    height_m: float = 1.75
    mass_kg: float = 75.0
    build: str = "man"


@dataclass(frozen=True, slots=True)
class Patient:
    """The patient of a scene: how the case is told, the injury, vital signs.

    `head_support` is the condition while which somebody or something carries the head.
    `vitals`: name of the sign -> value (HR per min, BP_SYS and BP_DIA mmHg, RR per min, SPO2 %). `head_turn_deg`:
    how the head is found, turned to the left (+) or right (-).
    """

    name: Text
    story: Text
    figure: str
    pose: str
    injury: Mapping[str, str | float]
    vitals: Mapping[str, float]
    head_support: str | None = None
    head_turn_deg: float = 0.0
    physique: Physique = field(default_factory=Physique)


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the procedure as the learner sees it: its goal, one sentence of help, its steps."""

    id: str
    goal: Text
    help: Text
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A camera view: the point looked at (m), distance (m), where the camera stands as seen from there (azimuth from +x
    towards +y, elevation; deg), field of view (deg)."""

    name: Text
    target: tuple[float, float, float]
    distance_m: float
    azimuth_deg: float
    elevation_deg: float
    fov_deg: float = 40.0


@dataclass(frozen=True, slots=True)
class Scene:
    """One teachable case. `sha256` is the hash of the canonical content, `rubrics` plain data for the scoring,
    `models` the files of the 3D models that it brings along, by the names that items have for them."""

    id: str
    title: Text
    subtitle: Text
    summary: Text
    minutes: int
    level: int
    sha256: str
    patient: Patient
    team: Mapping[str, Person]
    stations: Mapping[str, Station]
    equipment: Mapping[str, Item]
    regions: Mapping[str, Text]
    conditions: Mapping[str, Condition]
    at_start: tuple[str, ...]
    actions: Mapping[str, ActionRule]
    steps: Mapping[str, StepRule]
    protocol: Node
    phases: tuple[Phase, ...]
    keep: tuple[Kept, ...]
    never: tuple[Forbidden, ...]
    rubrics: Mapping[str, Mapping[str, Any]]
    views: Mapping[str, View]
    picture: str | None = None
    physiology: tuple[PhysiologyRule, ...] = ()
    limits: tuple[Limited, ...] = ()
    twin: tuple[TwinFact, ...] = ()
    places: Mapping[str, OwnPlace] = field(default_factory=lambda: frozen_map({}))
    events: Mapping[str, Happening] = field(default_factory=lambda: frozen_map({}))
    models: Mapping[str, str] = field(default_factory=lambda: frozen_map({}))

    @property
    def handled(self) -> bool:
        """Does any action use the twin: is the patient moved by it, or his chest pressed?"""
        return any(rule.handling for rule in self.actions.values())

    @property
    def pressed(self) -> bool:
        """Does any action press the patient's chest?"""
        return any(rule.handling and rule.handling.presses for rule in self.actions.values())

    @property
    def moved(self) -> bool:
        """Does any action move the patient's body by the twin?"""
        return any(rule.handling and not rule.handling.presses for rule in self.actions.values())

    @property
    def learner(self) -> str:
        """The id of the person whom the learner plays."""
        return next(id_ for id_, person in self.team.items() if person.learner)
