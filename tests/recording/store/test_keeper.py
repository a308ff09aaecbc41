"""The program's own upkeep: journals are judged into the index, and sent to the lab's store when it answers."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator import preferences
from simulator.app import records
from simulator.app.catalogue import Catalogue
from simulator.app.demo import perform_script
from simulator.app.index import fresh_index, index_file
from simulator.app.lately import lately
from simulator.app.summing import summary
from simulator.app.syncing import Keeper
from simulator.recording.store import Query, Row, ask, cohort, count, open_url
from simulator.session import Session
from tests.program import LEARNERS, SCENE
from tests.recording.store.server import Server


@pytest.fixture(scope="module")
def performed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two sealed sessions of the flagship scene, one faultless."""
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MANIKIN_HOME", str(tmp_path_factory.mktemp("home")))
        for name in ("perfect", "e03-reversed-collar"):
            out = tmp_path_factory.mktemp(name)
            perform_script(SCENE, LEARNERS / f"{name}.yaml", out)
            made[name] = out / "session.jsonl"
    return made


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, performed: dict[str, Path]) -> Path:
    """A computer with these sessions."""
    made = tmp_path / "home"
    (made / "sessions").mkdir(parents=True)
    for name, path in performed.items():
        shutil.copy(path, made / "sessions" / f"{name}.jsonl")
    monkeypatch.setenv("MANIKIN_HOME", str(made))
    monkeypatch.delenv("MANIKIN_STORE", raising=False)
    return made


def test_a_finished_session_is_judged_by_every_rubric_of_its_scene(performed: dict[str, Path]) -> None:
    catalogue = Catalogue()
    scene = catalogue.scene(SCENE)
    good, bad = (summary(performed[name], catalogue) for name in ("perfect", "e03-reversed-collar"))
    assert {one.rubric for one in good.judgements} == set(scene.rubrics)
    assert [one.rubric for one in good.judgements if one.usual] == ["standard"]
    assert all(one.scene_sha256 == scene.sha256 for one in good.judgements)
    usual = {one.rubric: one for one in bad.judgements}["standard"]
    assert not usual.passed
    assert usual.critical
    assert sum(of for _, of in usual.items.values()) == usual.of
    whole = {one.rubric: one for one in good.judgements}["standard"]
    assert sum(got for got, _ in whole.items.values()) == pytest.approx(whole.total, abs=0.01)
    lost = sum(of - got for got, of in usual.items.values())
    assert lost == pytest.approx(sum(one.points for one in usual.faults if one.rule in scene.steps), abs=20)
    assert lost > 0


def test_what_stands_beside_a_journal_is_not_believed(home: Path) -> None:
    (home / "sessions" / "e03-reversed-collar.scorecard.json").write_text('{"percent": 100, "passed": true}')
    with fresh_index(Catalogue()) as index:
        assert count(index, Query(verdict="passed")) == 1


def test_an_unfinished_session_is_not_judged(home: Path) -> None:
    scene = Catalogue().scene(SCENE)
    writer = records.begin(scene, "learn", "Ann")
    Session(scene, "learn", writer).perform(1.0, "secure-scene", None, {"gloves": "worn"})
    writer.close()
    (row,) = _rows(Query(state="unfinished"))
    assert (row.learner, row.passed, row.sealed) == ("Ann", None, False)


def _rows(query: Query) -> list[Row]:
    with fresh_index(Catalogue()) as index:
        return ask(index, query)


def test_a_damaged_record_keeps_what_its_head_says_and_why(home: Path) -> None:
    path = home / "sessions" / "perfect.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"worn"', b'"bare"', 1))
    (row,) = _rows(Query(state="damaged"))
    assert (row.learner, row.scene, row.sealed, row.passed) == ("reference", SCENE, False, None)
    assert "perfect.jsonl:2: this line was altered" in row.problem


@pytest.mark.parametrize("content", [b"", b"\0" * 99, b"[]\n", b'{"kind":"head"}\n', b"\xff\n"])
def test_a_file_that_is_no_journal_is_listed_as_damaged(home: Path, content: bytes) -> None:
    (home / "sessions" / "20260102-030405-x.jsonl").write_bytes(content)
    (row,) = _rows(Query(state="damaged"))
    assert row.started == "2026-01-02T03:04:05+00:00"
    assert "20260102-030405-x.jsonl:1:" in row.problem


def test_a_scene_that_is_not_here_leaves_the_session_unjudged_and_says_so(home: Path, tmp_path: Path) -> None:
    row = summary(home / "sessions" / "perfect.jsonl", Catalogue(tmp_path))
    assert (row.state, row.judgements) == ("finished", ())
    assert "is not on this computer" in row.problem


