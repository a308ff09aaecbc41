"""The journal: the record of one session, an append-only file of JSON lines.

Line 1 is the head. Every line carries the SHA-256 of the line before it and its own; the last one, the seal, is
signed with the installation's Ed25519 key. A line counts as recorded when it has been flushed to the disk.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from simulator.core.actions import Action
from simulator.core.events import Event
from simulator.core.twin.movement import Piece
from simulator.recording import chained
from simulator.recording.codec import to_plain
from simulator.recording.locking import claim
from simulator.recording.movements import piece_to_plain

FORMAT = 2
READS = (1, 2)
"""Formats that can be read: 2 added the lines of kind `movement`."""
_ORIGIN = ("source", "source_s")
_HEAD_TYPES: dict[str, type | tuple[type, ...]] = {"seed": int, "source_s": (int, float)}
_SEAL_BYTES = 4096  # a seal is shorter
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | chained.AS_BYTES


class JournalError(Exception):
    """The journal cannot be written or read; the message says why and what to do, in one sentence."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a session is: written as the first line."""

    session: str
    scene: str
    scene_sha256: str
    program: str
    learner: str
    mode: str
    seed: int
    started: str
    """Wall-clock time of the start, ISO 8601 in UTC."""
    source: str = ""
    """The session from a moment of which this one goes on, "" for a session from the start. What was done there up to
    that moment is in this journal too."""
    source_s: float = 0.0
    """That moment (s)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One recorded line: its number (from 1), its kind and its content.

    Kinds: head, action, tick, movement, resumed, broken-off, seal.
    """

    number: int
    kind: str
    body: Mapping[str, Any]
    sha256: str


