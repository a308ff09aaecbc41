"""A protocol as a drawing: steps as boxes, time from left to right, what may swap as lanes on top of each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from simulator.core import procedure as core
from simulator.presenting.authoring_words import AuthorWord
from simulator.presenting.language import Language, say

BOX_PX, BOX_HIGH_PX = 164.0, 28.0
GAP_PX, LANE_GAP_PX = 24.0, 6.0
PAD_PX, HEAD_PX = 9.0, 19.0


@dataclass(frozen=True, slots=True)
class Box:
    """A step: where its box lies (px), how many times it stands before in the tree, and the steps `after` names."""

    step: str
    text: str
    x: float
    y: float
    after: tuple[str, ...] = ()

    @property
    def middle(self) -> float:
        """Height of its ports."""
        return self.y + BOX_HIGH_PX / 2


@dataclass(frozen=True, slots=True)
class Group:
    """A frame round lanes or round one part, with a few words at its top."""

    kind: str
    text: str
    x: float
    y: float
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class Line:
    """From one part to the next, at the height of their middles."""

    from_x: float
    from_y: float
    to_x: float
    to_y: float


@dataclass(frozen=True, slots=True)
class Graph:
    """The whole drawing; `after` are pairs of boxes, by index: (earlier, later)."""

    wide: float = 0.0
    high: float = 0.0
    boxes: tuple[Box, ...] = ()
    groups: tuple[Group, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def after(self) -> tuple[tuple[int, int], ...]:
        """The edges of `after`."""
        return tuple(
            (earlier, later)
            for later, box in enumerate(self.boxes)
            for earlier, other in enumerate(self.boxes)
            if other.step in box.after
        )

    @property
    def middle(self) -> float:
        """Height of the ports at both ends."""
        return self.high / 2


NO_GRAPH = Graph()


def graph(root: core.Node, names: Mapping[str, str], language: Language) -> Graph:
    """The drawing of a protocol; `names`: step -> what is written into its box."""
    return _shifted(_node(root, names, language), PAD_PX, PAD_PX, pad=PAD_PX)


def _node(node: core.Node, names: Mapping[str, str], language: Language) -> Graph:
    match node:
        case core.StepNode(step, after):
            return Graph(BOX_PX, BOX_HIGH_PX, (Box(step, names.get(step, step), 0.0, 0.0, after),))
        case core.Sequence(children):
            return _beside([_node(child, names, language) for child in children])
        case core.AnyOrder(children):
            return _framed("any_order", children, names, language)
        case core.OneOf(children):
            return _framed("one_of", children, names, language)
        case core.OptionalNode(child):
            return _framed("optional", (child,), names, language)
        case core.Repeat(child):
            return _framed("repeat", (child,), names, language)


_SAYS = {
    "any_order": AuthorWord.ANY_ORDER,
    "one_of": AuthorWord.ONE_OF,
    "optional": AuthorWord.OPTIONAL,
    "repeat": AuthorWord.REPEAT,
}


def _beside(parts: Sequence[Graph]) -> Graph:
    high = max(part.high for part in parts)
    whole, x = Graph(), 0.0
    for number, part in enumerate(parts):
        if number:
            whole = replace(whole, lines=(*whole.lines, Line(x, high / 2, x + GAP_PX, high / 2)))
            x += GAP_PX
        whole = _joined(whole, _shifted(part, x, (high - part.high) / 2))
        x += part.wide
    return replace(whole, wide=x, high=high)


def _framed(kind: str, children: Sequence[core.Node], names: Mapping[str, str], language: Language) -> Graph:
    lanes = _staggered([_node(child, names, language) for child in children])
    wide = max(lane.wide for lane in lanes) + 2 * PAD_PX
    whole, y = Graph(), HEAD_PX
    for lane in lanes:
        whole = _joined(whole, _shifted(lane, PAD_PX, y))
        y += lane.high + LANE_GAP_PX
    high = y - LANE_GAP_PX + PAD_PX
    frame = Group(kind, say(_SAYS[kind], language), 0.0, 0.0, wide, high)
    return replace(whole, wide=wide, high=high, groups=(frame, *whole.groups))


def _staggered(lanes: Sequence[Graph]) -> list[Graph]:
    """Lanes moved to the right until whatever comes `after` something in another lane stands behind it."""
    moved = list(lanes)
    for _ in lanes:  # orders that run in a circle stop here
        ends = {box.step: box.x + BOX_PX for lane in moved for box in lane.boxes}
        late = [
            max((ends[b] + GAP_PX - box.x for box in lane.boxes for b in box.after if b in ends), default=0.0)
            for lane in moved
        ]
        if max(late) <= 0.0:
            break
        moved = [
            replace(_shifted(lane, by, 0.0), wide=lane.wide + by) if by > 0.0 else lane
            for lane, by in zip(moved, late, strict=True)
        ]
    return moved


def _joined(a: Graph, b: Graph) -> Graph:
    return replace(a, boxes=(*a.boxes, *b.boxes), groups=(*a.groups, *b.groups), lines=(*a.lines, *b.lines))


def _shifted(part: Graph, x: float, y: float, pad: float = 0.0) -> Graph:
    return Graph(
        part.wide + 2 * pad,
        part.high + 2 * pad,
        tuple(replace(box, x=box.x + x, y=box.y + y) for box in part.boxes),
        tuple(replace(group, x=group.x + x, y=group.y + y) for group in part.groups),
        tuple(Line(line.from_x + x, line.from_y + y, line.to_x + x, line.to_y + y) for line in part.lines),
    )
