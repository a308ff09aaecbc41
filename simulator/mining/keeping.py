"""Which conditions were kept between which steps in every performance."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.mining.performances import Performance

_SAME_MOMENT_S = 1e-6


@dataclass(frozen=True, slots=True)
class Kept:
    """A condition that held from the end of `from_step` until the end of `until_step` (None: until the end) in all
    performances; `shortest_s` is the shortest time that this took (s)."""

    condition: str
    from_step: str
    until_step: str | None
    shortest_s: float


def kept(performances: Sequence[Performance]) -> tuple[Kept, ...]:
    """For each condition the longest such stretch. What holds only until the next step is none."""
    conditions = dict.fromkeys(interval.condition for one in performances for interval in one.trace.intervals)
    common = [step for step in performances[0].run if all(one.run.count(step) == 1 for one in performances)]
    found = [_longest(condition, common, performances) for condition in conditions]
    return tuple(one for one in found if one is not None)


def _longest(condition: str, steps: Sequence[str], performances: Sequence[Performance]) -> Kept | None:
    best: tuple[int, float, Kept] | None = None
    for first in steps:
        if not all(_held_until_s(one, condition, _end_s(one, first)) for one in performances):
            continue
        for last in (*steps, None):
            stretches = [_stretch(one, condition, first, last) for one in performances]
            if any(stretch is None for stretch in stretches):
                continue
            sure = [stretch for stretch in stretches if stretch is not None]
            shortest = min(seconds for _, seconds in sure)
            rank = (min(count for count, _ in sure), shortest)
            if rank[0] > 1 and (best is None or rank > best[:2]):
                best = (*rank, Kept(condition, first, last, round(shortest, 3)))
    return None if best is None else best[2]


def _stretch(one: Performance, condition: str, first: str, last: str | None) -> tuple[int, float] | None:
    """(steps that ended meanwhile, seconds), if the condition held from the end of `first` until the end of `last`."""
    since, until = _end_s(one, first), one.trace.end_s if last is None else _end_s(one, last)
    held = _held_until_s(one, condition, since)
    if held is None or until <= since or held < until - _SAME_MOMENT_S:
        return None
    return sum(since < act.end_s <= until for _, act in one.done), until - since


def _held_until_s(one: Performance, condition: str, at_s: float) -> float | None:
    """Until when the condition held without a gap from `at_s` on; None if it did not hold then."""
    held: float | None = None
    for interval in sorted((i for i in one.trace.intervals if i.condition == condition), key=lambda i: i.start_s):
        end_s = one.trace.end_s if interval.end_s is None else interval.end_s
        reached = at_s if held is None else held
        if interval.start_s <= reached + _SAME_MOMENT_S and end_s > reached:
            held = end_s
    return held


def _end_s(one: Performance, step: str) -> float:
    return next(act.end_s for label, act in one.done if label == step)
