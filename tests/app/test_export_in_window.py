"""Exports from the review: every kind, of what is marked, anonymous where that is wanted, never over a file."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt

from simulator.app.export_room import ExportRoom
from simulator.presenting.reviewing_export import KINDS
from simulator.recording.annotations import ANNOTATIONS_FILE, add_note, add_rating
from tests.app.conftest import Desk
from tests.app.stocked import enter, wait

NAMES = ("sessions", "findings", "items", "notes", "events")


def opened(desk: Desk) -> ExportRoom:
    room, screen = enter(desk)
    screen.export_button.click()
    assert room.exporting is not None
    return room.exporting


def run(desk: Desk, sheet: ExportRoom, kind: str, out: Path, force: bool = False) -> None:
    sheet.run(kind, out, force)
    wait(desk, lambda: not sheet.busy)


@pytest.mark.parametrize("kind", [one.id for one in KINDS])
def test_every_kind_is_written(stocked: Desk, tmp_path: Path, kind: str) -> None:
    ending = next(one.ending for one in KINDS if one.id == kind)
    out = tmp_path / "out" / f"all{ending}"
    export = opened(stocked)
    run(stocked, export, kind, out)
    assert "Sessions written: 3," in export.sheet.summary.text(), export.sheet.problem.text()
    assert export.sheet.problem.isHidden()
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert len(files) == {"csv": 6, "pdfs": 4}.get(kind, 1)
    assert all(path.stat().st_size for path in files)


def test_anonymous_ones_name_nobody_and_others_hold_notes_and_ratings(stocked: Desk, tmp_path: Path) -> None:
    room, screen = enter(stocked)
    session = room.shown[0].session
    add_note(stocked.home / ANNOTATIONS_FILE, session, 3.0, "Well done, reference", "Dr Who")
    add_rating(stocked.home / ANNOTATIONS_FILE, session, 5, None, "Dr Who")
    screen.export_button.click()
    export = room.exporting
    assert export is not None
    run(stocked, export, "xlsx", tmp_path / "named.xlsx")
    export.sheet.names.setCurrentIndex(1)
    run(stocked, export, "xlsx", tmp_path / "hidden.xlsx")
    told = {name: _cells(tmp_path / f"{name}.xlsx") for name in ("named", "hidden")}
    assert {"Dr Who", "Well done, reference", "5"} <= told["named"]
    assert {"Dr Who", "Well done, reference", "reference"} & told["hidden"] == set()
    assert "5" in told["hidden"]


def test_only_what_is_marked_is_written_and_files_are_replaced_only_when_asked_twice(
    stocked: Desk, tmp_path: Path
) -> None:
    room, screen = enter(stocked)
    screen.table.selectRow(0)
    stocked.qtbot.keyClick(screen.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(screen.table.chosen()) == 2
    screen.export_button.click()
    export = room.exporting
    assert export is not None
    (tmp_path / "a-notes.csv").write_text("mine")
    run(stocked, export, "csv", tmp_path / "a.csv")
    assert [path.name for path in tmp_path.glob("a*")] == ["a-notes.csv"]
    assert "a-notes.csv" in export.sheet.problem.text()
    export.sheet.replace_button.click()
    wait(stocked, lambda: not export.busy)
    assert "Sessions written: 2," in export.sheet.summary.text()
    assert (tmp_path / "a-notes.csv").read_text() != "mine"


def test_it_can_be_stopped_closed_and_what_cannot_be_written_is_said(stocked: Desk, tmp_path: Path) -> None:
    export = opened(stocked)
    export.run("csv", tmp_path / "a.csv")
    export.sheet.run_button.click()
    wait(stocked, lambda: not export.busy)
    assert export.sheet.summary.text()
    (tmp_path / "in-the-way").write_text("a file")
    run(stocked, export, "csv", tmp_path / "in-the-way" / "a.csv")
    assert "cannot be written" in export.sheet.problem.text()
    export.sheet.dismiss()
    stocked.settle()
    assert stocked.program.review.exporting is None
    stocked.key(Qt.Key.Key_Escape)
    assert not stocked.program.review.open, "the keys of the screen work again"


def test_what_lies_on_other_computers_is_counted(stocked: Desk, tmp_path: Path) -> None:
    export = opened(stocked)
    next((stocked.home / "sessions").glob("*.jsonl")).unlink()
    run(stocked, export, "csv", tmp_path / "a.csv")
    assert "Sessions written: 2," in export.sheet.summary.text()
    assert export.sheet.problem.text().startswith("Left out: 1.")


def _cells(path: Path) -> set[str]:
    return {str(cell.value) for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row}
