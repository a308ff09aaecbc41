"""What is told of a scene before it is opened."""

from dataclasses import dataclass

from simulator.core.scene import Scene
from simulator.core.text import Text


@dataclass(frozen=True, slots=True)
class Front:
    """Of a scene: what the home screen says, how many steps it has, and its picture's name or ""."""

    id: str
    title: Text
    summary: Text
    minutes: int
    level: int
    steps: int
    picture: str = ""


def front_of(scene: Scene) -> Front:
    """What is told of a scene that has been read."""
    return Front(
        scene.id, scene.title, scene.summary, scene.minutes, scene.level, len(scene.steps), scene.picture or ""
    )