class JournalWriter:
    """Appends lines; each call returns only when its line is on the disk.

    A failed write leaves the file as it was before and raises JournalError. As long as it is open, no other program
    takes the file for a session that was left.
    """

    def __init__(self, path: Path, head: Head) -> None:
        self.path, self.head = path, head
        self._last = chained.START
        self._number = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, _NEW, 0o644)
        except OSError as error:
            raise _cannot_write(path, error) from error
        claim(self._file)
        try:
            self._append("head", {"format": FORMAT, **_head_plain(head)})
        except JournalError:
            self.close()
            _remove(path)
            raise

    @classmethod
    def reopened(cls, path: Path) -> "JournalWriter":
        """Write on in a journal that was left without a seal; what was cut off at its end is taken away.

        JournalError if it is damaged, sealed, or being written by another program.
        """
        made = cls.__new__(cls)
        made.path = path
        try:
            made._file = os.open(path, os.O_RDWR | os.O_APPEND | chained.AS_BYTES)
        except OSError as error:
            raise _cannot_write(path, error) from error
        try:
            if not claim(made._file):
                raise JournalError(f"{path}: another program is recording this session.")
            raw = _raw_lines(path)
            lines = tuple(_checked(path, raw))
            made.head = _head(path, lines)
            if lines[-1].kind == "seal":
                raise JournalError(f"{path}: this session is over and sealed; nothing can be added to it.")
            made._last, made._number = lines[-1].sha256, len(lines)
            whole = sum(len(line) + 1 for line in raw[: len(lines)])
            if whole < os.fstat(made._file).st_size:
                os.ftruncate(made._file, whole)
        except OSError as error:
            made.close()
            raise _cannot_write(path, error) from error
        except JournalError:
            made.close()
            raise
        return made

    def action(self, action: Action, events: Sequence[Event]) -> None:
        """Record an order with everything that followed from it."""
        self._append("action", {"action": to_plain(action), "events": [to_plain(e) for e in events]})

    def tick(self, to_s: float, events: Sequence[Event]) -> None:
        """Record what came to its end by `to_s` without an order."""
        self._append("tick", {"to_s": to_s, "events": [to_plain(e) for e in events]})

    def movement(self, piece: Piece) -> None:
        """Record a piece of a handling: samples and hand inputs."""
        self._append("movement", {"movement": piece_to_plain(piece)})

    def resumed(self, at_s: float, when: str, program: str) -> None:
        """Record that the session goes on at `at_s`, after a program had left it. `when`: wall clock, UTC."""
        self._append("resumed", {"at_s": at_s, "when": when, "program": program})

    def broken_off(self, at_s: float, when: str, program: str) -> None:
        """Record that the session was not finished and will not go on; a seal follows."""
        self._append("broken-off", {"at_s": at_s, "when": when, "program": program})

    def seal(self, key: Ed25519PrivateKey) -> None:
        """Sign the last line's hash and close the file."""
        signature = key.sign(bytes.fromhex(self._last)).hex()
        public = key.public_key().public_bytes_raw().hex()
        self._append("seal", {"signature": signature, "public_key": public})
        self.close()

    def close(self) -> None:
        """Close the file; a journal without a seal is an unfinished session."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _append(self, kind: str, body: Mapping[str, Any]) -> None:
        if self._file < 0:
            raise JournalError(f"{self.path}: the record is closed; start a new session.")
        content = {"n": self._number + 1, "kind": kind, **body, "before": self._last}
        digest = chained.digest(content)
        line = chained.line(content, digest)
        size = os.fstat(self._file).st_size
        try:
            written = 0
            while written < len(line):
                written += os.write(self._file, line[written:])
            os.fsync(self._file)
        except OSError as error:
            _cut(self._file, size)
            raise _cannot_write(self.path, error) from error
        self._last, self._number = digest, self._number + 1


def read(path: Path) -> tuple[Head, tuple[Line, ...]]:
    """The head and all lines of a journal; a cut-off last line is dropped.

    JournalError names the first line that is damaged, missing, added or out of order.
    """
    lines = tuple(_checked(path, _raw_lines(path)))
    return _head(path, lines), lines


def read_head(path: Path) -> Head:
    """The head alone, of a journal that may be damaged further down. JournalError."""
    return _head(path, tuple(_checked(path, _raw_lines(path)[:1])))


def _head(path: Path, lines: Sequence[Line]) -> Head:
    if not lines or lines[0].kind != "head":
        raise JournalError(f"{path}:1: this is not a journal of a session (it has no head).")
    head = lines[0].body
    if head.get("format") not in READS:
        raise JournalError(
            f"{path}:1: format {head.get('format')} is unknown; this program reads formats up to {FORMAT}."
        )
    try:
        known = {name: head[name] for name in Head.__slots__ if name not in _ORIGIN or name in head}
    except KeyError as error:
        raise JournalError(f"{path}:1: the head lacks {error}.") from error
    for name, value in known.items():
        if not isinstance(value, _HEAD_TYPES.get(name, str)):
            raise JournalError(f"{path}:1: {name} of the head is {value!r:.40}, which no program of ours writes.")
    return Head(**known)


def _head_plain(head: Head) -> dict[str, Any]:
    """The head as it is written; a session from its start does not speak of another one."""
    return {n: getattr(head, n) for n in Head.__slots__ if head.source or n not in _ORIGIN}


def is_left(path: Path) -> bool:
    """Is this a journal without a seal at its end that no program is recording? Only its end is looked at."""
    try:
        with path.open("rb+") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - _SEAL_BYTES))
            *_, last, _ = (b"", b"", *file.read().split(b"\n"))
            return b'"kind":"seal"' not in last and claim(file.fileno())
    except OSError:
        return False  # it cannot be written on, so it cannot go on


def sealed_by(path: Path, lines: Sequence[Line]) -> str | None:
    """The public key (hex) that sealed the journal, None for an unfinished one; JournalError for a false seal."""
    seal = lines[-1]
    if seal.kind != "seal":
        return None
    if set(seal.body) != {"n", "kind", "before", "signature", "public_key"}:
        raise JournalError(f"{path}:{seal.number}: the seal holds something that does not belong there.")
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(str(seal.body["public_key"])))
        key.verify(bytes.fromhex(str(seal.body["signature"])), bytes.fromhex(str(seal.body["before"])))
    except (InvalidSignature, ValueError, KeyError) as error:
        raise JournalError(f"{path}:{seal.number}: the seal does not fit the record.") from error
    return str(seal.body["public_key"])


def _raw_lines(path: Path) -> list[bytes]:
    try:
        if path.exists() and not path.is_file():
            raise JournalError(f"{path}: this is not a file, so it is no journal.")
        whole = path.read_bytes()
    except OSError as error:
        raise JournalError(f"{path}: the journal cannot be read: {error.strerror}.") from error
    lines = whole.split(b"\n")
    if len(lines) > 1 and lines[-1] and b'"kind":"seal"' in lines[-2]:
        raise JournalError(f"{path}:{len(lines)}: something was added behind the seal.")
    # What follows the last newline is a line that was being written when the program ended.
    return lines[:-1]


def _checked(path: Path, raw_lines: Sequence[bytes]) -> Iterator[Line]:
    before = chained.START
    for number, raw in enumerate(raw_lines, start=1):
        try:
            content = json.loads(raw)
            # Written back it must be the same bytes: no doubled key, no other layout hides what a person reads. A
            # line can be long, so that its parts are written once, for this and for its hash.
            parts = {name: f"{chained.text(name)}:{chained.text(content[name])}" for name in sorted(content)}
            same = f"{{{','.join(parts.values())}}}".encode() == raw
            said = content.pop("sha256")
            del parts["sha256"]
            kind = content["kind"]
            digest = hashlib.sha256(f"{{{','.join(parts.values())}}}".encode()).hexdigest()
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
            if number == len(raw_lines) and not raw.strip(b"\0"):
                return  # a tail of zeros is what a pulled plug leaves
            raise JournalError(f"{path}:{number}: this line is damaged.") from error
        if content.get("n") != number or content.get("before") != before:
            raise JournalError(f"{path}:{number}: a line is missing, added or out of order here.")
        if digest != said or not same:
            raise JournalError(f"{path}:{number}: this line was altered.")
        before = said
        if kind == "seal" and number != len(raw_lines):
            raise JournalError(f"{path}:{number + 1}: something was added behind the seal.")
        yield Line(number, str(kind), content, digest)


def _cut(file: int, size: int) -> None:
    try:
        os.ftruncate(file, size)
    except OSError:
        return  # the disk is gone; the reader drops the cut-off line


def _remove(path: Path) -> None:
    """Take a journal away that could not be begun: an empty one would be listed as damaged."""
    try:
        path.unlink()
    except OSError:
        return  # the disk is gone


def _cannot_write(path: Path, error: OSError) -> JournalError:
    return JournalError(
        f"{path}: the session cannot be recorded ({error.strerror}); free some space or choose another folder."
    )
