"""Names that a scene may use for what is put on or under the patient; a test holds them against the physics."""

from typing import Final

COLLARS: Final = ("none", "regular", "tall", "short", "reversed")
TIES: Final = ("chest", "pelvis", "legs", "head")
SUPPORTS: Final = ("floor", "board", "stretcher", "scoop")
