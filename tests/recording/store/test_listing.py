"""`manikin sessions`: filters, the lab's store, rebuilding; what is damaged or doubled is always named."""

import json
import shutil
from pathlib import Path

import pytest

from simulator.recording.store import count, open_url
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
