"""Every action of a scene performed somewhere: by the reference run, by scripted learners, or where it may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from simulator import performing
from simulator.app.unrecorded import Unrecorded
from simulator.core import events as ev
from simulator.core.actions import Perform
from simulator.core.engine import refusal, respond
from simulator.core.scene import Scene, frozen_map
from simulator.core.state import State, at_start
from simulator.core.twin.bodies import body_for
from simulator.core.twin.body import Body, GuidedBody
from simulator.core.twin.movement import Movement
from simulator.paths import scenes_dir
from simulator.recording.replay import states
from simulator.scenefile import load
from simulator.scenefile.script import Script, Timing, load_script
from simulator.session import Session

SCENE_FILES = sorted(scenes_dir().glob("*/scene.yaml"))
_ROLLED = Path(__file__).parent / "rolled"
_LEARNERS = Path(__file__).parents[1] / "learners"

Done = tuple[str, str, tuple[str, ...]]  # action, actor and answers


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
        return body_for(self.scene, self.movements) if self.movements else GuidedBody(self.scene)

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

    def acts(self) -> set[Done]:
        """What was begun, by whom and with which answers."""
        return {(event.action, event.actor, tuple(event.choices.values())) for event in self.started()}


@cache
def scene_of(path: Path) -> Scene:
    scene = load(path).scene
    assert scene is not None
    return scene


@cache
def reference_of(path: Path) -> Story:
    """The scene as its reference learner performs it."""
    script = _script(path.parent / "reference.yaml")
    assert script.scene == scene_of(path).id
    return _performed(scene_of(path), script)


@cache
def stories(path: Path) -> tuple[Story, ...]:
    """Few sessions in which every action of the scene, and every answer that a script gives, is performed."""
    return tuple(each_story(path))


def each_story(path: Path) -> Iterator[Story]:
    """The stories of a scene one by one, the reference learner's first: later ones are performed when asked for."""
    scene = scene_of(path)
    found = [reference_of(path)]
    yield found[0]
    seen = found[0].acts()
    for file in (*sorted(_LEARNERS.rglob("*.yaml")), *sorted(_ROLLED.glob("*.yaml"))):
        script = _script(file)
        if script.scene != scene.id:
            continue
        # What is new in a script is found without physics, which takes a hundred times as long. Physics is at work
        # where something new moves the body, up to there; in the other stories the body is led along its path.
        still = _performed(_still(scene), script)
        new = still.acts() - seen
        if new:
            moves = any(scene.actions[action].handling is not None for action, _, _ in new)
            found.append(_performed(scene, _up_to(scene, script, new)) if moves else replace(still, scene=scene))
            seen |= new
            yield found[-1]
    missing = [action for action in scene.actions if action not in {done[0] for done in seen}]
    yield from (_anywhere(found, action) for action in missing)


@cache
def _script(file: Path) -> Script:
    script = load_script(file)
    assert isinstance(script, Script), script
    return script


def _still(scene: Scene) -> Scene:
    actions = {id_: replace(rule, handling=None) for id_, rule in scene.actions.items()}
    return replace(scene, actions=frozen_map(actions))


def _up_to(scene: Scene, script: Script, new: Set[Done]) -> Script:
    """The script up to the last of these acts, and a little longer."""
    last = 0
    for number, act in enumerate(script.acts):
        if (act.action, act.by or scene.actions[act.action].by[0], tuple(act.choices.values())) in new:
            last = number
    return replace(script, acts=script.acts[: last + 1], finish=Timing("then", 2.0))


def _performed(scene: Scene, script: Script) -> Story:
    session = Session(scene, "assess", Unrecorded(), script.seed)
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
