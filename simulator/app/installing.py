"""Takes a package into the user's own scenes: checked as a whole first, then there as a whole, or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simulator.app.checking import problems_of
from simulator.app.model_checking import why_not
from simulator.app.model_files import ICON
from simulator.app.packing import PICTURES
from simulator.app.portable_names import why_not_portable
from simulator.app.problems import UserError
from simulator.app.unpacking import unpacked
from simulator.paths import scenes_dir
from simulator.preferences import own_scenes_dir
from simulator.scene_files import SCENE_FILE
from simulator.scenefile import has_errors, load
from simulator.scenefile.own_models import MODEL_SUFFIX, MODELS_FOLDER

MOST_PIXELS = 4096


def install(package: Path, force: bool) -> Path:
    """The folder of the scene that was in `package`. UserError if it is refused; then nothing has changed."""
    id_, files = unpacked(package)
    if why_not := why_not_portable(id_):
        raise UserError(f"{package}: the scene's name {id_[:80]!r} {why_not}; nothing was installed.")
    if (scenes_dir() / id_).exists():
        raise UserError(f"{package}: a scene {id_!r} comes with the program; give this one another name.")
    target = own_scenes_dir() / id_
    if target.exists() and not force:
        raise UserError(f"{target}: this scene is installed already; --force replaces it.")
    try:
        with _aside(own_scenes_dir()) as aside:
            made = aside / id_
            made.mkdir()
            for name, content in files.items():
                (made / name).parent.mkdir(exist_ok=True)
                (made / name).write_bytes(content)
            _check_models(package, made / MODELS_FOLDER)
            _check(package, made, id_)
            _put(made, target, aside / "before")
    except OSError as error:
        raise UserError(f"{target}: the scene cannot be written ({error.strerror}); nothing was installed.") from error
    return target


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A folder beside the scenes, on the same disk, that no catalogue sees; it is gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=folder, prefix=".installing-"))
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _check(package: Path, made: Path, id_: str) -> None:
    file = made / SCENE_FILE
    problems = problems_of(file)
    scene = load(file).scene
    if scene is None or has_errors(problems):
        first = next(problem for problem in problems if has_errors((problem,)))
        place = f"{Path(first.path).name}:{first.line}:{first.column}"
        raise UserError(f"{package}: its scene has errors, first {place}: {first.message}; nothing was installed.")
    if scene.id != id_:
        raise UserError(f"{package}: its manifest calls it {id_!r}, its scene {scene.id!r}; nothing was installed.")
    for picture in sorted(made.iterdir()):
        if picture.suffix.lower() in PICTURES:
            _check_picture(package, picture)


def _check_models(package: Path, folder: Path) -> None:
    """No other part of the program has seen them yet: a limited child process looks first."""
    for model in sorted(folder.glob(f"*{MODEL_SUFFIX}")):
        if why := why_not(model):
            raise UserError(f"{package}: {model.name!r} {why}; nothing was installed.")
    for picture in sorted(folder.glob(f"*{ICON}")):
        _check_picture(package, picture)


def _check_picture(package: Path, picture: Path) -> None:
    from PySide6.QtGui import QImageReader

    reader = QImageReader(str(picture))
    size = reader.size()  # from the head of the file: nothing is unpacked yet
    if not size.isValid() or max(size.width(), size.height()) > MOST_PIXELS or reader.read().isNull():
        raise UserError(
            f"{package}: {picture.name!r} is no whole picture of at most {MOST_PIXELS} pixels a side; "
            "nothing was installed."
        )


def _put(made: Path, target: Path, before: Path) -> None:
    """Put the new folder in its place; the one that was there comes back if that fails."""
    if not target.exists():
        made.replace(target)
        return
    target.replace(before)
    try:
        made.replace(target)
    except OSError:
        before.replace(target)
        raise
