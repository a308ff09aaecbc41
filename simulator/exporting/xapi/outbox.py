"""Statements that wait to be sent: kept on the disk until the store has taken them, however often the program ends."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

Plain = dict[str, Any]
_FORMAT = 1
_WAIT_S = 10.0
_TABLES = (
    """
    create table if not exists statement (
        number integer primary key autoincrement, store text not null, id text not null, body text not null,
        state text not null default 'waiting', said text not null default '', unique (store, id)
    ) strict
    """,
    "create index if not exists next_statement on statement (store, state, number)",
)


class OutboxError(Exception):
    """The outbox cannot be used; the message says why and what to do, in one sentence."""


class Outbox:
    """The outbox in a file. Statements are known by the address of their store and their id.

    Two programs may use one outbox at a time: then a statement may be offered to the store twice, which keeps it once.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise self._useless(error) from error
        try:
            self._file.execute("pragma auto_vacuum=full")  # what was sent takes no room any more
            self._file.execute("pragma journal_mode=wal")
            self._file.execute("pragma synchronous=full")
            (known,) = self._file.execute("pragma user_version").fetchone()
            if known not in (0, _FORMAT):
                raise OutboxError(f"{path}: this outbox is of a newer program (format {known}); use that program.")
            for table in _TABLES:
                self._file.execute(table)
            self._file.execute(f"pragma user_version={_FORMAT}")
        except sqlite3.Error as error:
            self._file.close()
            raise self._useless(error) from error
        except OutboxError:
            self._file.close()
            raise

    def close(self) -> None:
        """Close the file; what waits stays in it."""
        self._file.close()

    def put(self, store: str, statements: Iterable[Plain]) -> int:
        """Add statements for a store; returns how many it did not know. What was sent already is not sent again."""
        rows = [(store, one["id"], json.dumps(one, ensure_ascii=False)) for one in statements]
        try:
            with closing(self._file.cursor()) as cursor:
                cursor.execute("begin immediate")
                count = "select count(*) from statement where store = ?"
                (before,) = cursor.execute(count, (store,)).fetchone()
                cursor.executemany(
                    "insert into statement (store, id, body) values (?, ?, ?)"
                    " on conflict (store, id) do update set body = excluded.body where state <> 'sent'",
                    rows,
                )
                (after,) = cursor.execute(count, (store,)).fetchone()
                cursor.execute(
                    "update statement set state = 'waiting', said = '' where store = ? and state = 'refused'", (store,)
                )
                cursor.execute("commit")
        except sqlite3.Error as error:
            raise self._useless(error) from error
        return int(after) - int(before)

    def waiting(self, store: str, limit: int) -> list[Plain]:
        """The oldest statements that wait for a store."""
        asked = "select body from statement where store = ? and state = 'waiting' order by number limit ?"
        try:
            return [json.loads(body) for (body,) in self._file.execute(asked, (store, limit))]
        except sqlite3.Error as error:
            raise self._useless(error) from error

    def sent(self, store: str, ids: Sequence[str], said: str = "") -> None:
        """The store has them; only their ids are kept."""
        self._settle(store, ids, "sent", said, keeps_body=False)

    def refused(self, store: str, ids: Sequence[str], said: str) -> None:
        """The store does not take them and says why; they are offered again with the next export."""
        self._settle(store, ids, "refused", said, keeps_body=True)

    def counts(self, store: str) -> dict[str, int]:
        """How many statements are waiting, sent, refused."""
        asked = "select state, count(*) from statement where store = ? group by state"
        try:
            return {"waiting": 0, "sent": 0, "refused": 0, **dict(self._file.execute(asked, (store,)).fetchall())}
        except sqlite3.Error as error:
            raise self._useless(error) from error

    def _settle(self, store: str, ids: Sequence[str], state: str, said: str, keeps_body: bool) -> None:
        body = "body" if keeps_body else "''"
        try:
            self._file.execute("begin immediate")
            self._file.executemany(
                f"update statement set state = ?, said = ?, body = {body} where store = ? and id = ?",
                [(state, said, store, one) for one in ids],
            )
            self._file.execute("commit")
        except sqlite3.Error as error:
            raise self._useless(error) from error

    def _useless(self, error: Exception) -> OutboxError:
        return OutboxError(
            f"{self._path}: the outbox cannot be used ({error}); free some space, or move this file away: what was "
            "sent is then offered again, and the store keeps it once."
        )
