"""The colour of the injured level of the spine by how far it is bent or turned: plain numbers, no toolkit."""

from __future__ import annotations

from simulator.core.twin.body import Angles

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


def strain(angles_deg: Angles) -> float:
    """0 at rest, 1 at the careful limit, 2 at the harmful one and beyond: the worst of the three directions."""
    worst = 0.0
    for angle, careful, harmful in zip(angles_deg, CAREFUL_DEG, HARMFUL_DEG, strict=True):
        size = abs(angle)
        worst = max(worst, size / careful if size < careful else 1.0 + (size - careful) / (harmful - careful))
    return min(worst, 2.0)


def colour(angles_deg: Angles) -> Colour:
    """Warm at rest; green, then amber from the careful limit on, red from the harmful one."""
    if max(abs(angle) for angle in angles_deg) < _STILL_DEG:
        return INJURED
    share = strain(angles_deg)
    if share < 1.0:
        return GREEN
    return RED if share >= 2.0 else AMBER
