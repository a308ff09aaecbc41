"""Ways over the floor: round the patient, and round people who work there. Plain numbers, metres, seen from above."""

from __future__ import annotations

from functools import lru_cache
from heapq import heappop, heappush
from itertools import pairwise
from math import hypot

Spot = tuple[float, float]

# Where the patient lies, with room for the arms: nobody steps there.
PATIENT_LOW, PATIENT_HIGH = (-1.06, -0.40), (1.00, 0.40)
# Bends of a way: a near ring round the patient, and a far one behind those who kneel.
_RINGS: tuple[tuple[Spot, Spot], ...] = (((-1.35, -0.78), (1.30, 0.78)), ((-1.70, -1.35), (2.05, 1.45)))
PERSON_M = 0.42
_BENDS = tuple(
    (x, y) for low, high in _RINGS for x in (low[0], 0.5 * (low[0] + high[0]), high[0]) for y in (low[1], high[1])
)
_ROUNDINGS = 2


@lru_cache(maxsize=256)
def way(start: Spot, goal: Spot, others: tuple[Spot, ...] = ()) -> tuple[Spot, ...]:
    """The points of a short way that does not cross the patient and keeps clear of `others`, its bends rounded.

    Where people stand too close together for that, it passes between them.
    """
    found = _shortest(start, goal, others) or _shortest(start, goal, ()) or (start, goal)
    return _rounded(found)


def length_m(points: tuple[Spot, ...]) -> float:
    """How long a way is."""
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))


def along(points: tuple[Spot, ...], walked_m: float) -> tuple[Spot, Spot]:
    """Where one is after so many metres, and the direction (length 1) in which one goes there."""
    left = max(walked_m, 0.0)
    ahead: Spot = (1.0, 0.0)
    for a, b in pairwise(points):
        step = hypot(b[0] - a[0], b[1] - a[1])
        if step < 1e-9:
            continue
        ahead = ((b[0] - a[0]) / step, (b[1] - a[1]) / step)
        if left <= step:
            return (a[0] + ahead[0] * left, a[1] + ahead[1] * left), ahead
        left -= step
    return points[-1], ahead


def crosses_patient(a: Spot, b: Spot) -> bool:
    """Does the straight line between two spots lead over the patient? (Liang and Barsky's clipping.)"""
    low, high = 0.0, 1.0
    for axis in (0, 1):
        d = b[axis] - a[axis]
        for p, q in ((-d, a[axis] - PATIENT_LOW[axis]), (d, PATIENT_HIGH[axis] - a[axis])):
            if p == 0.0:
                if q < 0.0:
                    return False
            elif p < 0.0:
                low = max(low, q / p)
            else:
                high = min(high, q / p)
    return low < high


def _free(a: Spot, b: Spot, others: tuple[Spot, ...], ends: tuple[Spot, Spot]) -> bool:
    if crosses_patient(a, b):
        return False
    for other in others:
        # Who stands beside the start or the goal is neither avoided there nor a reason to go round.
        near_m = min(PERSON_M, *(hypot(other[0] - e[0], other[1] - e[1]) - 0.02 for e in ends))
        if _gap_m(a, b, other) < near_m:
            return False
    return True


def _gap_m(a: Spot, b: Spot, point: Spot) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    t = 0.0 if square < 1e-12 else min(1.0, max(0.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / square))
    return hypot(a[0] + t * dx - point[0], a[1] + t * dy - point[1])


def _shortest(start: Spot, goal: Spot, others: tuple[Spot, ...]) -> tuple[Spot, ...] | None:
    """Dijkstra's way over the bends."""
    spots = (start, goal, *_BENDS)
    ends = (start, goal)
    waiting: list[tuple[float, int, tuple[int, ...]]] = [(0.0, 0, (0,))]
    done: set[int] = set()
    while waiting:
        gone, at, path = heappop(waiting)
        if at == 1:
            return tuple(spots[number] for number in path)
        if at in done:
            continue
        done.add(at)
        for number, spot in enumerate(spots):
            if number not in done and _free(spots[at], spot, others, ends):
                step = hypot(spot[0] - spots[at][0], spot[1] - spots[at][1])
                heappush(waiting, (gone + step, number, (*path, number)))
    return None


def _rounded(points: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Corners cut twice (Chaikin), both ends kept."""
    for _ in range(_ROUNDINGS):
        if len(points) < 3:
            return points
        cut = [points[0]]
        for a, b in pairwise(points):
            cut += [_between(a, b, 0.25), _between(a, b, 0.75)]
        points = (*cut, points[-1])
    return points


def _between(a: Spot, b: Spot, share: float) -> Spot:
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
