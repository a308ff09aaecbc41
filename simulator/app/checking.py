"""Checks scene files for the command line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator import performing
from simulator.app.catalogue import Catalogue
from simulator.app.kinds_of_file import is_protocol
from simulator.app.model_checking import model_findings
from simulator.app.problems import UserError
from simulator.core.scene import Scene
from simulator.presenting.language import Language
from simulator.presenting.told import in_language, problem_in_language
from simulator.scene_files import REFERENCE_FILE, SCENE_FILE
from simulator.scenefile import Finding, Problem, Severity, check, did_you_mean, load_protocol
from simulator.scenefile.script import Script, load_script
from simulator.stage.vocabulary import PLACES, STRAP_PLACES, unknown_names


@dataclass(frozen=True, slots=True)
class Found:
    """A problem, ready to be printed."""

    problem: Problem

    def line(self, language: Language = "en") -> str:
        """PATH:LINE:COL: message (hint)."""
        return problem_in_language(str(self.problem), language)

    def plain(self, language: Language = "en") -> dict[str, Any]:
        """The problem as plain data."""
        p = self.problem
        return {
            "path": p.path,
            "line": p.line,
            "column": p.column,
            "severity": str(p.severity),
            "message": in_language(p.message, language),
            "hint": in_language(p.hint, language),
        }


def check_paths(paths: Sequence[Path]) -> tuple[list[Found], bool]:
    """Every problem of these files or folders (of all scenes if none is named), and whether one is an error."""
    catalogue = Catalogue()
    files = [_file(path, catalogue) for path in paths]
    files = files or [catalogue.folder_of(name) / SCENE_FILE for name in catalogue.names()]
    if not files:
        raise UserError(f"{catalogue.folder}: no scene is here (a folder with {SCENE_FILE}); name one to check.")
    found = [problem for file in files for problem in problems_of(file)]
    return [Found(p) for p in found], any(p.severity is Severity.ERROR for p in found)


def problems_of(file: Path) -> tuple[Problem, ...]:
    """What is wrong with a scene file, with what it shows, and with the script of its reference learner.

    Of a bare protocol, what is wrong with that.
    """
    if is_protocol(file):
        return load_protocol(file).problems
    loaded = check(file, shown_findings)
    reference = file.parent / REFERENCE_FILE
    if loaded.scene is None or file.name != SCENE_FILE or not reference.is_file():
        return loaded.problems
    return (*loaded.problems, *_of_script(reference, loaded.scene))


def shown_findings(scene: Scene) -> Iterator[Finding]:
    """What is wrong with all that a scene shows."""
    yield from not_on_stage(scene)
    yield from model_findings(scene)


def not_on_stage(scene: Scene) -> Iterator[Finding]:
    """Names that the stage has nothing for. The scene plays without them, so they are warnings."""
    for one in unknown_names(scene):
        *parents, last = one.path
        what = _UNDER.get(parents[-1]) or _SHOWN[last]
        message = f"the stage has no {what} `{one.name}`"
        at_key = parents == ["regions"]
        hint = did_you_mean(one.name, one.known) or "`manikin names` says which there are"
        yield Finding(one.path, message, hint, Severity.WARNING, at_key=at_key)
    for name in scene.places.keys() & (PLACES | STRAP_PLACES):
        message = f"the stage has a place `{name}` already"
        yield Finding(("places", name), message, "give it another name", Severity.WARNING, at_key=True)


# What a name is, by the key before the last of its path, or else by the last.
_UNDER = {"items": "place", "regions": "region"}
_SHOWN = {
    "figure": "figure", "pose": "pose", "patient": "pose", "posture": "posture", "model": "model", "place": "place",
    "at": "hold", "left": "hold", "right": "hold", "look": "place to look at", "camera": "view",
}  # fmt: skip


def _of_script(path: Path, scene: Scene) -> tuple[Problem, ...]:
    script = load_script(path)
    if not isinstance(script, Script):
        return script
    if script.scene != scene.id:
        message = f"this script is for the scene `{script.scene}`, and the scene beside it is `{scene.id}`"
        return (Problem(str(path), 1, 1, Severity.ERROR, message, ""),)
    return performing.problems(script, scene, str(path))


def _file(path: Path, catalogue: Catalogue) -> Path:
    if path.is_dir():
        return path / SCENE_FILE
    if not path.exists() and str(path) in catalogue.names():
        return catalogue.folder_of(str(path)) / SCENE_FILE
    return path
