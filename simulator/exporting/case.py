"""One session as every export reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from scoring.scorecard import Scorecard
from simulator.assessment import Judged, Versions, versions
from simulator.assessment.tracking import largest_exposure
from simulator.core.scene import Scene
from simulator.exporting.pseudonyms import Pseudonyms
from simulator.recording.annotations import Annotations, Note, Rating
from simulator.recording.journal import Head
from simulator.recording.replay import Recorded


@dataclass(frozen=True, slots=True)
class Case:
    """A recorded session, the scene it was judged by, and the judgement. `learner` is a name or a pseudonym;
    `notes` and `rating` are what instructors said about it."""

    scene: Scene
    kept: Recorded
    judged: Judged
    learner: str
    anonymous: bool = False
    notes: tuple[Note, ...] = ()
    rating: Rating | None = None

    @property
    def head(self) -> Head:
        """The journal's head, with the learner as this export calls them."""
        return replace(self.kept.head, learner=self.learner)

    @property
    def card(self) -> Scorecard:
        """The judgement."""
        return self.judged.card

    @property
    def finished(self) -> bool:
        """Was the session brought to its end?"""
        return self.kept.finished

    @property
    def length_s(self) -> float:
        """From the start to the last fact, in seconds."""
        return self.judged.trace.end_s

    @property
    def exposure(self) -> float | None:
        """The largest motion exposure of the handlings that were measured; None where none was."""
        return largest_exposure(self.kept.movements)

    @property
    def versions(self) -> Versions:
        """The scene as recorded and as judged."""
        return versions(self.kept.head.scene_sha256, self.scene.sha256, self.kept.head.program)

    def moment(self, at_s: float) -> datetime:
        """The wall-clock time, in UTC, of a moment of the session; ValueError where the head has no time."""
        return started(self.kept.head.started) + timedelta(seconds=at_s)


def started(said: str) -> datetime:
    """The head's time in UTC; ValueError if it is none. A time without a zone counts as UTC."""
    moment = datetime.fromisoformat(said)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def case_of(scene: Scene, kept: Recorded, judged: Judged, pseudonyms: Pseudonyms | None) -> Case:
    """The case under its learner's name, or under a pseudonym, which then stands inside all texts too."""
    if pseudonyms is None:
        return Case(scene, kept, judged, kept.head.learner)
    name = kept.head.learner
    card = replace(
        judged.card,
        findings=tuple(
            replace(
                one,
                title=_said(one.title, name, pseudonyms),
                text=_said(one.text, name, pseudonyms),
                evidence=_plain(one.evidence, name, pseudonyms),
            )
            for one in judged.card.findings
        ),
    )
    return Case(scene, kept, replace(judged, card=card), pseudonyms.of(name), anonymous=True)


def annotated(case: Case, said: Annotations) -> Case:
    """The case with its notes and rating. In an anonymous one the grade stays, without who gave it; the notes are left
    out, because free text may name anybody."""
    session = case.kept.head.session
    rating = said.ratings.get(session)
    if case.anonymous:
        return replace(case, rating=replace(rating, by="") if rating else None)
    return replace(case, notes=said.notes.get(session, ()), rating=rating)


def _said(texts: Mapping[str, str], name: str, pseudonyms: Pseudonyms) -> dict[str, str]:
    return {language: pseudonyms.inside(text, name) for language, text in texts.items()}


def _plain(value: Any, name: str, pseudonyms: Pseudonyms) -> Any:
    if isinstance(value, str):
        return pseudonyms.inside(value, name)
    if isinstance(value, Mapping):
        return {key: _plain(one, name, pseudonyms) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_plain(one, name, pseudonyms) for one in value)
    return value
