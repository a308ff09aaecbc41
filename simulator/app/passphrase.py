"""The instructors' passphrase: kept only as a slow salted hash, asked for less and less often when it is wrong.

It keeps learners out of the review on a computer that they share. It does not keep out whoever may write the program's
folder: removing the file `instructor.json` there takes the passphrase away, and the next one to open the review sets a
new one. That is also the way back for an instructor who has forgotten it.
"""

import hashlib
import hmac
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal

from simulator import preferences
from simulator.app.problems import UserError
from simulator.app.writing import write_whole
from simulator.recording.locking import locked

FILE = "instructor.json"
LEAST = 8
_N, _R, _P = 2**15, 8, 1  # 32 MB and about a tenth of a second
_FREE = 3
_LONGEST_S = 900.0

Answer = Literal["right", "wrong", "wait"]
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Kept:
    """The file. `wrong` attempts in a row, the last one at `tried_s` (seconds since 1970)."""

    salt: str
    hash: str
    n: int = _N
    r: int = _R
    p: int = _P
    wrong: int = 0
    tried_s: float = 0.0


def is_set() -> bool:
    """Has an instructor set a passphrase on this computer?"""
    return _path().exists()


def choose(passphrase: str) -> None:
    """Set it, the first time or anew. UserError for one that is too short, or where it cannot be written."""
    if len(passphrase) < LEAST:
        raise UserError(f"the passphrase needs at least {LEAST} characters.")
    salt = os.urandom(16)
    _write(Kept(salt.hex(), _hashed(passphrase, salt, _N, _R, _P)))


def wait_s(clock: Clock = time.time) -> float:
    """How long nobody may try, in seconds; after `_FREE` wrong attempts it doubles with each one. UserError."""
    return _wait_s(_read(), clock()) if is_set() else 0.0


def attempt(passphrase: str, clock: Clock = time.time) -> Answer:
    """Is this the passphrase? "wait" says that it was not even looked at. UserError where the file is of no use."""
    with _alone():
        kept = _read()
        if _wait_s(kept, clock()) > 0:
            return "wait"
        # Counted before it is checked: killing the program in the middle saves nobody an attempt.
        _write(Kept(kept.salt, kept.hash, kept.n, kept.r, kept.p, kept.wrong + 1, clock()))
        if not hmac.compare_digest(_hashed(passphrase, bytes.fromhex(kept.salt), kept.n, kept.r, kept.p), kept.hash):
            return "wrong"
        _write(Kept(kept.salt, kept.hash, kept.n, kept.r, kept.p))
        return "right"


def _wait_s(kept: Kept, now_s: float) -> float:
    if kept.wrong < _FREE:
        return 0.0
    pause_s = min(_LONGEST_S, 5.0 * 2.0 ** (kept.wrong - _FREE))
    # A clock that was put back does not shorten the pause, nor make it longer than it was.
    return min(pause_s, max(0.0, kept.tried_s + pause_s - now_s))


def _hashed(passphrase: str, salt: bytes, n: int, r: int, p: int) -> str:
    return hashlib.scrypt(passphrase.encode(), salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=32).hex()


def _path() -> Path:
    return preferences.home() / FILE


def _read() -> Kept:
    try:
        said = json.loads(_path().read_text(encoding="utf-8"))
        kept = Kept(**{one.name: said[one.name] for one in fields(Kept)})
        bytes.fromhex(kept.salt)
        _wait_s(kept, 0.0)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(f"{_path()}: the passphrase cannot be read; whoever owns this file may remove it.") from error
    return kept


def _write(kept: Kept) -> None:
    try:
        _path().parent.mkdir(parents=True, exist_ok=True)
        write_whole(_path(), json.dumps(asdict(kept)).encode())
        _path().chmod(0o600)
    except OSError as error:
        # An attempt that cannot be counted is not made.
        raise UserError(f"{_path()}: the passphrase cannot be kept here ({error.strerror}).") from error


@contextmanager
def _alone() -> Iterator[None]:
    """One attempt at a time, whichever program makes it."""
    path = _path().with_suffix(".lock")
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise UserError(f"{path}: this cannot be written ({error.strerror}).") from error
    try:
        with locked(file):
            yield
    finally:
        os.close(file)


def from_file(path: Path) -> str:
    """The passphrase in the first line of a file. UserError."""
    try:
        lines: list[Any] = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: the passphrase cannot be read from here.") from error
    return str(lines[0]) if lines else ""


def let_in(file: Path) -> None:
    """Try the passphrase in a file, or set it where there is none yet. UserError with one sentence if it is wrong."""
    typed = from_file(file)
    if not is_set():
        choose(typed)
        return
    answer = attempt(typed)
    if answer == "wait":
        raise UserError(f"too many wrong attempts: wait {int(wait_s()) + 1} s.")
    if answer == "wrong":
        raise UserError(f"{file}: this is not the passphrase.")
