"""The scenes that can be chosen: found in the scenes folder, each read when it is opened."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.app.catalogue_index import Line, Made, SceneIndex
from simulator.app.problems import UserError
from simulator.core.scene import Scene
from simulator.paths import scenes_dir
from simulator.preferences import own_scenes_dir
from simulator.presenting.front import Front, front_of
from simulator.scene_files import REFERENCE_FILE, SCENE_FILE

if TYPE_CHECKING:
    from simulator.scenefile import Loaded


class SceneError(UserError):
    """The message is one sentence that says what was asked for and what there is."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What is told of a scene that is not opened; with errors only these, each as one sentence, and no front.

    `extends`: the folder of the scene that it is a difference to, or "". `version`: its SHA-256, "" with errors.
    """

    front: Front | None
    extends: str
    errors: tuple[str, ...] = ()
    version: str = ""


@dataclass(slots=True)
class Catalogue:
    """The scenes of a folder by their names; a file is read when it is first asked for.

    Beside the scenes of the program are those that the user installed; none of them hides one of the program's.
    """

    folder: Path = field(default_factory=scenes_dir)
    _read: "dict[str, Loaded]" = field(default_factory=dict)
    _made: dict[str, Made] = field(default_factory=dict)
    _index: SceneIndex = field(default_factory=SceneIndex)
    _elsewhere: dict[str, Scene] = field(default_factory=dict)

    def names(self) -> tuple[str, ...]:
        """Every folder that holds a scene, in alphabetical order."""
        return tuple(
            sorted({file.parent.name for folder in self._folders() for file in folder.glob(f"*/{SCENE_FILE}")})
        )

    def _folders(self) -> Iterator[Path]:
        yield self.folder
        if self.folder == scenes_dir():
            yield own_scenes_dir()

    def folder_of(self, name: str) -> Path:
        """The folder of the scene called `name`, which must be one of `names`."""
        return next(
            (folder / name for folder in self._folders() if (folder / name / SCENE_FILE).is_file()), self.folder
        )

    def read(self, name: str) -> "Loaded":
        """The scene `name` with its problems."""
        loaded = self._read.get(name)
        if loaded is None:
            self._made.pop(name, None)
            file = self.folder_of(name) / SCENE_FILE
            loaded = self._read[name] = load(file)
            sums = dict(loaded.read)
            if str(file) in sums:
                self._made[name] = Made(str(file), sums[str(file)], loaded.base, sums.get(loaded.base, ""))
        return loaded

    def listed(self, name: str) -> Listed:
        """What is told of the scene `name`, as its files are now; they are read only if that is not known."""
        self._forget_changed(name)
        known = self._index.find(self.folder_of(name) / SCENE_FILE) if name not in self._read else None
        if known is not None:
            return Listed(known.front, known.extends, version=known.version)
        loaded = self.read(name)
        if loaded.scene is None:
            return Listed(None, loaded.extends, _errors(loaded))
        front = front_of(loaded.scene)
        if name in self._made:
            self._index.add(Line(self._made[name], front, loaded.extends, loaded.scene.sha256))
        return Listed(front, loaded.extends, version=loaded.scene.sha256)

    def _forget_changed(self, name: str) -> None:
        """What home tells of a scene is what opens from there, so a file that was edited meanwhile is read again."""
        made, loaded = self._made.get(name), self._read.get(name)
        broken = loaded is not None and loaded.scene is None  # the reason may lie in another file
        if broken or (made is not None and not made.holds()):
            self._read.pop(name, None)

    def keep(self) -> None:
        """Keep what is known of the scenes for the next start."""
        self._index.keep(self.folder_of(name) / SCENE_FILE for name in self.names())

    def scene(self, name: str) -> Scene:
        """The scene called `name`, or in the file or folder of that name; SceneError if it cannot be played."""
        loaded = self.read(name) if name in self.names() else load(_path(name, self.names()))
        errors = _errors(loaded)
        if loaded.scene is None or errors:
            first = next(iter(errors), "")
            more = len(errors) - 1
            rest = f" ... and {more} more; see: manikin check {name}" if more > 0 else ""
            raise SceneError(f"The scene {name!r} cannot be used: {first}{rest}")
        if name not in self.names():
            self._elsewhere[loaded.scene.id] = loaded.scene
        return loaded.scene

    def called(self, scene_id: str) -> Scene:
        """The scene that a journal names: one of the folder, or one that was played from elsewhere. SceneError.

        A name in a journal is never taken for a path.
        """
        if scene_id in self._elsewhere:
            return self._elsewhere[scene_id]
        if scene_id not in self.names():
            raise SceneError(f"The scene {scene_id!r} is not on this computer.")
        return self.scene(scene_id)

    def version(self, scene_id: str) -> str:
        """The SHA-256 of the scene that a journal names, as its files are now; "" where it cannot be used."""
        if scene_id in self._elsewhere:
            return self._elsewhere[scene_id].sha256
        return self.listed(scene_id).version if scene_id in self.names() else ""

    def file(self, name: str) -> Path:
        """The file of the scene called `name`, or of the one in the file or folder of that name. SceneError."""
        return self.folder_of(name) / SCENE_FILE if name in self.names() else _path(name, self.names())

    def reference_script(self, name: str) -> Path:
        """The script of the scene's reference learner."""
        folder = self.folder_of(name) if name in self.names() else Path(name)
        return (folder.parent if folder.suffix else folder) / REFERENCE_FILE


def load(file: Path) -> "Loaded":
    """Read the scene at `file` wholly. What that needs is imported with the first: home mostly knows enough."""
    from simulator.scenefile import load as read_whole

    return read_whole(file)


def _errors(loaded: "Loaded") -> tuple[str, ...]:
    from simulator.scenefile.problems import Severity

    return tuple(str(problem) for problem in loaded.problems if problem.severity is Severity.ERROR)


def _path(name: str, known: tuple[str, ...]) -> Path:
    path = Path(name)
    file = path / SCENE_FILE if path.is_dir() else path
    if not file.exists():
        raise SceneError(f"There is no scene {name!r}; there are: {', '.join(known) or 'none'}.")
    return file
