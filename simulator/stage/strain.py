"""The colour of the levels of the spine by how they are moved: plain numbers, no toolkit.

With physics it is their motion exposure of the moment; on a path that is only led, how far the injured one is bent.
"""

from __future__ import annotations

from simulator.core.twin.body import Angles
from simulator.core.twin.exposure import AMBER as AMBER_FROM
from simulator.core.twin.exposure import RED as RED_FROM

Colour = tuple[float, float, float]

# Degrees of flexion or extension, lateral bending and axial turn: careful hands reach the first, and careless
# ones the second (clinical reference 3.6, values a and b).
CAREFUL_DEG: Angles = (5.0, 3.0, 3.0)
HARMFUL_DEG: Angles = (11.0, 9.0, 8.0)
_STILL_DEG = 0.4

INJURED: Colour = (0.93, 0.55, 0.20)  # at rest: here is the injury
GREEN: Colour = (0.16, 0.66, 0.36)
AMBER: Colour = (0.95, 0.68, 0.10)
RED: Colour = (0.86, 0.12, 0.12)
FAINT = 0.55


def strain(angles_deg: Angles) -> float:
    """0 at rest, 1 at the careful limit, 2 at the harmful one and beyond: the worst of the three directions."""
    worst = 0.0
    for angle, careful, harmful in zip(angles_deg, CAREFUL_DEG, HARMFUL_DEG, strict=True):
        size = abs(angle)
        worst = max(worst, size / careful if size < careful else 1.0 + (size - careful) / (harmful - careful))
    return min(worst, 2.0)


_SOFT = 0.05  # exposure over which one colour goes over into the next, on either side of the line
_STEPS = 40  # colours are told apart in steps, so that a level is not painted again in every frame


def exposed(exposure: float) -> Colour:
    """The colour of motion exposure (0..1): green, amber from its line on, red from the next."""
    stepped = round(exposure * _STEPS) / _STEPS
    amber, red = (min(1.0, max(0.0, (stepped - line + _SOFT) / (2.0 * _SOFT))) for line in (AMBER_FROM, RED_FROM))
    return _mixed(_mixed(GREEN, AMBER, amber), RED, red)


def faint(exposure: float) -> tuple[Colour, float] | None:
    """How a level that is not the injured one is coloured: its colour and how much of it; None below the first line."""
    if exposure < AMBER_FROM:
        return None
    return exposed(exposure), FAINT


def _mixed(a: Colour, b: Colour, share: float) -> Colour:
    if share in (0.0, 1.0):
        return b if share else a
    x, y, z = (p + share * (q - p) for p, q in zip(a, b, strict=True))
    return x, y, z


def colour(angles_deg: Angles) -> Colour:
    """Warm at rest; green, then amber from the careful limit on, red from the harmful one."""
    if max(abs(angle) for angle in angles_deg) < _STILL_DEG:
        return INJURED
    share = strain(angles_deg)
    if share < 1.0:
        return GREEN
    return RED if share >= 2.0 else AMBER
