"""What is put in is there once, whole, whoever else writes; and opening a store answers for every trouble."""

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from simulator.recording.store import (
    DamagedIndexError,
    Query,
    Store,
    StoreError,
    ask,
    count,
    open_file,
    open_memory,
    open_url,
    put,
    set_aside,
    summaries,
)
from simulator.recording.store.opening import writing
from simulator.recording.store.tables import ADDED, SCHEMA, about, sessions
from tests.recording.store.samples import LATE, LET_GO, judgement, summary
from tests.recording.store.server import Server


def test_the_same_again_changes_nothing(store: Store) -> None:
    assert put(store, [summary("s1"), summary("s2")]) == 2
    assert put(store, [summary("s1"), summary("s2")]) == 0
    assert count(store) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"learner": "Bo"},
        {"lines": 13},
        {"judgements": ()},
        {"judgements": (judgement(91.0),)},
        {"judgements": (judgement(faults=(LATE, LET_GO)),)},
        {"judgements": (judgement(items={"hold": (6.0, 10.0)}),)},
        {"judgements": (judgement(faults=(replace(LATE, evidence={"before": ["other"]}),)),)},
    ],
)
def test_a_session_that_has_changed_takes_its_own_place(store: Store, change: dict[str, object]) -> None:
    put(store, [summary("s1")])
    assert put(store, [summary("s1", **change)]) == 1
    assert summaries(store, ["s1"]) == [summary("s1", **change)]


def test_an_older_state_of_a_record_does_not_undo_a_newer_one(store: Store) -> None:
    put(store, [summary("s1", lines=12)])
    assert put(store, [summary("s1", lines=5, state="unfinished", judgements=())]) == 0
    assert ask(store)[0].state == "finished"


def test_text_that_no_database_takes_is_kept_as_near_as_it_goes(store: Store) -> None:
    put(store, [summary("s1", learner="a\0b", problem="\ud800 here")])
    row = ask(store)[0]
    assert (row.learner, row.problem) == ("a�b", "? here")


def test_a_failure_in_the_middle_leaves_nothing_behind(store: Store) -> None:
    put(store, [summary("s1")])
    broken = summary("s3", lines=None)
    with pytest.raises(StoreError):
        put(store, [summary("s2"), broken])
    assert [row.session for row in ask(store)] == ["s1"]


