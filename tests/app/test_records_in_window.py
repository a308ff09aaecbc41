"""Earlier sessions in the window: listed, opened again, damaged, unfinished; reports."""

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from simulator.app import records
from simulator.app.catalogue import Catalogue
from simulator.panels.cards import RecentRow
from simulator.panels.debrief import DebriefScreen
from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import say
from simulator.scenefile import Loaded
from simulator.session import Session
from tests.app.conftest import SCENE, Desk


def finished(desk: Desk, mode: str = "practise") -> Path:
    """A finished session with one act; the debrief is open."""
    desk.start(mode)
    desk.order("secure-scene", gloves="bare")
    desk.finish()
    return desk.journals()[-1]


def shown(desk: Desk) -> DebriefScreen:
    screen = desk.program.window.screen_shown()
    assert isinstance(screen, DebriefScreen)
    return screen


def home_results(desk: Desk) -> list[str]:
    desk.program.show_home()
    desk.settle()
    return [session.result for session in desk.program.home._view.recent]


def open_first(desk: Desk) -> None:
    """Click on the newest session of the home screen."""
    desk.program.show_home()
    desk.settle()
    rows = [row for row in desk.program.home.findChildren(RecentRow) if row.isVisible()]
    rows[0].click()
    desk.settle()


def test_a_finished_session_is_listed_with_its_verdict_and_opens_its_debrief(desk: Desk) -> None:
    finished(desk)
    assert home_results(desk)[0].startswith("Not passed")
    open_first(desk)
    view = shown(desk)._view
    assert view is not None
    assert view.passed is False
    assert view.critical
    assert not view.notice


def test_an_unfinished_session_says_so_and_is_judged_as_far_as_it_went(desk: Desk) -> None:
    desk.start()
    desk.order("secure-scene", gloves="worn")
    desk.program._recording_failed("")
    assert home_results(desk) == ["Not finished"]
    open_first(desk)
    view = shown(desk)._view
    assert view is not None
    assert view.verdict == say(JudgingWord.NOT_FINISHED, "en")
    assert len(view.done) == 1


@pytest.mark.parametrize("content", ["nonsense\n", '{"kind":"head"}\n', "\0\0\n", "[]\n"])
def test_a_damaged_record_is_listed_and_says_what_is_wrong(desk: Desk, content: str) -> None:
    folder = desk.home / "sessions"
    folder.mkdir(parents=True)
    (folder / "20260101-000000-broken.jsonl").write_text(content)
    finished(desk)
    assert home_results(desk)[1:] == ["Damaged"]
    row = [row for row in desk.program.home.findChildren(RecentRow) if row.isVisible()][1]
    row.click()
    desk.settle()
    assert "20260101-000000-broken.jsonl:1:" in desk.program.home.notice_text.text()
    assert desk.program.window.screen_shown() is desk.program.home


def test_a_record_of_another_version_of_the_scene_is_said_in_one_sentence(desk: Desk) -> None:
    journal = finished(desk)
    scene = Catalogue().scene(SCENE)
    other = replace(scene, equipment={id_: item for id_, item in scene.equipment.items() if id_ != "gloves"})
    desk.program.catalogue._read[SCENE] = Loaded(other, ())
    desk.program.open_record(str(journal))
    desk.settle()
    assert desk.program.window.screen_shown() is desk.program.home
    assert journal.name in desk.program.home.notice_text.text()


def test_many_records_do_not_hide_the_newest(desk: Desk) -> None:
    scene = Catalogue().scene(SCENE)
    for number in range(12):
        writer = records.begin(scene, "learn", f"L{number}", name=f"2020010{number // 10}-{number:02d}.jsonl")
        Session(scene, "learn", writer)
        writer.close()
    desk.start()
    desk.program._recording_failed("")
    desk.program.show_home()
    recent = desk.program.home._view.recent
    assert len(recent) == 8
    assert recent[0].title.endswith("Ada")


def test_the_best_result_stands_on_the_card(desk: Desk) -> None:
    journal = finished(desk)
    card = json.loads(journal.with_suffix(".scorecard.json").read_text())
    desk.program.show_home()
    assert not card["passed"]
    assert desk.program.home._view.scenes[0].best == f"Not passed · {card['percent']:.0f} %"


@pytest.mark.parametrize(("kind", "begins"), [("html", b"<!doctype html"), ("pdf", b"%PDF")])
def test_a_report_is_saved_where_it_was_asked_for(desk: Desk, tmp_path: Path, kind: str, begins: bytes) -> None:
    finished(desk)
    desk.answer = tmp_path / f"my report.{kind}"
    asked = next(action for action in shown(desk).report_button.kinds() if kind.upper() in action.text())
    asked.trigger()
    assert desk.answer.read_bytes()[: len(begins)].lower() == begins.lower()
    assert desk.asked[0].suffix == f".{kind}"
    assert str(desk.answer) in shown(desk).notice_text.text()
    assert shown(desk).notice.property("tone") == "ok"


def test_a_report_that_cannot_be_written_says_why_and_can_be_asked_for_again(desk: Desk, tmp_path: Path) -> None:
    finished(desk)
    desk.answer = tmp_path / "no such folder" / "report.html"
    shown(desk).report_asked.emit("html")
    assert "could not be saved" in shown(desk).notice_text.text()
    desk.answer = tmp_path / "report.html"
    shown(desk).report_asked.emit("html")
    assert desk.answer.is_file()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only_stops_no_report(desk: Desk, tmp_path: Path) -> None:
    journal = finished(desk)
    journal.parent.chmod(0o500)
    try:
        desk.answer = tmp_path / "report.html"
        shown(desk).report_asked.emit("html")
        assert desk.answer.is_file()
    finally:
        journal.parent.chmod(0o700)


def test_a_report_speaks_the_language_of_the_screen(desk: Desk, tmp_path: Path) -> None:
    finished(desk)
    shown(desk).switches.language_button.click()
    desk.settle()
    desk.answer = tmp_path / "report.html"
    shown(desk).report_asked.emit("html")
    assert "关键错误" in desk.answer.read_text(encoding="utf-8")


def test_language_and_theme_switch_in_the_debrief(desk: Desk) -> None:
    finished(desk)
    screen = shown(desk)
    screen.switches.language_button.click()
    screen.switches.theme_button.click()
    desk.settle()
    assert shown(desk) is screen
    assert screen.verdict.text() == "不合格"
    assert desk.program.preferences.theme == "dark"


def test_without_the_folder_of_sessions_the_home_screen_is_whole(desk: Desk) -> None:
    finished(desk)
    shutil.rmtree(desk.home)
    desk.program.show_home()
    assert desk.program.home._view.recent == ()
    QApplication.processEvents()
