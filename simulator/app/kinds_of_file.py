"""Is a file a scene, or a protocol that stands alone? The beginnings of its lines tell, before it is read."""

from pathlib import Path

from simulator.scene_files import SCENE_FILE


def is_scene(path: Path) -> bool:
    """Does this file say its id, as a scene does and a bare protocol does not?"""
    return _begins(path, b"id:")


def is_protocol(path: Path) -> bool:
    """Is this a file with a protocol only?"""
    if path.name == SCENE_FILE or _begins(path, b"id:", b"extends:", b"actions:"):
        return False
    return _begins(path, b"protocol:")


def _begins(path: Path, *keys: bytes) -> bool:
    """Does a line of this file begin with one of these?"""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return any(line.startswith(keys) for line in file)
