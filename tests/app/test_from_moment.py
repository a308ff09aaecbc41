"""Practising on from a moment of an earlier session, and the reference learner beside one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from simulator.app.beside import Beside, example
from simulator.app.demo import JOURNAL, Performed, perform_script
from simulator.app.from_moment import from_moment
from simulator.app.recovery import CannotResumeError
from simulator.app.summing import FROM_A_MOMENT, summary
from simulator.panels.debrief import DebriefScreen
from simulator.presenting.frames import Frame, Picked
from simulator.presenting.judging_words import JudgingWord
from simulator.recording.journal import read
from simulator.recording.replay import drift, motion_drift_deg, recorded
from tests.app.conftest import SCENE, Desk

LEARNERS = Path(__file__).parents[1] / "learners"


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Performed:
    """A session with an error, performed by a script."""
    return perform_script(SCENE, LEARNERS / "e05-head-before-torso.yaml", tmp_path_factory.mktemp("done"))


def screen(desk: Desk) -> DebriefScreen:
    shown = desk.program.window.screen_shown()
    assert isinstance(shown, DebriefScreen)
    return shown


def test_practice_goes_on_from_the_moment_that_the_debrief_shows(desk: Desk, done: Performed) -> None:
    desk.program.open_record(str(done.folder / JOURNAL))
    debrief = screen(desk)
    at_s = 70.0
    debrief.lanes.time_chosen.emit(at_s)
    assert "01:10" in debrief.here_button.text()
    debrief.here_button.click()
    desk.settle()
    session = desk.room.session
    before = [event for event in done.kept.events if event.at_s <= at_s]
    assert session.events == before
    assert session.mode == "practise"
    assert desk.room.now_s() == pytest.approx(at_s)
    desk.pass_s(0.5)
    desk.finish()
    head, _ = read(desk.journals()[-1])
    assert (head.source, head.source_s, head.mode) == (done.kept.head.session, at_s, "practise")
    assert "01:10" in screen(desk).notice_text.text(), "the debrief says that it is no whole session"
    told = summary(desk.journals()[-1], desk.program.catalogue)
    assert told.judgements == (), "it enters no figures"
    assert told.problem == FROM_A_MOMENT
    desk.program.show_home()
    assert "From a moment" in [label.text() for label in desk.program.home.findChildren(QLabel)]
    assert done.kept.events == recorded(done.folder / JOURNAL).events, "the session itself is as it was"


@pytest.mark.parametrize("share", [0.0, 0.45, 0.7, 1.0])
def test_a_session_from_a_moment_is_a_whole_record_that_runs_again(desk: Desk, done: Performed, share: float) -> None:
    end_s = done.kept.events[-1].at_s
    going = from_moment(done.scene, done.kept, share * end_s)
    going.session.finish(going.at_s + 1.0)
    going.journal.close()
    path = going.journal.path
    assert drift(path, done.scene) is None
    kept = recorded(path)
    assert kept.events[-1].at_s == pytest.approx(going.at_s + 1.0)
    assert not kept.movements or motion_drift_deg(kept, done.scene) == 0.0


def test_a_moment_in_the_middle_of_a_handling_begins_just_before_its_order(desk: Desk, done: Performed) -> None:
    roll = next(one for one in done.kept.movements if one.action == "roll-to-side")
    going = from_moment(done.scene, done.kept, roll.start_s + 3.0)
    assert going.at_s == pytest.approx(roll.start_s, abs=0.1)
    assert going.at_s < roll.start_s
    assert going.session.moving is None
    assert "roll-to-side" not in {run.action for run in going.session.state.running}
    going.journal.close()


def test_nobody_practises_on_in_another_version_of_the_scene(desk: Desk, done: Performed) -> None:
    other = replace(done.scene, sha256="f" * 64)
    with pytest.raises(CannotResumeError, match="changed"):
        from_moment(other, done.kept, 10.0)
    assert not desk.journals()


def test_the_debrief_says_beforehand_that_the_scene_was_changed(desk: Desk, done: Performed) -> None:
    desk.program.open_record(str(done.folder / JOURNAL))
    assert screen(desk).here_button.isEnabled()
    other = replace(done.scene, sha256="f" * 64)
    desk.program.catalogue._read[SCENE] = replace(desk.program.catalogue.read(SCENE), scene=other)
    desk.program.open_record(str(done.folder / JOURNAL))
    button = screen(desk).here_button
    assert not button.isEnabled()
    assert "changed" in button.toolTip()
    desk.program.speak("zh")
    assert screen(desk).here_button.toolTip() == JudgingWord.NOT_FROM_HERE.value[1]


def test_the_reference_learner_is_shown_at_the_same_step(desk: Desk, done: Performed) -> None:
    script = desk.program.catalogue.reference_script(SCENE)
    found = example(done.scene, script, done.judged.card, done.kept.events[-1].at_s)
    assert found is not None
    own = next(event for event in done.kept.events if getattr(event, "action", "") == "lift")
    at_s = found.beats.other_at(own.at_s + 1.0)
    assert "lift" in found.doing(at_s)
    assert found.state_at(at_s).at_s <= at_s
    assert example(done.scene, LEARNERS / "none.yaml", done.judged.card, 1.0) is None, "a script that is not there"


class Painted:
    """A stage that paints one colour."""

    def __init__(self) -> None:
        self.colour = 0
        self.size_px = (1, 1)
        self.picked: list[float] = []

    def resize(self, width_px: int, height_px: int) -> None:
        self.size_px = (width_px, height_px)

    def frame(self) -> Frame:
        width, height = self.size_px
        return Frame(width, height, memoryview(bytes([self.colour]) * (width * height * 4)))

    def pick(self, x_px: float, y_px: float) -> Picked | None:
        self.picked.append(x_px)
        return Picked("patient.head", (0.0, 0.0, 0.0))

    def shower(self, colour: int) -> Callable[[], None]:
        def show() -> None:
            self.colour = colour

        return show


def test_two_pictures_stand_side_by_side_and_the_own_one_stays_on_the_stage() -> None:
    stage = Painted()
    beside = Beside(stage, stage.shower(10), stage.shower(20))  # type: ignore[arg-type]
    beside.resize(101, 40)
    frame = beside.frame()
    pixels = np.frombuffer(frame.data, np.uint8).reshape(frame.height_px, frame.width_px, 4)
    assert (frame.width_px, frame.height_px) == (101, 40)
    assert (pixels[:, :50] == 10).all()
    assert (pixels[:, 51:] == 20).all()
    assert stage.colour == 10
    assert beside.pick(20.0, 3.0) is not None
    assert beside.pick(80.0, 3.0) is None
    assert stage.picked == [20.0]
