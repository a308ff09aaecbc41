"""What instructors say about sessions: notes on the timeline and ratings, in one append-only file of an installation.

JSON lines, each flushed to the disk before it counts and each carrying the SHA-256 of the line before and its own.
A journal is never written to. Nothing is ever taken out: a line that is withdrawn is followed by one that says so.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from simulator.recording import chained
from simulator.recording.locking import locked

ANNOTATIONS_FILE = "annotations.jsonl"
FORMAT = 1
GRADES = (1, 2, 3, 4, 5)
PASSES_FROM = 3
LONGEST = 2000


class AnnotationError(Exception):
    """Notes and ratings cannot be written or read; the message is one sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark about a moment (s) of a session. `number` is its line; `written` is ISO 8601 in UTC."""

    number: int
    session: str
    at_s: float
    text: str
    by: str
    written: str


@dataclass(frozen=True, slots=True)
class Rating:
    """What a person thinks of a whole session: a global grade, 1 (clearly failed) to 5 (excellent).

    The scale is our own choice in the form of the usual global ratings; `PASSES_FROM` and more is a pass. `percent` is
    the points that the rater gave on a sheet of his own (0 to 100), None if he gave none.
    """

    number: int
    session: str
    grade: int
    percent: float | None
    by: str
    written: str

    @property
    def passed(self) -> bool:
        """Does the rater let the candidate pass?"""
        return self.grade >= PASSES_FROM


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that holds: notes by session in the order of their moments, and the latest rating of each session.

    `problem` is a sentence that names the first line that is damaged or does not follow the one before, or "".
    """

    notes: Mapping[str, tuple[Note, ...]]
    ratings: Mapping[str, Rating]
    problem: str = ""


def add_note(path: Path, session: str, at_s: float, text: str, by: str) -> None:
    """Write a note. AnnotationError; ValueError for an empty or endless text."""
    if not text.strip() or len(text) > LONGEST:
        raise ValueError(f"a note has 1 to {LONGEST} characters")
    _append(path, "note", {"session": session, "at_s": round(float(at_s), 2), "text": text.strip(), "by": by})


def add_rating(path: Path, session: str, grade: int, percent: float | None, by: str) -> None:
    """Write a rating; it takes the place of an earlier one, which stays in the file. AnnotationError, ValueError."""
    if grade not in GRADES or (percent is not None and not 0 <= percent <= 100):
        raise ValueError("a grade lies between 1 and 5, a percent between 0 and 100")
    _append(path, "rating", {"session": session, "grade": grade, "percent": percent, "by": by})


def withdraw(path: Path, number: int, by: str) -> None:
    """Say that the note or rating of this line does not hold any more. AnnotationError."""
    _append(path, "withdrawn", {"line": number, "by": by})


def read(path: Path) -> Annotations:
    """Everything that holds; an empty result where there is no file. AnnotationError if it cannot be read at all.

    A line that is not as it was written is left out and named, those around it are not lost by it. A cut-off last line
    is left out silently: its writing was never finished.
    """
    notes: dict[int, Note] = {}
    ratings: dict[str, list[Rating]] = {}
    gone: set[int] = set()
    lines, problem = _checked(path)
    for content in lines:
        number, kind = content["n"], content["kind"]
        if kind == "note":
            notes[number] = Note(number, *(content[key] for key in ("session", "at_s", "text", "by", "written")))
        elif kind == "rating":
            made = Rating(number, *(content[key] for key in ("session", "grade", "percent", "by", "written")))
            ratings.setdefault(made.session, []).append(made)
        elif kind == "withdrawn":
            gone.add(content["line"])
    by_session: dict[str, list[Note]] = {}
    for note in notes.values():
        if note.number not in gone:
            by_session.setdefault(note.session, []).append(note)
    holding = {session: [one for one in all_ if one.number not in gone] for session, all_ in ratings.items()}
    return Annotations(
        {
            session: tuple(sorted(found, key=lambda one: (one.at_s, one.number)))
            for session, found in by_session.items()
        },
        {session: found[-1] for session, found in holding.items() if found},
        problem,
    )


