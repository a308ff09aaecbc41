"""Makes a scene folder to begin with: a small complete scene, or a copy of one that is there."""

import json
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from simulator.app.catalogue import Catalogue
from simulator.app.model_files import model_files
from simulator.app.portable_names import why_not_portable
from simulator.app.problems import UserError
from simulator.app.writing import write_whole
from simulator.scene_files import BASE_FILE, REFERENCE_FILE, SCENE_FILE
from simulator.scenefile import has_errors, json_schema, load
from simulator.scenefile.document import parse
from simulator.scenefile.edits import with_editor_line, with_values
from simulator.scenefile.extending import brought_along
from simulator.scenefile.load import read_scene
from simulator.scenefile.problems import Fault
from simulator.scenefile.source import read_text
from simulator.scenefile.template import TEMPLATE

SCHEMA_FILE = "scene.schema.json"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Titles:
    """What the new scene is called on the screen; None where it follows from its name."""

    en: str | None = None
    zh: str | None = None


def create(name: str, model: str | None, folder: Path, titles: Titles) -> Path:
    """The folder of the new scene `name` in `folder`: a small scene, or a copy of the scene `model`. UserError."""
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        raise UserError(f"{name!r} cannot be a scene's name: small letters and digits, joined by hyphens.")
    if why_not := why_not_portable(name):
        raise UserError(f"{name!r} cannot be a scene's name: it {why_not}.")
    catalogue = Catalogue()
    if name in catalogue.names():
        raise UserError(f"There is a scene {name!r} in the program already; choose another name.")
    target = folder / name
    if target.exists():
        raise UserError(f"{target}: this is there already; choose another name or folder.")
    source = TEMPLATE if model is None else _folder_of(model, catalogue)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as aside:
            made = Path(aside) / name
            _fill(made, source, name, titles)
            _bring_others(made, source, folder)
            made.replace(target)
    except OSError as error:
        raise UserError(f"{target}: the scene cannot be written ({error.strerror}).") from error
    return target


def schema_text() -> str:
    """The schema of scene files as JSON."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


def write_schema(path: Path) -> None:
    """Write the schema; UserError if that fails."""
    try:
        write_whole(path, schema_text().encode())
    except OSError as error:
        raise UserError(f"{path}: the schema cannot be written ({error.strerror}).") from error


def _folder_of(model: str, catalogue: Catalogue) -> Path:
    file = catalogue.file(model)
    loaded = load(file)
    if loaded.scene is None or has_errors(loaded.problems):
        raise UserError(f"{file}: this scene has errors, so it is no good model; see: manikin check {model}")
    return file.parent


def _fill(made: Path, source: Path, name: str, titles: Titles) -> None:
    """The files of a scene folder, under their new name."""
    made.mkdir()
    for file in sorted(source.iterdir()):
        if file.suffix in (".png", ".jpg", ".jpeg", ".txt", ".md") and file.is_file():
            shutil.copyfile(file, made / file.name)
    (made / SCENE_FILE).write_text(_scene(source / SCENE_FILE, name, titles), "utf-8", newline="\n")
    if (source / REFERENCE_FILE).is_file():
        script = with_values(_text(source / REFERENCE_FILE), {("scene",): name})
        (made / REFERENCE_FILE).write_text(script, "utf-8", newline="\n")
    (made / SCHEMA_FILE).write_text(schema_text(), "utf-8", newline="\n")


def _bring_others(made: Path, source: Path, folder: Path) -> None:
    """The 3D models, and the scene that this is a difference to, unless that lies beside the new one too or comes with
    the program."""
    document, _, loaded = read_scene(source / SCENE_FILE)
    for name, file in model_files(loaded.scene.models if loaded.scene else {}).items():
        (made / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(file, made / name)
    base = brought_along(document)
    if base is not None and base.parent.parent != folder.absolute():
        shutil.copyfile(base, made / BASE_FILE)


def _scene(file: Path, name: str, titles: Titles) -> str:
    text = _text(file)
    values: dict[tuple[str | int, ...], str] = {("id",): name}
    title = parse(text).data.get("title")
    words = name.replace("-", " ").capitalize()
    if isinstance(title, dict):
        values["title", "en"] = titles.en or words
        if "zh" in title:
            values["title", "zh"] = titles.zh or f"{title['zh']}（{name}）"
    elif isinstance(title, str):
        values["title",] = titles.en or words
    return with_editor_line(with_values(text, values))


def _text(file: Path) -> str:
    text = read_text(file)
    if isinstance(text, Fault):
        raise UserError(f"{file}: {text.message}")
    return text
