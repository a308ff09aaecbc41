"""The review in the window: who may enter, the way to a debrief and back, notes, ratings, scoring again."""

import sqlite3
from contextlib import closing
from dataclasses import replace

from PySide6.QtCore import Qt

from simulator.app import passphrase
from simulator.app.lately import lately
from simulator.panels.debrief import DebriefScreen
from simulator.panels.review import ReviewScreen
from simulator.presenting.reviewing import COLUMNS
from simulator.presenting.reviewing_words import ReviewWord
from simulator.recording.annotations import ANNOTATIONS_FILE, read
from tests.app.conftest import Desk
from tests.app.stocked import enter, wait

RIGHT = "correct horse"


def notice(screen: ReviewScreen) -> str:
    return screen.notice_text.text() if not screen.notice.isHidden() else ""


# -- who may enter --------------------------------------------------------------------------------------------------


def test_the_first_use_sets_the_passphrase_and_it_is_asked_for_from_then_on(stocked: Desk) -> None:
    program = stocked.program
    program.home.review_button.click()
    gate = program.review.gate
    assert gate is not None
    for first, second in (("short", "short"), (RIGHT, "another one")):
        gate.first.setText(first)
        gate.second.setText(second)
        gate.yes.click()
        assert not passphrase.is_set()
        assert gate.problem.text()
    gate.first.setText(RIGHT)
    gate.second.setText(RIGHT)
    gate.yes.click()
    stocked.settle()
    assert program.review.in_front
    program.show_home()
    stocked.settle()
    assert not program.review.open, "leaving locks it"
    program.home.review_button.click()
    gate = program.review.gate
    assert gate is not None
    gate.first.setText("wrong horse")
    gate.yes.click()
    assert gate.problem.text() == "This is not the passphrase."
    assert not program.review.open
    gate.first.setText(RIGHT)
    gate.yes.click()
    stocked.settle()
    assert program.review.in_front


def test_after_three_wrong_ones_it_has_to_be_waited_even_in_a_new_start(stocked: Desk) -> None:
    passphrase.choose(RIGHT)
    for _ in range(3):
        passphrase.attempt("guess")
    stocked.program.home.review_button.click()
    gate = stocked.program.review.gate
    assert gate is not None
    gate.first.setText(RIGHT)
    gate.yes.click()
    assert gate.problem.text().startswith("Too many wrong attempts: wait ")
    assert not stocked.program.review.open


def test_escape_leaves_the_question_and_the_home_screen_works_on(stocked: Desk) -> None:
    stocked.program.home.review_button.click()
    stocked.settle()
    stocked.key(Qt.Key.Key_Escape)
    assert stocked.program.review.gate is None
    assert stocked.program.window.screen_shown() is stocked.program.home


def test_with_a_passphrase_the_home_screen_lists_a_learners_own_sessions_only(stocked: Desk) -> None:
    desk = stocked
    learners = {one.title.rpartition(" · ")[2] for one in _recent(desk)}
    assert len(learners) > 1
    passphrase.choose(RIGHT)
    name = sorted(learners)[0]
    desk.program.preferences = replace(desk.program.preferences, learner=name)
    assert {one.title.rpartition(" · ")[2] for one in _recent(desk)} == {name}
    desk.program.preferences = replace(desk.program.preferences, learner="somebody else")
    assert _recent(desk) == ()


def test_another_name_shows_another_list(stocked: Desk) -> None:
    learners = sorted({one.title.rpartition(" · ")[2] for one in _recent(stocked)})
    passphrase.choose(RIGHT)
    for name in learners:
        stocked.program.home.name.setText(name)
        stocked.program.home.name.editingFinished.emit()
        stocked.settle()
        shown = stocked.program.home._view.recent
        assert {one.title.rpartition(" · ")[2] for one in shown} == {name}
    assert stocked.program.home.name.text() == learners[-1]


def _recent(desk: Desk) -> tuple:  # type: ignore[type-arg]
    desk.program.show_home()
    desk.settle()
    return desk.program.home._view.recent


# -- the list -------------------------------------------------------------------------------------------------------


def test_all_sessions_are_listed_with_what_decided_them(stocked: Desk) -> None:
    room, screen = enter(stocked)
    assert len(room.shown) == 3
    failed = [one for one in room.shown if one.passed is False]
    assert failed
    assert all(one.lost[0].critical for one in failed)
    assert screen.top.subtitle.text().startswith("Sessions: 3 ·")
    screen.filters.verdict.choose("critical")
    assert {one.session for one in room.shown} == {one.session for one in failed}
    assert screen.top.subtitle.text().startswith(f"Sessions: {len(failed)} of 3 ·")
    screen.filters.search.setText("nobody")
    screen.filters.changed.emit()
    assert room.shown == []
    assert screen.empty_title.text() == ReviewWord.NO_MATCH.value[0]
    screen.filters.clear_button.click()
    assert len(room.shown) == 3


