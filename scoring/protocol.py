"""The reference as values: which steps there are, in which order they may be done, and how often.

A protocol is a tree of groups with steps at its leaves, plus `after` edges between steps. Meaning, for one run:

* `Sequence`: every step of a child comes before every step of the next child.
* `AnyOrder`: all children are done; their steps may interleave freely.
* `OneOf`: exactly one child is done.
* `Optionally`: the child is done or left out.
* `Repeat`: the child is done one or more times, one round after the other (at most `at_most` times).
* an `after` edge (a, b): within one run of the smallest group that holds both steps, every `b` that is done comes
  before every `a`. It is an order only: where `b` may be left out, leaving it out satisfies the edge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """A leaf: one thing that the protocol expects, by the id of its rule."""

    id: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """The children one after the other."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOrder:
    """All the children, interleaved as one likes."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """Exactly one of the children."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Optionally:
    """The child or nothing."""

    child: Node


@dataclass(frozen=True, slots=True)
class Repeat:
    """The child one or more times; `at_most` None means without limit."""

    child: Node
    at_most: int | None = None


Node = Step | Sequence | AnyOrder | OneOf | Optionally | Repeat


@dataclass(frozen=True, slots=True)
class Protocol:
    """A tree and its `after` edges: pairs of a step and the steps that come before it."""

    root: Node
    after: tuple[tuple[str, tuple[str, ...]], ...] = ()


def children_of(node: Node) -> tuple[Node, ...]:
    """The direct children of a node, in the order in which they were written."""
    if isinstance(node, Sequence | AnyOrder | OneOf):
        return node.children
    if isinstance(node, Optionally | Repeat):
        return (node.child,)
    return ()


def steps_of(node: Node) -> Iterator[Step]:
    """The leaves below a node, left to right; a step that is written twice comes twice."""
    if isinstance(node, Step):
        yield node
    for child in children_of(node):
        yield from steps_of(child)


def step_ids(protocol: Protocol) -> tuple[str, ...]:
    """The ids of the steps, each once, in the order in which they were written."""
    return tuple(dict.fromkeys(step.id for step in steps_of(protocol.root)))
