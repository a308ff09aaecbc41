"""What is wrong between the parts of a file that has the right shape; everything is found at once."""

from collections.abc import Iterator

from simulator.scenefile.problems import Finding
from simulator.scenefile.shapes.scene import ProtocolShape, SceneShape


def of_scene(scene: SceneShape) -> Iterator[Finding]:
    """All findings about a scene."""
    yield from ()


def of_protocol(file: ProtocolShape) -> Iterator[Finding]:
    """All findings about a protocol that stands alone."""
    yield from ()
