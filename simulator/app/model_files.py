"""The files of the 3D models that a scene brings along, with the text on their origin and their icon beside them."""

from collections.abc import Mapping
from pathlib import Path

from simulator.scenefile.own_models import MODELS_FOLDER

# Beside each model a text says where it comes from and what may be done with it.
ORIGINS = (".txt", ".md")
ICON = ".png"
_LONGEST_LINE = 200


def model_files(models: Mapping[str, str]) -> dict[str, Path]:
    """Name within a scene's folder -> file, for the models of a scene and what lies beside them."""
    found = {}
    for file in map(Path, models.values()):
        for one in (file, origin_of(file), _there(file.with_suffix(ICON))):
            if one is not None:
                found[f"{MODELS_FOLDER}/{one.name}"] = one
    return found


def origin_of(file: Path) -> Path | None:
    """The text beside a model that says where it comes from; None if there is none."""
    return next((text for text in map(_there, map(file.with_suffix, ORIGINS)) if text), None)


def _there(file: Path) -> Path | None:
    """The file if it is one. A link may lead to what nobody wants to give away."""
    return file if file.is_file() and not file.is_symlink() else None


def origins(models: Mapping[str, str]) -> dict[str, str]:
    """The first line of what is said of each model's origin, by the model's name; "" where nothing is said."""
    return {file.stem: _first_line(origin_of(file)) for file in map(Path, models.values())}


def _first_line(text: Path | None) -> str:
    words = text.read_text("utf-8", errors="replace").strip() if text is not None else ""
    return words.split("\n")[0].strip()[:_LONGEST_LINE]
