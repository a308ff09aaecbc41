"""The cases on disk: what was done, and the judgement that a clinician can read beside it."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from scoring.alignment import align
from scoring.judge import judge
from scoring.parsing import parse_protocol
from scoring.prepared import prepare
from tests.scoring.casefile import read_case, read_trace, verdict
from tests.scoring.spinal import CASES, reference, rubric

FILES = sorted(CASES.glob("*.txt"))
CCC19 = CASES.parent / "ccc19"


def test_there_are_enough_cases() -> None:
    names = {path.stem[:3] for path in FILES}
    assert len(FILES) >= 30
    assert {f"e{number:02d}" for number in range(1, 19)} <= names


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_case_is_judged_as_written(path: Path) -> None:
    _, lines, expected = read_case(path.read_text("utf-8"))
    assert verdict(judge(reference(), rubric(), read_trace(lines))) == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_points_of_a_case_add_up(path: Path) -> None:
    _, lines, _ = read_case(path.read_text("utf-8"))
    card = judge(reference(), rubric(), read_trace(lines))
    lost = sum(round(100 * finding.points) for finding in card.findings)
    assert lost == round(100 * card.of) - round(100 * card.total)
    assert sum(round(100 * section.total) for section in card.sections) == round(100 * card.total)
    assert all(0 <= section.total <= section.of for section in card.sections)
    assert card.passed == (card.percent >= card.pass_percent and not card.critical)


def test_the_ten_real_students_get_their_published_costs() -> None:
    data = YAML(typ="safe").load((CCC19 / "protocol.yaml").read_text("utf-8"))
    protocol = parse_protocol(data["protocol"]).protocol
    assert protocol is not None
    ready = prepare(protocol)
    cases: dict[str, list[str]] = defaultdict(list)
    with (CCC19 / "pre.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cases[row["case"]].append(row["activity"])
    found = {case: align(ready, events) for case, events in cases.items()}
    expected = json.loads((CCC19 / "expected.json").read_text("utf-8"))
    assert {case: one.cost for case, one in found.items()} == {case: one["cost"] for case, one in expected.items()}
    assert all(one.optimal for one in found.values())
    for case, one in found.items():
        assert one.fitness == pytest.approx(expected[case]["fitness"], abs=1e-6)
        assert one.shortest == 26
