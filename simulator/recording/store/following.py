"""Keeps an index in step with a folder of journals, reading only those that are new or have changed."""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, Select, and_, delete, insert, or_, select, update

from simulator.recording.store.opening import Store, reading, writing
from simulator.recording.store.tables import files, judgements, sessions
from simulator.recording.store.values import StoreError, Summary
from simulator.recording.store.writing import put_one, remove

_AT_ONCE = 50
VERSION_SHOWN = 12
_TO_READ = -1  # no file is of this size, so that it counts as changed

Summarise = Callable[[Path], Summary]
Told = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Seen:
    """A journal as the folder shows it, unread. `file` is its name as it is listed, `real` as the disk has it."""

    file: str
    real: str
    size: int
    changed_ns: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between folder and index: files to read (the newest name first) and files that are gone."""

    to_read: tuple[Seen, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instead:
    """A file that is not listed as a session of its own, and the sentence that says why."""

    file: str
    session: str
    why: str


def changes(store: Store, folder: Path) -> Changes:
    """Compare by name, size and time of the last change; nothing is opened. StoreError."""
    there = _listed(folder)
    with reading(store) as connection:
        rows = connection.execute(select(files.c.file, files.c.size, files.c.changed_ns)).all()
    known = {row.file: (row.size, row.changed_ns) for row in rows}
    fresh = [one for one in there if known.get(one.file) != (one.size, str(one.changed_ns))]
    names = {one.file for one in there}
    return Changes(
        tuple(sorted(fresh, key=lambda one: one.file, reverse=True)),
        tuple(sorted(name for name in known if name not in names)),
    )


def follow(
    store: Store, folder: Path, summarise: Summarise, told: Told = lambda share: None, most: int | None = None
) -> int:
    """Bring the index in step with the folder; how many files are left to read (0 unless there are more than `most`).

    Two programs may do this at once: each file is put in whole or not at all, and both write the same. `told` hears
    the share (0..1) of the files that are read. StoreError.
    """
    found = changes(store, folder)
    if found.gone:
        with writing(store) as connection:
            for name in found.gone:
                _forget(connection, name)
        # A copy of what has gone may now be the session's only record.
        found = changes(store, folder)
    wanted = found.to_read[:most]
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        read = [(seen, summarise(folder / seen.real)) for seen in some]
        with writing(store) as connection:
            for seen, summary in read:
                _take_in(connection, seen, summary)
        told(min(1.0, (start + len(some)) / len(wanted)))
    return len(found.to_read) - len(wanted)


def start_anew(store: Store) -> None:
    """Forget every file and session, so that the next `follow` reads all journals again. What was sent is kept."""
    with writing(store) as connection:
        connection.execute(delete(files))
        connection.execute(delete(sessions))


def judged_otherwise(store: Store, versions: Mapping[str, str], never: str = "") -> int:
    """Have the journals read again that another version of their scene judged, or that none could judge; how many.

    `versions`: scene -> its SHA-256 now. `never`: the problem of sessions that are not to be judged. What this version
    could not judge names its first `VERSION_SHOWN` signs in its problem. StoreError.
    """
    marked = 0
    for scene, sha256 in versions.items():
        both = sessions.outerjoin(judgements, judgements.c.session == sessions.c.session)
        unjudged = and_(
            judgements.c.session.is_(None),
            sessions.c.state == "finished",
            sessions.c.problem != never,
            ~sessions.c.problem.contains(sha256[:VERSION_SHOWN]),
        )
        older = (
            select(sessions.c.session)
            .select_from(both)
            .where(sessions.c.scene == scene, or_(judgements.c.judged_sha256 != sha256, unjudged))
        )
        with reading(store) as connection:
            if connection.execute(older.limit(1)).first() is None:
                continue  # nobody who writes is waited for
        with writing(store) as connection:
            marked += _mark(connection, older)
    return marked


def judged_by_another(store: Store, judge: str) -> int:
    """Have the journals read again that another judging part of the program than `judge` has read, whatever it made of
    them; how many. StoreError."""
    older = select(sessions.c.session).where(sessions.c.judge != judge)
    with reading(store) as connection:
        if connection.execute(older.limit(1)).first() is None:
            return 0  # nobody who writes is waited for
    with writing(store) as connection:
        return _mark(connection, older)


def _mark(connection: Connection, wanted: Select[tuple[str]]) -> int:
    """Have the files of these sessions count as changed; they stay in the list until they are read again."""
    found = update(files).where(files.c.session.in_(wanted), files.c.size >= 0).values(size=_TO_READ)
    return connection.execute(found).rowcount


def set_aside(path: Path) -> None:
    """Take a damaged index out of the way, so that opening makes a new one. StoreError if that is not possible."""
    try:
        path.replace(path.with_name(f"{path.name}.damaged"))
        for part in ("-wal", "-shm"):
            path.with_name(path.name + part).unlink(missing_ok=True)
    except FileNotFoundError:
        return  # another program has done it
    except OSError as error:
        raise StoreError(f"{path}: this damaged index cannot be removed ({error.strerror}).") from error


def instead(store: Store) -> tuple[Instead, ...]:
    """Files that are copies or other records of a session which is listed once. StoreError."""
    both = files.join(sessions, sessions.c.session == files.c.session)
    same = (sessions.c.last_sha256 == files.c.last_sha256).label("same")
    wanted = select(files.c.file, files.c.session, sessions.c.file.label("listed"), same).select_from(both)
    with reading(store) as connection:
        rows = connection.execute(wanted.where(files.c.file != sessions.c.file).order_by(files.c.file)).all()
    return tuple(Instead(row.file, row.session, _why(row.listed, row.same)) for row in rows)


def damaged_id(file: str) -> str:
    """The key of a journal that cannot say which session it is."""
    return f"damaged-{hashlib.sha256(file.encode('utf-8', 'surrogateescape')).hexdigest()[:32]}"


def _listed(folder: Path) -> list[Seen]:
    try:
        with os.scandir(folder) as entries:
            return [seen for entry in entries if entry.name.endswith(".jsonl") and (seen := _seen(entry)) is not None]
    except OSError:
        return []  # no folder, no sessions


def _seen(entry: os.DirEntry[str]) -> Seen | None:
    try:
        about = entry.stat()
    except OSError:
        return None  # taken away just now, or a link to nowhere
    return Seen(_name(entry.name), entry.name, about.st_size, about.st_mtime_ns)


def _name(file: str) -> str:
    """A file's name as a database takes it (names that are no UTF-8 are shown with a question mark)."""
    return file.encode("utf-8", "replace").decode("utf-8")


