"""Every command's good path, each in a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulator import __version__
from simulator.recording.journal import Head, JournalWriter
from tests.program import COMMAND, LEARNERS, ROOT, SCENE, Said, environment, manikin

CASES = ROOT / "tests" / "cases" / "ccc19"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def performed(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the reference learner's session and scorecard."""
    out = tmp_path_factory.mktemp("performed")
    said = manikin("perform", SCENE, LEARNERS / "perfect.yaml", "--out", out, home=home)
    assert said.status == 0, said
    assert "passed, 100 of 100 points" in said.out
    return out


@pytest.fixture(scope="module")
def demonstrated(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `manikin demo --headless` writes, started in a folder that is not the source tree."""
    out = tmp_path_factory.mktemp("demo")
    said = manikin("demo", "--headless", "--out", "here", home=home, cwd=out)
    assert said.status == 0, said
    assert "Taking pictures: done" in said.err
    return out / "here"


def test_the_version_is_told(home: Path) -> None:
    assert manikin("--version", home=home).out == f"manikin {__version__}\n"


def test_help_names_every_command(home: Path) -> None:
    said = manikin("--help", home=home)
    assert said.status == 0
    for command in ("practise", "demo", "perform", "check", "score", "replay", "verify", "sessions", "export"):
        assert f"\n  {command} " in said.out
    assert "...\n" not in said.out.partition("\n")[2], "what each command is for is not cut off"
    assert "Exit status: 0 done" in said.out


def test_the_shipped_scenes_have_no_error(home: Path) -> None:
    said = manikin("check", home=home)
    assert said.status == 0, said
    assert [line for line in said.out.splitlines() if "error" in line] == []


def test_check_prints_json(home: Path, tmp_path: Path) -> None:
    (tmp_path / "scene.yaml").write_text("id: [\n")
    said = manikin("check", tmp_path, "--json", home=home)
    assert said.status == 1
    (problem,) = json.loads(said.out)
    assert problem["path"] == str(tmp_path / "scene.yaml")
    assert problem["severity"] == "error"
    assert problem["line"] >= 1
    assert problem["message"]


def test_check_takes_a_protocol_that_stands_alone(home: Path, tmp_path: Path) -> None:
    protocol = tmp_path / "p.yaml"
    protocol.write_text("steps: [a, b]\nprotocol: [{step: a}, {step: b}]\n")
    assert manikin("check", protocol, home=home) == Said(0, "", "manikin: no problem found\n")
    protocol.write_text("steps: [a]\nprotocol: [{step: b}]\n")
    assert manikin("check", protocol, home=home).out.splitlines() == [
        f"{protocol}:1:9: the step `a` does not stand in the protocol",
        f"{protocol}:2:19: there is no step `b` (known: a)",
    ]


def test_check_speaks_the_language_of_the_screen_or_the_one_that_is_named(tmp_path: Path) -> None:
    protocol = tmp_path / "p.yaml"
    protocol.write_text("steps: [a]\nprotocol: [{step: b}]\n")
    english, chinese = "there is no step `b`", "没有步骤 `b`（可用：a）"
    assert english in manikin("check", protocol, home=tmp_path).out
    assert chinese in manikin("check", protocol, "--language", "zh", home=tmp_path).out
    (tmp_path / "preferences.json").write_text('{"language": "zh"}')
    assert chinese in manikin("check", protocol, home=tmp_path).out
    assert english in manikin("check", protocol, "--language", "en", home=tmp_path).out
    for words, message in (((), english), (("--language", "zh"), "没有步骤 `b`")):
        problems = json.loads(manikin("check", protocol, "--json", *words, home=tmp_path).out)
        assert problems[1]["message"] == message
    protocol.write_text("protocol: [{step: b}]\n")
    assert manikin("check", protocol, home=tmp_path).err == "manikin: 未发现问题\n"
    assert "'fr'" in manikin("check", "--language", "fr", home=tmp_path).sentence()


def test_a_sentence_that_is_known_in_chinese_is_said_so_on_a_chinese_screen(tmp_path: Path) -> None:
    (tmp_path / "preferences.json").write_text('{"language": "zh"}')
    (tmp_path / "a.jsonl").write_text("no journal\n")
    assert "此行" in manikin("verify", tmp_path / "a.jsonl", home=tmp_path).sentence()
    scene = tmp_path / "scene.yaml"
    scene.write_text("id: [\n")
    assert "无法使用" in manikin("practise", scene, home=tmp_path).sentence()


def test_perform_writes_the_record_and_the_judgement(performed: Path) -> None:
    assert sorted(path.name for path in performed.iterdir()) == ["scorecard.json", "session.jsonl"]
    card = json.loads((performed / "scorecard.json").read_text(encoding="utf-8"))
    assert card["scene"] == SCENE
    assert (card["passed"], card["total"], card["of"]) == (True, 100, 100)
    assert set(card) >= {
        "scene_sha256",
        "rubric",
        "percent",
        "critical",
        "sections",
        "findings",
        "alignment",
        "measures",
    }


def test_a_flawed_learner_is_judged_so(home: Path, tmp_path: Path) -> None:
    said = manikin("perform", SCENE, LEARNERS / "e03-reversed-collar.yaml", "--out", tmp_path, home=home)
    assert said.status == 0
    card = json.loads((tmp_path / "scorecard.json").read_text(encoding="utf-8"))
    assert card["total"] < card["of"]
    for finding in card["findings"]:
        assert finding["text"]["en"]
        assert finding["text"]["zh"]
    assert f"{card['total']:g} of {card['of']:g}" in said.out


def test_performing_again_gives_the_same_acts_and_leaves_nothing_aside(
    home: Path, performed: Path, tmp_path: Path
) -> None:
    for _ in range(2):
        assert manikin("perform", SCENE, LEARNERS / "perfect.yaml", "--out", tmp_path, home=home).status == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["scorecard.json", "session.jsonl"]
    acts = [
        [
            (line["kind"], line.get("action"), line.get("events"))
            for line in map(json.loads, path.open(encoding="utf-8"))
        ]
        for path in (performed / "session.jsonl", tmp_path / "session.jsonl")
    ]
    first, second = acts
    assert first[1:-1] == second[1:-1]
    assert len(first) > 26


def test_demo_writes_everything(demonstrated: Path) -> None:
    found = {path.name for path in demonstrated.iterdir()}
    assert found == {"session.jsonl", "scorecard.json", "report.html", "report.pdf", "pictures"}
    pictures = sorted((demonstrated / "pictures").iterdir())
    assert len(pictures) >= 8
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)
    assert len({path.read_bytes() for path in pictures}) == len(pictures), "no picture twice"
    assert (demonstrated / "report.pdf").read_bytes().startswith(b"%PDF")
    html = (demonstrated / "report.html").read_text(encoding="utf-8")
    assert all(f"pictures/{path.name}" in html for path in pictures)
    assert any("\u4e00" <= sign <= "\u9fff" for sign in html), "both languages"


def test_demo_without_a_3d_view_when_none_is_wanted(home: Path, tmp_path: Path) -> None:
    said = manikin("demo", "--headless", "--renderer", "none", "--out", tmp_path, home=home)
    assert said.status == 0, said
    assert not (tmp_path / "pictures").exists()
    assert (tmp_path / "report.pdf").stat().st_size > 10_000


def test_verify_replay_and_score_read_the_record(home: Path, demonstrated: Path) -> None:
    journal = demonstrated / "session.jsonl"
    whole = manikin("verify", journal, home=home)
    assert (whole.status, "whole and sealed by this installation" in whole.out) == (0, True)
    again = manikin("replay", journal, "--verify", home=home)
    assert (again.status, "the same facts at the same times" in again.out) == (0, True)
    scored = manikin("score", SCENE, journal, "--json", home=home)
    (case,) = json.loads(scored.out)["cases"]
    kept = json.loads((demonstrated / "scorecard.json").read_text(encoding="utf-8"))
    assert (case["case"], case["cost"], case["fitness"]) == ("reference", 0, 1.0)
    assert case["scorecard"]["total"] == kept["total"]
    assert {kind for kind, _ in case["moves"]} == {"matched"}
    assert "reference" in manikin("score", SCENE, journal, home=home).out


def test_a_bare_protocol_scores_a_table(home: Path, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("steps: [a, b]\nprotocol: [{step: a}, {step: b}]\n")
    (tmp_path / "log.csv").write_text("case,activity\none,a\none,b\ntwo,b\ntwo,x\n")
    named = manikin("score", tmp_path / "p.yaml", tmp_path / "log.csv", home=home)
    assert "log.csv:5: 'x' is no activity" in named.sentence()
    said = manikin("score", tmp_path / "p.yaml", tmp_path / "log.csv", "--json", "--unknown-is-extra", home=home)
    assert said.status == 0, said
    one, two = json.loads(said.out)["cases"]
    assert (one["case"], one["cost"], one["fitness"]) == ("one", 0, 1.0)
    assert (two["case"], two["cost"], two["fitness"]) == ("two", 2, 0.5)
    assert sorted(two["moves"]) == [["extra", "x"], ["matched", "b"], ["missed", "a"]]


def test_a_log_from_the_standard_input_and_a_name_that_a_terminal_would_obey(home: Path, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("protocol: [{step: a}]\n")
    done = subprocess.run(
        [*COMMAND, "score", str(tmp_path / "p.yaml"), "-"],
        input=b'case,activity\n"x\x1b[2J\ny",a\n',
        env=environment(home),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done
    assert done.stdout.decode("utf-8").splitlines()[1].startswith("x�[2J y ")


@pytest.mark.parametrize("encoding", ["gbk", "cp1252", "ascii", "utf-8"])
def test_an_output_that_knows_few_signs_escapes_the_others(encoding: str, home: Path, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("protocol: [{step: a}]\n")
    (tmp_path / "log.csv").write_text("case,activity\n😀,a\n", "utf-8")
    words = [*COMMAND, "score", str(tmp_path / "p.yaml"), str(tmp_path / "log.csv")]
    env = environment(home, PYTHONIOENCODING=encoding)
    said = subprocess.run([*words, "--json"], env=env, capture_output=True, check=True).stdout
    assert json.loads(said.decode(encoding))["cases"][0]["case"] == "😀"
    assert subprocess.run(words, env=env, capture_output=True, check=True).stdout.splitlines()[1]


def test_sessions_are_listed_newest_first(tmp_path: Path, performed: Path, home: Path) -> None:
    empty = manikin("sessions", home=tmp_path)
    assert (empty.status, empty.out) == (0, "")
    assert str(tmp_path) in empty.err
    folder = tmp_path / "sessions"
    folder.mkdir()
    (folder / "20260102-000000-b.jsonl").write_bytes((performed / "session.jsonl").read_bytes())
    for day in (1, 9):
        started = f"2020-01-0{day}T00:00:00+00:00"
        head = Head(f"s{day}", SCENE, "0" * 64, "0.1", "Ann", "learn", 0, started)
        JournalWriter(folder / f"2020010{day}-000000-a.jsonl", head).close()
    (folder / "20190101-000000-c.jsonl").write_text("no journal\n")
    said = manikin("sessions", "--json", home=tmp_path)
    rows = json.loads(said.out)
    assert [Path(row["journal"]).name[:8] for row in rows] == ["20260102", "20200109", "20200101", "20190101"]
    assert [row["verdict"] for row in rows] == ["passed", "unfinished", "unfinished", "damaged"]
    assert (rows[0]["finished"], rows[0]["scene"], rows[0]["learner"]) == (True, SCENE, "reference")
    assert "20190101-000000-c.jsonl:1:" in said.err
    assert len(manikin("sessions", home=tmp_path).out.splitlines()) == 4


def test_output_that_nobody_reads_is_no_error(performed: Path, home: Path) -> None:
    command = [*COMMAND, "score", SCENE, str(performed / "session.jsonl"), "--json"]
    with subprocess.Popen(command, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode in (0, 1)  # as other programs: the reader has gone, and nobody needs telling


@pytest.mark.skipif(os.name != "posix", reason="a polite kill is a signal")
@pytest.mark.parametrize("wait_s", [0.0, 0.6], ids=["while it opens", "while it runs"])
@pytest.mark.parametrize(
    ("kill", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 0), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_a_session_that_is_ended_from_outside_leaves_its_record(
    tmp_path: Path, kill: int, status: int, wait_s: float
) -> None:
    env = environment(tmp_path, QT_QPA_PLATFORM="offscreen")
    command = [*COMMAND, "practise", SCENE, "--mode", "assess", "--learner", "Ann Lee", "--renderer", "none"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        until = time.monotonic() + 60
        while not any(path.stat().st_size for path in (tmp_path / "sessions").glob("*.jsonl")):
            assert time.monotonic() < until
            assert running.poll() is None
            time.sleep(0.05)
        time.sleep(wait_s)
        running.send_signal(kill)
        assert running.stderr is not None
        said = running.stderr.read()
    assert (running.returncode, "Traceback" in said) == (status, False), said
    (journal,) = (tmp_path / "sessions").glob("*.jsonl")
    assert "Ann-Lee" in journal.name
    verified = manikin("verify", journal, home=tmp_path)
    assert (verified.status, "not sealed" in verified.out) == (0, True)
    (row,) = json.loads(manikin("sessions", "--json", home=tmp_path).out)
    assert (row["learner"], row["mode"], row["finished"], row["verdict"]) == ("Ann Lee", "assess", False, "unfinished")


@pytest.mark.skipif(os.name != "posix", reason="a process stops itself by a signal as POSIX does")
@pytest.mark.parametrize("hidden", ["TypeError", "ImportError", "AttributeError"])
def test_who_stops_while_a_library_is_read_sees_no_error_of_the_library(hidden: str, home: Path) -> None:
    program = f"""
import signal
from simulator import cli

def app():
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        raise {hidden}("what a library makes of it") from None

cli.app = app
cli.main()
"""
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(home), capture_output=True, text=True, check=False
    )
    assert done.returncode == 130
    assert done.stderr.strip() == "manikin: stopped."


@pytest.mark.skipif(os.name != "posix", reason="a process is stopped by a signal as POSIX does")
def test_who_stops_a_long_command_is_told_so(home: Path, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("protocol: [{step: a}]\n")
    words = [*COMMAND, "score", str(tmp_path / "p.yaml"), "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, env=environment(home), stdin=pipe, stdout=pipe, stderr=pipe) as running:
        assert running.stdin is not None
        running.stdin.write(b"case,activity\n" + b"1,a\n" * 100_000)  # more than a pipe holds: it is being read
        running.stdin.flush()
        running.send_signal(signal.SIGINT)
        out, err = running.communicate()
    assert (running.returncode, out, err.decode("utf-8")) == (130, b"", "manikin: stopped.\n")


def test_an_error_of_our_own_is_not_taken_for_a_stop(home: Path) -> None:
    program = "from simulator import cli; cli.app = lambda: 1 / 0; cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(home), capture_output=True, text=True, check=False
    )
    assert "ZeroDivisionError" in done.stderr
