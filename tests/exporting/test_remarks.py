"""What instructors say about a session goes with its exports, and names nobody where they are anonymous."""

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.app import printed
from simulator.exporting.case import Case, annotated
from simulator.exporting.tables import tables
from simulator.recording import annotations
from tests.exporting.cases import SECRET, case


@pytest.fixture
def said(tmp_path: Path) -> annotations.Annotations:
    file, session = tmp_path / "annotations.jsonl", case().head.session
    annotations.add_note(file, session, 62.5, "Ann Lee let go, =1+1", "Dr Who")
    annotations.add_note(file, session, 3.0, "looked round first", "Dr Who")
    annotations.add_rating(file, session, 2, 55.0, "Dr Who")
    return annotations.read(file)


def notes_of(one: Case) -> list[dict[str, object]]:
    table = tables([one], "en")[3]
    return [dict(zip([column.title for column in table.columns], row, strict=True)) for row in table.rows]


def test_notes_and_ratings_are_a_table_of_their_own(said: annotations.Annotations) -> None:
    rows = notes_of(annotated(case(), said))
    assert [(row["At (mm:ss)"], row["Note"], row["By"]) for row in rows] == [
        ("00:03", "looked round first", "Dr Who"),
        ("01:02", "Ann Lee let go, =1+1", "Dr Who"),
        (None, None, "Dr Who"),
    ]
    assert (rows[-1]["Grade by a person (1–5)"], rows[-1]["Points by a person (%)"]) == (2, 55.0)
    sessions = tables([annotated(case(), said)], "en")[0]
    row = dict(zip([column.title for column in sessions.columns], sessions.rows[0], strict=True))
    assert (row["Grade by a person (1–5)"], row["Points by a person (%)"]) == (2, 55.0)


def test_a_session_without_notes_has_no_row(said: annotations.Annotations) -> None:
    other = case(learner="Bo")
    assert annotated(other, said) == other
    assert notes_of(other) == []


def test_an_anonymous_export_keeps_the_grade_and_no_word(said: annotations.Annotations) -> None:
    hidden = annotated(case(names=SECRET), said)
    (row,) = notes_of(hidden)
    assert row["Grade by a person (1–5)"] == 2
    told = repr(tables([hidden], "en"))
    assert "Dr Who" not in told
    assert "Ann Lee" not in told
    assert "looked round" not in told


@pytest.mark.parametrize(
    ("language", "grade"), [("en", "2 · failed, borderline · 55 %"), ("zh", "2 · 临界不合格 · 55 %")]
)
def test_a_report_says_the_grade_first_and_the_notes_in_their_order(
    said: annotations.Annotations, language: str, grade: str
) -> None:
    one = annotated(case(), said)
    told = list(printed.remarks(one, "zh" if language == "zh" else "en"))
    assert [remark.text for remark in told] == [grade, "looked round first", "Ann Lee let go, =1+1"]
    assert list(printed.remarks(replace(one, notes=(), rating=None), "en")) == []