def _take_in(connection: Connection, seen: Seen, summary: Summary) -> None:
    """Put a file's session in, or note which session it is another record of."""
    _forget(connection, seen.file)
    there = connection.execute(
        select(sessions.c.file, sessions.c.lines).where(sessions.c.session == summary.session)
    ).first()
    # The longest record stands for its session, the first one by name among equals.
    if there is None or (-summary.lines, seen.file) < (-there.lines, there.file):
        remove(connection, [summary.session])
        put_one(connection, False, replace(summary, file=seen.file))
    values = {"size": seen.size, "changed_ns": str(seen.changed_ns), "last_sha256": summary.last_sha256}
    connection.execute(insert(files).values(file=seen.file, session=summary.session, **values))


def _why(file: str, same: bool) -> str:
    return f"a copy of {file}" if same else f"another record of the session in {file}, with other lines"


def _forget(connection: Connection, file: str) -> None:
    """Take a file out of the index, and its session; other files of that session are to be read again."""
    session = connection.execute(select(files.c.session).where(files.c.file == file)).scalar_one_or_none()
    if session is None:
        return
    connection.execute(delete(files).where(files.c.file == file))
    stands = (sessions.c.session == session) & (sessions.c.file == file)
    if connection.execute(delete(sessions).where(stands)).rowcount:
        connection.execute(delete(files).where(files.c.session == session))
