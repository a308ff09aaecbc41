"""Asks a store: which sessions, how many, and what a cohort did item by item."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, select

from simulator.recording.store.opening import Store, reading
from simulator.recording.store.plain import faults_from_json, shares_from_json
from simulator.recording.store.tables import faults, judgements, sessions
from simulator.recording.store.values import Cohort, Query, Row
from simulator.recording.store.writing import folded, storable

_ROW = (
    *(sessions.c[name] for name in (
        "session", "file", "computer", "scene", "scene_sha256", "program", "learner", "mode", "started", "length_s",
        "state", "sealed_by", "problem", "last_sha256",
    )),
    *(judgements.c[name] for name in ("rubric", "judged_sha256", "total", "of", "percent", "passed", "critical")),
    sessions.c.exposure,
    sessions.c.judge,
)  # fmt: skip

_FEW, _ALL = 500, 1_000_000_000

_ORDER: Mapping[str, ColumnElement[Any]] = {
    "started": sessions.c.started,
    "learner": sessions.c.learner,
    "scene": sessions.c.scene,
    "mode": sessions.c.mode,
    "percent": func.coalesce(judgements.c.percent, literal(-1.0)),
    "length": sessions.c.length_s,
}


def ask(store: Store, query: Query = Query()) -> list[Row]:  # noqa: B008 - a frozen value
    """The sessions that a query asks for, in its order. StoreError."""
    key = _ORDER[query.order]
    keys = [key, sessions.c.started, sessions.c.file, sessions.c.session]
    order = [one.asc() if query.ascending else one.desc() for one in keys]
    with reading(store) as connection:
        if query.limit is None or query.limit > _FEW:
            wanted = _joined(select(*_ROW), query).order_by(*order)
            if query.limit is not None or query.offset:
                wanted = wanted.limit(_ALL if query.limit is None else query.limit).offset(query.offset)
            return [_row(found) for found in connection.execute(wanted)]
        # Only the keys are sorted; the rest is fetched for the few that are shown.
        chosen = _joined(select(sessions.c.session), query).order_by(*order).limit(query.limit).offset(query.offset)
        ids = list(connection.execute(chosen).scalars())
        rows = _joined(select(*_ROW), Query(rubric=query.rubric)).where(sessions.c.session.in_(ids))
        found = {row.session: row for row in map(_row, connection.execute(rows))}
    return [found[session] for session in ids if session in found]


def count(store: Store, query: Query = Query()) -> int:  # noqa: B008 - a frozen value
    """How many sessions a query asks for, its limit and offset aside. StoreError."""
    wanted = select(func.count()).select_from(sessions)
    if query.verdict is None and query.fault is None:
        wanted = wanted.where(*_conditions(query))  # no judgement is asked for
    else:
        wanted = _joined(select(func.count()), query)
    with reading(store) as connection:
        return int(connection.execute(wanted).scalar_one())


def learners(store: Store) -> tuple[str, ...]:
    """Everybody who has a session, in alphabetical order. StoreError."""
    return _different(store, sessions.c.learner)


def scenes(store: Store) -> tuple[str, ...]:
    """Every scene that has a session, in alphabetical order. StoreError."""
    return _different(store, sessions.c.scene)


def rubrics(store: Store, scene: str) -> tuple[str, ...]:
    """Every rubric that has judged a session of the scene, the usual one first. StoreError."""
    wanted = (
        select(judgements.c.rubric, func.max(case((judgements.c.usual, 1), else_=0)))
        .join(sessions, sessions.c.session == judgements.c.session)
        .where(sessions.c.scene == scene)
        .group_by(judgements.c.rubric)
    )
    with reading(store) as connection:
        found = [(-usual, rubric) for rubric, usual in connection.execute(wanted)]
    return tuple(rubric for _, rubric in sorted(found))


def cohort(store: Store, query: Query) -> Cohort:
    """What the judged sessions of a query did, item by item, oldest first. Ask for one scene: items are its own.

    StoreError.
    """
    more = (judgements.c.sheet, judgements.c.got, judgements.c.faults)
    wanted = _joined(select(*_ROW, *more), query).where(judgements.c.rubric.is_not(None))
    with reading(store) as connection:
        found = connection.execute(wanted.order_by(sessions.c.started, sessions.c.session)).all()
    items, shares = shares_from_json([row.sheet for row in found], [row.got for row in found])
    return Cohort(
        rows=tuple(_row(row[: -len(more)]) for row in found),
        items=items,
        shares=shares,
        faults=tuple(faults_from_json(row.faults) for row in found),
    )


def _joined(wanted: Select[Any], query: Query) -> Select[Any]:
    """The query's sessions, each with its judgement by the wanted rubric if there is one."""
    rubric = judgements.c.usual if query.rubric is None else judgements.c.rubric == query.rubric
    both = sessions.outerjoin(judgements, and_(judgements.c.session == sessions.c.session, rubric))
    return wanted.select_from(both).where(*_conditions(query))


def _conditions(query: Query) -> Iterable[ColumnElement[bool]]:
    for name in ("learner", "scene", "mode", "state"):
        value = getattr(query, name)
        if value is not None:
            yield sessions.c[name] == storable(value)
    if query.since is not None:
        yield sessions.c.started >= query.since
    if query.until is not None:
        yield sessions.c.started < query.until
    if query.verdict == "unjudged":
        yield judgements.c.passed.is_(None)
    elif query.verdict is not None:
        yield judgements.c.passed.is_(query.verdict == "passed")
    for word in folded(query.text).split():
        yield sessions.c.search.contains(word, autoescape=True)
    if query.fault is not None:
        same = (faults.c.session == judgements.c.session, faults.c.rubric == judgements.c.rubric)
        yield exists().where(faults.c.rule == query.fault, *same)


def _different(store: Store, column: ColumnElement[str]) -> tuple[str, ...]:
    with reading(store) as connection:
        return tuple(sorted(found for (found,) in connection.execute(select(column).distinct()) if found))


def _row(found: Any) -> Row:
    *before, sealed_by, problem, last, rubric, judged, total, of, percent, passed, critical, exposure, judge = found
    vetoes = () if critical is None else tuple(json.loads(critical))
    judgement = (rubric, judged, total, of, percent, passed, vetoes)
    return Row(*(*before, bool(sealed_by), problem, last, *judgement, exposure, judge))