def test_what_another_version_of_a_scene_judged_is_judged_again(stocked: Desk) -> None:
    room, _ = enter(stocked)
    before = {one.session: (one.percent, one.passed) for one in room.shown}
    stocked.program.show_home()
    with closing(sqlite3.connect(stocked.home / "sessions.sqlite")) as index:
        index.execute("UPDATE manikin_judgements SET judged_sha256 = 'older', percent = 1.0, passed = 0")
        index.commit()
    room, screen = enter(stocked)
    assert {one.session: (one.percent, one.passed) for one in room.shown} == before
    assert screen.progress.isHidden()
    with closing(sqlite3.connect(stocked.home / "sessions.sqlite")) as index:
        (left,) = index.execute("SELECT count(*) FROM manikin_judgements WHERE judged_sha256 = 'older'").fetchone()
    assert left == 0


def test_home_tells_no_verdict_of_another_version_of_a_scene(stocked: Desk) -> None:
    told, _ = lately(stocked.program.catalogue)
    assert {one.result["passed"] for one in told if one.result} == {True, False}
    with closing(sqlite3.connect(stocked.home / "sessions.sqlite")) as index:
        index.execute("UPDATE manikin_judgements SET judged_sha256 = 'older', percent = 1.0, passed = 0")
        index.commit()
    assert lately(stocked.program.catalogue)[0] == told


def test_an_empty_computer_says_so(desk: Desk) -> None:
    room, screen = enter(desk)
    assert room.shown == []
    assert screen.empty_title.text() == ReviewWord.NONE.value[0]
    assert not screen.rescore_button.isEnabled()


def test_a_damaged_record_is_listed_and_says_why(stocked: Desk) -> None:
    (stocked.home / "sessions" / "20260109-000000-broken.jsonl").write_text("nonsense\n")
    room, screen = enter(stocked)
    broken = next(one for one in room.shown if one.state == "damaged")
    screen.table.setCurrentIndex(screen.table.sessions.index(room.shown.index(broken), 0))
    assert ":1:" in screen.table.sessions.line(room.shown.index(broken)).texts[COLUMNS.index("finding")]
    assert screen.side.open_button.isHidden()
    room.open_session(broken.session)
    assert "broken.jsonl:1:" in notice(screen)
    assert room.in_front


def test_the_columns_sort_both_ways(stocked: Desk) -> None:
    room, screen = enter(stocked)
    head = screen.table.horizontalHeader()
    head.setSortIndicator(4, Qt.SortOrder.AscendingOrder)
    up = [one.percent for one in room.shown]
    head.setSortIndicator(4, Qt.SortOrder.DescendingOrder)
    assert [one.percent for one in room.shown] == up[::-1]
    assert up == sorted(up, key=lambda value: value or 0.0)


def test_cohort_figures_follow_the_filter(stocked: Desk) -> None:
    room, screen = enter(stocked)
    wait(stocked, lambda: room._figures is not None)
    assert room._figures is not None
    assert room._figures.sessions == 3
    screen.filters.verdict.choose("failed")
    count = len(room.shown)
    wait(stocked, lambda: room._figures is not None and room._figures.sessions == count)
    screen.cohort_tab.click()
    assert any("finished sessions" in sentence for sentence in screen.cohort._view.sentences)
    screen.filters.search.setText("nobody")
    screen.filters.changed.emit()
    wait(stocked, lambda: room._figures is None)
    assert screen.cohort._view.none == ReviewWord.NOTHING_TO_COUNT.value[0]


def test_language_and_theme_change_in_place_and_the_choice_stays(stocked: Desk) -> None:
    room, screen = enter(stocked)
    screen.table.selectRow(1)
    marked = room.shown[1].session
    screen.filters.verdict.choose("failed")
    screen.switches.language_button.click()
    screen.switches.theme_button.click()
    stocked.settle()
    assert stocked.program.window.screen_shown() is screen
    assert screen.top.title.text() == "教师查阅"
    assert screen.filters.verdict.value == "failed"
    current = screen.table.current()
    assert current is not None
    assert current.session == marked or current in room.shown


def test_escape_goes_home_and_forgets_everything(stocked: Desk) -> None:
    enter(stocked)
    stocked.key(Qt.Key.Key_Escape)
    assert stocked.program.window.screen_shown() is stocked.program.home
    assert not stocked.program.review.open
    assert stocked.program.review.background is None


