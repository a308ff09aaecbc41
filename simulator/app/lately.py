"""The sessions of this computer as the home screen lists them, damaged ones too."""

from typing import Any

from simulator import preferences
from simulator.app.catalogue import Catalogue
from simulator.app.index import FROM_A_MOMENT, fresh_index, unread
from simulator.presenting.welcome import Lately
from simulator.recording.store import Patience, Query, Row, StoreError, ask

SHOWN = 8
_SHORT = Patience(0.3)  # the window waits for this, so it shows what is known rather than the newest


def lately(catalogue: Catalogue, limit: int = SHOWN, learner: str | None = None) -> tuple[tuple[Lately, ...], int]:
    """The newest sessions, newest first, and how many journals have not been looked at.

    With a `learner` only his own. A session that cannot be read carries the sentence that says why. Only the newest
    journals are read here: the screen does not wait for thousands that were copied in.
    """
    try:
        with fresh_index(catalogue, most=limit, patience=_SHORT) as store:
            return tuple(_lately(row) for row in ask(store, Query(limit=limit, learner=learner))), unread(store)
    except StoreError:
        return (), 0  # an index that is of no use hides the list and stops nobody


def _lately(row: Row) -> Lately:
    path = str(preferences.sessions_dir() / row.file)
    if row.state == "damaged":
        return Lately(path, row.scene or row.file.removesuffix(".jsonl"), "", "", "", None, problem=row.problem)
    return Lately(
        path,
        row.scene,
        row.mode,
        row.learner,
        row.started,
        _result(row),
        finished=row.state == "finished",
        from_moment=row.problem == FROM_A_MOMENT,
    )


def _result(row: Row) -> dict[str, Any] | None:
    return None if row.percent is None else {"percent": row.percent, "passed": row.passed}
