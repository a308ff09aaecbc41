"""Tables and workbooks: every session in them, and nothing in them that a spreadsheet would calculate."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import __version__, assessment
from simulator.assessment import tracking
from simulator.exporting.case import Case, case_of
from simulator.exporting.csv_text import csv_bytes, harmless
from simulator.exporting.tables import Table, tables
from simulator.exporting.workbook import workbook_bytes
from simulator.presenting.language import LANGUAGES, Language
from simulator.recording.replay import Recorded
from tests.exporting.cases import CARRIED, PERFECT, REVERSED, case
from tests.learners.cases import Learners

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NASTY = [
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "  =1",
    "'=1",
    "a\x00b",
    "王小明",
]


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    named = [case(PERFECT, name, f"2026-03-{day:02d}T09:00:00+00:00") for day, name in enumerate(NASTY, start=1)]
    return [*named, case(CARRIED), case(REVERSED, "Bo")]


def read(table: Table, language: Language = "en") -> list[dict[str, str]]:
    text = csv_bytes(table, language).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_no_cell_of_a_table_begins_like_a_formula(cases: list[Case]) -> None:
    for language in LANGUAGES:
        for table in tables(cases, language):
            raw = list(csv.reader(io.StringIO(csv_bytes(table, language).decode("utf-8-sig"), newline="")))
            assert len(raw) == len(table.rows) + 1
            for row in raw:
                assert [cell for cell in row if cell.lstrip(" ").startswith(SIGNS)] == []


@given(st.text())
def test_a_text_is_made_harmless_and_otherwise_left_alone(text: str) -> None:
    shown = harmless(text)
    assert not shown.lstrip(" ").startswith(SIGNS)
    if text.isprintable() and not text.lstrip().startswith(SIGNS):
        assert shown == text


def test_a_table_begins_as_excel_needs_it(cases: list[Case]) -> None:
    whole = csv_bytes(tables(cases, "zh")[0], "zh")
    assert whole.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in whole
    assert "王小明" in whole.decode("utf-8-sig")


def test_every_session_is_a_row_and_numbers_stay_numbers(cases: list[Case]) -> None:
    sessions, findings, items, *_ = tables(cases, "en")
    rows = read(sessions)
    assert len(rows) == len(cases)
    carried = next(row for row in rows if row["Learner"] == "Ann Lee")
    card = next(one for one in cases if one.learner == "Ann Lee").card
    assert float(carried["Points"]) == card.total
    assert float(carried["Percent"]) == card.percent
    assert (carried["Passed"], carried["Finished"]) == ("no", "yes")
    assert carried["Started (UTC)"] == "2026-03-01 09:00:00"
    assert carried["Critical errors"]
    assert len(findings.rows) == sum(len(one.card.findings) for one in cases)
    lost = sum(float(row["Points lost"]) for row in read(findings) if row["Learner"] == "Bo")
    assert lost == pytest.approx(sum(f.points for f in cases[-1].card.findings))
    per_item = [row for row in read(items) if row["Learner"] == "Bo"]
    assert sum(float(row["Out of"]) for row in per_item) == pytest.approx(cases[-1].card.of)
    assert all(0 <= float(row["Share reached"]) <= 1 for row in per_item)
    assert all(row["Wording"] for row in per_item)


def test_the_items_of_a_flawless_run_are_all_earned() -> None:
    (_, _, items, *_) = tables([case(PERFECT)], "en")
    rows = read(items)
    assert [row["Points"] for row in rows] == [row["Out of"] for row in rows]


def test_both_languages_have_headings_and_texts_of_their_own(cases: list[Case]) -> None:
    for english, chinese in zip(tables(cases, "en"), tables(cases, "zh"), strict=True):
        for one, other in zip(english.columns, chinese.columns, strict=True):
            assert one.title != other.title
            assert any("\u4e00" <= sign <= "\u9fff" for sign in other.title)
        assert english.title != chinese.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_reads_back_with_its_types(cases: list[Case], language: Language) -> None:
    whole = tables(cases, language)
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(whole, language)))
    assert book.sheetnames == [table.title for table in whole]
    for table in whole:
        sheet = book[table.title]
        assert sheet.freeze_panes == "C2"
        assert sheet.auto_filter.ref
        assert all(cell.font.bold for cell in sheet[1])
        assert sheet.max_row == len(table.rows) + 1
        for row, made in zip(sheet.iter_rows(min_row=2), table.rows, strict=True):
            for cell, value in zip(row, made, strict=True):
                assert cell.data_type != "f", cell.coordinate
                if isinstance(value, datetime):
                    assert cell.value == value
                elif isinstance(value, float | int) and not isinstance(value, bool):
                    assert (cell.data_type, cell.value) == ("n", pytest.approx(value))
    names = [row[1].value for row in book[whole[0].title].iter_rows(min_row=2)]
    assert [name for name in names if name in NASTY] == [n for n in NASTY if "\x00" not in n and "\r" not in n]


def test_a_workbook_made_again_holds_the_same() -> None:
    made = datetime(2026, 1, 1, tzinfo=UTC)
    whole = tables([case()], "en")
    assert workbook_bytes(whole, "en", made) == workbook_bytes(whole, "en", made)


def test_what_happened_by_itself_is_a_table_of_its_own() -> None:
    session = Learners("severe-bleeding", "bleeding").session("stands-and-looks")
    judged = assessment.judge(session.scene, session.events)
    head = replace(case().kept.head, scene=session.scene.id)
    one = case_of(session.scene, Recorded(head, tuple(session.events), sealed=True), judged, None)
    (*_, events, _) = tables([case(), one], "en")
    rows = read(events)
    assert [row["Event"] for row in rows] == [event for _, event in judged.occurred]
    drowsy = next(row for row in rows if row["Event"] == "grows-drowsy")
    assert (drowsy["Scene"], drowsy["At (mm:ss)"]) == ("severe-bleeding", "02:30")
    assert drowsy["What happened"].startswith("He answers slowly now")
    (*_, chinese, _) = tables([one], "zh")
    assert [row[-1] for row in chinese.rows] != [row[-1] for row in events.rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_is_explained_in_the_file_itself(cases: list[Case], language: Language) -> None:
    *found, columns = tables(cases, language)
    told = [(table, column) for table, column, _ in columns.rows]
    assert told == [(table.title, column.title) for table in found for column in table.columns]
    for _, _, meaning in columns.rows:
        assert any("\u4e00" <= sign <= "\u9fff" for sign in str(meaning)) == (language == "zh")


def test_the_largest_motion_exposure_and_the_judging_program_are_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    (row,) = read(tables([case()], "en")[0])
    assert (row["Motion exposure"], row["Program that judged"]) == ("", __version__), "nothing was measured here"
    handlings = [("measured", 0.1), ("measured", 0.25), ("", 0.9)]
    plain = [{"measured": bool(how), "injured": {"exposure_peak": peak}} for how, peak in handlings]
    monkeypatch.setattr(tracking, "figures", lambda movements: plain)
    (row,) = read(tables([case()], "en")[0])
    assert row["Motion exposure"] == "0.25"
