"""The index of this computer's sessions: opened, and brought in step with the journals, each time it is asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from simulator import preferences
from simulator.app.catalogue import Catalogue
from simulator.app.summing import summary
from simulator.recording.store import (
    DamagedIndexError,
    Store,
    StoreError,
    changes,
    follow,
    open_file,
    open_memory,
    set_aside,
    start_anew,
)

INDEX_FILE = "sessions.sqlite"

Told = Callable[[float], None]


def index_file() -> Path:
    """Where the index lies; it may be deleted at any time."""
    return preferences.home() / INDEX_FILE


@contextmanager
def opened_index() -> Iterator[Store]:
    """The index as it is. A damaged one is made anew; where nothing can be written, it is kept in memory."""
    store = _opened(index_file())
    try:
        yield store
    finally:
        store.close()


@contextmanager
def fresh_index(
    catalogue: Catalogue, told: Told = lambda share: None, most: int | None = None, anew: bool = False
) -> Iterator[Store]:
    """The index in step with the journals, or at least with the newest `most` of them. StoreError.

    `anew` reads every journal again. `told` hears the share (0..1) of those that are read.
    """
    with opened_index() as store:
        try:
            _follow(store, catalogue, told, most, anew)
        except DamagedIndexError:
            pass
        else:
            yield store
            return
    set_aside(index_file())
    with opened_index() as store:
        _follow(store, catalogue, told, most, anew)
        yield store


def unread(store: Store) -> int:
    """How many journals the index has not read in their present state. StoreError."""
    return len(changes(store, preferences.sessions_dir()).to_read)


def _follow(store: Store, catalogue: Catalogue, told: Told, most: int | None, anew: bool) -> None:
    if anew:
        start_anew(store)
    follow(store, preferences.sessions_dir(), lambda path: summary(path, catalogue), told, most)


def _opened(path: Path) -> Store:
    if not path.parent.is_dir():
        return open_memory()  # nothing was ever recorded here; listing sessions makes no folder
    try:
        return open_file(path)
    except DamagedIndexError:
        set_aside(path)
        return _or_memory(path)
    except StoreError:
        return open_memory()


def _or_memory(path: Path) -> Store:
    try:
        return open_file(path)
    except StoreError:
        return open_memory()
