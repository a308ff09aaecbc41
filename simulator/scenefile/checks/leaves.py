"""The steps of a protocol as they stand in the file, and how two of them stand to each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from simulator.scenefile.problems import Path
from simulator.scenefile.shapes import tree
from simulator.scenefile.shapes.tree import Part


class Relation(Enum):
    """How a step stands to another, by the tree alone."""

    BEFORE = "before"
    AFTER = "after"
    FREE = "free"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One mention of a step: its place in the file, and the way to it through the groups (kind, child)."""

    step: str
    after: tuple[str, ...]
    path: Path
    route: tuple[tuple[str, int], ...]


def leaves(part: Part, path: Path = ("protocol",), route: tuple[tuple[str, int], ...] = ()) -> Iterator[Leaf]:
    """Every mention of a step, in the order of writing."""
    match part:
        case tree.StepPart():
            yield Leaf(part.step, tuple(part.after), path, route)
        case tree.ListPart():
            yield from _children(part.root, path, route, "sequence")
        case tree.AnyOrderPart():
            yield from _children(part.any_order, (*path, "any_order"), route, "any_order")
        case tree.OneOfPart():
            yield from _children(part.one_of, (*path, "one_of"), route, "one_of")
        case tree.OptionalPart():
            yield from leaves(part.optional, (*path, "optional"), route)
        case tree.RepeatPart():
            yield from leaves(part.repeat, (*path, "repeat"), route)


def relation(one: Leaf, other: Leaf) -> Relation:
    """Does `one` come before `other`, after it, freely, or is it one or the other?"""
    for (kind, here), (_, there) in zip(one.route, other.route, strict=False):
        if here == there:
            continue
        if kind == "sequence":
            return Relation.BEFORE if here < there else Relation.AFTER
        return Relation.EITHER if kind == "one_of" else Relation.FREE
    return Relation.FREE


def _children(parts: list[Part], path: Path, route: tuple[tuple[str, int], ...], kind: str) -> Iterator[Leaf]:
    for index, child in enumerate(parts):
        yield from leaves(child, (*path, index), (*route, (kind, index)))
