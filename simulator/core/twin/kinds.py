"""Names that a scene may use for what is put on or under the patient; a test holds them against the physics."""

from typing import Final

COLLARS: Final = ("none", "regular", "tall", "short", "reversed")
TIES: Final = ("chest", "pelvis", "legs", "head")
BELOW: Final = ("jaw", "occiput")
"""Where the head is held from below a helmet; each is a hand of that hold."""
SUPPORTS: Final = ("floor", "board", "stretcher", "scoop")
