"""The 3D models that a scene brings along: which files there are. Nothing here looks into them."""

import re
from pathlib import Path

MODELS_FOLDER = "models"
MODEL_SUFFIX = ".glb"
OWN = "own/"
"""How a scene names a model of its own: `model: own/NAME` is `models/NAME.glb` beside it."""
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def own_models(path: Path, base: str) -> dict[str, str]:
    """Model as the scene at `path` names it -> its file; also those of the scene that it extends (file `base`)."""
    folders = [path.absolute().parent, *([Path(base).absolute().parent] if base else [])]
    found: dict[str, str] = {}
    for folder in folders:
        for file in sorted((folder / MODELS_FOLDER).glob(f"*{MODEL_SUFFIX}")):
            if _NAME.fullmatch(file.stem) and file.is_file() and not file.is_symlink():
                found.setdefault(OWN + file.stem, str(file))
    return found
