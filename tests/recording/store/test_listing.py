"""`manikin sessions`: filters, the lab's store, rebuilding; what is damaged or doubled is always named."""

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.app import listing
from simulator.recording.store import Query, ask, count, open_file, open_url
from tests.program import LEARNERS, SCENE, Said, manikin
from tests.recording.store.server import Server


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A computer with two finished sessions, a copy, and a damaged one."""
    made = tmp_path_factory.mktemp("home")
    folder = made / "sessions"
    folder.mkdir()
    for number, name in enumerate(("perfect", "e03-reversed-collar"), start=1):
        out = tmp_path_factory.mktemp(name)
        assert manikin("perform", SCENE, LEARNERS / f"{name}.yaml", "--out", out, home=made).status == 0
        shutil.copy(out / "session.jsonl", folder / f"2026010{number}-000000-{name}.jsonl")
    shutil.copy(folder / "20260101-000000-perfect.jsonl", folder / "20260109-000000-copy.jsonl")
    (folder / "20260103-000000-bad.jsonl").write_text("no journal\n")
    return made


def rows(said: Said) -> list[str]:
    assert said.status == 0, said
    return [Path(row["journal"]).stem[16:] for row in json.loads(said.out)]


def listed(home: Path, *arguments: object, **more: str) -> Said:
    return manikin("sessions", "--json", *arguments, home=home, more=more)


def test_every_session_is_listed_once_and_what_is_damaged_or_doubled_is_named(home: Path) -> None:
    said = listed(home)
    assert sorted(rows(said)) == ["bad", "e03-reversed-collar", "perfect"]
    assert "20260109-000000-copy.jsonl: a copy of 20260101-000000-perfect.jsonl" in said.err
    assert "20260103-000000-bad.jsonl:1:" in said.err
    row = next(row for row in json.loads(said.out) if row["state"] == "damaged")
    assert (row["verdict"], row["finished"]) == ("damaged", False)
    assert "20260103-000000-bad.jsonl:1:" in row["problem"]
    plain = manikin("sessions", home=home)
    assert len(plain.out.splitlines()) == 3


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["--passed"], ["perfect"]),
        (["--failed"], ["e03-reversed-collar"]),
        (["--search", "REVERSED"], ["e03-reversed-collar"]),
        (["--learner", "nobody"], []),
        (["--scene", SCENE, "--mode", "assess", "--passed"], ["perfect"]),
        (["--until", "2026-01-03"], ["bad"]),
        (["--since", "2026-01-03", "--until", "2026-01-03"], ["bad"]),
        (["--since", "2999-01-01"], []),
    ],
)
def test_filters(home: Path, arguments: list[str], wanted: list[str]) -> None:
    said = listed(home, *arguments)
    assert rows(said) == wanted
    assert "20260103-000000-bad.jsonl:1:" in said.err, "a damaged record is named whatever is asked for"


def test_a_wrong_date_is_one_sentence(home: Path) -> None:
    assert "'yesterday' is no date" in manikin("sessions", "--since", "yesterday", home=home).sentence()


def test_the_index_is_rebuilt_with_a_word_about_it(home: Path) -> None:
    before = rows(listed(home))
    said = listed(home, "--rebuild")
    assert "Reading the records: done" in said.err
    assert rows(said) == before


def _as_an_older_scene_judged(home: Path) -> None:
    """The index as it was before the scene was changed: everybody had failed."""
    with closing(sqlite3.connect(home / "sessions.sqlite")) as index:
        index.execute("UPDATE manikin_judgements SET judged_sha256 = 'older', percent = 1.0, passed = 0")
        index.commit()


def test_what_another_version_of_a_scene_judged_is_judged_again(home: Path, tmp_path: Path) -> None:
    before = [(row["session"], row["percent"], row["verdict"]) for row in json.loads(listed(home).out)]
    assert {verdict for *_, verdict in before} == {"passed", "not passed", "damaged"}
    _as_an_older_scene_judged(home)
    said = listed(home)
    assert [(row["session"], row["percent"], row["verdict"]) for row in json.loads(said.out)] == before
    assert "Reading the records: done" in said.err
    listed(home)  # the copy of a record that was read anew is looked at after it
    assert "Reading the records" not in listed(home).err
    _as_an_older_scene_judged(home)
    assert rows(listed(home, "--passed")) == ["perfect"]
    _as_an_older_scene_judged(home)
    out = tmp_path / "passed.csv"
    assert manikin("export", "--to", "csv", "--passed", "--out", out, home=home).status == 0
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 2


def test_a_list_that_nobody_may_bring_in_step_says_whose_verdict_it_tells(home: Path) -> None:
    store = open_file(home / "sessions.sqlite")
    row = replace(ask(store, Query(verdict="passed"))[0], judged_sha256="older")
    store.close()
    assert listing.verdict(row, {SCENE: "older"}) == "passed"
    assert listing.verdict(row, {}) == "passed"
    assert listing.verdict(row, {SCENE: "newer"}) == "passed by another version of the scene"
    elsewhere = replace(row, judge="0" * 16)
    assert listing.verdict(elsewhere, {SCENE: "older"}) == "passed by another version of the program"


def test_sessions_of_a_lab_are_sent_and_listed(home: Path, server: Server) -> None:
    said = listed(home, "--store", server.url)
    assert sorted(rows(said)) == ["bad", "e03-reversed-collar", "perfect"]
    store = open_url(server.url)
    assert count(store) == 2
    assert sorted(rows(listed(home, "--passed", MANIKIN_STORE=server.url))) == ["perfect"]
    assert sorted(rows(listed(home, "--rebuild", "--store", server.url))) == ["bad", "e03-reversed-collar", "perfect"]
    assert count(store) == 2
    store.close()


def test_a_lab_that_does_not_answer_leaves_the_sessions_of_this_computer(home: Path) -> None:
    nowhere = "postgresql://u:secret@127.0.0.1:1/x"
    said = listed(home, MANIKIN_STORE=nowhere)
    assert len(rows(said)) == 3
    assert "does not answer" in said.err
    assert "secret" not in said.err
    assert "does not answer" in manikin("sessions", "--store", nowhere, home=home).sentence()