def test_many_who_write_the_same_at_once_make_it_once(
    store: Store, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    troubles: list[StoreError] = []
    url = request.getfixturevalue("server").url if store.is_server else f"sqlite:///{tmp_path / 'sessions.sqlite'}"

    def work(first: int) -> None:
        mine = open_url(url)
        try:
            for number in range(20):
                put(mine, [summary(f"s{(first + number) % 25:02d}", computer=f"pc{first % 2}")])
        except StoreError as error:
            troubles.append(error)
        finally:
            mine.close()

    threads = [threading.Thread(target=work, args=(first,)) for first in range(0, 25, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert len(ask(store, Query(rubric="strict"))) == 25
    assert all(len(one.judgements) == 2 for one in summaries(store, [row.session for row in ask(store)]))


def test_programs_that_open_a_new_store_at_once_make_it_once(tmp_path: Path, server: Server) -> None:
    for url in (f"sqlite:///{tmp_path / 'new.sqlite'}", server.url):
        names: list[str] = []

        def work(url: str = url, names: list[str] = names) -> None:
            mine = open_url(url)
            names.append(mine.name)
            mine.close()

        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(names) == 6
        assert len(set(names)) == 1


def renumber(store: Store, number: int) -> None:
    with writing(store) as connection:
        connection.execute(update(about).values(schema_number=number))


def test_an_index_of_another_version_is_made_anew_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "sessions.sqlite"
    store = open_file(path)
    put(store, [summary("s1")])
    renumber(store, SCHEMA - 1)
    store.close()
    again = open_file(path)
    assert count(again) == 0
    assert again.name != store.name
    renumber(again, SCHEMA + 1)
    again.close()
    with pytest.raises(StoreError, match="newer version"):
        open_file(path)


@pytest.mark.parametrize("kind", ["file", "server"])
def test_a_store_without_the_newest_columns_goes_on_and_keeps_all_it_has(
    tmp_path: Path, server: Server, kind: str
) -> None:
    url = f"sqlite:///{tmp_path / 'old.sqlite'}" if kind == "file" else server.url
    old = open_url(url)
    put(old, [summary("s1", judge="of today")])
    with writing(old) as connection:
        for column in ADDED:
            connection.exec_driver_sql(f"ALTER TABLE {column.table.name} DROP COLUMN {column.name}")
    old.close()
    store = open_url(url)
    assert [(row.session, row.judge) for row in ask(store)] == [("s1", "")]
    assert store.name == old.name, "it is the same store, so nothing is sent to it again"
    assert put(store, [summary("s1", judge="of tomorrow")]) == 1
    assert [row.judge for row in ask(store)] == ["of tomorrow"]
    store.close()


def test_a_program_that_does_not_know_the_newest_columns_may_write_beside_one_that_does(local: Store) -> None:
    known = [column for column in sessions.c if column not in ADDED]
    put(local, [summary("s1", judge="of today")])
    with writing(local) as connection:
        row = connection.execute(select(*known)).mappings().one()
        connection.execute(insert(sessions).values({**row, "session": "s2", "file": "s2.jsonl"}))
    assert {row.session: row.judge for row in ask(local)} == {"s1": "of today", "s2": ""}


def test_a_lab_s_store_of_an_older_version_is_never_emptied_unasked(server: Server) -> None:
    store = open_url(server.url)
    put(store, [summary("s1")])
    renumber(store, SCHEMA - 1)
    store.close()
    with pytest.raises(StoreError, match=r"older version.*--rebuild"):
        open_url(server.url)
    anew = open_url(server.url, may_make_anew=True)
    assert (count(anew), anew.name != store.name) == (0, True)
    anew.close()


@pytest.mark.parametrize("content", [b"no database at all, only words\n" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_index_is_named_and_set_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sessions.sqlite"
    path.write_bytes(content)
    with pytest.raises(DamagedIndexError, match="damaged"):
        open_file(path)
    set_aside(path)
    set_aside(path)
    store = open_file(path)
    assert put(store, [summary("s1")]) == 1
    store.close()


def test_a_database_that_lacks_a_table_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "sessions.sqlite"
    open_file(path).close()
    with sqlite3.connect(path) as bare:
        bare.execute("DROP TABLE manikin_judgements")
    bare.close()
    store = open_file(path)
    with pytest.raises(DamagedIndexError):
        ask(store)
    store.close()


def test_an_index_in_memory_needs_no_disk() -> None:
    store = open_memory()
    put(store, [summary("s1")])
    assert count(store) == 1
    store.close()


def test_an_index_that_another_program_keeps_busy_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.recording.store.opening._BUSY_S", 0.1)
    path = tmp_path / "sessions.sqlite"
    store = open_file(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another program keeps the index busy"):
        put(store, [summary("s1")])
    assert count(store) == 0
    other.execute("ROLLBACK")
    other.close()
    assert put(store, [summary("s1")]) == 1
    store.close()


def sentence(url: str) -> str:
    with pytest.raises(StoreError) as caught:
        open_url(url)
    said = str(caught.value)
    assert said.count("\n") == 0
    assert said.endswith(".")
    return said


def test_every_wrong_address_is_one_sentence_that_tells_no_password(server: Server) -> None:
    wrong = server.address(password="not-this-one")
    assert "refuses this user or password" in sentence(wrong)
    assert "not-this-one" not in sentence(wrong)
    assert "refuses this user or password" in sentence(server.address(user="nobody-here"))
    assert "no such database" in sentence(server.address(database="nowhere"))
    assert "does not answer" in sentence("postgresql://u:secret@127.0.0.1:1/x")
    assert "no such server" in sentence("postgresql://u:secret@no-such-host.invalid/x")
    for url in ("", "just words", "postgresql://u:pass word@[::1/x"):
        assert "no URL" in sentence(url)
        assert "pass word" not in sentence(url)
    assert "unknown" in sentence("mysql://u:secret@host/x")
    assert "secret" not in sentence("mysql://u:secret@host/x")
    assert "cannot be opened here" in sentence("sqlite:////no/such/folder/x.sqlite")
