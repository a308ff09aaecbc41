"""Opens a store: an SQLite file or a PostgreSQL database by URL, with its tables made where there are none."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Column, Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateColumn

from simulator.recording.store.tables import ADDED, SCHEMA, about, metadata
from simulator.recording.store.values import BusyIndexError, DamagedIndexError, Patience, StoreError

_WAIT_S = 4
_BUSY_S = 15
_TURN_S = 1.0
PATIENT = Patience(_BUSY_S)
_SERVERS = ("postgresql", "postgres")
_WRITING = "manikin_writes"
_EXTENDED = frozenset(column.table.name for column in ADDED)
_MAKING = 0x6D616E69  # a number of our own, so that two programs do not make the same tables at once


@dataclass(frozen=True, slots=True)
class Store:
    """An open database. `name` is its own, given when it was made; `shown` is how it is called in sentences."""

    engine: Engine
    name: str
    shown: str
    is_server: bool

    def close(self) -> None:
        """Let go of the connection."""
        self.engine.dispose()


def open_file(path: Path, patience: Patience = PATIENT) -> Store:
    """The index in a file of this computer, made if there is none; one of another schema is made anew. StoreError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: the index of sessions cannot be kept here ({error.strerror}).") from error
    engine = _sqlite(URL.create("sqlite", database=str(path)), patience)
    return _opened(engine, str(path), is_server=False, may_make_anew=True)


def open_memory() -> Store:
    """An index that lives as long as the program: for a computer on which nothing can be written."""
    return _opened(_sqlite(URL.create("sqlite")), "the memory", is_server=False, may_make_anew=True)


def open_url(url: str, may_make_anew: bool = False) -> Store:
    """The store at a URL: `postgresql://user:password@host/database`, or `sqlite:///file`.

    `may_make_anew`: an index that an older version of the program made is emptied instead of refused. StoreError with
    one sentence where it cannot be reached or used.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite":
        return _opened(_sqlite(parsed), parsed.database or "the memory", is_server=False, may_make_anew=may_make_anew)
    shown = f"{parsed.host or 'localhost'}{f':{parsed.port}' if parsed.port else ''}/{parsed.database or ''}"
    # One connection; asked whether it still lives before each use, because servers come and go.
    engine = create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_size=1,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": _WAIT_S,
            "tcp_user_timeout": 1000 * _BUSY_S,
            # A cable that is pulled while an answer is waited for is found out about as soon.
            "keepalives_idle": _WAIT_S,
            "keepalives_interval": _WAIT_S,
            "keepalives_count": 3,
            "options": f"-c statement_timeout={4000 * _BUSY_S} -c lock_timeout={1000 * _BUSY_S}",
            "application_name": "manikin",
        },
    )
    return _opened(engine, shown, is_server=True, may_make_anew=may_make_anew)


@contextmanager
def reading(store: Store) -> Iterator[Connection]:
    """A connection to ask with; StoreError for whatever the database refuses."""
    with _told(store.shown), store.engine.connect() as connection:
        yield connection


@contextmanager
def writing(store: Store) -> Iterator[Connection]:
    """A transaction: all of it is in the store afterwards, or nothing; StoreError."""
    with _told(store.shown), _begun(store.engine) as connection:
        yield connection


@contextmanager
def _begun(engine: Engine) -> Iterator[Connection]:
    with engine.connect().execution_options(**{_WRITING: True}) as connection, connection.begin():
        yield connection


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        # The URL may hold a password, so it is not repeated.
        raise StoreError(
            "the address of the store is no URL; write it as postgresql://user:password@host/database."
        ) from error
    if backend not in (*_SERVERS, "sqlite"):
        raise StoreError(f"a store of the kind {backend!r} is unknown; use postgresql://... or sqlite:///FILE.")
    return parsed


def _sqlite(url: URL, patience: Patience = PATIENT) -> Engine:
    # One connection, kept: the file is opened once, and what is in memory stays there.
    turn_s = min(_TURN_S, patience.most_s)
    engine = create_engine(url, poolclass=StaticPool, connect_args={"timeout": turn_s, "check_same_thread": True})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # transactions begin below, not by the driver's guess
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "trusted_schema=OFF"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # The right to write is asked for at once: a transaction that asks later can be refused half way.
        writes = connection.get_execution_options().get(_WRITING, False)
        if writes:
            _wait_for_others(connection, patience, turn_s)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _wait_for_others(connection: Connection, patience: Patience, turn_s: float) -> None:
    """Wait in turns until no other program writes, so that somebody hears of it; the last turn is the caller's own."""
    until_s = monotonic() + patience.most_s - turn_s
    told = False
    while monotonic() < until_s:
        cursor = connection.connection.cursor()
        try:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("ROLLBACK")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                return  # the caller's own attempt says what it is
        finally:
            cursor.close()
        if not told:
            told = True
            patience.told()


