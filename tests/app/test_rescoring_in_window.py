"""Scoring sessions again in the window: another rubric, a changed scene, nothing written unless asked; agreement."""

import json
import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from simulator import preferences
from simulator.app.demo import perform_script
from simulator.recording.annotations import ANNOTATIONS_FILE, add_rating
from tests.app.conftest import SCENE, Desk
from tests.app.stocked import enter, wait


def test_sessions_are_scored_again_and_nothing_is_written_before_it_is_asked_for_twice(stocked: Desk) -> None:
    room, screen = enter(stocked)
    screen.rescore_button.click()
    again = room.rescoring
    assert again is not None
    assert again.sheet.rubric.count() > 1
    again.sheet.rubric.setCurrentIndex(1)
    again.sheet.run_button.click()
    wait(stocked, lambda: not again._background.busy)
    rows = again.sheet.model.rows
    assert len(rows) == 3
    assert any(row.after != row.before for row in rows)
    assert not list((stocked.home / "sessions").glob("*.scorecard.json"))
    again.sheet.keep_button.click()
    assert not list((stocked.home / "sessions").glob("*.scorecard.json")), "the first click only asks"
    again.sheet.keep_button.click()
    kept = list((stocked.home / "sessions").glob("*.scorecard.json"))
    assert len(kept) == 3
    said = {json.loads(path.read_text())["rubric"] for path in kept}
    assert said == {again.sheet.rubric.value}
    again.sheet.close_button.click()
    stocked.settle()
    assert room.rescoring is None
    stocked.key(Qt.Key.Key_Escape)
    assert not room.open, "the keys of the screen work again"


def test_sessions_of_several_scenes_are_judged_each_by_its_own_sheet(stocked: Desk, tmp_path: Path) -> None:
    scene = "severe-bleeding"
    perform_script(scene, stocked.program.catalogue.reference_script(scene), tmp_path / "other")
    shutil.copy(tmp_path / "other" / "session.jsonl", stocked.home / "sessions" / "20260201-100000-other.jsonl")
    room, screen = enter(stocked)
    screen.rescore_button.click()
    again = room.rescoring
    assert again is not None
    again.sheet.run_button.click()
    wait(stocked, lambda: not again._background.busy)
    assert (len(again.sheet.model.rows), again.sheet.problem.text()) == (4, "")
    assert all(row.after == row.before for row in again.sheet.model.rows), "the same sheets as before"


def test_a_changed_scene_judges_otherwise_and_a_broken_one_says_why(stocked: Desk, tmp_path: Path) -> None:
    room, screen = enter(stocked)
    folder = tmp_path / "changed"
    shutil.copytree(stocked.program.catalogue.folder / SCENE, folder)
    file = folder / "scene.yaml"
    text = file.read_text(encoding="utf-8")
    assert "pass_percent: 80" in text
    file.write_text(text.replace("pass_percent: 80", "pass_percent: 100", 1), encoding="utf-8")
    screen.rescore_button.click()
    again = room.rescoring
    assert again is not None
    again.judge_by(tmp_path / "no such folder")
    assert "no scene" in again.sheet.problem.text()
    again.judge_by(folder)
    assert str(folder) in again.sheet.scene_text.text()
    again.sheet.run_button.click()
    wait(stocked, lambda: not again._background.busy)
    best = next(row for row in again.sheet.model.rows if row.passed_before)
    assert best.after == best.before
    assert best.passed_after == (best.after >= 100)


def test_scoring_again_can_be_stopped_and_the_window_goes_on(stocked: Desk) -> None:
    room, screen = enter(stocked)
    screen.rescore_button.click()
    again = room.rescoring
    assert again is not None
    again._stopped.set()
    again.sheet.run_button.click()
    again.sheet.run_button.click()
    wait(stocked, lambda: not again._background.busy)
    assert again._found is not None
    assert not again._found.whole or len(again._found.rows) == 3
    again.sheet.dismiss()
    stocked.settle()
    assert QApplication.focusWidget() is not None


def test_ratings_of_all_are_compared_with_the_program(stocked: Desk) -> None:
    room, _ = enter(stocked)
    file = preferences.home() / ANNOTATIONS_FILE
    for one in room.shown:
        add_rating(file, one.session, 4 if one.passed else 2, None, "x")
    stocked.program.show_home()
    room, _ = enter(stocked)
    wait(stocked, lambda: room._figures is not None and room._figures.agreement is not None)
    assert room._figures is not None
    agreed = room._figures.agreement
    assert agreed is not None
    assert (agreed.count, agreed.kappa, agreed.same) == (3, 1.0, 1.0)
