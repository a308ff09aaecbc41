"""Records: begins journals, finds them, seals them, puts their judgement beside them."""

import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from simulator import __version__, preferences
from simulator.app.portable_names import name_part
from simulator.app.problems import UserError
from simulator.app.writing import write_whole
from simulator.core.scene import Scene
from simulator.recording.journal import Head, JournalWriter
from simulator.recording.keys import installation_key


def begin(
    scene: Scene,
    mode: str,
    learner: str,
    folder: Path | None = None,
    name: str = "",
    seed: int | None = None,
    source: tuple[str, float] = ("", 0.0),
) -> JournalWriter:
    """A new journal for `learner` in `scene`; JournalError if it cannot be written. Without a seed one is drawn.

    `source`: the session that this one goes on from, and the moment of it (s).
    """
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
        source=source[0],
        source_s=source[1],
    )
    who = name_part(learner, "learner")
    file = name or f"{now:%Y%m%d-%H%M%S}-{scene.id}-{who}-{session[:6]}.jsonl"
    return JournalWriter((folder or preferences.sessions_dir()) / file, head)


def journals_at(path: Path) -> Sequence[Path]:
    """The journal at this path, or those in the folder there. UserError for a folder without any."""
    if not path.is_dir():
        return (path,)
    found = sorted(path.glob("*.jsonl"))
    if not found:
        raise UserError(f"{path}: there is no journal (*.jsonl) in this folder.")
    return found


def seal(writer: JournalWriter) -> None:
    """Sign and close a journal with this installation's key."""
    writer.seal(installation_key(preferences.home()))


def keep_result(journal: Path, result: dict[str, Any]) -> None:
    """Put the judgement beside its journal; it can be made again, so a failure is no loss."""
    try:
        _result_of(journal).write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError:
        return


def replace_result(journal: Path, result: dict[str, Any]) -> None:
    """Put another judgement beside its journal in the place of the one that is there. OSError."""
    write_whole(_result_of(journal), json.dumps(result, ensure_ascii=False, indent=1).encode())


def _result_of(journal: Path) -> Path:
    return journal.with_suffix(".scorecard.json")
