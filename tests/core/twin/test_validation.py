"""The validation report: complete, honest about what does not hold, and the same shape for people and programs."""

import json

import pytest
from typer.testing import CliRunner

from simulator import cli
from simulator.app import validating
from simulator.core.twin import validation
from simulator.core.twin.published import PUBLISHED, Published
from simulator.core.twin.validation import Row, Trials

BENCH = validation._bench_rows()


def test_every_published_row_is_simulated_in_exactly_one_way() -> None:
    assert set(BENCH) | set(validation._RULES) >= set(PUBLISHED)
    assert not set(BENCH) & set(validation._RULES)


def test_about_half_of_the_rows_were_tuned_on() -> None:
    tuned = sum(row.tuned for row in PUBLISHED.values())
    assert 0.35 < tuned / len(PUBLISHED) <= 0.5


def test_every_row_has_a_range_around_its_median_and_a_source() -> None:
    for id_, row in PUBLISHED.items():
        assert row.low is not None, id_
        assert row.high is not None, id_
        assert row.low < row.high, id_
        assert row.median is None or row.low <= row.median <= row.high, id_
        assert row.source, id_


@pytest.mark.parametrize(("simulated", "holds"), [(1.99, False), (2.0, True), (4.0, True), (4.01, False)])
def test_a_row_holds_within_its_range(simulated: float, holds: bool) -> None:
    assert Row("x", Published("m", 2.0, 3.0, 4.0, "s"), simulated).holds is holds


@pytest.mark.parametrize("id_", sorted(set(BENCH) & set(PUBLISHED)))
def test_the_rows_of_the_rig_hold(id_: str) -> None:
    assert Row(id_, PUBLISHED[id_], BENCH[id_]).holds


@pytest.mark.parametrize(
    "id_",
    [
        "head-on-ground",
        "chest-height-1cm",
        "chest-height-8cm",
        "head-height-2cm",
        "head-height-10cm",
        "load-head",
        "load-legs",
    ],
)
def test_rows_that_are_known_to_hold_go_on_holding(id_: str) -> None:
    assert Row(id_, PUBLISHED[id_], validation._RULES[id_](Trials(2))).holds


def test_the_report_names_what_does_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        Row("good", Published("angle, deg", 1.0, 2.0, 3.0, "Somebody 1999"), 2.5),
        Row("bad", Published("ratio", 0.0, None, 0.99, "Another 2001", tuned=True), 1.5),
    ]
    monkeypatch.setattr(validating, "validate", lambda told: rows)
    text = CliRunner().invoke(cli.app, ["twin"])
    assert text.exit_code == 0
    assert "does NOT hold" in next(line for line in text.stdout.splitlines() if line.startswith("bad"))
    assert "1 of 2 rows hold; of the 1 untouched ones 1 hold." in text.stdout
    assert "no probability of an injury" in text.stdout
    listed = json.loads(CliRunner().invoke(cli.app, ["twin", "--json"]).stdout)
    assert listed[0] == {
        "id": "good",
        "measure": "angle, deg",
        "simulated": 2.5,
        "published": {"low": 1.0, "median": 2.0, "high": 3.0},
        "source": "Somebody 1999",
        "holds": True,
        "used": "untouched",
    }
    assert listed[1]["holds"] is False


def test_the_report_says_why_a_known_row_does_not_hold() -> None:
    published = PUBLISHED["experience"]
    assert published.low is not None
    below = validating.table([Row("experience", published, published.low - 0.001)])
    assert "experience (0.799): in the twin skill is" in below
    assert "in the twin skill is" not in validating.table([Row("experience", published, 1.0)])
