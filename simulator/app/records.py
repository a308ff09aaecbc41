"""The sessions of this computer: begins journals, closes them, finds them again."""

import json
import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from simulator import __version__, preferences
from simulator.core.scene import Scene
from simulator.recording.journal import Head, JournalError, JournalWriter, read
from simulator.recording.keys import installation_key

_SAFE = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class Kept:
    """A journal that lies on this computer. `result` is its scorecard as it was judged, None if it was not."""

    path: Path
    head: Head
    sealed: bool
    result: dict[str, Any] | None


def begin(
    scene: Scene, mode: str, learner: str, folder: Path | None = None, name: str = "", seed: int | None = None
) -> JournalWriter:
    """A new journal for `learner` in `scene`; JournalError if it cannot be written. Without a seed one is drawn."""
    now = datetime.now(UTC)
    session = uuid.uuid4().hex
    if seed is None:
        seed = int(session[:8], 16)  # another team every time
    head = Head(
        session=session,
        scene=scene.id,
        scene_sha256=scene.sha256,
        program=__version__,
        learner=learner,
        mode=mode,
        seed=seed,
        started=now.isoformat(timespec="seconds"),
    )
    who = _SAFE.sub("-", learner).strip("-")[:40] or "learner"
    file = name or f"{now:%Y%m%d-%H%M%S}-{scene.id}-{who}-{session[:6]}.jsonl"
    return JournalWriter((folder or preferences.sessions_dir()) / file, head)


def seal(writer: JournalWriter) -> None:
    """Sign and close a journal with this installation's key."""
    writer.seal(installation_key(preferences.home()))


def keep_result(journal: Path, result: dict[str, Any]) -> None:
    """Put the judgement beside its journal; it can be made again, so a failure is no loss."""
    try:
        _result_of(journal).write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError:
        return


def recent(limit: int = 8) -> tuple[Kept, ...]:
    """The newest journals that can be read, newest first."""
    found: list[Kept] = []
    files = sorted(preferences.sessions_dir().glob("*.jsonl"), key=lambda path: path.name, reverse=True)
    for path in files:
        if len(found) == limit:
            break
        try:
            head, lines = read(path)
        except JournalError:
            continue  # a damaged journal is found by `manikin verify`; it does not belong in this list
        found.append(Kept(path, head, lines[-1].kind == "seal", _result(path)))
    return tuple(found)


def _result_of(journal: Path) -> Path:
    return journal.with_suffix(".scorecard.json")


def _result(journal: Path) -> dict[str, Any] | None:
    try:
        said = json.loads(_result_of(journal).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return said if isinstance(said, dict) else None
