"""`manikin score` from file to judgement, without starting a process."""

import json
from pathlib import Path

import pytest

from simulator import assessment
from simulator.app.demo import perform_script
from simulator.app.problems import UserError
from simulator.app.scoring_logs import cohort, score_log, table
from tests.scenefile.small import TEXT, written

HERE = Path(__file__).parent
CCC19 = HERE / "cases" / "ccc19"
LEARNERS = HERE / "learners"


def quiet(what: str, share: float) -> None:
    """Nobody looks at the progress of a test."""


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANIKIN_HOME", str(tmp_path / "home"))


def test_the_ten_real_students_cost_what_two_other_programs_say() -> None:
    expected = json.loads((CCC19 / "expected.json").read_text())
    found = {case["case"]: case for case in score_log(str(CCC19 / "protocol.yaml"), CCC19 / "pre.csv", None, quiet)}
    assert {name: (case["cost"], case["fitness"]) for name, case in found.items()} == {
        name: (case["cost"], case["fitness"]) for name, case in expected.items()
    }


def test_an_unknown_activity_is_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("case,activity\n1,hand-washing\n1,anestetize\n")
    with pytest.raises(UserError, match=r"log\.csv:3: 'anestetize' .* did you mean 'anesthetize'"):
        score_log(str(CCC19 / "protocol.yaml"), log, None, quiet)
    (case,) = score_log(str(CCC19 / "protocol.yaml"), log, None, quiet, unknown_is_extra=True)
    assert ["extra", "anestetize"] in case["moves"]


