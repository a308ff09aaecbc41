"""A scene as one file that can be given to somebody else: `NAME.manikin`, a zip archive with a manifest."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulator import __version__
from simulator.app.catalogue import Catalogue
from simulator.app.checking import problems_of
from simulator.app.model_files import ORIGINS, model_files, origins
from simulator.app.problems import UserError
from simulator.app.writing import write_whole
from simulator.scene_files import BASE_FILE, REFERENCE_FILE, SCENE_FILE
from simulator.scenefile import has_errors
from simulator.scenefile.extending import brought_along
from simulator.scenefile.load import read_scene
from simulator.scenefile.own_models import MODEL_SUFFIX, MODELS_FOLDER

MANIFEST = "manifest.json"
FORMAT = 1
# What a package may hold: the scene, the one that it extends, its scripted learner, pictures and plain notes.
PICTURES = (".png", ".jpg", ".jpeg")
NOTES = (".md", ".txt")
YAML = (SCENE_FILE, REFERENCE_FILE, BASE_FILE)
_DAY_ONE = (1980, 1, 1, 0, 0, 0)  # the same scene makes the same bytes


def pack(name: str, out: Path, licence: str, force: bool) -> Path:
    """Write the scene `name` (or the one in that folder) to `out`; the file. UserError if that cannot be."""
    file = Catalogue().file(name)
    if file.name != SCENE_FILE:
        raise UserError(f"{file}: a scene that is packed is a folder with {SCENE_FILE}.")
    document, _, loaded = read_scene(file)
    base = brought_along(document)
    problems = problems_of(file)
    if loaded.scene is None or has_errors(problems):
        first = next(str(problem) for problem in problems if has_errors((problem,)))
        raise UserError(f"This scene has errors, so it is not packed: {first}")
    if loaded.scene.id != file.absolute().parent.name:
        raise UserError(f"{file.parent}: the folder must have the scene's name, {loaded.scene.id!r}.")
    if out.exists() and not force:
        raise UserError(f"{out}: this is there already; --force writes over it.")
    try:
        files = {path.name: path.read_bytes() for path in sorted(file.parent.iterdir()) if _belongs(path)}
        if base is not None:
            files[BASE_FILE] = base.read_bytes()
        models = loaded.scene.models
        files |= {name: path.read_bytes() for name, path in model_files(models).items()}
        files = dict(sorted(files.items()))
        said = {"title": loaded.scene.title.en, "licence": licence, "models": _origins(models)}
        manifest = _manifest(loaded.scene.id, said, files)
        write_whole(out, _zipped({MANIFEST: manifest, **files}))
    except OSError as error:
        raise UserError(f"{error.filename or out}: {error.strerror}; nothing was packed.") from error
    return out


def manifest_of(files: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """What a manifest says of these files: the size and the checksum of each."""
    return {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()} for name, content in files.items()
    }


def _belongs(path: Path) -> bool:
    named = path.name in YAML or path.suffix.lower() in (*PICTURES, *NOTES)
    return named and path.is_file() and not path.is_symlink()


def _origins(models: Mapping[str, str]) -> dict[str, str]:
    """Where each model comes from; whoever gives one away must know it."""
    said = origins(models)
    for model, words in said.items():
        if not words:
            raise UserError(
                f"{MODELS_FOLDER}/{model}{MODEL_SUFFIX}: nothing says whose this is, so it is not given away; write "
                f"its origin and licence into {MODELS_FOLDER}/{model}{ORIGINS[0]}."
            )
    return said


def _manifest(scene: str, about: Mapping[str, Any], files: dict[str, bytes]) -> bytes:
    made = {"made_with": f"manikin {__version__}", "files": manifest_of(files)}
    return (
        json.dumps({"format": FORMAT, "scene": scene, **about, **made}, ensure_ascii=False, indent=1) + "\n"
    ).encode()


def _zipped(files: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _DAY_ONE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return written.getvalue()
