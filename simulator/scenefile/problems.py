"""What is wrong in an author's file, and where: values that are collected, never exceptions that are thrown."""

from dataclasses import dataclass
from enum import StrEnum

# The way to a value in the file: keys of mappings and positions (from 0) in lists.
Path = tuple[str | int, ...]


class Severity(StrEnum):
    """An error keeps the scene from being used; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text, both counted from 1 as editors do. `file`: of another file than the one that was read."""

    line: int
    column: int
    file: str = ""


START = Place(1, 1)


@dataclass(frozen=True, slots=True)
class Fault:
    """The file cannot be read on from here: not YAML, or YAML of a kind that a scene may not hold."""

    place: Place
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the value at `path`, or with its key if `at_key`."""

    path: Path
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    at_key: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that the author has to mend, with its place in the file (line and column from 1)."""

    path: str
    line: int
    column: int
    severity: Severity
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """`PATH:LINE:COL: message (hint)`; the message of a warning says that it is one."""
        kind = "warning: " if self.severity is Severity.WARNING else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.path}:{self.line}:{self.column}: {kind}{self.message}{hint}"


def has_errors(problems: tuple[Problem, ...]) -> bool:
    """Is there more than warnings?"""
    return any(problem.severity is Severity.ERROR for problem in problems)
