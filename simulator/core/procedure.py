"""The reference procedure of a scene: steps, their order, what is kept meanwhile, what must never be done.

The tree has the same shapes as the notation in a scene file. Judging is not done here: `scoring` does that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from simulator.core.text import Text

TRACKS: Mapping[str, str] = MappingProxyType(
    {
        "injured.flexion": "°",
        "injured.bending": "°",
        "injured.turn": "°",
        "injured.axial": "N",
        "injured.exposure": "",
        "elsewhere.exposure": "",
        "neck.flexion": "°",
        "neck.bending": "°",
        "neck.turn": "°",
        "neck.largest": "°",
        "neck.off-line": "°",
        "board.tilt": "°",
    }
)
"""What a handling is measured by: signal -> unit. `injured`: at the injured level; `elsewhere`: at the worst other
level; `neck`: head against trunk since the word, `largest` the plane that is farthest off; `off-line`: the same against
the neutral position, at the word alone; `exposure`: motion exposure, 0 to 1."""

CHEST_TRACKS: Mapping[str, str] = MappingProxyType(
    {
        "chest.depth": "mm",
        "chest.compressions": "mm",
        "chest.left": "mm",
        "chest.rate": "/min",
        "chest.count": "",
        "chest.pause": "s",
        "chest.hands-off": "",
    }
)
"""What compressions are measured by: signal -> unit. `depth`: how far the chest is pressed in, all the time; for each
compression one sample: `compressions` how deep it went, `left` how much of it was left when the chest came up again,
`rate` how often a minute by then; `count` one for each series: how many. Over all series, from the first compression
until the heart beats again (otherwise to the last): `pause` the time since the last one, `hands-off` 1 while nobody
presses and 0 while somebody does."""

_EMPTY: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StepNode:
    """A step, by its id, with the steps that must come before it wherever they stand."""

    step: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sequence:
    """Children in this order."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOrder:
    """Children in parallel: they interleave freely."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """Exactly one of the children."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class OptionalNode:
    """The child, or nothing."""

    child: "Node"


@dataclass(frozen=True, slots=True)
class Repeat:
    """The child one or more times, `at_most` times if that is given."""

    child: "Node"
    at_most: int | None = None


Node = StepNode | Sequence | AnyOrder | OneOf | OptionalNode | Repeat


def steps_of(node: Node) -> Iterator[StepNode]:
    """Every step of the tree, in the order of writing."""
    match node:
        case StepNode():
            yield node
        case Sequence(children) | AnyOrder(children) | OneOf(children):
            for child in children:
                yield from steps_of(child)
        case OptionalNode(child) | Repeat(child):
            yield from steps_of(child)


@dataclass(frozen=True, slots=True)
class StepRule:
    """One thing the protocol expects: the action that fulfils it and how it is judged.

    `with_`: choice -> the right options. `by`: who may do it (empty: anyone whom the action allows).
    `wrong`: choice -> "critical" where a wrong option fails the candidate. `share`: choice -> the share (0..1) of
    the points that a wrong option costs (1 where nothing is said). `within_s`: done at most that long after
    `within_of` (a step id) or after the start. `ref` is the step's number in the source.
    """

    id: str
    action: str
    name: Text
    why: Text
    instead: Text
    hint: Text
    points: float
    section: str
    critical: bool = False
    with_: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _EMPTY)
    by: tuple[str, ...] = ()
    wrong: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    share: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    within_s: float | None = None
    within_of: str | None = None
    at_most_s: float | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A condition that must hold from the end of one step until the end of another (None: until the end).

    `max_gap_s`: a shorter gap is no finding.
    """

    id: str
    condition: str
    from_step: str
    until_step: str | None
    max_gap_s: float
    points: float
    critical: bool
    name: Text
    why: Text
    instead: Text
    section: str = ""


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Something that must never be done: one of the actions, or any touch, with these options if any are given.

    It counts only while `unless` (a condition) does not hold, and only before the step `until` is done. `because_of`:
    steps that would have made it allowed, so that leaving them out is the cause of it, and forbidden acts that spoil
    that again; None: the steps whose action starts `unless`.
    """

    id: str
    actions: tuple[str, ...]
    touching: bool
    with_: Mapping[str, tuple[str, ...]]
    unless: str | None
    until: str | None
    points: float
    critical: bool
    name: Text
    why: Text
    instead: Text
    section: str = ""
    because_of: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Limited:
    """A limit on a measure of a signal (a name of `TRACKS`) of the handlings: between two steps, or during actions.

    Up to `limit` nothing is lost, at `worst` all the points; beyond `critical_over` (at the level `critical_level`,
    or `over`) the candidate fails. `over` is the
    level above which exposure and times count. The measures are those of `scoring`. `together`: all handlings of
    `during` as one, not the worst of them; `by`: only those of these persons (empty: of all).
    """

    id: str
    track: str
    measure: str
    limit: float
    worst: float | None
    over: float
    critical_over: float | None
    from_step: str | None
    until_step: str | None
    during: tuple[str, ...]
    points: float
    name: Text
    why: Text
    instead: Text
    section: str = ""
    critical_level: float | None = None
    together: bool = False
    by: tuple[str, ...] = ()
