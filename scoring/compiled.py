"""The quick searches in compiled form (`scoring/native`), where that was built; without it Python does the same work.

A protocol that does not fit into the compiled tables, which count in 64 bits, has none here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from scoring.explanation import Move

try:
    from scoring import _native
except ImportError:  # nothing was compiled where this was installed
    _native = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from scoring._native import Fixed, Line
    from scoring.net import Net

__all__ = ["Fixed", "Line", "fixed", "is_built", "line"]

WORD = 64
"""Bits of a compiled mask."""

Rows = tuple[tuple[tuple[int, int, tuple[Move, ...], str], ...], ...]
"""For each class of a line the ways of one action: see `scoring.line.Way`."""


def is_built() -> bool:
    """Is there a compiled form at all?"""
    return _native is not None


def fixed(net: Net, missed: tuple[Move, ...]) -> Fixed | None:
    """The compiled tables of `scoring.quick.Fixed`."""
    if _native is None or len(net.leaves) > WORD:
        return None
    known = {action: leaf for action, (leaf,) in net.by_action.items()}
    steps = tuple(leaf.step for leaf in net.leaves)
    return _native.Fixed(known, steps, tuple(net.closure), tuple(net.before), missed)


def line(
    ways: Mapping[str, tuple[int, int, Rows]],
    ends: tuple[tuple[Move, ...], ...],
    hopes: Sequence[Sequence[Sequence[int]]],
    end: int,
    gaps: int,
) -> Line | None:
    """The compiled tables of `scoring.line.Line`; `end` is the bit of the end."""
    bits = tuple(bit for bit, _, _ in ways.values())
    if _native is None or max(bits).bit_length() > WORD:
        return None
    known = {action: number for number, action in enumerate(ways)}
    sure = bytes(mask >> state & 1 for _, mask, _ in ways.values() for state in range(len(ends)))
    rows = tuple(row for _, _, rows in ways.values() for row in rows)
    masks = tuple(mask for row in hopes for cell in row for mask in cell)
    return _native.Line(known, bits, sure, rows, ends, masks, end, gaps)
