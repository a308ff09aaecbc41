"""Lists sessions for the command line: those of this computer, or of all computers that send to a lab's store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from simulator import preferences
from simulator.app.catalogue import Catalogue
from simulator.app.index import BUSY, fresh_index, versions
from simulator.app.judging_part import fingerprint
from simulator.app.problems import UserError
from simulator.recording.store import (
    Instead,
    Patience,
    Query,
    Row,
    Store,
    StoreError,
    ask,
    instead,
    open_url,
    send,
    send_all_again,
)

Told = Callable[[str, float], None]

_DAY = len("2026-01-01")


@dataclass(frozen=True, slots=True)
class Listed:
    """The sessions as plain rows, newest first, and sentences about what stands beside them."""

    rows: tuple[dict[str, Any], ...]
    notes: tuple[str, ...]


def list_sessions(
    query: Query,
    url: str = "",
    rebuild: bool = False,
    told: Told = lambda what, share: None,
    warn: Callable[[str], None] = lambda sentence: None,
) -> Listed:
    """The sessions that `query` asks for. UserError where the store named by `url` cannot be used. `warn` hears what is
    waited for.

    With a store (`url`, or the one that is set up) what this computer has not sent yet is sent first, and the list
    holds the sessions of all computers; where the one that is set up does not answer, those of this one.
    `rebuild` reads every journal again, and sends all of them again to the store named by `url`.
    """
    try:
        patience = Patience(told=lambda: warn(BUSY))
        reading = partial(told, "Reading the records")
        catalogue = Catalogue()
        with fresh_index(catalogue, reading, anew=rebuild, patience=patience) as local:
            catalogue.keep()
            copies = instead(local)
            doubled = tuple(f"{_here(one.file)}: {one.why}; it is listed once." for one in copies)
            # Whatever the query leaves out: a record that cannot be read is never passed over.
            notes = (*doubled, *(row.problem for row in ask(local, Query(state="damaged"))))
            wanted = url or preferences.store_url()
            if not wanted:
                return Listed(_rows(local, query, copies, catalogue), notes)
            try:
                return Listed(_from_lab(local, wanted, query, bool(url) and rebuild, told, catalogue), notes)
            except StoreError as error:
                if url:
                    raise
                left = f"{error} These are the sessions of this computer."
                return Listed(_rows(local, query, copies, catalogue), (left, *notes))
    except StoreError as error:
        raise UserError(str(error)) from error


def moment(said: str, end: bool = False) -> str:
    """A date or time as the user says it (local time), in UTC; the `end` of a date is the next midnight. UserError."""
    try:
        found = datetime.fromisoformat(said)
        if end and len(said) == _DAY:
            found += timedelta(days=1)
        return found.astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError) as error:
        raise UserError(f"{said!r} is no date; write it as 2026-01-31, or 2026-01-31T13:30.") from error


def _from_lab(
    local: Store, url: str, query: Query, again: bool, told: Told, catalogue: Catalogue
) -> tuple[dict[str, Any], ...]:
    server = open_url(url, may_make_anew=again)
    try:
        if again:
            send_all_again(local, server.name)
        send(local, server, lambda share: told("Sending", share))
        rows = _rows(server, query, (), catalogue)
    finally:
        server.close()
    # What is damaged here was not sent, and must not be missed in the list.
    ours = replace(query, state="damaged", limit=None, offset=0)
    damaged = _rows(local, ours, (), catalogue) if query.state in (None, "damaged") else ()
    return (*damaged, *rows)


def _rows(store: Store, query: Query, copies: tuple[Instead, ...], catalogue: Catalogue) -> tuple[dict[str, Any], ...]:
    now = versions(store, catalogue)
    theirs: dict[str, list[str]] = {}
    for one in copies:
        theirs.setdefault(one.session, []).append(_here(one.file))
    return tuple(_plain(row, theirs.get(row.session, []), now) for row in ask(store, query))


def _plain(row: Row, copies: list[str], now: Mapping[str, str]) -> dict[str, Any]:
    return {
        "journal": _here(row.file),
        "session": row.session,
        "started": row.started,
        "learner": row.learner,
        "scene": row.scene,
        "mode": row.mode,
        "length_s": row.length_s,
        "state": row.state,
        "finished": row.state == "finished",
        "sealed": row.sealed,
        "percent": row.percent,
        "passed": row.passed,
        "verdict": verdict(row, now),
        "critical": list(row.critical),
        "rubric": row.rubric,
        "computer": row.computer,
        "problem": row.problem,
        "copies": copies,
    }


def _here(file: str) -> str:
    """The journal's path if it lies on this computer, else its name."""
    path: Path = preferences.sessions_dir() / file
    return str(path) if path.exists() else file


def verdict(row: Row, now: Mapping[str, str]) -> str:
    """The judgement in words. `now`: scene -> the SHA-256 of its version here; what a computer of the lab judged by
    another one, or with another version of the program, is called so."""
    if row.state != "finished":
        return row.state
    if row.passed is None:
        return "not judged"
    by = ""
    if row.judged_sha256 != now.get(row.scene, row.judged_sha256):
        by = " by another version of the scene"
    elif row.judge != fingerprint():
        by = " by another version of the program"
    return f"{'passed' if row.passed else 'not passed'}{by}"
