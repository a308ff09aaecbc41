"""What each mode shows and hides while somebody works in it."""

import pytest

from tests.app.conftest import Desk


def test_learn_shows_the_hint_and_marks_the_word_that_comes_next(desk: Desk) -> None:
    room = desk.start("learn")
    assert room.screen.stage.hint.text
    assert room.screen.tray.command_button("secure-scene").property("kind") == "primary"


def test_learn_says_where_when_a_hint_is_asked_for(desk: Desk) -> None:
    room = desk.start("learn")
    hint = room.screen.stage.hint
    plain = hint.text
    room.screen.hint_button.click()
    assert hint.text == f"{plain} Team: “Check the scene”."
    desk.order("secure-scene", gloves="worn")
    desk.order("inform-patient", **{"from": "in-view"})
    plain = hint.text
    assert ": “" not in plain, "the next step has its plain hint again"
    room.screen.hint_button.click()
    assert hint.text.startswith(f"{plain} Head"), "what has no button has its place on the patient"


def test_practise_gives_a_hint_when_it_is_asked_and_takes_it_away_with_the_next_act(desk: Desk) -> None:
    room = desk.start("practise")
    assert not room.screen.stage.hint.text
    room.screen.hint_button.click()
    assert room.screen.stage.hint.text
    desk.order("secure-scene", gloves="worn")
    assert not room.screen.stage.hint.text


def test_practise_tells_a_fault_and_marks_it_in_the_log(desk: Desk) -> None:
    room = desk.start("practise")
    desk.order("secure-scene", gloves="bare")
    assert room.screen.stage.toast.tone == "bad"
    assert room.screen._view is not None
    assert room.screen._view.log[0].tone == "warn"
    steps = {line.step_id: line.state for phase in room.screen._view.phases for line in phase.steps}
    assert steps["secure-scene"] == "warn", "no tick for what the message calls wrong, not for a moment"


def test_the_reference_start_is_no_fault_in_practise(desk: Desk) -> None:
    room = desk.start("practise")
    desk.order("secure-scene", gloves="worn")
    desk.order("inform-patient", **{"from": "in-view"})
    desk.order("hold-head", hold="in-line")
    assert room.screen._view is not None
    assert [line.tone for line in room.screen._view.log] == ["", "", ""]


def test_assess_is_silent_about_faults_but_not_deaf_to_the_patient(desk: Desk) -> None:
    room = desk.start("assess")
    desk.order("secure-scene", gloves="bare")
    assert room.screen.stage.toast.tone == ""
    assert "It is safe" in room.screen.stage.toast.text, "what was found is heard"
    view = room.screen._view
    assert view is not None
    assert {line.tone for line in view.log} == {""}
    assert (view.phases, view.goal, view.hint, view.movement.gauge) == ((), "", "", ())
    room.ask_hint()
    assert not room.screen.stage.hint.text
    assert not room.screen.hint_button.isVisible()
    assert not room.screen.see_button.isVisible()


def test_assess_tells_a_refusal_without_a_judgement(desk: Desk) -> None:
    room = desk.start("assess")
    room.order("release-head", "leader", {})
    assert room.screen.stage.toast.text
    assert room.screen.stage.toast.tone == ""
    assert room.screen._view is not None
    assert room.screen._view.log[0].text == room.screen.stage.toast.text


@pytest.mark.parametrize("mode", ["learn", "practise", "assess"])
def test_language_and_theme_can_be_switched_in_the_middle(desk: Desk, mode: str) -> None:
    room = desk.start(mode)
    desk.order("secure-scene", gloves="worn")
    room.screen.ask_where("")
    assert room.screen.stage.menu.is_open()
    room.screen.switches.language_button.click()
    room.screen.switches.theme_button.click()
    desk.settle()
    assert not room.screen.stage.menu.is_open(), "its words were of the other language"
    assert room.screen.top.title.text() == room.session.scene.title["zh"]
    assert room.screen.finish_button.text() == "结束"
    assert room.screen._view is not None
    assert "你确认了现场安全" in room.screen._view.log[0].text
    assert (desk.program.preferences.language, desk.program.preferences.theme) == ("zh", "dark")
    desk.order("inform-patient", **{"from": "in-view"})
    assert desk.acts() == ["secure-scene", "inform-patient"], "the session goes on"


def test_menu_texts_begin_with_capitals_though_the_scene_writes_them_small(desk: Desk) -> None:
    room = desk.start()
    view = room.screen._view
    assert view is not None
    entries = [e for region in (*view.regions, *view.people) for e in region.entries] + list(view.commands)
    texts = [e.text for e in entries] + [o.text for e in entries for c in e.choices for o in c.options]
    letters = [next((sign for sign in text if sign not in "“"), "") for text in texts]
    assert letters
    assert not [text for text, letter in zip(texts, letters, strict=True) if letter.islower()]


def test_commands_that_are_needed_soon_stay_in_sight_and_stop_always(desk: Desk) -> None:
    room = desk.start("learn")
    team = room.screen.tray.team
    desk.program.window.resize(1100, 700)
    desk.settle()
    assert team.hidden, "they do not all fit here"
    assert room.screen.tray.command_button("stop") in team.shown
    assert room.screen.tray.command_button("secure-scene") in team.shown
    before = [button.text() for button in team.shown]
    desk.order("secure-scene", gloves="worn")
    after = [button.text() for button in team.shown]
    assert room.screen.tray.command_button("stop") in team.shown
    kept = [text for text in before if text in after]
    assert kept == [text for text in after if text in before], "what stays keeps its order"
    assert len(kept) >= len(before) - 2