def _checked(path: Path) -> tuple[list[dict[str, Any]], str]:
    """The lines that are whole, and the sentence that names the first that is not or does not follow the one before."""
    good: list[dict[str, Any]] = []
    problem, before = "", chained.START
    for number, raw in enumerate(_raw(path), start=1):
        try:
            content = json.loads(raw)
            said = content.pop("sha256")
            whole = chained.digest(content) == said and content["format"] == FORMAT
            follows = content["n"] == number and content["before"] == before
        except (ValueError, KeyError, AttributeError, TypeError):
            whole, follows, said = False, False, ""  # no line of ours
        if not (whole and follows) and not problem:
            problem = (
                f"{path}:{number}: this line of the notes and ratings was altered, damaged, or others are missing."
            )
        if whole:
            good.append(content)
        before = said
    return good, problem


def _raw(path: Path) -> list[bytes]:
    try:
        return _parted(path.read_bytes())[0]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise AnnotationError(f"{path}: the notes and ratings cannot be read ({error.strerror}).") from error


def _parted(whole: bytes) -> tuple[list[bytes], bytes]:
    """The lines, and the beginning of one whose writing was cut off (b"" for none).

    A last line without its end that is no such beginning stays a line: it is whole, or it is damage to be named.
    """
    *lines, last = whole.split(b"\n")
    if not last or _cut_off(last):
        return lines, last
    return [*lines, last], b""


def _cut_off(last: bytes) -> bool:
    """Is this what a broken-off writing leaves: the beginning of a line, with zeros behind it at most?"""
    said = last.rstrip(b"\0")
    if said and not said.startswith(b"{"):
        return False
    try:
        json.JSONDecoder().raw_decode(said.decode("utf-8", "replace"))
    except ValueError:
        return True  # no whole object
    return False


def _append(path: Path, kind: str, body: Mapping[str, Any]) -> None:
    with _writing(path) as file:
        whole = _all_of(file)
        lines, cut_off = _parted(whole)
        kept = whole[: len(whole) - len(cut_off)]
        try:
            before = json.loads(lines[-1])["sha256"] if lines else chained.START
        except (ValueError, KeyError, TypeError) as error:
            raise AnnotationError(
                f"{path}: the last line is damaged, so nothing can be added; move the file away and a new one is begun."
            ) from error
        written = datetime.now(UTC).isoformat(timespec="seconds")
        content = {"n": len(lines) + 1, "format": FORMAT, "kind": kind, **body, "written": written, "before": before}
        end = b"" if not kept or kept.endswith(b"\n") else b"\n"  # the line before was cut off just behind its text
        line = end + chained.line(content, chained.digest(content))
        try:
            if len(kept) < len(whole):
                os.ftruncate(file, len(kept))  # the rest of a line whose writing was cut off
            os.lseek(file, len(kept), os.SEEK_SET)
            done = 0
            while done < len(line):
                done += os.write(file, line[done:])
            os.fsync(file)
        except OSError as error:
            _cut(file, len(kept))
            raise _cannot_write(path, error) from error


def _cut(file: int, size: int) -> None:
    try:
        os.ftruncate(file, size)
    except OSError:
        return  # the disk is gone; the reader leaves a cut-off line out


@contextmanager
def _writing(path: Path) -> Iterator[int]:
    """The file, open and ours alone until it is left."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT | chained.AS_BYTES, 0o600)
    except OSError as error:
        raise _cannot_write(path, error) from error
    try:
        with locked(file):
            yield file
    finally:
        os.close(file)


def _all_of(file: int) -> bytes:
    os.lseek(file, 0, os.SEEK_SET)
    parts = []
    while part := os.read(file, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def _cannot_write(path: Path, error: OSError) -> AnnotationError:
    return AnnotationError(
        f"{path}: this cannot be written down ({error.strerror}); free some space or mend the rights."
    )
