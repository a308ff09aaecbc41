"""The index of this computer's sessions: opened, and brought in step with the journals, each time it is asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from simulator import preferences
from simulator.app.catalogue import Catalogue
from simulator.app.judging_part import fingerprint
from simulator.recording.store import (
    BusyIndexError,
    DamagedIndexError,
    Patience,
    Store,
    StoreError,
    Summary,
    changes,
    follow,
    judged_by_another,
    judged_otherwise,
    open_file,
    open_memory,
    scenes,
    set_aside,
    start_anew,
)

INDEX_FILE = "sessions.sqlite"
FROM_A_MOMENT = "Practised from a moment of another session; this counts as practice only."
BUSY = "another program is writing the index of sessions; waiting for it."

Told = Callable[[float], None]
PATIENT = Patience()


def index_file() -> Path:
    """Where the index lies; it may be deleted at any time."""
    return preferences.home() / INDEX_FILE


@contextmanager
def fresh_index(
    catalogue: Catalogue,
    told: Told = lambda share: None,
    most: int | None = None,
    anew: bool = False,
    patience: Patience = PATIENT,
) -> Iterator[Store]:
    """The index in step with the journals, or at least with the newest `most` of them; with `most`, also as it was read
    last where another program keeps it busy for longer than `patience`. StoreError.

    A damaged index is made anew; where it cannot be written, one is made in memory. `anew` reads every journal again;
    else those are that another version of their scene, or of the program, judged, or none. `told` hears the share
    (0..1) of what is read.
    """

    def read(path: Path) -> Summary:
        from simulator.app.summing import summary  # late: it brings all of the scoring, and mostly nothing is new

        return summary(path, catalogue)

    def followed(store: Store) -> Store:
        try:
            if anew:
                start_anew(store)
            elif most is None:
                _judge_again(store, catalogue)
            else:
                with suppress(StoreError):  # another program writes, or nobody may: what is known is of use
                    _judge_again(store, catalogue)
            follow(store, preferences.sessions_dir(), read, told, most)
        except StoreError:
            store.close()
            raise
        return store

    store = _usable(followed, patience, as_it_is=most is not None)
    try:
        yield store
    finally:
        store.close()


def _judge_again(store: Store, catalogue: Catalogue) -> None:
    """Have those read again that another version of their scene, or of the program, has judged. StoreError."""
    judged_otherwise(store, versions(store, catalogue), FROM_A_MOMENT)
    judged_by_another(store, fingerprint())


def versions(store: Store, catalogue: Catalogue) -> dict[str, str]:
    """The scenes that sessions were recorded in -> their SHA-256 now; those that cannot be used here are left out.
    StoreError."""
    found = {name: catalogue.version(name) for name in scenes(store)}
    return {name: version for name, version in found.items() if version}


def unread(store: Store) -> int:
    """How many journals the index has not read in their present state. StoreError."""
    return len(changes(store, preferences.sessions_dir()).to_read)


def _usable(followed: Callable[[Store], Store], patience: Patience, as_it_is: bool) -> Store:
    path = index_file()
    if path.parent.is_dir():  # else nothing was ever recorded here, and listing sessions makes no folder
        try:
            return _followed(followed, path, patience, as_it_is)
        except DamagedIndexError:
            try:
                set_aside(path)
                return followed(open_file(path, patience))
            except StoreError:
                pass  # it is damaged, and no new one can be made beside it
        except StoreError:
            pass  # the disk is full, or the folder may not be written
    return followed(open_memory())


def _followed(followed: Callable[[Store], Store], path: Path, patience: Patience, as_it_is: bool) -> Store:
    try:
        return followed(open_file(path, patience))
    except BusyIndexError:
        if not as_it_is:
            raise
    return open_file(path, patience)
