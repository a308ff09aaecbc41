"""Reads what the review shows: every session of this computer or of the lab's store, with what decided it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from scoring.cohort import Floats
from scoring.rules import Say
from scoring.scorecard import Scorecard
from simulator import assessment, preferences
from simulator.app.catalogue import Catalogue, SceneError
from simulator.app.cohorts import cards, shares
from simulator.app.index import FROM_A_MOMENT, fresh_index, unread
from simulator.core.scene import Scene
from simulator.exporting.naming import rule_names
from simulator.presenting.language import LANGUAGES
from simulator.presenting.reviewing import Entry, Lost, Sheet, day_of, decided_first
from simulator.recording import annotations
from simulator.recording.annotations import AnnotationError, Annotations
from simulator.recording.store import (
    Cohort,
    Fault,
    Patience,
    Query,
    Row,
    Store,
    StoreError,
    ask,
    cohort,
    open_url,
)

Told = Callable[[float], None]

NOT_THERE_YET = (
    "Sessions of this computer that have not reached the lab's store yet: {}; they are listed, and not counted in the "
    "figures."
)


@dataclass(frozen=True, slots=True)
class Group:
    """All judged sessions of one scene, oldest first, with what their figures are made of."""

    scene: Scene
    cohort: Cohort
    cards: tuple[Scorecard, ...]
    shares: Floats
    """(sessions, items), 0 to 1, as `app.cohorts.shares` gives it."""


@dataclass(frozen=True, slots=True)
class Records:
    """What is known. `unread`: journals that the index has not read yet; `notice`: what an instructor should know."""

    entries: tuple[Entry, ...]
    groups: Mapping[str, Group]
    book: Mapping[str, Sheet]
    unread: int
    notice: str


def records(
    catalogue: Catalogue,
    told: Told = lambda share: None,
    most: int | None = 0,
    whole: bool = True,
    waits: Callable[[], None] = lambda: None,
) -> Records:
    """Read the store; by default only what its index knows already. Without `whole` the findings are left out. `waits`
    is called where another program keeps the index busy.

    StoreError where not even the index of this computer can be used.
    """
    with fresh_index(catalogue, told, most, patience=Patience(told=waits)) as local:
        store, notice = _asked(local)
        try:
            rows = ask(store)
            if store is not local:
                # What has not reached the lab's store yet, or never does as it is damaged, is not missed in the list.
                known = {row.session for row in rows}
                ours = [row for row in ask(local) if row.session not in known]
                rows = [*ours, *rows]
                late = sum(row.state != "damaged" for row in ours)
                notice = NOT_THERE_YET.format(late) if late else ""
            scenes = sorted({row.scene for row in rows if row.rubric is not None})
            groups = {name: made for name in scenes if (made := _group(store, catalogue, name))} if whole else {}
        finally:
            if store is not local:
                store.close()
        left = unread(local)
    said, problem = read_annotations()
    lost = {
        row.session: faults
        for group in groups.values()
        for row, faults in zip(group.cohort.rows, group.cohort.faults, strict=True)
    }
    entries = tuple(_entry(row, lost.get(row.session, ()), said) for row in rows)
    book = sheets(catalogue, sorted({row.scene for row in rows if row.scene}))
    return Records(entries, groups, book, left, notice or problem or said.problem)


def read_annotations() -> tuple[Annotations, str]:
    """All notes and ratings of this installation, and why there are none if they cannot be read."""
    try:
        return annotations.read(preferences.home() / annotations.ANNOTATIONS_FILE), ""
    except AnnotationError as error:
        return Annotations({}, {}), str(error)


def annotated(entry: Entry, said: Annotations) -> Entry:
    """The entry with its notes and rating as they are now."""
    rating = said.ratings.get(entry.session)
    return replace(
        entry,
        grade=rating.grade if rating else None,
        grade_percent=rating.percent if rating else None,
        notes=len(said.notes.get(entry.session, ())),
    )


def sheets(catalogue: Catalogue, scenes: Sequence[str]) -> dict[str, Sheet]:
    """What the scenes and their rules are called; a scene that is not on this computer is left out."""
    found = {}
    for name in scenes:
        scene = _scene(catalogue, name)
        if scene is not None:
            found[name] = _sheet(scene)
    return found


def _sheet(scene: Scene) -> Sheet:
    title: Say = {language: scene.title[language] for language in LANGUAGES}
    return Sheet(title, rule_names(scene), assessment.rubric(scene, None).pass_percent)


def _group(store: Store, catalogue: Catalogue, name: str) -> Group | None:
    scene = _scene(catalogue, name)
    if scene is None:
        return None
    found = cohort(store, Query(scene=name))
    return Group(scene, found, cards(found), shares(found))


def _scene(catalogue: Catalogue, name: str) -> Scene | None:
    try:
        return catalogue.called(name)
    except SceneError:
        return None


def _asked(local: Store) -> tuple[Store, str]:
    """The lab's store where one is set up and answers, else the index of this computer."""
    url = preferences.store_url()
    if not url:
        return local, ""
    try:
        return open_url(url), ""
    except StoreError as error:
        return local, str(error)


def _entry(row: Row, faults: Sequence[Fault], said: Annotations) -> Entry:
    entry = Entry(
        session=row.session,
        file=row.file,
        learner=row.learner,
        scene=row.scene,
        mode=row.mode,
        started=row.started,
        day=day_of(row.started),
        state=row.state,
        problem="" if row.problem == FROM_A_MOMENT else row.problem,
        from_moment=row.problem == FROM_A_MOMENT,
        percent=row.percent,
        passed=row.passed,
        critical=row.critical,
        exposure=row.exposure,
        lost=decided_first([_lost(one) for one in faults]),
    )
    return annotated(entry, said)


def _lost(one: Fault) -> Lost:
    return Lost(one.kind, one.rule, one.points, one.critical, one.at_s, bool(one.evidence.get("before")))
