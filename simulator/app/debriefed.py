"""A session that is looked back at: read from its journal, and judged by its scene as it is now."""

from dataclasses import dataclass
from pathlib import Path

from simulator import assessment
from simulator.app.catalogue import Catalogue
from simulator.app.problems import UserError
from simulator.core.scene import Scene
from simulator.recording.journal import JournalError
from simulator.recording.replay import Recorded, recorded


@dataclass(frozen=True, slots=True)
class Debriefed:
    """A session that is looked back at: its scene, its journal and what that holds, its judgement."""

    scene: Scene
    path: Path
    kept: Recorded
    judged: assessment.Judged


def looked_up(path: Path, catalogue: Catalogue) -> Debriefed:
    """The session in a journal. UserError where it cannot be read; KeyError where its scene now lacks what it names."""
    try:
        kept = recorded(path)
        scene = catalogue.scene(kept.head.scene)
        return Debriefed(scene, path, kept, assessment.judge(scene, kept.events, movements=kept.movements))
    except JournalError as error:
        raise UserError(str(error)) from error
