"""Event logs: built as the standard says, and read back as the same sessions."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from simulator import assessment
from simulator.app.scoring_logs import score_log
from simulator.core import events as ev
from simulator.core.scene import frozen_map
from simulator.exporting.case import Case, case_of
from simulator.exporting.xes import case_name, xes_bytes
from simulator.recording.logs import read_log
from simulator.recording.replay import Recorded
from tests.exporting.cases import CARRIED, LOOSE, PERFECT, REVERSED, case
from tests.learners.cases import Learners

SPACE = "{http://www.xes-standard.org/}"
ATTRIBUTES = {"string", "date", "int", "float", "boolean", "id", "list"}
NAME = re.compile(r"[A-Za-z_:][\w:.-]*\Z")
DATE = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\Z")


def children(element: ET.Element) -> list[str]:
    return [child.tag.removeprefix(SPACE) for child in element]


def value(element: ET.Element, key: str) -> str:
    return next(child.get("value", "") for child in element if child.get("key") == key)


def test_the_log_is_built_as_the_schema_of_the_standard_asks() -> None:
    """The order of parts, the kinds of attributes and their values, as IEEE 1849's schema has them."""
    log = ET.fromstring(xes_bytes([case(CARRIED), case(PERFECT, "王小明")]))
    assert log.tag == f"{SPACE}log"
    assert float(log.get("xes.version", ""))
    order = ["extension", "global", "classifier", "attribute", "trace"]
    kinds = ["attribute" if tag in ATTRIBUTES else tag for tag in children(log)]
    assert kinds == sorted(kinds, key=order.index)
    prefixes = {child.get("prefix") for child in log if child.tag == f"{SPACE}extension"}
    declared = {child.get("scope"): {one.get("key") for one in child} for child in log if child.tag == f"{SPACE}global"}
    for trace in log.iter(f"{SPACE}trace"):
        tags = children(trace)
        assert tags == sorted(tags, key=lambda tag: tag == "event")
        assert declared["trace"] <= {child.get("key") for child in trace}
        for event in trace.iter(f"{SPACE}event"):
            assert set(children(event)) <= ATTRIBUTES
            assert declared["event"] <= {child.get("key") for child in event}
    for attribute in (one for one in log.iter() if one.tag.removeprefix(SPACE) in ATTRIBUTES):
        key, said = attribute.get("key", ""), attribute.get("value", "")
        assert NAME.match(key), key
        assert ":" not in key or key.partition(":")[0] in prefixes
        match attribute.tag.removeprefix(SPACE):
            case "date":
                assert DATE.match(said), said
            case "boolean":
                assert said in ("true", "false")
            case "float":
                assert float(said) == float(said)


@pytest.mark.parametrize("script", [PERFECT, CARRIED, REVERSED, LOOSE])
def test_a_session_scores_the_same_from_its_log(script: str, tmp_path: Path) -> None:
    one = case(script)
    (tmp_path / "log.xes").write_bytes(xes_bytes([one]))
    (again,) = score_log(one.scene.id, tmp_path / "log.xes", None, lambda what, share: None)
    assert again["case"] == case_name(one)
    assert again["cost"] == one.card.alignment.cost
    assert again["scorecard"]["critical"] == list(one.card.critical)
    assert again["scorecard"]["passed"] == one.card.passed


def test_two_sessions_of_one_learner_on_one_day_are_two_cases(tmp_path: Path) -> None:
    cases = [case(started=f"2026-03-01T0{hour}:00:00+00:00") for hour in (8, 9)]
    (tmp_path / "log.xes").write_bytes(xes_bytes(cases))
    assert len({row.case for row in read_log(tmp_path / "log.xes")}) == 2


def test_what_was_broken_off_or_refused_is_no_completion(tmp_path: Path) -> None:
    none = frozen_map({})
    facts = (
        ev.ActionStarted(1.0, "roll-to-side", "leader", none, 9.0),
        ev.ActionStopped(3.0, "roll-to-side", "leader", none, 1.0),
        ev.ActionRefused(4.0, "roll-to-side", "leader", none, ev.Refusal.MISSING, "x"),
        ev.ActionStarted(5.0, "roll-to-side", "leader", none, 13.0),
        ev.ActionFinished(13.0, "roll-to-side", "leader", none, 5.0),
    )
    one = case()
    one = replace(one, kept=Recorded(one.kept.head, facts, sealed=True))
    log = ET.fromstring(xes_bytes([one]))
    transitions = [value(event, "lifecycle:transition") for event in log.iter(f"{SPACE}event")]
    assert transitions == ["start", "pi_abort", "start", "complete"]
    (tmp_path / "log.xes").write_bytes(xes_bytes([one]))
    (row,) = read_log(tmp_path / "log.xes")
    assert row.end_s is not None
    assert row.start_s is not None
    assert row.end_s - row.start_s == 8.0


def test_a_name_that_xml_cannot_hold_does_not_spoil_the_log(tmp_path: Path) -> None:
    whole = xes_bytes([case(learner='<a&"b\x00\x1b\ufffe>')])
    log = ET.fromstring(whole)
    (trace,) = log.iter(f"{SPACE}trace")
    assert value(trace, "learner") == '<a&"b\ufffd\ufffd\ufffd>'


def test_a_session_in_which_nothing_was_done_is_no_trace() -> None:
    log = ET.fromstring(xes_bytes([case(upto=0), case()]))
    assert len(list(log.iter(f"{SPACE}trace"))) == 1


def worse() -> Case:
    """A session in which the patient gets worse by himself."""
    session = Learners("severe-bleeding", "bleeding").session("stands-and-looks")
    head = replace(case().kept.head, scene=session.scene.id, scene_sha256=session.scene.sha256)
    judged = assessment.judge(session.scene, session.events)
    return case_of(session.scene, Recorded(head, tuple(session.events), sealed=True), judged, None)


def test_what_happens_by_itself_is_told_apart_from_what_is_done(tmp_path: Path) -> None:
    one = worse()
    log = ET.fromstring(xes_bytes([one]))
    told = [event for event in log.iter(f"{SPACE}event") if value_or(event, "by_itself") == "true"]
    assert [value(event, "concept:name") for event in told] == [event for _, event in one.judged.occurred]
    assert {value(event, "lifecycle:transition") for event in told} == {"unknown"}
    assert {value(event, "org:resource") for event in told} == {"scene"}
    moments = [datetime.fromisoformat(value(event, "time:timestamp")) for event in log.iter(f"{SPACE}event")]
    assert moments == sorted(moments)
    assert any(value_or(event, "says").startswith("He answers slowly now") for event in told)
    (tmp_path / "log.xes").write_bytes(xes_bytes([one]))
    assert {row.activity for row in read_log(tmp_path / "log.xes")} == {act.action for act in one.judged.trace.acts}
    (again,) = score_log(one.scene.id, tmp_path / "log.xes", None, lambda what, share: None)
    assert again["scorecard"]["critical"] == list(one.card.critical)


def value_or(element: ET.Element, key: str) -> str:
    return next((child.get("value", "") for child in element if child.get("key") == key), "")


def test_a_session_in_which_things_only_happened_is_no_trace() -> None:
    one = worse()
    facts = tuple(fact for fact in one.kept.events if isinstance(fact, ev.Happened))
    log = ET.fromstring(xes_bytes([replace(one, kept=replace(one.kept, events=facts))]))
    assert list(log.iter(f"{SPACE}trace")) == []
