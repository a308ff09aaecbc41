"""A session that is looked back at: read from its journal, and judged by its scene as it is now."""

from dataclasses import dataclass
from pathlib import Path

from simulator import assessment
from simulator.app.beside import Performer
from simulator.app.catalogue import Catalogue
from simulator.app.problems import UserError
from simulator.core.scene import Scene
from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import Language, clock_text, say
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
        scene = catalogue.called(kept.head.scene)
        return Debriefed(scene, path, kept, assessment.judge(scene, kept.events, movements=kept.movements))
    except JournalError as error:
        raise UserError(str(error)) from error


def performer(shown: Debriefed, catalogue: Catalogue) -> Performer | None:
    """Who performs the scene's reference beside it; None where the scene has none."""
    script = catalogue.reference_script(shown.scene.id)
    return Performer(shown.scene, script, shown.judged.card, shown.judged.trace.end_s) if script.is_file() else None


def what_it_is(shown: Debriefed, language: Language) -> str:
    """The sentence about a session that is no whole one of its own, or ""."""
    head = shown.kept.head
    return say(JudgingWord.FROM_A_MOMENT, language, at=clock_text(head.source_s)) if head.source else ""


def why_not_from_here(shown: Debriefed, language: Language) -> str:
    """Why nobody can practise on from a moment of the session, or ""."""
    same = shown.kept.head.scene_sha256 == shown.scene.sha256
    return "" if same else say(JudgingWord.NOT_FROM_HERE, language)