def test_when_the_scene_comes_back_the_session_is_judged(home: Path, tmp_path: Path) -> None:
    with fresh_index(Catalogue()) as index:
        before = {row.session: row.percent for row in ask(index)}
    with fresh_index(Catalogue(tmp_path), anew=True) as index:
        assert {row.percent for row in ask(index)} == {None}
    with fresh_index(Catalogue()) as index:
        assert {row.session: row.percent for row in ask(index)} == before


def test_an_index_full_of_nonsense_is_made_anew(home: Path) -> None:
    assert len(_rows(Query())) == 2
    for path in home.glob("sessions.sqlite*"):
        path.unlink()
    index_file().write_bytes(b"nonsense " * 5000)
    assert len(_rows(Query())) == 2
    assert len(_rows(Query())) == 2
    assert index_file().with_name("sessions.sqlite.damaged").is_file()


def test_a_deleted_index_loses_nothing(home: Path) -> None:
    with fresh_index(Catalogue()) as index:
        before = cohort(index, Query())
    for path in home.glob("sessions.sqlite*"):
        path.unlink()
    with fresh_index(Catalogue()) as index:
        assert cohort(index, Query()) == before


def test_where_the_index_cannot_lie_it_is_kept_in_memory(home: Path) -> None:
    index_file().mkdir()
    assert len(lately(Catalogue())[0]) == 2
    assert len(_rows(Query())) == 2


FULL = """
import resource, signal, sys
from simulator.app.catalogue import Catalogue
from simulator.app.index import fresh_index, index_file
from simulator.app.lately import lately
from simulator.recording.store import ask
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with fresh_index(Catalogue(), most=0):
    size = index_file().stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
print(len(lately(Catalogue())[0]))
with fresh_index(Catalogue()) as index:
    print(index.shown, len(ask(index)))
"""


def test_a_disk_that_is_full_costs_the_index_and_no_session(home: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FULL], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()) == (0, ["2", "the", "memory", "2"]), done.stderr
    assert len(_rows(Query())) == 2


@pytest.fixture
def keeper() -> Iterator[Callable[..., Keeper]]:
    made: list[Keeper] = []

    def make(**options: object) -> Keeper:
        made.append(Keeper(**options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.stop()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_without_a_lab_there_is_no_thread(home: Path, keeper: Callable[..., Keeper]) -> None:
    quiet = keeper()
    quiet.wake()
    assert quiet._thread is None


def test_many_journals_are_read_in_the_background(home: Path, keeper: Callable[..., Keeper]) -> None:
    one = keeper()
    shown, unread = lately(Catalogue(), limit=1)
    assert (len(shown), unread) == (1, 1)
    one.wake(unread)
    until(lambda: lately(Catalogue(), limit=0)[1] == 0)


def test_nothing_is_done_while_a_session_goes_on(home: Path, keeper: Callable[..., Keeper]) -> None:
    idle, asked = [False], []

    def rests() -> bool:
        asked.append(idle[0])
        return idle[0]

    one = keeper(idle=rests, again_s=0.05)
    one.wake(2)
    until(lambda: len(asked) > 2)
    assert not index_file().exists()
    idle[0] = True
    until(lambda: lately(Catalogue(), limit=0)[1] == 0)


def test_sessions_reach_a_lab_that_comes_and_goes_each_once(
    home: Path,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    keeper: Callable[..., Keeper],
    performed: dict[str, Path],
) -> None:
    monkeypatch.setenv("MANIKIN_STORE", server.url)
    server.stop()
    try:
        one = keeper(again_s=0.1)
        one.wake()
        until(lambda: bool(one.trouble))
        assert "does not answer" in one.trouble
        until(lambda: one.left == 2)
    finally:
        server.start()
    until(lambda: not one.trouble and one.left == 0)
    lab = open_url(server.url)
    assert count(lab) == 2
    scene = Catalogue().scene(SCENE)
    writer = records.begin(scene, "learn", "Ann")
    Session(scene, "learn", writer).finish(1.0)
    writer.close()
    one.wake()
    until(lambda: count(lab) == 3)
    assert [row.learner for row in ask(lab, Query(limit=1))] == ["Ann"]
    lab.close()


def test_a_wrong_password_stops_nobody_and_is_said(
    home: Path, server: Server, monkeypatch: pytest.MonkeyPatch, keeper: Callable[..., Keeper]
) -> None:
    preferences.save(preferences.Preferences(store=server.address(password="wrong")))
    one = keeper(again_s=0.1)
    one.wake()
    until(lambda: "refuses this user or password" in one.trouble)
    assert len(lately(Catalogue())[0]) == 2