def test_a_name_without_end_is_shown_in_part(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(f"case,activity,start\n{'c' * 90_000},{'a' * 90_000},1\n")
    for protocol in (str(CCC19 / "protocol.yaml"), "spinal-transport"):
        with pytest.raises(UserError, match=r"log\.csv:2: 'a{60}\.\.\.' is no activity") as told:
            score_log(protocol, log, None, quiet)
        assert len(str(told.value)) < 300 + len(str(log))


def test_nothing_is_judged_before_the_whole_log_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "log.csv"
    log.write_text("case,activity\n1,secure-scene\n2,hold-hed\n")
    monkeypatch.setattr(assessment, "judge_acts", lambda *_: pytest.fail("a case was judged"))
    with pytest.raises(UserError, match=r"log\.csv:3: 'hold-hed' .* did you mean 'hold-head'"):
        score_log("spinal-transport", log, None, quiet)


def test_a_journal_a_folder_of_journals_and_a_table_of_the_same_acts_agree(tmp_path: Path) -> None:
    done = perform_script("spinal-transport", LEARNERS / "perfect.yaml", tmp_path / "out")
    by_journal = score_log("spinal-transport", done.folder / "session.jsonl", None, quiet)
    by_folder = score_log("spinal-transport", done.folder, None, quiet)
    assert by_journal == by_folder
    assert by_journal[0]["scorecard"] == json.loads((done.folder / "scorecard.json").read_text())
    lines = ["case,activity,start,end,actor"]
    for act in done.judged.trace.acts:
        lines.append(f"x,{act.action},{act.start_s},{act.end_s},{act.actor}")
    (tmp_path / "log.csv").write_text("\n".join(lines))
    (by_table,) = score_log("spinal-transport", tmp_path / "log.csv", None, quiet)
    assert by_table["scorecard"]["total"] == 100
    assert by_table["cost"] == 0


def test_who_did_nothing_has_left_everything_out(tmp_path: Path) -> None:
    log = tmp_path / "log.xes"
    log.write_text('<log><trace><string key="concept:name" value="nobody"/></trace></log>')
    (case,) = score_log(str(CCC19 / "protocol.yaml"), log, None, quiet)
    assert {kind for kind, _ in case["moves"]} == {"missed"}
    assert (case["case"], case["cost"], case["fitness"]) == ("nobody", len(case["moves"]), 0.0)
    (judged,) = score_log("spinal-transport", log, None, quiet)
    assert not judged["scorecard"]["passed"]
    assert judged["fitness"] == 0.0


def test_a_protocol_may_be_nested_thirty_deep(tmp_path: Path) -> None:
    kinds = ("any_order", "one_of", "optional", "repeat")
    node: object = [{"step": "start"}]
    for deep in range(30):
        more = [node, {"step": f"s{deep}"}]
        node = [{kinds[deep % 4]: more if deep % 4 < 3 else [*more, {"step": "again"}]}]
    (tmp_path / "p.yaml").write_text(json.dumps({"protocol": node}))
    (tmp_path / "log.csv").write_text("case,activity\n1,start\n1,again\n1,again\n")
    (case,) = score_log(str(tmp_path / "p.yaml"), tmp_path / "log.csv", None, quiet)
    assert sum(kind != "matched" for kind, _ in case["moves"]) == case["cost"] > 0


def test_a_log_may_name_the_steps_instead_of_the_actions(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("case,activity\n1,secure-scene\n1,hold-head\n1,csm-before\n")
    (case,) = score_log("spinal-transport", tmp_path / "log.csv", None, quiet)
    assert ["matched", "csm-before"] in case["moves"]
    assert case["scorecard"]["passed"] is False


def test_a_log_may_name_the_actions_of_a_protocol_that_stands_alone(tmp_path: Path) -> None:
    alone, log = tmp_path / "protocol.yaml", tmp_path / "log.csv"
    alone.write_text("steps: {a: {action: wash}, b: {name: Dry}}\nprotocol: [{step: a}, {step: b}]\n")
    log.write_text("case,activity\n1,wash\n1,b\n2,a\n2,b\n")
    assert [case["moves"] for case in score_log(str(alone), log, None, quiet)] == [
        [["matched", "a"], ["matched", "b"]]
    ] * 2
    alone.write_text("steps: {a: {action: wash}, b: {action: wash}}\nprotocol: [{step: a}, {step: b}]\n")
    with pytest.raises(UserError, match=r"log\.csv:2: several steps .* 'wash' \(a, b\); let the log name the step"):
        score_log(str(alone), log, None, quiet)


def test_cases_that_went_the_same_way_are_scored_alike_and_quickly(tmp_path: Path) -> None:
    acts = [row.split(",")[1] for row in (CCC19 / "pre.csv").read_text().splitlines()[1:34]]
    lines = ["case,activity", *(f"{case},{act}" for case in range(2_000) for act in acts)]
    (tmp_path / "log.csv").write_text("\n".join(lines))
    told: list[float] = []
    cases = score_log(str(CCC19 / "protocol.yaml"), tmp_path / "log.csv", None, lambda what, share: told.append(share))
    assert {case["cost"] for case in cases} == {19}
    assert told[-1] == 1.0
    assert "2000 cases, mean fitness 0.6780" in table(cases)


def test_an_unknown_rubric_is_named_with_those_that_there_are(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("case,activity\n1,secure-scene\n")
    with pytest.raises(UserError, match=r"no rubric 'nonsense'; it has: standard"):
        score_log("spinal-transport", tmp_path / "log.csv", "nonsense", quiet)


def test_where_most_deviate_alike_the_protocol_is_doubted() -> None:
    cases = score_log(str(CCC19 / "protocol.yaml"), CCC19 / "pre.csv", None, quiet)
    first = cohort(cases)[0]
    counted = sum(
        ["missed", first["step"]] in case["moves"] or ["extra", first["step"]] in case["moves"] for case in cases
    )
    assert first["cases"] == counted >= 5
    assert first["protocol_doubtful"]
    assert "is the protocol right?" in table(cases)
    assert not any(row["protocol_doubtful"] for row in cohort(cases[:4]))


def test_a_journal_of_another_scene_is_not_judged_and_its_scene_is_named(tmp_path: Path) -> None:
    done = perform_script("spinal-transport", LEARNERS / "perfect.yaml", tmp_path / "out")
    other = written(tmp_path, TEXT)
    with pytest.raises(UserError, match=r"recorded in spinal-transport, not in hand-washing"):
        score_log(str(other), done.folder / "session.jsonl", None, quiet)


def test_a_protocol_that_stands_alone_has_no_rubrics(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"protocol\.yaml: this protocol stands alone .* leave --rubric out"):
        score_log(str(CCC19 / "protocol.yaml"), CCC19 / "pre.csv", "standard", quiet)


def test_of_a_bad_protocol_the_first_error_is_told_and_how_many_there_are(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("steps: [a]\nprotocol: [{step: b}, {step: c}]\n")
    with pytest.raises(UserError, match=r"p\.yaml:1:9: .* \.\.\. and 2 more; see: manikin check .*p\.yaml$"):
        score_log(str(path), CCC19 / "pre.csv", None, quiet)


def test_a_log_may_be_of_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("protocol: [{step: 戴手套}]\n", "utf-8")
    log = tmp_path / "log.csv"
    log.write_bytes("case,activity\n王,戴手套\n".encode("gb18030"))
    with pytest.raises(UserError, match=r"log\.csv:2: this is not UTF-8 text; .*--encoding"):
        score_log(str(tmp_path / "p.yaml"), log, None, quiet)
    (case,) = score_log(str(tmp_path / "p.yaml"), log, None, quiet, encoding="gb18030")
    assert (case["case"], case["cost"]) == ("王", 0)
