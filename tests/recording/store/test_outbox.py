"""What waits is sent to the lab's store: each session once, whatever breaks on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from simulator.recording.store import (
    Query,
    Store,
    StoreError,
    ask,
    count,
    open_file,
    open_url,
    outbox,
    put,
    send,
    send_all_again,
    summaries,
    waiting,
)
from tests.recording.store.samples import summary
from tests.recording.store.server import Server

MANY = [summary(f"s{number:03d}", f"2026-01-01T10:{number // 60:02d}:{number % 60:02d}+00:00") for number in range(120)]


@contextmanager
def lab(server: Server) -> Iterator[Store]:
    store = open_url(server.url)
    try:
        yield store
    finally:
        store.close()


def test_everything_is_sent_once_and_then_nothing(local: Store, server: Server) -> None:
    put(local, MANY)
    told: list[float] = []
    with lab(server) as far:
        assert waiting(local, far.name) == 120
        assert send(local, far, told.append) == 120
        assert (told[-1], waiting(local, far.name), send(local, far)) == (1.0, 0, 0)
        assert summaries(far, ["s007"]) == [MANY[7]]
        put(local, [summary("s007", learner="Bo")])
        assert send(local, far) == 1
        assert (count(far), count(far, Query(learner="Bo"))) == (120, 1)


def test_damaged_records_stay_at_home(local: Store, server: Server) -> None:
    put(local, [summary("s1"), summary("damaged-1", state="damaged", judgements=())])
    with lab(server) as far:
        assert send(local, far) == 1
        assert [row.session for row in ask(far)] == ["s1"]


def test_a_server_that_goes_in_the_middle_gets_the_rest_later(
    local: Store, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(local, MANY)
    calls = []

    def cut_off(store: Store, some: list[object]) -> int:
        calls.append(len(some))
        if len(calls) == 2:
            server.stop()
        return put(store, some)  # type: ignore[arg-type]

    monkeypatch.setattr(outbox, "put", cut_off)
    try:
        with lab(server) as far:
            with pytest.raises(StoreError, match=r"does not answer|cannot be used"):
                send(local, far)
            assert waiting(local, far.name) == 70
            with pytest.raises(StoreError, match="does not answer"):
                send(local, far)
            put(local, [summary("s900")])  # work goes on
            server.start()
            assert send(local, far) == 71
            assert count(far) == 121
    finally:
        monkeypatch.undo()
        with_server_running(server)


def with_server_running(server: Server) -> None:
    """Whatever a test left behind, the next one finds the server."""
    try:
        open_url(server.url).close()
    except StoreError:
        server.start()


def test_a_program_that_ends_between_sending_and_marking_sends_again_without_harm(
    local: Store, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(local, MANY[:3])
    with lab(server) as far:
        with monkeypatch.context() as broken:
            broken.setattr(outbox, "writing", interrupted)
            with pytest.raises(KeyboardInterrupt):
                send(local, far)
        assert (count(far), waiting(local, far.name)) == (3, 3)
        assert send(local, far) == 3
        assert (count(far), waiting(local, far.name)) == (3, 0)


@contextmanager
def interrupted(store: Store) -> Iterator[None]:
    raise KeyboardInterrupt
    yield


def test_two_computers_send_to_one_lab(local: Store, server: Server, tmp_path: Path) -> None:
    other = open_file(tmp_path / "other" / "sessions.sqlite")
    put(local, [summary("s1"), summary("s2")])
    put(other, [summary("s2", computer="laptop"), summary("s3", computer="laptop")])
    with lab(server) as far:
        send(local, far)
        send(other, far)
        assert send(local, far) == send(other, far) == 0
        assert sorted(row.session for row in ask(far)) == ["s1", "s2", "s3"]
    other.close()


def test_a_lab_s_store_that_was_emptied_is_sent_everything_again(local: Store, server: Server) -> None:
    from sqlalchemy import create_engine

    from simulator.recording.store.tables import metadata

    put(local, MANY[:4])
    with lab(server) as far:
        send(local, far)
    engine = create_engine(server.url.replace("postgresql:", "postgresql+psycopg:"))
    metadata.drop_all(engine)
    engine.dispose()
    with lab(server) as far:
        assert waiting(local, far.name) == 4
        send(local, far)
        assert count(far) == 4


def test_all_can_be_sent_again_by_hand(local: Store, server: Server) -> None:
    put(local, MANY[:4])
    with lab(server) as far:
        send(local, far)
        send_all_again(local, far.name)
        assert send(local, far) == 4
        assert count(far) == 4


def test_sending_stops_when_it_is_told_to(local: Store, server: Server) -> None:
    put(local, MANY)
    asked: list[int] = []

    def enough() -> bool:
        asked.append(1)
        return len(asked) > 1

    with lab(server) as far:
        assert send(local, far, stop=enough) == 50
        assert waiting(local, far.name) == 70
