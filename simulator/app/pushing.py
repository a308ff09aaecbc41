"""Sends statements to a learning record store for the command line, through the outbox in the program's folder."""

import os
from collections.abc import Sequence
from pathlib import Path

from simulator import preferences
from simulator.app.exporting import Told
from simulator.app.problems import UserError
from simulator.exporting.case import Case
from simulator.exporting.xapi.outbox import Outbox, OutboxError
from simulator.exporting.xapi.sending import SendingError, send
from simulator.exporting.xapi.statements import statements
from simulator.exporting.xapi.store import AddressError, Store, address

OUTBOX = "outbox.sqlite3"
KEY_VARIABLE = "MANIKIN_LRS_KEY"
_SHOWN = 3
_AT_ONCE = 100


def store_at(said: str, key_file: Path | None) -> Store:
    """The store at an address, with the key from the file or the environment; UserError."""
    try:
        return Store(address(said), _key(key_file))
    except AddressError as error:
        raise UserError(str(error)) from error


def push(cases: Sequence[Case], home: str, store: Store, told: Told) -> str:
    """Put the cases' statements into the outbox and send what waits there for this store. UserError."""
    try:
        outbox = Outbox(preferences.home() / OUTBOX)
    except OutboxError as error:
        raise UserError(str(error)) from error
    try:
        added = _put(outbox, cases, home, store, told)
        sent = send(outbox, store, lambda share: told("Sending", share))
    except OutboxError as error:
        raise UserError(str(error)) from error
    except SendingError as error:
        waiting = outbox.counts(store.address)["waiting"]
        raise UserError(f"{error} {waiting} statements wait in {preferences.home() / OUTBOX}.") from error
    finally:
        outbox.close()
    if sent.refused:
        first = "; ".join(sent.refused[:_SHOWN])
        raise UserError(f"{store.address} refused {len(sent.refused)} of the statements: {first}")
    known = f", {sent.known} of them were there in another form, which stays" if sent.known else ""
    return f"{added} new statements; {sent.taken} sent to {store.address}{known}"


def _put(outbox: Outbox, cases: Sequence[Case], home: str, store: Store, told: Told) -> int:
    """Some cases at a time, so that not all statements are in memory at once; how many were new."""
    added = 0
    for start in range(0, len(cases), _AT_ONCE):
        some = cases[start : start + _AT_ONCE]
        added += outbox.put(store.address, (one for case in some for one in statements(case, home)))
        told("Putting into the outbox", (start + len(some)) / len(cases))
    return added


def _key(file: Path | None) -> str:
    """The key, "user:password"; UserError where there is none."""
    try:
        said = file.read_text(encoding="utf-8").strip() if file else os.environ.get(KEY_VARIABLE, "").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{file}: the key cannot be read ({getattr(error, 'strerror', None) or error}).") from error
    where = str(file) if file else KEY_VARIABLE
    if not said:
        raise UserError(f"{where}: there is no key; write user:password into a file and name it with --key-file.")
    if ":" not in said or "\n" in said:
        raise UserError(f"{where}: a key is one line, user:password.")
    return said
