"""`manikin export`, in a process of its own."""

import csv
import json
import os
import signal
import subprocess
import time
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from simulator.app.problems import UserError
from simulator.cli import app
from tests.exporting.cases import LEARNERS
from tests.program import COMMAND, SCENE, Said, environment, manikin

KINDS = {"csv": "a.csv", "xlsx": "a.xlsx", "pdf": "a.pdf", "xapi": "a.json", "xes": "a.xes"}
NAMES = ("perfect", "e03-reversed-collar", "e10-carried-in-the-arms")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program's folder with three sessions and a damaged one."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "sessions").mkdir()
    for name in NAMES:
        out = folder / "made" / name
        assert manikin("perform", SCENE, LEARNERS / f"{name}.yaml", "--out", out, home=folder).status == 0
        (out / "session.jsonl").rename(folder / "sessions" / f"{name}.jsonl")
    (folder / "sessions" / "torn.jsonl").write_text("{}\n")
    return folder


def last(said: Said) -> str:
    """The one sentence with which a run failed; what was left out may have been told before it."""
    assert said.status == 1, said
    assert "Traceback" not in said.err, said
    return said.err.splitlines()[-1]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_and_nothing_lies_beside_it(kind: str, home: Path, tmp_path: Path) -> None:
    said = manikin("export", "--to", kind, "--out", tmp_path / KINDS[kind], home=home)
    assert said.status == 0, said
    assert "3 sessions, 1 left out" in said.out
    assert "left out: " in said.err
    assert "torn.jsonl" in said.err
    assert "Traceback" not in said.err
    found = {path.name for path in tmp_path.iterdir()}
    more = {"a-findings.csv", "a-items.csv", "a-notes.csv", "a-events.csv", "a-columns.csv"} if kind == "csv" else set()
    assert found == {KINDS[kind], *more}
    # Nobody has noted anything, and nothing happens by itself in this scene: these tables have their heading alone.
    filled = [path for path in tmp_path.iterdir() if path.name not in ("a-notes.csv", "a-events.csv")]
    assert all(path.stat().st_size > 500 for path in filled)


