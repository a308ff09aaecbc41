"""The sessions of this computer as the home screen lists them, damaged ones too."""

from simulator import preferences
from simulator.app import records
from simulator.presenting.welcome import Lately
from simulator.recording.journal import JournalError, read

SHOWN = 8


def lately(limit: int = SHOWN) -> tuple[Lately, ...]:
    """The newest sessions, newest first; one that cannot be read carries the sentence that says why."""
    files = sorted(preferences.sessions_dir().glob("*.jsonl"), key=lambda path: path.name, reverse=True)
    damaged = {}
    for path in files[:limit]:
        try:
            read(path)
        except JournalError as error:
            damaged[path] = str(error)
    kept = {one.path: one for one in records.recent(limit)}
    found = []
    for path in files[:limit]:
        if path in damaged:
            found.append(Lately(str(path), path.stem, "", "", "", None, problem=damaged[path]))
        elif path in kept:
            one = kept[path]
            head = one.head
            found.append(
                Lately(str(path), head.scene, head.mode, head.learner, head.started, one.result, finished=one.sealed)
            )
    return tuple(found)
