"""Pseudonyms: stable, secret, and in every place where the name stood."""

import io
import json
from dataclasses import replace

import openpyxl

from simulator import assessment
from simulator.exporting.case import annotated, case_of
from simulator.exporting.cohort_report import cohort_html
from simulator.exporting.csv_text import csv_bytes
from simulator.exporting.pseudonyms import Pseudonyms
from simulator.exporting.tables import tables
from simulator.exporting.workbook import workbook_bytes
from simulator.exporting.xapi.statements import statements
from simulator.exporting.xes import xes_bytes
from simulator.recording.annotations import Annotations, Note, Rating
from simulator.recording.replay import Recorded
from tests.exporting.cases import CARRIED, SECRET, case, kept
from tests.learners.runs import still

NAME = "Ann-Kathrin Okonjo"


def test_a_name_has_one_pseudonym_in_every_export_of_an_installation() -> None:
    assert SECRET.of(NAME) == Pseudonyms(b"a secret of a test").of(NAME)
    assert SECRET.of("ann-kathrin  OKONJO ") == SECRET.of(NAME)
    assert SECRET.of("王小明") != SECRET.of("王小民")


def test_without_the_secret_it_cannot_be_made() -> None:
    assert SECRET.of(NAME) != Pseudonyms(b"another secret").of(NAME)


def test_the_name_is_replaced_inside_texts_and_only_as_a_word() -> None:
    for text in (f"{NAME} let go.", f"seen by ann-kathrin okonjo: {NAME}"):
        assert NAME.casefold() not in SECRET.inside(text, NAME).casefold()
    assert SECRET.inside("Annual check", "Ann") == "Annual check"
    assert SECRET.inside("学员王小明松手", "王小明") == f"学员{SECRET.of('王小明')}松手"
    assert SECRET.inside("nothing", " ") == "nothing"


def test_no_export_holds_the_name() -> None:
    """The judgement names the learner too, as notes by an examiner would."""
    record: Recorded = kept(CARRIED, NAME)
    judged = assessment.judge(still(), record.events)
    named = [
        replace(one, text={lang: f"{text} ({NAME})" for lang, text in one.text.items()}, evidence={"by": [NAME]})
        for one in judged.card.findings
    ]
    judged = replace(judged, card=replace(judged.card, findings=tuple(named)), occurred=((5.0, "grows-worse"),))
    session = record.head.session
    note = Note(1, session, 3.0, f"{NAME} hesitated", "Dr Okonjo", record.head.started)
    rating = Rating(2, session, 4, None, "Dr Okonjo", record.head.started)
    said = Annotations({session: (note,)}, {session: rating})
    cases = [annotated(case_of(still(), record, judged, SECRET), said), case(names=SECRET)]
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(tables(cases, "en"), "en")))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = [
        *(csv_bytes(table, "en").decode("utf-8-sig") for table in tables(cases, "en") if table.name != "columns"),
        "\n".join(cells),
        xes_bytes(cases).decode(),
        json.dumps([statements(one, "urn:manikin:installation:x") for one in cases]),
        cohort_html(cases, "en", lambda chart: repr(chart)),
    ]
    for text in texts:
        assert "Okonjo" not in text
        assert SECRET.of(NAME) in text
    assert "Okonjo" in "\n".join(f.text["en"] for f in named), "the test would not find it otherwise"