def test_what_is_there_is_overwritten_only_by_force(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    (tmp_path / "a-items.csv").write_text("mine")
    said = manikin("export", "--to", "csv", "--out", out, home=home)
    assert "a-items.csv: this file is there already" in last(said)
    assert [path.name for path in tmp_path.iterdir()] == ["a-items.csv"]
    assert manikin("export", "--to", "csv", "--out", out, "--force", home=home).status == 0
    assert len(rows(out)) == 3


def test_journals_scenes_and_rubrics_are_chosen(home: Path, tmp_path: Path) -> None:
    one = home / "sessions" / "perfect.jsonl"
    said = manikin("export", "--to", "csv", "--out", tmp_path / "a.csv", "--rubric", "hand-lock", one, one, home=home)
    assert said.status == 0, said
    (row,) = rows(tmp_path / "a.csv")
    assert row["Rubric"] == "hand-lock"
    said = manikin("export", "--to", "csv", "--out", tmp_path / "b.csv", "--scene", SCENE, home=home)
    assert len(rows(tmp_path / "b.csv")) == 3
    copied = tmp_path / "copy.jsonl"
    copied.write_bytes(one.read_bytes())
    said = manikin("export", "--to", "csv", "--out", tmp_path / "c.csv", one, copied, home=home)
    assert "already read" in said.err
    assert len(rows(tmp_path / "c.csv")) == 1


def test_sessions_of_this_computer_are_chosen_by_what_the_index_knows(home: Path, tmp_path: Path) -> None:
    everybody = _exported(home, tmp_path / "all.csv")
    for number, (more, wanted) in enumerate(
        (
            (("--passed",), [row for row in everybody if row["Passed"] == "yes"]),
            (("--failed",), [row for row in everybody if row["Passed"] == "no"]),
            (("--learner", everybody[0]["Learner"]), [r for r in everybody if r["Learner"] == everybody[0]["Learner"]]),
            (("--since", "2020-01-01", "--mode", "assess"), [r for r in everybody if r["Mode"] == "Assess"]),
        )
    ):
        said = manikin("export", "--to", "csv", "--out", tmp_path / f"{number}.csv", *more, home=home)
        assert "torn.jsonl" in said.err, "a damaged record is named whatever was asked for"
        found = rows(tmp_path / f"{number}.csv") if said.status == 0 else []
        assert {row["Session"] for row in found} == {row["Session"] for row in wanted}


def test_the_other_language(home: Path, tmp_path: Path) -> None:
    said = manikin("export", "--to", "xlsx", "--out", tmp_path / "a.xlsx", "--language", "zh", home=home)
    assert said.status == 0, said
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == [
        *("练习记录", "问题", "评分项目", "备注与评价", "自行发生的情况", "各列说明")
    ]


def test_a_folder_takes_the_cohort_and_every_session(home: Path, tmp_path: Path) -> None:
    said = manikin("export", "--to", "pdf", "--out", tmp_path / "reports", "--anonymous", home=home)
    assert said.status == 0, said
    found = sorted(path.name for path in (tmp_path / "reports").iterdir())
    assert len(found) == 4
    assert "cohort.pdf" in found
    assert not [name for name in found if any(learner in name for learner in NAMES)]
    assert all(path.read_bytes().startswith(b"%PDF") for path in (tmp_path / "reports").iterdir())


def test_pseudonyms_are_the_same_in_every_export_and_names_nowhere(home: Path, tmp_path: Path) -> None:
    learners = {row["Learner"] for row in _exported(home, tmp_path / "named.csv")}
    first = {row["Learner"] for row in _exported(home, tmp_path / "a.csv", "--anonymous")}
    second = {row["Learner"] for row in _exported(home, tmp_path / "b.csv", "--anonymous")}
    assert first == second
    assert len(first) == len(learners)
    assert all(name.startswith("learner-") for name in first)
    for path in tmp_path.glob("a*.csv"):
        text = path.read_text(encoding="utf-8-sig")
        assert not [name for name in learners if f",{name}," in text]


def _exported(home: Path, out: Path, *more: str) -> list[dict[str, str]]:
    said = manikin("export", "--to", "csv", "--out", out, *more, home=home)
    assert said.status == 0, said
    return rows(out)


def test_statements_by_line(home: Path, tmp_path: Path) -> None:
    for name in ("a.json", "a.jsonl"):
        assert manikin("export", "--to", "xapi", "--out", tmp_path / name, home=home).status == 0
    by_line = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert by_line == json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (("--to", "csv"), "say where it shall be written, with --out"),
        (("--to", "doc", "--out", "a.doc"), "--to 'doc' is unknown; it is one of csv, xlsx, pdf, xapi, xes"),
        (("--to", "csv", "--out", "a.xlsx"), "for csv the name ends in .csv"),
        (("--to", "csv", "--out", "."), "for csv the name ends in .csv"),
        (("--to", "csv", "--out", "a.csv", "--language", "de"), "--language 'de' is unknown"),
        (("--to", "csv", "--out", "a.csv", "--scene", "nowhere"), "there is no scene 'nowhere'"),
        (("--to", "csv", "--out", "a.csv", "--rubric", "none"), "has no rubric 'none'"),
        (("--to", "csv", "--out", "a.csv", "missing.jsonl"), "there is no session to export"),
        (("--to", "csv", "--out", "a.csv", "--push", "http://127.0.0.1:9"), "belong to --to xapi"),
        (
            ("--to", "csv", "--out", "a.csv", "--mode", "assess", "x.jsonl"),
            "choose among the sessions of this computer",
        ),
        (("--to", "csv", "--out", "a.csv", "--since", "soon"), "'soon' is no date"),
        (("--to", "csv", "--out", "a.csv", "--until", "2001-01-01"), "there is no session to export"),
        (("--to", "xapi", "--push", "http://127.0.0.1:9/x"), "MANIKIN_LRS_KEY: there is no key"),
        (("--to", "xapi", "--push", "http://127.0.0.1:9/x", "--key-file", "none"), "none: the key cannot be read"),
        (("--to", "xapi", "--push", "http://me:pw@127.0.0.1:9/x"), "must not hold the key"),
        (("--to", "xapi", "--out", "a.json", "--home-page", "school"), "is no whole address"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    more: tuple[str, ...], why: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this process, as the command does it: what a UserError says is what the user reads."""
    monkeypatch.setenv("MANIKIN_HOME", str(home))
    monkeypatch.delenv("MANIKIN_LRS_KEY", raising=False)
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(app, ["export", *more])
    assert isinstance(said.exception, UserError), said
    assert why in str(said.exception)
    assert list(tmp_path.iterdir()) == []


def test_without_a_session_there_is_nothing_to_export(tmp_path: Path) -> None:
    said = manikin("export", "--to", "csv", "--out", tmp_path / "a.csv", home=tmp_path / "home")
    assert "there is no session to export" in said.sentence()


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is a signal")
@pytest.mark.parametrize("wait_s", [0.3, 1.0, 1.6])
def test_an_export_that_is_stopped_leaves_nothing_half_written(home: Path, tmp_path: Path, wait_s: float) -> None:
    out = tmp_path / "out"
    command = [*COMMAND, "export", "--to", "pdf", "--out", str(out), str(home / "sessions")]
    with subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        time.sleep(wait_s)
        running.send_signal(signal.SIGINT)
        said = running.communicate(timeout=60)[1].decode()
    assert running.returncode in (0, 130, -signal.SIGINT), said
    whole = list(out.iterdir()) if out.exists() else []
    assert all(path.suffix == ".pdf" and path.read_bytes().rstrip().endswith(b"%%EOF") for path in whole)
