"""What was published, row by row, to hold the twin against. Restated from the clinical reference, sections 2 and 3.

`low`, `median`, `high` in the unit of the measure; None where no figure was published. A relation that was published
without a figure (less, more) is a range: below 1, above 0.

`tuned`: numbers of the model (hands and where they hold, misses, flesh, collar, neutral zone of an injury) or how the
row is simulated by whom were chosen with this row in sight. All others were left untouched: no number was chosen for
them.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Published:
    """One published figure or relation."""

    measure: str
    low: float | None
    median: float | None
    high: float | None
    source: str
    tuned: bool = False


_REVIEW: Final = "systematic review of unstable cervical segments in cadavers: median of means and range (ref. 2.1)"
_RECHTINE: Final = (
    "log roll against lifts, unstable C5-C6: log roll more (p = 0.001-0.008), no figures given (ref. 2.2)"
)
_DEL_ROSSI: Final = "Del Rossi, Spine 2008;33:1611, L1 corpectomy: log roll more (ref. 2.2)"
_SHRIER: Final = "Shrier, Prehosp Emerg Care 2015;19:116 (ref. 2.2)"
_COLLAR: Final = "proposal after Johnson 1977 and Barati 2017, +-0.1 (ref. 2.3)"
_SLOPE: Final = "atan(height / {0} m), derived, +-35 % (ref. 3.6)"
_SHARE: Final = "share = w m / (1 - w + w m), derived, +-30 % (ref. 3.6)"
_LOADS: Final = "70 kg patient, four-point lift, derived, +-25 % (ref. 3.8)"
_SCHMIDT: Final = "Schmidt 1998, linear L1-S1, Nm/deg, +-40 % (ref. 3.4)"

# Heights in cm and the slopes they stand for.
HEIGHTS_CM: Final = (1, 2, 3, 5, 8, 10)
_HEAD_SLOPES: Final = (2.3, 4.6, 6.8, 11.3, 17.7, 21.8)
_CHEST_SLOPES: Final = (1.2, 2.4, 3.6, 5.9, 9.5, 11.8)
AXES: Final = ("flexion", "bending", "turn")


def _around(value: float, share: float) -> tuple[float, float, float]:
    return (round(value * (1 - share), 3), value, round(value * (1 + share), 3))


PUBLISHED: Final = MappingProxyType(
    {
        "roll-flexion": Published("log roll, unstable C5-C6: flexion-extension, deg", 2.8, 5.5, 11.9, _REVIEW, True),
        "roll-bending": Published("log roll, unstable C5-C6: lateral bending, deg", 1.6, 4.0, 9.2, _REVIEW, True),
        "roll-turn": Published("log roll, unstable C5-C6: axial rotation, deg", 2.4, 6.3, 7.9, _REVIEW, True),
        "slide-bending": Published("lift-and-slide / log roll, C5-C6 bending", 0.0, None, 0.99, _RECHTINE, tuned=True),
        "slide-turn": Published("lift-and-slide / log roll, C5-C6 turn", 0.0, None, 0.99, _RECHTINE, tuned=True),
        "slide-flexion": Published(
            "lift-and-slide / log roll, C5-C6 flexion", 0.67, 1.0, 1.5, f"{_RECHTINE}; flexion no different", tuned=True
        ),
        "flat-bending": Published(
            "flat lift / log roll, C5-C6 bending (as six-plus lift)", 0.0, None, 0.99, _RECHTINE, tuned=True
        ),
        "flat-turn": Published(
            "flat lift / log roll, C5-C6 turn (as six-plus lift)", 0.0, None, 0.99, _RECHTINE, tuned=True
        ),
        "six-bending": Published("six-plus lift / log roll, C5-C6 bending", 0.0, None, 0.99, _RECHTINE, tuned=True),
        "six-turn": Published("six-plus lift / log roll, C5-C6 turn", 0.0, None, 0.99, _RECHTINE, tuned=True),
        "slide-shift": Published("lift-and-slide / log roll, C5-C6 shift to the side", 0.0, None, 0.99, _RECHTINE),
        "six-shift": Published("six-plus lift / log roll, C5-C6 shift to the side", 0.0, None, 0.99, _RECHTINE),
        "l1-turn": Published("lift-and-slide / log roll, unstable L1-L2 turn", 0.0, None, 0.99, _DEL_ROSSI),
        "l1-bending": Published("lift-and-slide / log roll, unstable L1-L2 bending", 0.0, None, 0.99, _DEL_ROSSI),
        "l1-six-bending": Published("six-plus lift / log roll, unstable L1-L2 bending", 0.0, None, 0.99, _DEL_ROSSI),
        "assistants": Published(
            "log roll, head-trunk motion: one assistant minus three, deg", 1.9, 3.9, 5.9, _SHRIER, True
        ),
        "squeeze": Published("log roll, head-trunk: head - trapezius squeeze, deg", 0.8, 2.8, 4.8, _SHRIER, True),
        "squeeze-bending": Published(
            "trapezius / head squeeze, head-trunk bending", 0.0, None, 0.99, _SHRIER, tuned=True
        ),
        "squeeze-turn": Published("trapezius / head squeeze, head-trunk turn", 0.0, None, 0.99, _SHRIER, tuned=True),
        "squeeze-extension": Published(
            "trapezius / head squeeze, head-trunk extension", 1.01, None, 3.0, _SHRIER, tuned=True
        ),
        "collar-flexion": Published("collar on an intact neck: flexion left of 1", 0.35, 0.45, 0.55, _COLLAR, True),
        "collar-bending": Published("collar on an intact neck: bending left of 1", 0.6, 0.7, 0.8, _COLLAR, True),
        "collar-turn": Published("collar on an intact neck: turn left of 1", 0.5, 0.6, 0.7, _COLLAR, True),
        **{
            f"collar-unstable-{axis}": Published(
                f"log roll with / without collar, unstable C5-C6 {axis}",
                0.7,
                0.9,
                1.1,
                "Horodyski, J Emerg Med 2011: no significant reduction; 0.9 is our proposal (ref. 2.3)",
            )
            for axis in AXES
        },
        "head-on-ground": Published(
            "head left on the ground, roll to 90 deg: head-trunk bending, deg",
            40.0,
            None,
            61.0,
            "geometry of rolling, derived; the upper end is the range of the neck (ref. 3.6, 3.1)",
        ),
        **{
            f"head-height-{cm}cm": Published(
                f"head raised {cm} cm: neck flexion, deg", *_around(slope, 0.35), _SLOPE.format(0.25)
            )
            for cm, slope in zip(HEIGHTS_CM, _HEAD_SLOPES, strict=True)
        },
        **{
            f"chest-height-{cm}cm": Published(
                f"shoulders raised {cm} cm, pelvis left: chest against pelvis, deg",
                *_around(slope, 0.35),
                _SLOPE.format(0.48),
            )
            for cm, slope in zip(HEIGHTS_CM, _CHEST_SLOPES, strict=True)
        },
        **{
            f"share-{axis}": Published(
                f"share of neck {axis} in C5-C6, bare, unstable", *_around(share, 0.3), _SHARE, tuned=True
            )
            for axis, share in zip(AXES, (0.542, 0.473, 0.350), strict=True)
        },
        **{
            f"load-{part}": Published(
                f"flat lift: load of {part}, kg", *_around(load, 0.25), _LOADS, part in ("pelvis", "legs")
            )
            for part, load in (("head", 5.0), ("shoulders", 21.0), ("pelvis", 23.5), ("legs", 19.0))
        },
        **{
            f"lumbar-{axis}": Published(f"taut stiffness L1-S1, mean: {axis}", *_around(stiff, 0.4), _SCHMIDT)
            for axis, stiff in (("flexion", 1.8), ("extension", 2.6), ("bending", 2.3), ("turn", 8.4))
        },
        "beyond-ten": Published(
            "competent log rolls with head-trunk motion beyond 10 deg, share",
            0.2,
            0.38,
            0.6,
            "Shrier, J Athl Train 2012;47:42: of trials rated near perfect, +-0.2 (ref. 1.13)",
            tuned=True,
        ),
        "experience": Published(
            "log roll, skilled / novice head holder: C5-C6 motion",
            0.8,
            1.0,
            1.25,
            "Horodyski, J Trauma 2011: experience of the head holder made no difference (ref. 2.2)",
            tuned=True,
        ),
    }
)
"""The rows by id, in the order of the report."""
