"""Puts sessions into a store: each exactly once, whoever else writes, and again without effect."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert
from sqlalchemy.dialects import postgresql, sqlite

from simulator.recording.store.opening import Store, writing
from simulator.recording.store.plain import as_json, faults_to_json
from simulator.recording.store.tables import faults, judgements, sessions
from simulator.recording.store.values import Judgement, Summary

_CHILDREN = (judgements, faults)


def put(store: Store, summaries: Sequence[Summary]) -> int:
    """Put sessions in, all in one transaction; how many were new or had changed. StoreError.

    The same summary again changes nothing. A record of fewer lines never takes the place of a longer one of the same
    session, so that an old copy does not undo what a newer record says.
    """
    with writing(store) as connection:
        return sum(put_one(connection, store.is_server, summary) for summary in summaries)


def put_one(connection: Connection, is_server: bool, summary: Summary) -> bool:
    """Put one session in within a transaction; whether anything changed."""
    values = _session_row(summary)
    dialect: Any = postgresql if is_server else sqlite
    wanted = dialect.insert(sessions).values(values)
    wanted = wanted.on_conflict_do_update(
        index_elements=[sessions.c.session],
        set_={name: wanted.excluded[name] for name in values if name != "session"},
        where=(sessions.c.digest != wanted.excluded.digest) & (sessions.c.lines <= wanted.excluded.lines),
    ).returning(sessions.c.session)
    if connection.execute(wanted).first() is None:
        return False
    for table in _CHILDREN:
        connection.execute(delete(table).where(table.c.session == summary.session))
    if summary.judgements:
        connection.execute(insert(judgements), [_judgement_row(summary.session, one) for one in summary.judgements])
    broken = {(one.rule, judged.rubric) for judged in summary.judgements for one in judged.faults}
    found = [{"rule": rule, "rubric": rubric, "session": summary.session} for rule, rubric in sorted(broken)]
    if found:
        connection.execute(insert(faults), found)
    return True


def remove(connection: Connection, wanted: Iterable[str]) -> None:
    """Take sessions out of the index within a transaction; their judgements go with them."""
    for session in wanted:
        connection.execute(delete(sessions).where(sessions.c.session == session))


def _session_row(one: Summary) -> dict[str, Any]:
    row = {
        "session": one.session,
        "file": one.file,
        "computer": one.computer,
        "scene": one.scene,
        "scene_sha256": one.scene_sha256,
        "program": one.program,
        "learner": one.learner,
        "mode": one.mode,
        "started": one.started,
        "length_s": one.length_s,
        "exposure": one.exposure,
        "lines": one.lines,
        "state": one.state,
        "sealed_by": one.sealed_by,
        "last_sha256": one.last_sha256,
        "problem": one.problem,
        "judge": one.judge,
    }
    search = folded(" ".join((one.learner, one.scene, one.file, one.session)))
    row = {name: storable(value) for name, value in row.items()}
    return {**row, "search": search, "digest": _digest(row, one.judgements)}


def folded(text: str) -> str:
    """The text as it is searched: small and capital letters alike, in every script."""
    return str(storable(text.casefold()))


def _judgement_row(session: str, one: Judgement) -> dict[str, Any]:
    return {
        "session": session,
        "rubric": one.rubric,
        "usual": one.usual,
        "judged_sha256": one.scene_sha256,
        "total": one.total,
        "of": one.of,
        "percent": one.percent,
        "passed": one.passed,
        "critical": as_json(list(one.critical)),
        "sheet": as_json([list(one.items), [of for _, of in one.items.values()]]),
        "got": as_json([got for got, _ in one.items.values()]),
        "faults": faults_to_json(one.faults),
    }


def _digest(row: Mapping[str, Any], judged: Sequence[Judgement]) -> str:
    return hashlib.sha256(as_json([row, *(_judgement_row("", one) for one in judged)]).encode()).hexdigest()


def storable(value: Any) -> Any:
    """Text as every database takes it: PostgreSQL knows no zero byte, and no half of a surrogate pair."""
    if isinstance(value, str):
        return value.replace("\0", "�").encode("utf-8", "replace").decode("utf-8")
    return value
