"""Every action of a scene performed somewhere: by the reference run, by scripted learners, or where it may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from simulator import performing
from simulator.app.unrecorded import Unrecorded
from simulator.core import events as ev
from simulator.core.actions import Perform
from simulator.core.engine import refusal, respond
from simulator.core.scene import Scene
from simulator.core.state import State, at_start
from simulator.core.twin.bodies import TwinBody
from simulator.core.twin.body import Body, GuidedBody
from simulator.core.twin.movement import Movement
from simulator.paths import scenes_dir
from simulator.recording.replay import states
from simulator.scenefile import load
from simulator.scenefile.script import Script, load_script
from simulator.session import Session

SCENE_FILES = sorted(scenes_dir().glob("*/scene.yaml"))
_ROLLED = Path(__file__).parent / "rolled"
_LEARNERS = Path(__file__).parents[1] / "learners"


@dataclass(frozen=True)
class Story:
    """A session as states over time."""

    scene: Scene
    events: tuple[ev.Event, ...]
    told: tuple[tuple[float, State], ...]
    movements: tuple[Movement, ...] = ()

    @property
    def body(self) -> Body:
        """The patient's body: moved by the story's handlings, led along its path where no physics was at work."""
        return TwinBody(self.scene, self.movements) if self.movements else GuidedBody(self.scene)

    def at(self, at_s: float) -> State:
        """The state at a time."""
        found = at_start(self.scene)
        for time_s, state in self.told:
            if time_s > at_s:
                break
            found = state
        return found

    def started(self) -> list[ev.ActionStarted]:
        """What was begun, in order."""
        return [event for event in self.events if isinstance(event, ev.ActionStarted)]


@cache
def scene_of(path: Path) -> Scene:
    scene = load(path).scene
    assert scene is not None
    return scene


@cache
def stories(path: Path) -> tuple[Story, ...]:
    """Few sessions in which every action of the scene, and every answer that a script gives, is performed."""
    scene = scene_of(path)
    scripts = [path.parent / "reference.yaml", *sorted(_LEARNERS.glob("*.yaml")), *sorted(_ROLLED.glob("*.yaml"))]
    found: list[Story] = []
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    for file in scripts:
        if not file.is_file():
            continue
        script = load_script(file)
        assert isinstance(script, Script), script
        if script.scene != scene.id:
            continue
        story = _performed(scene, script)
        done = {(e.action, e.actor, tuple(e.choices.values())) for e in story.started()}
        if not done <= seen:
            seen |= done
            found.append(story)
    assert found, f"{path} has no reference run"
    missing = [action for action in scene.actions if action not in {row[0] for row in seen}]
    return (*found, *(_anywhere(found, action) for action in missing))


def _performed(scene: Scene, script: Script) -> Story:
    session = Session(scene, "assess", Unrecorded())
    performing.perform(script, session)
    return _story(scene, tuple(session.events), tuple(session.movements))


def _story(scene: Scene, events: tuple[ev.Event, ...], movements: tuple[Movement, ...] = ()) -> Story:
    return Story(scene, events, tuple((event.at_s, state) for event, state in states(scene, events)), movements)


def _anywhere(found: Sequence[Story], action: str) -> Story:
    """The action performed at the first moment of any of the stories at which it is allowed."""
    for story in found:
        scene, rule = story.scene, story.scene.actions[action]
        choices = {name: next(iter(choice.options)) for name, choice in rule.choices.items()}
        for number, (at_s, state) in enumerate(story.told):
            if not state.finished and refusal(scene, state, action, rule.by[0], choices) is None:
                order = Perform(at_s + 3.0, action, rule.by[0], choices)
                return _story(scene, (*story.events[: number + 1], *respond(scene, state, order)))
    raise AssertionError(f"{action} can be performed nowhere")
