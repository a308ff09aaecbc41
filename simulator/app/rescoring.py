"""Judges recorded sessions again, by another rubric or a changed scene, beside what is known of them. Writes nothing.

`keep` alone writes, and only the scorecards beside the journals, which can be made again.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator import assessment, preferences
from simulator.app import records
from simulator.app.catalogue import Catalogue, SceneError
from simulator.assessment import RubricError
from simulator.core.scene import Scene
from simulator.presenting.language import LANGUAGES
from simulator.presenting.reviewing import Entry
from simulator.presenting.reviewing_again import Again
from simulator.recording.journal import JournalError
from simulator.recording.replay import recorded

Told = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Rescored:
    """What came out, in the order that was asked for; `left_out`: a sentence for each that could not be judged.

    `whole`: it was not stopped on the way.
    """

    rows: tuple[Again, ...]
    left_out: tuple[str, ...]
    whole: bool


def rubrics(catalogue: Catalogue, scenes: Sequence[str]) -> tuple[tuple[str, dict[str, str]], ...]:
    """(id, title by language) of the rubrics that these scenes have, the usual one of the first scene first."""
    found: dict[str, dict[str, str]] = {}
    for name in scenes:
        try:
            scene = catalogue.scene(name)
        except SceneError:
            continue  # its sessions are named when they are judged
        usual = assessment.rubric(scene, None).id
        for one in sorted(assessment.rubrics(scene), key=lambda each: each.id != usual):
            found.setdefault(one.id, dict(one.title))
    return tuple(found.items())


def rescore(
    entries: Sequence[Entry],
    catalogue: Catalogue,
    rubric: str | None,
    changed: Path | None,
    told: Told,
    stopped: threading.Event,
) -> Rescored:
    """Judge the finished ones among the entries again; `changed` is a scene folder to judge by instead of theirs.

    SceneError where that folder holds no scene that can be used.
    """
    other = catalogue_at(changed) if changed is not None else None
    rows: list[Again] = []
    left_out: list[str] = []
    for number, one in enumerate(entries, start=1):
        if stopped.is_set():
            return Rescored(tuple(rows), tuple(left_out), whole=False)
        try:
            rows.append(_again(one, other or catalogue.called(one.scene), rubric))
        except (JournalError, SceneError, RubricError) as error:
            left_out.append(str(error))
        except (KeyError, ValueError) as error:
            # Another version of a scene lacks what the journal names, or holds it in another form.
            left_out.append(f"{one.file}: what is recorded does not fit this scene ({error}).")
        told(number / len(entries))
    return Rescored(tuple(rows), tuple(left_out), whole=True)


def catalogue_at(folder: Path) -> Scene:
    """The scene in a folder, or in its file, wherever that lies. SceneError."""
    return Catalogue(folder=folder / "no scenes here").scene(str(folder))


def keep(rows: Sequence[Again]) -> tuple[int, str]:
    """Replace the scorecard files beside the journals; how many were written, and why others were not."""
    written, why = 0, ""
    for row in rows:
        try:
            records.replace_result(journal_of(row.file), dict(row.plain))
        except OSError as error:
            why = why or str(error.strerror or error)
        else:
            written += 1
    return written, why


def journal_of(file: str) -> Path:
    """Where the journal of this name lies if it was recorded here."""
    return preferences.sessions_dir() / file


def _again(one: Entry, scene: Scene, rubric: str | None) -> Again:
    kept = recorded(journal_of(one.file))
    if kept.head.scene != scene.id:
        raise JournalError(f"{one.file}: this is a session of {kept.head.scene!r}, not of {scene.id!r}.")
    judged = assessment.judge(scene, kept.events, rubric, kept.movements)
    card = judged.card
    return Again(
        session=one.session,
        file=one.file,
        learner=one.learner,
        started=one.started,
        before=one.percent,
        passed_before=one.passed,
        after=card.percent,
        passed_after=card.passed,
        scene={language: scene.title[language] for language in LANGUAGES},
        plain=judged.plain,
    )
