"""xAPI statements: always the same for a session, valid for a published validator, and they say what happened."""

import json
import re
import subprocess
import uuid
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.exporting.xapi.statements import duration, registration, statements
from tests.exporting import others
from tests.exporting.cases import CARRIED, LOOSE, PERFECT, REVERSED, SECRET, case

HOME = "urn:manikin:installation:0123"
Plain = dict[str, Any]


def told(script: str = CARRIED, **more: Any) -> tuple[Plain, ...]:
    return statements(case(script, **more), HOME)


def verbs(found: Sequence[Plain]) -> list[str]:
    return [one["verb"]["id"].rpartition("/")[2] for one in found]


def faults(found: Sequence[Plain], folder: Path) -> list[list[str]]:
    """What the published validator says about each statement."""
    (folder / "statements.json").write_text(json.dumps(found), encoding="utf-8")
    script = Path(__file__).with_name("validate.js")
    command = ["node", script, others.validator(), folder / "statements.json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    said: list[list[str]] = json.loads(done.stdout)
    return said


@pytest.mark.timeout(300)
def test_a_published_validator_takes_every_statement(tmp_path: Path) -> None:
    cases = [case(script, name) for script in (PERFECT, CARRIED, REVERSED, LOOSE) for name in ("Ann", '=1"<王>\n')]
    cases += [case(names=SECRET), case(upto=20), case(upto=0), case(CARRIED, rubric="hand-lock")]
    found = [one for each in cases for one in statements(each, HOME)]
    assert len(found) > 200
    assert [said for said in faults(found, tmp_path) if said] == []


@pytest.mark.timeout(300)
def test_the_validator_finds_planted_faults(tmp_path: Path) -> None:
    (*_, good) = told()
    planted: list[tuple[list[str], Any]] = [
        (["verb", "id"], "passed"),
        (["result", "score", "scaled"], 1.5),
        (["result", "duration"], "3:12"),
        (["timestamp"], "yesterday"),
        (["actor", "account", "homePage"], "here"),
        (["context", "registration"], "1"),
        (["object", "definition", "name"], {"zh_CN": "x"}),
        (["more"], 1),
    ]
    bad = []
    for path, value in planted:
        one = deepcopy(good)
        place: Any = one
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = value
        bad.append(one)
    said = faults([good, *bad], tmp_path)
    assert said[0] == []
    assert all(said[1:])


def test_the_same_session_gives_the_same_statements() -> None:
    assert told() == told()
    ids = [one["id"] for one in told()]
    assert len(set(ids)) == len(ids)
    assert all(uuid.UUID(one).version == 5 for one in ids)


def test_another_person_sheet_or_session_gives_others() -> None:
    first = {one["id"] for one in told()}
    for other in (
        told(learner="Bo"),
        told(names=SECRET),
        told(started="2026-03-02T09:00:00+00:00"),
        statements(case(CARRIED), "https://school.invalid/"),
    ):
        assert not first & {one["id"] for one in other}
    again = {one["id"] for one in told(rubric="hand-lock")}
    assert len(first & again) == 2, "that it was begun and ended depends on no sheet"


def test_a_passed_session() -> None:
    found = told(PERFECT)
    names = verbs(found)
    assert (names[0], names[-2:]) == ("attempted", ["completed", "passed"])
    assert "failed" not in names
    last = found[-1]["result"]
    assert last["success"] is True
    assert last["score"] == {"scaled": 1.0, "raw": 100.0, "min": 0, "max": 100.0}
    assert last["duration"] == duration(case(PERFECT).length_s)
    steps = {one["object"]["id"] for one in found if one["object"]["definition"]["type"].endswith("objective")}
    assert len(steps) == len({move.step for move in case(PERFECT).card.alignment.moves})


def test_a_failed_session_tells_every_finding() -> None:
    one = case(CARRIED)
    found = statements(one, HOME)
    assert verbs(found)[-1] == "failed"
    details = [s["result"]["extensions"] for s in found if "urn:manikin:extension:finding" in _extensions(s)]
    assert len(details) == len(one.card.findings)
    assert sum(d["urn:manikin:extension:points-lost"] for d in details) == sum(f.points for f in one.card.findings)
    assert found[-1]["result"]["extensions"]["urn:manikin:extension:critical-errors"] == list(one.card.critical)
    assert all(set(d["urn:manikin:extension:explanation"]) == {"en", "zh-CN"} for d in details)


def test_what_was_left_out_is_no_success_even_where_it_costs_nothing_more() -> None:
    """On a sheet of boxes the first of a box's findings takes it."""
    found = statements(case(CARRIED, rubric="nremt-14"), HOME)
    left = [s["result"] for s in found if _extensions(s).get("urn:manikin:extension:finding") == "missed"]
    assert min(one["extensions"]["urn:manikin:extension:points-lost"] for one in left) == 0.0
    assert not any(one["success"] or one["completion"] for one in left)


def test_an_unfinished_session_is_neither_passed_nor_failed() -> None:
    found = told(PERFECT, upto=20)
    assert verbs(found)[-1] == "terminated"
    assert found[-1]["result"]["completion"] is False
    assert not [one for one in found if "score" in one.get("result", {})]


def test_times_go_forward_and_belong_to_one_registration() -> None:
    found = told()
    times = [one["timestamp"] for one in found]
    assert times == sorted(times)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", time) for time in times)
    assert len({one["context"]["registration"] for one in found}) == 1


def test_a_registration_is_always_a_uuid_that_stores_know() -> None:
    own = uuid.uuid4()
    assert registration(own.hex) == own
    for odd in ("session 7", "0" * 32, "f" * 32):
        assert registration(odd).version == 5
        assert registration(odd) == registration(odd)


@given(st.floats(min_value=-5, max_value=1e6, allow_nan=False))
def test_a_duration_is_what_the_standard_writes(seconds: float) -> None:
    found = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(\d+(?:\.\d{1,2})?)S", duration(seconds))
    assert found
    hours, minutes, rest = (float(part or 0) for part in found.groups())
    assert minutes < 60
    assert rest < 60
    assert 3600 * hours + 60 * minutes + rest == pytest.approx(max(0.0, seconds), abs=0.0051)


def _extensions(statement: Plain) -> Plain:
    found: Plain = statement.get("result", {}).get("extensions", {})
    return found
