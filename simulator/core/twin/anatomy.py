"""The body in numbers: sizes, masses, and what an injury does to a level.

Sources are named by short labels, spelled out in `SOURCES`. What carries none is our own choice and says so.
Lengths in metres, masses in kilograms. How the levels resist stands in `levels`.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from simulator.core.twin.body import LEVELS

SOURCES: Final = MappingProxyType(
    {
        "Panjabi 2001": "Panjabi et al., Spine 2001;26:2692, 16 necks at 1 Nm; table as in J Orthop Surg Res 2024",
        "Moroney 1988": "Moroney et al., J Biomech 1988;21:769, intact cervical segments, as coded in AnyBody AMMR",
        "Panjabi 1976": "Panjabi, Brand, White 1976, thoracic stiffness matrix, as adapted in a registration project",
        "Wilke 2017": "Wilke et al., PLoS One 2017, 68 thoracic units at 7.5 Nm; doi 10.1371/journal.pone.0177823",
        "Watkins 2005": "Watkins et al., Spine 2005: rib cage and sternum stiffen the thorax by 30-40 % (from memory)",
        "Yamamoto 1989": "Yamamoto, Panjabi et al., Spine 1989;14:1256, ten lumbar spines at 10 Nm",
        "White & Panjabi 1990": "White and Panjabi, Clinical Biomechanics of the Spine, 2nd ed., representative ranges",
        "de Leva 1996": "de Leva 1996, segment masses, as tabulated by ExRx",
        "Plagenhoef 1983": "Plagenhoef et al. 1983, parts of the trunk, as tabulated by ExRx",
        "Panjabi 1991": "Panjabi et al., Spine 1991 and 1992, heights of the vertebral bodies (from memory)",
        "Richter": "Richter et al., load and displacement of normal and injured lower cervical spines (abstract)",
    }
)

# How much softer an injured level is: flexion-extension, bending, turn (clinical reference 3.6, our proposal after
# Richter: flexion is the most sensitive to staged injury, turning rises once the capsules are cut).
SEVERITIES: Final = MappingProxyType(
    {"none": (1.0, 1.0, 1.0), "ligament": (3.0, 3.0, 3.0), "unstable": (8.0, 8.0, 15.0), "complete": (10.0, 10.0, 20.0)}
)

# Height of body and disc, m, at 1.75 m (bodies Panjabi 1991; discs and C1-C2 own choice so that the regions come to
# 0.12, 0.28 and 0.18 m): C1 ... C7, T1 ... T12, L1 ... L5.
VERTEBRAE: Final = (
    *(f"C{n}" for n in range(1, 8)),
    *(f"T{n}" for n in range(1, 13)),
    *(f"L{n}" for n in range(1, 6)),
)
VERTEBRA_M: Final = (
    *(0.019, 0.0195, 0.0165, 0.0165, 0.0165, 0.016, 0.018),
    *(0.019, 0.0205, 0.0207, 0.0212, 0.0212, 0.0225, 0.0232, 0.0237, 0.0243, 0.0252, 0.0263, 0.0277),
    *(0.0358, 0.0363, 0.0358, 0.0361, 0.0349),
)
STANDARD_HEIGHT_M: Final = 1.75


@dataclass(frozen=True, slots=True)
class _Percent:
    """Shares of body mass, %: head with neck, trunk, upper arm, forearm and hand, thigh, shank and foot (each)."""

    head: float
    trunk: float
    upper_arm: float
    forearm: float
    thigh: float
    shank: float
    parts: tuple[float, float, float]


# de Leva 1996; `parts` share the trunk out between thorax, abdomen and pelvis (Plagenhoef 1983).
_PERCENT: Final = MappingProxyType(
    {
        "man": _Percent(6.94, 43.46, 2.71, 2.23, 14.16, 5.70, (20.1, 13.1, 13.7)),
        "woman": _Percent(6.68, 42.58, 2.55, 1.94, 14.78, 6.10, (17.0, 12.2, 16.0)),
    }
)
_NECK_PERCENT: Final = 0.15  # of body mass in each cervical vertebra and its flesh; own choice, taken from the head


@dataclass(frozen=True, slots=True)
class Size:
    """A patient's size. `stiffness` is the one multiplier for a stiffer or slacker person."""

    height_m: float = 1.75
    mass_kg: float = 75.0
    build: str = "man"
    stiffness: float = 1.0

    @property
    def scale(self) -> float:
        """Lengths against those of the tables."""
        return self.height_m / STANDARD_HEIGHT_M


@dataclass(frozen=True, slots=True)
class Injury:
    """One injured level (a name of `LEVELS`) and how unstable it is (a key of `SEVERITIES`)."""

    level: str = "C5-C6"
    severity: str = "none"

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise ValueError(f"there is no level {self.level!r}")
        if self.severity not in SEVERITIES:
            raise ValueError(f"there is no severity {self.severity!r}; there are: {', '.join(SEVERITIES)}")

    @property
    def row(self) -> int:
        """The level's place in `LEVELS`."""
        return LEVELS.index(self.level)


@dataclass(frozen=True, slots=True)
class Masses:
    """Masses (kg): of the head, each vertebra with its slice of the trunk (24, C1 first), pelvis and limb parts."""

    head: float
    vertebrae: tuple[float, ...]
    pelvis: float
    upper_arm: float
    forearm: float
    thigh: float
    shank: float

    @property
    def total(self) -> float:
        """The whole body."""
        return (
            self.head
            + self.pelvis
            + sum(self.vertebrae)
            + 2 * (self.upper_arm + self.forearm + self.thigh + self.shank)
        )


def masses(size: Size) -> Masses:
    """The masses of a patient of this size (kg): de Leva 1996, Plagenhoef 1983."""
    table, percent = _PERCENT[size.build], size.mass_kg / 100.0
    thorax, abdomen, pelvis = (table.trunk * part / sum(table.parts) for part in table.parts)
    slices = (*[_NECK_PERCENT] * 7, *[thorax / 12] * 12, *[abdomen / 5] * 5)
    return Masses(
        head=percent * (table.head - 7 * _NECK_PERCENT),
        vertebrae=tuple(percent * part for part in slices),
        pelvis=percent * pelvis,
        upper_arm=percent * table.upper_arm,
        forearm=percent * table.forearm,
        thigh=percent * table.thigh,
        shank=percent * table.shank,
    )
