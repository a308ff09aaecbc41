"""Practises on from a moment of an earlier session: a journal of its own that names where it comes from."""

from collections.abc import Callable
from pathlib import Path

from simulator.app import records
from simulator.app.recovery import CannotResumeError, GoesOn
from simulator.core.scene import Scene
from simulator.recording.journal import JournalError
from simulator.recording.replay import Recorded
from simulator.resuming import OtherwiseError, bring_to, latest_s
from simulator.session import Session

MODE = "practise"
"""Whatever the mode of the session was: from a moment on there is only practice."""


def from_moment(
    scene: Scene, kept: Recorded, at_s: float, told: Callable[[float], None] = lambda share: None
) -> GoesOn:
    """A new practice session that stands where `kept` stood at `at_s` (s); what was done until then is in its journal.

    Nobody can take over hands in the middle of a movement: from there it begins just before the movement's order.
    CannotResumeError, JournalError.
    """
    head = kept.head
    if head.scene_sha256 != scene.sha256:
        raise CannotResumeError(
            f"The scene {scene.id} has been changed since, so nobody can practise from this moment."
        )
    at_s = _at_rest(kept, min(max(0.0, round(at_s, 3)), latest_s(kept)))
    journal = records.begin(scene, MODE, head.learner, seed=head.seed, source=(head.session, at_s))
    session = Session(scene, MODE, journal, head.seed)
    try:
        bring_to(session, kept, at_s, told)
    except (OtherwiseError, JournalError) as error:
        journal.close()
        _take_back(journal.path)
        if isinstance(error, JournalError):
            raise
        why = "this program does not come to what was recorded"
        raise CannotResumeError(f"Nobody can practise from this moment: {why} ({error}).") from error
    return GoesOn(session, journal, kept, at_s)


def _at_rest(kept: Recorded, at_s: float) -> float:
    """The last moment up to this one at which nobody moved the patient (s)."""
    for movement in reversed(kept.movements):
        if movement.start_s < at_s < movement.until_s:
            at_s = max(0.0, round(movement.start_s - _BEFORE_S, 3))
    return at_s


_BEFORE_S = 0.05


def _take_back(path: Path) -> None:
    """Remove the journal: nobody has done anything in it."""
    try:
        path.unlink()
    except OSError:
        return  # it stays as an unfinished session