def _opened(engine: Engine, shown: str, *, is_server: bool, may_make_anew: bool) -> Store:
    try:
        with _told(shown):
            name = _known(engine)
            if name is None:
                with _begun(engine) as connection:
                    if is_server:
                        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MAKING})")
                    name = _tables(connection, shown, may_make_anew)
    except StoreError:
        engine.dispose()
        raise
    return Store(engine, name, shown, is_server)


def _known(engine: Engine) -> str | None:
    """The name of a store that has its tables already: to find that out, nobody who writes is waited for."""
    with engine.connect() as connection, connection.begin():
        if not inspect(connection).has_table(about.name):
            return None
        found = connection.execute(select(about.c.schema_number, about.c.store)).first()
        if found is None or found.schema_number != SCHEMA or _missing(connection):
            return None
    return str(found.store)


def _tables(connection: Connection, shown: str, may_make_anew: bool) -> str:
    """Make the tables where they are missing; the name of the store."""
    there = inspect(connection).has_table(about.name)
    found = connection.execute(select(about.c.schema_number, about.c.store)).first() if there else None
    if found is not None and found.schema_number == SCHEMA:
        for column in _missing(connection):
            added = CreateColumn(column).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {column.table.name} ADD COLUMN {added}")
        return str(found.store)
    if found is not None and found.schema_number > SCHEMA:
        raise StoreError(f"{shown}: this index was made by a newer version of the program; update this computer.")
    if found is not None and not may_make_anew:
        raise StoreError(
            f"{shown}: this index was made by an older version of the program; `manikin sessions --rebuild --store "
            "URL` makes it anew, and every computer then sends its sessions again."
        )
    metadata.drop_all(connection)
    metadata.create_all(connection)
    name = uuid.uuid4().hex
    connection.execute(insert(about).values(only=1, schema_number=SCHEMA, store=name))
    return name


def _missing(connection: Connection) -> list[Column[Any]]:
    """The columns that the program which made this store did not know yet."""
    there = {table: {one["name"] for one in inspect(connection).get_columns(table)} for table in _EXTENDED}
    return [column for column in ADDED if column.name not in there[column.table.name]]


@contextmanager
def _told(shown: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if any(part in str(error.orig) for part in _DAMAGED):
            raise DamagedIndexError(f"{shown}: the index is damaged; it is made anew from the records.") from error
        kind = BusyIndexError if "locked" in str(error.orig) else StoreError
        raise kind(f"{shown}: {_reason(error)}") from error
    except ModuleNotFoundError as error:
        raise StoreError(f"{shown}: the package {error.name!r} is missing on this computer; install it.") from error
    except SQLAlchemyError as error:
        raise StoreError(f"{shown}: the store cannot be used ({_first_line(error)}).") from error


_DAMAGED = ("not a database", "malformed", "no such table", "no such column")
_SAID = (
    # (part of the driver's words, what it means): the first that fits is said.
    ("password authentication failed", "the server refuses this user or password; correct the address of the store."),
    ("no password supplied", "the server wants a password; write it into the address of the store."),
    ("no pg_hba.conf entry", "the server does not admit this user from this computer; ask who looks after it."),
    ("must be owner", "whoever made this store has to open it once with this version of the program."),
    ("permission denied", "this user may not write there; ask who looks after the server."),
    ("resolve", "there is no such server; correct the address of the store."),
    ("Name or service not known", "there is no such server; correct the address of the store."),
    ("role", "the server does not know this user; correct the address of the store."),
    ("does not exist", "the server has no such database; correct the address of the store."),
    ("locked", "another program keeps the index busy; try again."),
    ("disk is full", "the disk is full; free some space."),
    ("disk I/O error", "the disk is full or fails; free some space."),
    ("readonly", "the index cannot be written here; give write access to it."),
    ("unable to open", "the index cannot be opened here; check the folder and its rights."),
)


def _reason(error: DBAPIError) -> str:
    said = str(error.orig)
    for part, meaning in _SAID:
        if part in said:
            return meaning
    if error.connection_invalidated or type(error.orig).__name__ in ("OperationalError", "ConnectionTimeout"):
        return "the store does not answer; it is tried again later."
    return f"the store cannot be used ({_first_line(error.orig)})."


def _first_line(error: object) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
