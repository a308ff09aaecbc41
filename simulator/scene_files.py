"""Of which files a scene is made, as their names tell: nothing here looks into them."""

from pathlib import Path

from simulator.paths import scenes_dir

SCENE_FILE = "scene.yaml"
REFERENCE_FILE = "reference.yaml"
BASE_FILE = "base.yaml"
"""The scene that this one is a difference to, where a package brought it along."""


def neighbours(path: Path) -> tuple[Path, ...]:
    """The folders in which the scene at `path` looks for another: the one that it lies in, and the program's."""
    return path.absolute().parent.parent, scenes_dir()


def base_of(path: Path, name: str) -> Path | None:
    """The file of the scene called `name` that the scene at `path` can be a difference to, None if there is none."""
    own = path.absolute()
    files = (own.parent / BASE_FILE, *(folder / name / SCENE_FILE for folder in neighbours(path)))
    return next((file for file in files if file.is_file() and file != own), None)
