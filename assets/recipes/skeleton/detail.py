"""How many triangles each bone keeps: the neck finest, the small bones of hands and feet coarse."""

from __future__ import annotations

from .source import CERVICAL
from .surface import Surface, smoothly_split, thinned_to

# Split once so that they look round close up; the rest of the source is fine enough or hidden.
ROUNDED = {*CERVICAL[1:6], "sacrum", "pelvis.L", "pelvis.R"}
# At most so many triangles, by the name before the side.
LIMITS = {
    "jaw": 2000,
    "scapula": 1000,
    "foot": 1300,
    "toes": 640,
    "wrist": 620,
    **{f"finger{finger}-{part}": 130 for finger in range(1, 6) for part in range(4)},
}


def with_detail(name: str, bone: Surface) -> Surface:
    """The bone as it goes into the file."""
    if name in ROUNDED:
        bone = smoothly_split(bone)
    limit = LIMITS.get(name.split(".")[0])
    return bone if limit is None else thinned_to(bone, limit)