# -- a session ------------------------------------------------------------------------------------------------------


def test_a_session_opens_by_enter_takes_notes_and_a_rating_and_comes_back(stocked: Desk) -> None:
    room, screen = enter(stocked)
    failed = next(one for one in room.shown if one.passed is False)
    screen.table.selectRow(room.shown.index(failed))
    screen.table.setFocus()
    stocked.key(Qt.Key.Key_Return)
    assert isinstance(stocked.program.window.screen_shown(), DebriefScreen)
    assert room.noting is not None
    assert stocked.program.replay is not None
    bar = room.noting.bar
    stocked.program.replay.go(61.0)
    bar.text.setText("looked away")
    bar.add_button.click()
    bar.rate_button.click()
    assert bar.problem.text() == "Choose a grade first."
    bar.grade.choose("4")
    bar.percent.setText("120")
    bar.rate_button.click()
    assert bar.problem.text() == "Points are a number from 0 to 100."
    bar.percent.setText("71,5 %")
    bar.rate_button.click()
    assert bar.said.text() == "The program says: Not passed."
    held = read(stocked.home / ANNOTATIONS_FILE)
    assert [(note.at_s, note.text) for note in held.notes[failed.session]] == [(61.0, "looked away")]
    assert (held.ratings[failed.session].grade, held.ratings[failed.session].percent) == (4, 71.5)
    stocked.program.replay.go(0.0)
    bar.list.setCurrentRow(0)
    assert stocked.program.replay.now_s == 61.0
    bar.back_button.click()
    stocked.settle()
    assert room.in_front
    assert stocked.program.replay is None
    now = next(one for one in room.shown if one.session == failed.session)
    assert (now.grade, now.notes) == (4, 1)
    wait(stocked, lambda: room._figures is not None and room._figures.agreement is not None)
    assert room._figures is not None
    agreed = room._figures.agreement
    assert agreed is not None
    assert (agreed.count, agreed.same) == (1, 0.0)


def test_the_notes_give_way_when_the_window_is_made_lower(stocked: Desk) -> None:
    room, _ = enter(stocked)
    room.open_session(room.shown[0].session)
    assert room.noting is not None
    bar, window = room.noting.bar, stocked.program.window
    for size, most in (((1600, 1000), 146), ((1280, 800), 104), ((1600, 1000), 146)):
        window.resize(*size)
        stocked.settle()
        assert bar.maximumHeight() == most


def test_a_note_is_withdrawn_with_the_delete_key_and_stays_in_the_file(stocked: Desk) -> None:
    room, _ = enter(stocked)
    room.open_session(room.shown[0].session)
    stocked.settle()
    assert room.noting is not None
    bar = room.noting.bar
    bar.text.setText("a mistake of mine")
    bar.add_button.click()
    bar.list.setCurrentRow(0)
    bar.list.setFocus()
    stocked.key(Qt.Key.Key_Delete)
    file = stocked.home / ANNOTATIONS_FILE
    assert read(file).notes == {}
    assert "a mistake of mine" in file.read_text()


def test_home_from_a_debrief_locks_the_review_and_takes_the_notes_away(stocked: Desk) -> None:
    room, _ = enter(stocked)
    room.open_session(room.shown[0].session)
    stocked.settle()
    assert room.noting is not None
    bar = room.noting.bar
    assert bar.isVisible()
    screen = stocked.program.window.screen_shown()
    assert isinstance(screen, DebriefScreen)
    screen.home_button.click()
    stocked.settle()
    assert not room.open
    assert room.noting is None
    stocked.program.open_record(str(stocked.journals()[0]))
    stocked.settle()
    assert stocked.program.window._below is None, "who opens a session from home sees no notes"


def test_no_journal_is_touched_by_a_note_or_a_rating(stocked: Desk) -> None:
    before = {path.name: path.read_bytes() for path in stocked.journals()}
    room, _ = enter(stocked)
    room.open_session(room.shown[0].session)
    stocked.settle()
    assert room.noting is not None
    room.noting.bar.noted.emit("x")
    room.noting.bar.rated.emit(1, None)
    assert {path.name: path.read_bytes() for path in stocked.journals()} == before


def test_a_session_of_another_computer_is_named(stocked: Desk) -> None:
    room, screen = enter(stocked)
    one = room.shown[0]
    (stocked.home / "sessions" / one.file).unlink()
    room.open_session(one.session)
    assert notice(screen) == f"{one.file} is not on this computer: it lies where it was recorded, or was moved away."
