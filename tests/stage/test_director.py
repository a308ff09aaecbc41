"""Every scene on the stage: each action shows, hands touch what they hold, nobody sinks, time may jump about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from simulator.core import events as ev
from simulator.core.state import State
from simulator.stage.camera import CameraRig
from simulator.stage.casting import frames_of
from simulator.stage.director import Director
from simulator.stage.renderer import Renderer
from simulator.stage.view import StageView
from tests.stage.performances import SCENE_FILES, Story, scene_of, stories
from tests.stage.pictures import a_display

TOUCH_M, SINK_M, SINK_ON_THE_WAY_M = 0.012, 0.010, 0.030
LONG_ENOUGH_S = 2.5  # an action that takes less may be over before somebody has come from far away

Floats = npt.NDArray[np.float64]


class Stage:
    """A director and what it shows as numbers."""

    def __init__(self, path: Path) -> None:
        self.scene = scene_of(path)
        self.view = StageView(Renderer(a_display(), 64, 64), CameraRig())
        self.director = Director(self.view, self.scene)

    def show(self, story: Story, at_s: float) -> State:
        """What the story shows at a moment."""
        state = story.at(at_s)
        self.director.show(state, at_s, story.body.pose(state, at_s))
        return state

    def numbers(self) -> Floats:
        """All joints of all people and all places of all things that are seen."""
        people = [figure.world.ravel() for figure in self.director.figures.values()]
        things = [np.append(frame.ravel(), shown) for frame, shown in self.director.things_shown()]
        return np.concatenate([*people, *things, [float(len(self.director.straps_shown()))]])

    def lowest_m(self) -> dict[str, float]:
        return {
            id_: float(figure.person.skin.moved(figure.world)[0][2].min())
            for id_, figure in self.director.figures.items()
        }


@pytest.fixture(scope="module", params=SCENE_FILES, ids=lambda path: path.parent.name)
def told(request: pytest.FixtureRequest) -> Iterator[tuple[Stage, tuple[Story, ...]]]:
    stage = Stage(request.param)
    yield stage, stories(request.param)
    stage.view.close()


def acts(all_stories: tuple[Story, ...]) -> list[tuple[Story, ev.ActionStarted]]:
    """Each action with each of its answers and doers once, in the story that shows it first."""
    found: dict[tuple[object, ...], tuple[Story, ev.ActionStarted]] = {}
    for story in all_stories:
        for event in story.started():
            found.setdefault((event.action, event.actor, *event.choices.values()), (story, event))
    return list(found.values())


def test_every_action_of_the_scene_is_among_the_acts(told: tuple[Stage, tuple[Story, ...]]) -> None:
    stage, all_stories = told
    assert {event.action for _, event in acts(all_stories)} == set(stage.scene.actions)


def test_every_action_shows_something(told: tuple[Stage, tuple[Story, ...]]) -> None:
    stage, all_stories = told
    for story, event in acts(all_stories):
        show = stage.scene.actions[event.action].show
        assert show.camera is None or show.camera in stage.scene.views
        if not (show.people or show.items or show.patient):
            continue
        stage.show(story, event.at_s)
        before = stage.numbers()
        half_s = 0.5 * (event.at_s + event.until_s)
        stage.show(story, half_s)
        halfway = stage.numbers()
        stage.show(story, event.until_s - 0.01)
        changed = max(_apart(before, halfway), _apart(before, stage.numbers()))
        assert changed > 0.01, f"{event.action} {dict(event.choices)} shows nothing"


def _apart(a: Floats, b: Floats) -> float:
    return float(np.abs(a - b).max())


def test_hands_touch_what_they_hold(told: tuple[Stage, tuple[Story, ...]]) -> None:
    stage, all_stories = told
    checked = 0
    for story, event in acts(all_stories):
        at_s = event.until_s - 0.01
        state = stage.show(story, at_s)
        frames = frames_of(stage.director.holds(), stage.director.item_frames, {})
        frames = stage.director.company.on_people(frames, state)
        for id_, way in stage.director.company.ways(state).items():
            if way.until_s > at_s:
                moved_now = way.move.at_s == event.at_s
                assert not moved_now or event.until_s - event.at_s < LONG_ENOUGH_S, f"{event.action}: {id_} comes late"
                continue
            for side, grip in (("l", way.move.current.left), ("r", way.move.current.right)):
                frame = frames(grip) if grip else None
                if grip and frame is not None:
                    touched = stage.director.company.touches(id_, side, grip)
                    missed = float(np.linalg.norm(touched - frame[:3, 3]))
                    assert missed < TOUCH_M, f"{event.action}: {id_} misses {grip} by {missed:.3f} m"
                    checked += 1
    assert checked > len(stage.scene.actions)


def test_nobody_sinks_below_the_floor(told: tuple[Stage, tuple[Story, ...]]) -> None:
    stage, all_stories = told
    for story, event in acts(all_stories):
        for share, limit_m in ((0.4, SINK_ON_THE_WAY_M), (1.0, SINK_M)):
            at_s = event.at_s + share * (event.until_s - event.at_s) - 0.01
            state = stage.show(story, at_s)
            if share == 1.0 and stage.director.moving(state, at_s - 0.1):
                limit_m = SINK_ON_THE_WAY_M
            for id_, low_m in stage.lowest_m().items():
                assert low_m > -limit_m - 0.001, f"{event.action} at {share}: {id_} is {-low_m:.3f} m below the floor"


def test_what_is_shown_does_not_depend_on_what_was_shown_before(told: tuple[Stage, tuple[Story, ...]]) -> None:
    stage, all_stories = told
    story = all_stories[0]
    last_s = story.told[-1][0]
    times = [last_s * share for share in (0.02, 0.11, 0.23, 0.35, 0.44, 0.52, 0.61, 0.73, 0.88, 0.97)]
    forwards = {}
    for at_s in times:
        stage.show(story, at_s)
        forwards[at_s] = stage.numbers()
    for at_s in (*reversed(times), *times[::3]):
        stage.show(story, at_s)
        assert np.array_equal(stage.numbers(), forwards[at_s]), f"{at_s:.1f} s looks different after jumping about"


def test_the_same_moment_again_costs_nothing(told: tuple[Stage, tuple[Story, ...]]) -> None:
    stage, all_stories = told
    at_s, state = all_stories[0].told[-1]
    body = all_stories[0].body.pose(state, at_s + 60.0)
    stage.director.show(state, at_s + 60.0, body)
    assert not stage.director.show(state, at_s + 61.0, body)


def test_people_in_motion_are_drawn_quickly_by_a_slow_renderer(
    told: tuple[Stage, tuple[Story, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, all_stories = told
    drawn: list[bool] = []
    really = stage.view.renderer.draw
    monkeypatch.setattr(stage.view.renderer, "draw", lambda *, fine=True: [drawn.append(fine), really(fine=fine)][1])
    monkeypatch.setattr("simulator.stage.view.SLOW_FRAME_S", 0.0)
    event = max(all_stories[0].started(), key=lambda one: one.until_s - one.at_s)
    for share in (0.4, 0.6):
        stage.show(all_stories[0], event.at_s + share * (event.until_s - event.at_s))
        stage.view.advance(0.04)
        stage.view.frame()
    stage.view.advance(1.0)
    stage.view.frame()
    assert drawn == [False, False, True]
