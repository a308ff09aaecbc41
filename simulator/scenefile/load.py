"""A scene file -> a scene of the core, or what is wrong with it; never an exception, whatever the bytes."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from simulator.core.procedure import Node, steps_of
from simulator.core.scene import Scene
from simulator.scenefile import build
from simulator.scenefile.canonical import sha256_of
from simulator.scenefile.checks import of_protocol, of_scene
from simulator.scenefile.document import Document, parse
from simulator.scenefile.extending import EXTENDS, extended
from simulator.scenefile.own_models import own_models
from simulator.scenefile.problems import Fault, Finding, Place, Problem, Severity, has_errors
from simulator.scenefile.shapes.base import Shape
from simulator.scenefile.shapes.scene import ProtocolShape, SceneShape
from simulator.scenefile.source import read_summed
from simulator.scenefile.upgrading import read_as_today, upgraded
from simulator.scenefile.wording import MOST_FINDINGS, findings_of, without_tags

S = TypeVar("S", bound=Shape)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The scene, if the file has no errors, and all that the author should mend, in the order of the file.

    `base`: the file of the scene that it is a difference to, `extends`: that file's folder; or "".
    `read`: the files that it was read from, with the SHA-256 of each.
    """

    scene: Scene | None
    problems: tuple[Problem, ...]
    extends: str = ""
    base: str = ""
    read: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LoadedProtocol:
    """The tree and the ids of its steps, if the file has no errors, and all that the author should mend.

    `actions` holds the steps of each action that the file names: a log may tell of either.
    """

    protocol: Node | None
    steps: tuple[str, ...]
    problems: tuple[Problem, ...]
    actions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def load(path: Path | str) -> Loaded:
    """Read the scene file at `path`."""
    return read_scene(path)[2]


def read_scene(path: Path | str) -> tuple[Document, SceneShape | None, Loaded]:
    """The scene with the document and the shape from which it was made."""
    document, shape, problems = read(Path(path), SceneShape)
    if shape is None:
        return document, None, Loaded(None, problems)
    found = (*_first(of_scene(shape)), *_folder(Path(path), shape))
    problems = in_order((*problems, *placed(path, document, found)))
    scene = None if has_errors(problems) else _built(shape, document, Path(path))
    return (
        document,
        shape,
        Loaded(scene, problems, Path(document.base).parent.name, document.base, tuple(document.read.items())),
    )


def _built(shape: SceneShape, document: Document, path: Path) -> Scene:
    return build.scene(shape, sha256_of(document.data), own_models(path, document.base))


def load_protocol(path: Path | str) -> LoadedProtocol:
    """Read a file that holds a protocol only (`protocol:` and, if wanted, `steps:`)."""
    document, shape, problems = read(Path(path), ProtocolShape)
    if shape is None:
        return LoadedProtocol(None, (), problems)
    problems = in_order((*problems, *placed(path, document, _first(of_protocol(shape)))))
    if has_errors(problems):
        return LoadedProtocol(None, (), problems)
    tree = build.node(shape.protocol)
    steps = tuple(dict.fromkeys(step.step for step in steps_of(tree)))
    return LoadedProtocol(tree, steps, problems, _steps_of_actions(shape))


def _steps_of_actions(shape: ProtocolShape) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for id_, step in shape.steps.items() if isinstance(shape.steps, dict) else ():
        if step.action is not None:
            found[step.action] = (*found.get(step.action, ()), id_)
    return found


def read(path: Path, kind: type[S]) -> tuple[Document, S | None, tuple[Problem, ...]]:
    """The file's document, its content if that has the shape of `kind`, and what is wrong so far.

    Content may come together with errors: keys that stand twice or are not known are left out of it.
    """
    read = read_summed(path)
    if isinstance(read, Fault):
        return Document(), None, (_fault(path, read),)
    text, sha256 = read
    document = parse(text)
    faults = tuple(_fault(path, fault) for fault in document.faults)
    if not document.whole:
        return document, None, faults
    if not isinstance(document.data, dict):
        empty = "the file is empty" if document.data is None else "the file must be a mapping (keys with values)"
        return document, None, (*faults, *placed(path, document, [Finding((), empty)]))
    if kind is SceneShape and (done := upgraded(text, document)):
        document, said = read_as_today(done)
        faults = (*(_fault(path, fault) for fault in document.faults), *placed(path, document, [said]))
    document.read[str(path)] = sha256
    if kind is SceneShape and EXTENDS in document.data:
        document = extended(document, path)
        old = tuple(problem for problem in faults if problem.severity is Severity.WARNING)
        faults = (*(_fault(path, fault) for fault in document.faults), *old)
        if not document.whole:
            return document, None, faults
    try:
        return document, kind.model_validate(document.data), faults
    except ValidationError as error:
        found = placed(path, document, findings_of(error, kind, document.data))
        return document, _but_for_unknown_keys(kind, error, document), in_order((*faults, *found))


def _but_for_unknown_keys(kind: type[S], error: ValidationError, document: Document) -> S | None:
    """The shape if there is nothing wrong with it but unknown keys, so that all else is told together with them."""
    details = error.errors(include_url=False)
    if any(detail["type"] != "extra_forbidden" for detail in details):
        return None
    data = deepcopy(document.data)
    for detail in details:
        *way, key = without_tags(detail["loc"], document.data)
        parent = data
        for part in way:
            parent = parent[part]
        del parent[key]
    return kind.model_validate(data)


def _folder(path: Path, shape: SceneShape) -> Iterator[Finding]:
    folder = path.absolute().parent.name
    if folder != shape.id:
        hint = f"its folder is called `{folder}`"
        yield Finding(("id",), "a scene has the name of its folder", hint, Severity.WARNING)
    if shape.picture is not None and not (path.absolute().parent / shape.picture).is_file():
        message = f"there is no file `{shape.picture}` beside the scene file"
        yield Finding(("picture",), message, "put the picture there, or leave `picture` out", Severity.WARNING)


def _first(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings up to the two hundredth error: nobody mends more at once."""
    errors = 0
    for found in findings:
        errors += found.severity is Severity.ERROR
        yield found
        if errors == MOST_FINDINGS:
            return


def placed(path: Path | str, document: Document, findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """The findings with their lines and columns."""
    return tuple(
        _problem(path, document.place(one.path, one.at_key), one.message, one.hint, one.severity) for one in findings
    )


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """As they stand in the file, each once, file by file."""
    found = tuple(dict.fromkeys(problems))
    files = tuple(dict.fromkeys(problem.path for problem in found))
    return tuple(sorted(found, key=lambda p: (files.index(p.path), p.line, p.column, p.message)))


def _fault(path: Path, fault: Fault) -> Problem:
    return _problem(path, fault.place, fault.message, fault.hint, Severity.ERROR)


def _problem(path: Path | str, place: Place, message: str, hint: str, severity: Severity) -> Problem:
    # Words of the author that are quoted may hold line ends; a problem is one line.
    one_line = (" ".join(words.split()) for words in (message, hint))
    return Problem(place.file or str(path), place.line, place.column, severity, *one_line)
