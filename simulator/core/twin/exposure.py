"""From where motion of the spine counts, and how much: the published lines and the measure made of them.

It is called motion exposure. It is no probability of an injury (clinical reference, 1.1).
"""

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# From where an angle counts, and where it counts fully: flexion-extension, bending, turn. Lower: minimal important
# difference (Boissy, Clin J Sport Med 2011); upper: 11 degrees (White and Panjabi) and the largest log-roll means
# (systematic review, clinical reference 2.1). Axial force: our proposal (clinical reference 3.6).
COUNTS_FROM_DEG: Final = (5.0, 3.0, 3.0)
COUNTS_FULLY_DEG: Final = (11.0, 9.0, 8.0)
AXIAL_FROM_N: Final = 20.0
AXIAL_FULLY_N: Final = 100.0
# Shift of the injured level, mm (clinical reference, 3.5 and 3.6): across, 3.5 mm is what is called unstable in the
# lower neck (White and Panjabi); along, it counts as the force does.
SHIFT_FROM_MM, SHIFT_FULLY_MM = 1.0, 3.5
APART_FROM_MM, APART_FULLY_MM = 1.0, 3.0
AMBER, RED = 0.2, 0.6
EXCESSIVE_S: Final = 0.5
"""Red for longer than this counts as moved excessively (clinical reference, 3.6)."""
HEAD_ALERT_DEG: Final = (5.0, 3.0, 3.0)
HEAD_LIMIT_DEG: Final = 10.0  # Shrier, J Athl Train 2012


def instant(moved_deg: Floats, axial_n: Floats, shift_mm: Floats | None = None) -> Floats:
    """Motion exposure at each moment, 0..1 (clinical reference, 3.6), of angles (..., 3) in deg, force (...) in N and,
    where a level can be shifted, its shift (..., 3) in mm: apart, to the left, to the front."""
    low, high = np.array(COUNTS_FROM_DEG), np.array(COUNTS_FULLY_DEG)
    planes = np.clip((np.abs(moved_deg) - low) / (high - low), 0.0, 1.0)
    along = np.clip((np.abs(axial_n) - AXIAL_FROM_N) / (AXIAL_FULLY_N - AXIAL_FROM_N), 0.0, 1.0)
    still = np.prod(1.0 - planes, axis=-1)
    if shift_mm is not None:
        size = np.abs(shift_mm)
        apart = np.clip((size[..., 0] - APART_FROM_MM) / (APART_FULLY_MM - APART_FROM_MM), 0.0, 1.0)
        across = np.hypot(size[..., 1], size[..., 2])
        across = np.clip((across - SHIFT_FROM_MM) / (SHIFT_FULLY_MM - SHIFT_FROM_MM), 0.0, 1.0)
        along = np.maximum(along, apart)
        still = still * (1.0 - across)
    return np.asarray(1.0 - still * (1.0 - along))


def band(exposure: float) -> str:
    """The band of a motion exposure: green, amber or red."""
    return "green" if exposure < AMBER else "amber" if exposure <= RED else "red"
