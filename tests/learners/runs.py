"""Runs of the flagship scene for tests: nothing is written, nothing is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from simulator import assessment, performing
from simulator.core import events as ev
from simulator.core.actions import Action
from simulator.core.scene import Scene, frozen_map
from simulator.core.twin.movement import Piece
from simulator.paths import scenes_dir
from simulator.scenefile import load
from simulator.scenefile.script import Script, load_script
from simulator.session import Session

HERE = Path(__file__).parent
FLAGSHIP = scenes_dir() / "spinal-transport"


class Unrecorded:
    """A recorder that keeps nothing."""

    def action(self, action: Action, events: Sequence[ev.Event]) -> None:
        """Forget it."""

    def tick(self, to_s: float, events: Sequence[ev.Event]) -> None:
        """Forget it."""

    def movement(self, piece: Piece) -> None:
        """Forget it."""


@cache
def flagship() -> Scene:
    """The flagship scene as it is shipped; it loads without a problem."""
    loaded = load(FLAGSHIP / "scene.yaml")
    assert loaded.scene is not None, loaded.problems
    assert not loaded.problems
    return loaded.scene


@cache
def still() -> Scene:
    """The flagship scene without its physics: for what follows from order, choices and times alone."""
    scene = flagship()
    actions = {id_: replace(rule, handling=None) for id_, rule in scene.actions.items()}
    return replace(scene, actions=frozen_map(actions))


def played(path: Path, scene: Scene, seed: int = 0) -> Session:
    """The session of a scripted learner."""
    script = load_script(path)
    assert isinstance(script, Script), script
    performing.check(script, flagship(), path.name)
    session = Session(scene, script.mode, Unrecorded(), seed)
    performing.perform(script, session)
    return session


@cache
def judged_still(path: Path) -> tuple[Session, assessment.Judged]:
    """A scripted learner, judged for all but how the patient was moved."""
    session = played(path, still())
    return session, assessment.judge(still(), session.events)


@cache
def moved(path: Path, seed: int = 0) -> tuple[Session, assessment.Judged]:
    """A scripted learner with the patient's body moving, judged with all that was measured."""
    session = played(path, flagship(), seed)
    return session, assessment.judge(flagship(), session.events, movements=session.movements)


def in_order(steps: Iterable[str]) -> tuple[Session, assessment.Judged]:
    """Do the steps one after the other, each rightly and by the right person, and judge them."""
    scene = still()
    session = Session(scene, "assess", Unrecorded())
    for step in steps:
        rule = scene.steps[step]
        choices = {
            name: (rule.with_.get(name) or tuple(choice.options))[0]
            for name, choice in scene.actions[rule.action].choices.items()
        }
        at_s = session.state.at_s + 0.5
        session.perform(at_s, rule.action, rule.by[0] if rule.by else None, choices)
        session.tick(at_s + scene.actions[rule.action].takes_s)
    session.finish(session.state.at_s + 1)
    return session, assessment.judge(scene, session.events)


def refusals(session: Session) -> list[str]:
    """The actions that were refused."""
    return [event.action for event in session.events if isinstance(event, ev.ActionRefused)]
