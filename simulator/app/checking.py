"""Checks scene files for the command line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.app.catalogue import SCENE_FILE, Catalogue
from simulator.app.problems import UserError
from simulator.scenefile import Problem, Severity, check


@dataclass(frozen=True, slots=True)
class Found:
    """A problem, ready to be printed."""

    problem: Problem

    @property
    def line(self) -> str:
        """PATH:LINE:COL: message (hint)."""
        return str(self.problem)

    @property
    def plain(self) -> dict[str, Any]:
        """The problem as plain data."""
        p = self.problem
        return {
            "path": p.path,
            "line": p.line,
            "column": p.column,
            "severity": str(p.severity),
            "message": p.message,
            "hint": p.hint,
        }


def check_paths(paths: Sequence[Path]) -> tuple[list[Found], bool]:
    """Every problem of these files or folders (of all scenes if none is named), and whether one is an error."""
    catalogue = Catalogue()
    files = [_file(path, catalogue) for path in paths]
    files = files or [catalogue.folder / name / SCENE_FILE for name in catalogue.names()]
    if not files:
        raise UserError(f"{catalogue.folder}: no scene is here (a folder with {SCENE_FILE}); name one to check.")
    found = [problem for file in files for problem in check(file).problems]
    return [Found(p) for p in found], any(p.severity is Severity.ERROR for p in found)


def _file(path: Path, catalogue: Catalogue) -> Path:
    if path.is_dir():
        return path / SCENE_FILE
    if not path.exists() and str(path) in catalogue.names():
        return catalogue.folder / str(path) / SCENE_FILE
    return path
