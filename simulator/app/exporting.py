"""Exports sessions for the command line: chooses them, judges them, and writes files whole or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from simulator import assessment, preferences
from simulator.app.catalogue import Catalogue, SceneError
from simulator.app.index import BUSY, fresh_index
from simulator.app.problems import UserError
from simulator.exporting.case import Case, annotated, case_of, started
from simulator.exporting.pseudonyms import Pseudonyms
from simulator.presenting.language import Language
from simulator.recording import annotations
from simulator.recording.annotations import AnnotationError, Annotations
from simulator.recording.journal import JournalError, read
from simulator.recording.keys import installation_key
from simulator.recording.replay import recorded
from simulator.recording.store import Patience, Query, StoreError, ask

Told = Callable[[str, float], None]
ALL = Query()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall be exported: journals or folders of them (none: this computer's sessions, of these those that `query`
    asks for), of these scenes (none: all), judged by `rubric` (None: each scene's default one)."""

    paths: tuple[Path, ...] = ()
    query: Query = ALL
    scenes: tuple[str, ...] = ()
    rubric: str | None = None
    anonymous: bool = False
    language: Language = "en"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The cases in the order of time, and a sentence for each journal that had to be left out."""

    cases: tuple[Case, ...]
    left_out: tuple[str, ...]


def chosen(wanted: Wanted, told: Told, warn: Callable[[str], None] = lambda sentence: None) -> Chosen:
    """Read and judge what is wanted; UserError where nothing is left or something is asked for that there is not.
    `warn` hears what is waited for."""
    catalogue = Catalogue()
    journals, problems = (
        _asked(wanted.query, catalogue, told, warn) if wanted.query != ALL else (_journals(wanted.paths), ())
    )
    names = pseudonyms() if wanted.anonymous else None
    said, problem = _annotations()
    cases: dict[str, Case] = {}
    left_out = [*problems, *([problem] if problem else [])]
    for number, path in enumerate(journals, start=1):
        try:
            case = _case(path, wanted, catalogue, names)
        except (JournalError, SceneError) as error:
            left_out.append(_named(path, str(error)))
        else:
            case = annotated(case, said) if case is not None else None
            if case is not None and cases.setdefault(case.head.session, case) is not case:
                left_out.append(f"{path}: this session was already read from another file.")
        told("Reading and judging", number / len(journals))
    if not cases:
        why = f" {left_out[0]}" if left_out else ""
        raise UserError(f"there is no session to export{_of(wanted.scenes)}.{why}")
    return Chosen(tuple(sorted(cases.values(), key=lambda one: one.head.started)), tuple(left_out))


def _annotations() -> tuple[Annotations, str]:
    """What instructors of this installation said about sessions, and what of it cannot be read."""
    try:
        said = annotations.read(preferences.home() / annotations.ANNOTATIONS_FILE)
    except AnnotationError as error:
        return Annotations({}, {}), str(error)
    return said, said.problem


def pseudonyms() -> Pseudonyms:
    """The pseudonyms of this installation: their secret comes from its key, which is made if there is none."""
    try:
        key = installation_key(preferences.home())
    except JournalError as error:
        raise UserError(f"without the installation's key there are no pseudonyms: {error}") from error
    return Pseudonyms(key.private_bytes_raw())


def installation() -> str:
    """The name under which this installation's learners are known elsewhere (an absolute IRI)."""
    try:
        key = installation_key(preferences.home())
    except JournalError as error:
        raise UserError(str(error)) from error
    return f"urn:manikin:installation:{key.public_key().public_bytes_raw().hex()[:32]}"


def _case(path: Path, wanted: Wanted, catalogue: Catalogue, names: Pseudonyms | None) -> Case | None:
    """The journal's case; None for one of a scene that is not wanted."""
    if wanted.scenes and read(path)[0].scene not in wanted.scenes:
        return None
    kept = recorded(path)
    try:
        started(kept.head.started)
    except ValueError as error:
        raise JournalError(f"{path}:1: the head has no time of the start ({error}).") from error
    scene = catalogue.scene(kept.head.scene)
    try:
        judged = assessment.judge(scene, kept.events, wanted.rubric, kept.movements)
    except assessment.RubricError as error:
        raise UserError(f"{error} Choose the scene with --scene.") from error
    return case_of(scene, kept, judged, names)


def _journals(paths: Sequence[Path]) -> tuple[Path, ...]:
    found: list[Path] = []
    for path in paths or (preferences.sessions_dir(),):
        if path.is_dir():
            found += sorted(path.glob("*.jsonl"))
        elif path.exists() or paths:
            found.append(path)
    return tuple(dict.fromkeys(found))


def _asked(
    query: Query, catalogue: Catalogue, told: Told, warn: Callable[[str], None]
) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """The journals of this computer that a query asks for, and what is wrong with those that cannot be read."""
    try:
        patience = Patience(told=lambda: warn(BUSY))
        with fresh_index(catalogue, partial(told, "Reading the records"), patience=patience) as index:
            rows = [row for row in ask(index, query) if row.state != "damaged"]
            problems = tuple(row.problem for row in ask(index, Query(state="damaged")))
    except StoreError as error:
        raise UserError(str(error)) from error
    return tuple(preferences.sessions_dir() / row.file for row in rows), problems


def _named(path: Path, sentence: str) -> str:
    return sentence if str(path) in sentence else f"{path}: {sentence}"


def _of(scenes: Sequence[str]) -> str:
    return f" of {', '.join(scenes)}" if scenes else ""
