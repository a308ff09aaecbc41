"""Sends the sessions of one computer to the store of a lab: each once, and again only when its record has changed.

Nothing is queued: what is not yet marked as sent to that store is still to be sent. A program that ends between
sending and marking sends once more, which changes nothing there.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Select, and_, delete, func, insert, or_, select

from simulator.recording.store.opening import Store, reading, writing
from simulator.recording.store.plain import faults_from_json, items_from_json
from simulator.recording.store.tables import judgements, sent, sessions
from simulator.recording.store.values import Judgement, Summary
from simulator.recording.store.writing import put

_AT_ONCE = 50

Told = Callable[[float], None]
Stop = Callable[[], bool]


def waiting(local: Store, server: str | None = None) -> int:
    """How many sessions have not been sent to the store of that name, or (None) to any store. StoreError."""
    with reading(local) as connection:
        return int(connection.execute(_waiting(select(func.count()), server)).scalar_one())


def send(local: Store, server: Store, told: Told = lambda share: None, stop: Stop = lambda: False) -> int:
    """Send what waits, oldest first, until nothing waits or `stop` says so; how many were sent. StoreError."""
    whole, done = waiting(local, server.name), 0
    while not stop():
        with reading(local) as connection:
            wanted = _waiting(select(sessions.c.session, sessions.c.digest), server.name)
            some = connection.execute(wanted.order_by(sessions.c.started).limit(_AT_ONCE)).all()
        if not some:
            break
        put(server, summaries(local, [row.session for row in some]))
        with writing(local) as connection:
            for row in some:
                mine = (sent.c.store == server.name) & (sent.c.session == row.session)
                connection.execute(delete(sent).where(mine))
                connection.execute(insert(sent).values(store=server.name, session=row.session, digest=row.digest))
        done += len(some)
        told(min(1.0, done / max(whole, 1)))
    return done


def send_all_again(local: Store, server: str) -> None:
    """Forget what was sent to the store of that name. StoreError."""
    with writing(local) as connection:
        connection.execute(delete(sent).where(sent.c.store == server))


def summaries(store: Store, wanted: Sequence[str]) -> list[Summary]:
    """The summaries of sessions as they were put in. StoreError."""
    with reading(store) as connection:
        rows = connection.execute(select(sessions).where(sessions.c.session.in_(wanted))).all()
        judged = connection.execute(select(judgements).where(judgements.c.session.in_(wanted))).all()
    by_session: dict[str, list[Judgement]] = {}
    for row in judged:
        by_session.setdefault(row.session, []).append(
            Judgement(
                rubric=row.rubric,
                scene_sha256=row.judged_sha256,
                usual=row.usual,
                total=row.total,
                of=row.of,
                percent=row.percent,
                passed=row.passed,
                critical=tuple(json.loads(row.critical)),
                items=items_from_json(row.sheet, row.got),
                faults=faults_from_json(row.faults),
            )
        )
    left_out = ("search", "digest")
    return [
        Summary(
            **{name: value for name, value in row._mapping.items() if name not in left_out},
            judgements=tuple(sorted(by_session.get(row.session, ()), key=lambda one: (not one.usual, one.rubric))),
        )
        for row in rows
    ]


def _waiting(wanted: Select[Any], server: str | None) -> Select[Any]:
    there = sent.c.session == sessions.c.session
    both = sessions.outerjoin(sent, there if server is None else and_(there, sent.c.store == server))
    # What is damaged stays at home: a good row that the server has from before is not undone.
    return (
        wanted.select_from(both)
        .where(or_(sent.c.session.is_(None), sent.c.digest != sessions.c.digest))
        .where(sessions.c.state != "damaged")
    )
