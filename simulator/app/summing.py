"""From a journal to its line in the store: read whole, checked, and judged by every rubric of its scene."""

import platform
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from scoring.judge import judge
from scoring.scorecard import Finding, Scorecard
from scoring.trace import Trace
from simulator import assessment
from simulator.app.catalogue import Catalogue, SceneError
from simulator.app.index import FROM_A_MOMENT
from simulator.app.judging_part import fingerprint
from simulator.assessment.tracking import largest_exposure
from simulator.core.scene import Scene
from simulator.exporting.items import outcomes, sheet
from simulator.recording.journal import Head, JournalError, read_head
from simulator.recording.replay import Recorded, recorded
from simulator.recording.store import VERSION_SHOWN, Fault, Judgement, Summary, damaged_id

_DATED = re.compile(r"(\d{8})-(\d{6})")
_OVERTAKEN = ("before", "after")


def summary(path: Path, catalogue: Catalogue) -> Summary:
    """The journal in short. A finished session is judged by its scene as it is now; a damaged file says why.

    What stands beside the journal is not asked: only the journal is chained and sealed.
    """
    try:
        kept = recorded(path)
    except JournalError as error:
        return _damaged(path, str(error))
    head = kept.head
    finished = kept.finished
    # What began in the middle of another session is practice: it enters no figures.
    judged, problem = _judged(kept, catalogue) if finished and not head.source else ((), "")
    problem = FROM_A_MOMENT if head.source else problem
    return Summary(
        session=head.session,
        file=path.name,
        started=_utc(head.started) or _dated(path),
        state="finished" if finished else "unfinished",
        scene=head.scene,
        scene_sha256=head.scene_sha256,
        program=head.program,
        learner=head.learner,
        mode=head.mode,
        length_s=kept.events[-1].at_s if kept.events else 0.0,
        lines=kept.lines,
        last_sha256=kept.last_sha256,
        sealed_by=kept.key,
        problem=problem,
        computer=platform.node(),
        exposure=largest_exposure(kept.movements),
        judge=fingerprint(),
        judgements=judged,
    )


def _judged(kept: Recorded, catalogue: Catalogue) -> tuple[tuple[Judgement, ...], str]:
    """A judgement for each rubric of the scene, or the sentence that says why there is none."""
    try:
        scene = catalogue.called(kept.head.scene)
    except SceneError as error:
        return (), str(error)
    try:
        done = assessment.trace(scene, kept.events, kept.movements)
        return tuple(_judgement(scene, done, rubric) for rubric in _rubrics(scene)), ""
    except (KeyError, ValueError) as error:
        # Another version of the scene lacks what the journal names, or holds it in another form.
        version = scene.sha256[:VERSION_SHOWN]
        return (), f"What is recorded does not fit the scene {scene.id!r} as it is now, version {version} ({error})."


def _rubrics(scene: Scene) -> tuple[str | None, ...]:
    return tuple(scene.rubrics) or (None,)


def _judgement(scene: Scene, done: Trace, rubric: str | None) -> Judgement:
    card = judge(*assessment.school(scene, rubric), done)
    return Judgement(
        rubric=card.rubric,
        scene_sha256=card.scene_sha256,
        usual=card.rubric == assessment.rubric(scene, None).id,
        total=card.total,
        of=card.of,
        percent=card.percent,
        passed=card.passed,
        critical=card.critical,
        items=_items(scene, card),
        faults=tuple(_fault(one) for one in card.findings),
    )


def _items(scene: Scene, card: Scorecard) -> dict[str, tuple[float, float]]:
    """Line of the sheet -> points got and points of it; what was not asked, since another way was taken, is none."""
    return {one.item: (one.points, one.of) for one in outcomes(sheet(scene, card.rubric, card), card)}


def _fault(one: Finding) -> Fault:
    overtaken = {name: list(one.evidence[name]) for name in _OVERTAKEN if one.evidence.get(name)}
    return Fault(one.kind, one.rule, one.step, one.at_s, one.points, one.critical, overtaken)


def _damaged(path: Path, problem: str) -> Summary:
    """What can still be said of a file that is no whole journal: its first line, where that is in order."""
    bare = Summary(damaged_id(path.name), path.name, _dated(path), "damaged", problem=problem, computer=platform.node())
    bare = replace(bare, judge=fingerprint())
    head = _first_line(path)
    if head is None:
        return bare
    return replace(
        bare,
        started=_utc(head.started) or bare.started,
        scene=head.scene,
        scene_sha256=head.scene_sha256,
        program=head.program,
        learner=head.learner,
        mode=head.mode,
    )


def _first_line(path: Path) -> Head | None:
    """The head of a journal that is damaged further down; None where the damage begins with it."""
    try:
        return read_head(path)
    except JournalError:
        return None


def _utc(moment: str) -> str:
    """The moment in UTC to the second, so that text sorts by time; "" for what is no time."""
    try:
        return datetime.fromisoformat(moment).astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return ""


def _dated(path: Path) -> str:
    """When a journal began as its name says it, or when its file was last changed."""
    said = _DATED.match(path.name)
    try:
        if said:
            return datetime.strptime(said[0], "%Y%m%d-%H%M%S").replace(tzinfo=UTC).isoformat(timespec="seconds")
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    except (ValueError, OSError, OverflowError):
        return ""
