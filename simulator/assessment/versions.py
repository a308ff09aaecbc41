"""Which version of a scene judged a performance: the one it was performed in, or the one that there is now."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Versions:
    """The content hashes of a scene as recorded and as judged, and the program that recorded."""

    scene_sha256_then: str
    scene_sha256_now: str
    program_then: str = ""

    @property
    def same(self) -> bool:
        """Was it judged by the scene in which it was performed?"""
        return self.scene_sha256_then == self.scene_sha256_now

    @property
    def sentence(self) -> str:
        """Which version judged, in one sentence."""
        now, then = self.scene_sha256_now[:12], self.scene_sha256_then[:12]
        if self.same:
            return f"judged by the scene as it was recorded ({now})"
        return f"judged by the scene as it is now ({now}); it was recorded in another version ({then})"

    @property
    def plain(self) -> dict[str, Any]:
        """For JSON: the fields and `scene_same`."""
        return {**asdict(self), "scene_same": self.same}


def versions(head_sha256: str, scene_sha256: str, program: str = "") -> Versions:
    """The versions of a journal (its head's hash and program) that is judged by a scene with this hash."""
    return Versions(head_sha256, scene_sha256, program)
