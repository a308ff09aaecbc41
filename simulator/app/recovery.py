"""Sessions that were left without an end: found, taken up, scored as they are, or put away. Nothing is deleted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from simulator import __version__, assessment, preferences
from simulator.app import records
from simulator.app.catalogue import Catalogue, SceneError
from simulator.core.scene import Scene
from simulator.recording.further import Further
from simulator.recording.journal import JournalError, JournalWriter, is_left
from simulator.recording.replay import Recorded, recorded
from simulator.resuming import OtherwiseError, bring_to, last_fact_s, last_s
from simulator.session import Session

LOOKED_AT = 200
"""So many of the newest journals are looked at when the program starts (own choice)."""
MOST_TRIES = 2
DISCARDED, SET_ASIDE = "discarded", "set-aside"
_MARK = ".resuming"


class CannotResumeError(Exception):
    """This session cannot go on; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Left:
    """A session that was left: its journal, what that holds, its scene as it is now (None if it is another one)."""

    path: Path
    kept: Recorded
    scene: Scene | None
    last_s: float


@dataclass(frozen=True, slots=True)
class Found:
    """Sessions that were left, the newest first, and journals that were set aside because they crash the program."""

    left: tuple[Left, ...]
    set_aside: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class GoesOn:
    """A session that goes on at `at_s` (s), its journal, and the record that it was brought up from."""

    session: Session
    journal: JournalWriter
    kept: Recorded
    at_s: float


def find(catalogue: Catalogue) -> Found:
    """Look for sessions without an end that no program is recording. What crashed the program twice is set aside."""
    left, aside = [], []
    files = sorted(preferences.sessions_dir().glob("*.jsonl"), key=lambda path: path.name, reverse=True)
    for path in files[:LOOKED_AT]:
        if not is_left(path):
            continue
        if tries(path) >= MOST_TRIES:
            aside.append(_moved(path, SET_ASIDE))
            continue
        try:
            kept = recorded(path)
        except JournalError:
            continue  # the list of sessions shows it as damaged
        if not kept.finished:
            left.append(Left(path, kept, _same_scene(kept, catalogue), last_s(kept)))
    return Found(tuple(left), tuple(path for path in aside if path is not None))


def resume(left: Left, told: Callable[[float], None] = lambda share: None) -> GoesOn:
    """Take the session up at its last recorded moment; its journal goes on in the same file.

    The try is marked on the disk until `is_well` is called. CannotResumeError, JournalError.
    """
    if left.scene is None:
        raise CannotResumeError(f"{left.path.name}: the scene has been changed since, so this session cannot go on.")
    _mark(left.path)
    journal = JournalWriter.reopened(left.path)
    try:
        # Another program may have gone on with it since it was looked for.
        kept = recorded(left.path)
        recorder = Further(journal, kept.handlings)
        session = Session(left.scene, kept.head.mode, recorder, kept.head.seed)
        bring_to(session, kept, last_fact_s(kept), told)
        at_s = last_s(kept)
        journal.resumed(at_s, _now(), __version__)
        recorder.go_on()
        session.tick(at_s)
    except OtherwiseError as error:
        journal.close()
        is_well(left.path)
        why = "this program does not come to what was recorded"
        raise CannotResumeError(f"{left.path.name}: {why} ({error}), so this session cannot go on.") from error
    except JournalError:
        journal.close()
        is_well(left.path)
        raise
    return GoesOn(session, journal, kept, at_s)


def close_as_it_is(left: Left) -> None:
    """Record that it will not go on, and seal it. JournalError."""
    journal = JournalWriter.reopened(left.path)
    try:
        journal.broken_off(left.last_s, _now(), __version__)
        records.seal(journal)
    finally:
        journal.close()
    is_well(left.path)
    if left.scene is not None:
        judged = assessment.judge(left.scene, left.kept.events, movements=left.kept.movements)
        records.keep_result(left.path, judged.plain)


def discard(left: Left) -> Path | None:
    """Put the journal into the folder of discarded ones; where it lies then, None if it could not be moved."""
    is_well(left.path)
    return _moved(left.path, DISCARDED)


def tries(path: Path) -> int:
    """How often the program tried to take this session up and was gone before it stood."""
    try:
        return len(_beside(path).read_text(encoding="ascii").split())
    except (OSError, UnicodeDecodeError):
        return 0


def is_well(path: Path) -> None:
    """The session has been taken up and stands, or nobody tries any more."""
    _beside(path).unlink(missing_ok=True)


def _mark(path: Path) -> None:
    try:
        with _beside(path).open("a", encoding="ascii") as file:
            file.write(f"{_now()}\n")
    except OSError as error:
        raise JournalError(f"{path}: this session cannot go on here ({error.strerror}).") from error


def _beside(path: Path) -> Path:
    return path.with_suffix(_MARK)


def _moved(path: Path, folder: str) -> Path | None:
    """The journal and what lies beside it in a folder of their own; never over another file."""
    into = path.parent / folder
    try:
        into.mkdir(exist_ok=True)
        target = next(one for one in _names(into, path) if not one.exists())
        path.rename(target)
    except OSError:
        return None  # it stays where it is and is offered again
    _beside(path).unlink(missing_ok=True)
    return target


def _names(folder: Path, path: Path) -> list[Path]:
    return [folder / path.name, *(folder / f"{path.stem}-{number}{path.suffix}" for number in range(2, 1000))]


def _same_scene(kept: Recorded, catalogue: Catalogue) -> Scene | None:
    try:
        scene = catalogue.called(kept.head.scene)
    except SceneError:
        return None
    return scene if scene.sha256 == kept.head.scene_sha256 else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
