"""Lets a scripted learner perform a scene: the same session as a person's, with the script's times."""

from collections.abc import Callable, Iterator

from simulator.core import events as ev
from simulator.core.scene import Scene
from simulator.core.twin.pressing import TECHNIQUE as PRESS
from simulator.core.twin.steering import Scripted
from simulator.scenefile.problems import Problem, Severity
from simulator.scenefile.script import Script, ScriptedAct, Timing
from simulator.scenefile.suggest import did_you_mean
from simulator.session import Session

_LOOK_S = 0.2


class ScriptError(Exception):
    """The script asks for something that the scene does not have; the message is one sentence."""


def check(script: Script, scene: Scene, path: str) -> None:
    """ScriptError if an act names an action, a person, a choice or an option that the scene does not have."""
    found = problems(script, scene, path)
    if found:
        more = f" ... and {len(found) - 1} more" if len(found) > 1 else ""
        raise ScriptError(f"{found[0]}{more}")


def problems(script: Script, scene: Scene, path: str) -> tuple[Problem, ...]:
    """Everything that the script asks for and the scene does not have, in the order of the file."""
    return tuple(
        Problem(path, act.line, act.column, Severity.ERROR, message, hint)
        for act in script.acts
        for message, hint in _unknown(act, scene)
    )


def perform(script: Script, session: Session, told: Callable[[float], None] = lambda share: None) -> None:
    """Perform the whole script in `session`. `told` hears the share (0..1) of acts that are done."""
    clock = _Clock(session)
    for number, act in enumerate(script.acts):
        clock.act(act)
        told((number + 1) / len(script.acts))
    at_s = clock.when(script.finish)
    session.tick(at_s)
    session.finish(at_s)


class _Clock:
    """Turns the timings of a script into seconds of the session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._began_s = 0.0
        self._over_s = 0.0
        self._path = False

    def when(self, timing: Timing) -> float:
        if timing.kind == "then":
            self._wait()
        since = {"at": 0.0, "then": self._over_s, "with_previous": self._began_s}[timing.kind]
        return max(since + timing.after_s, self._session.state.at_s)

    def _wait(self) -> None:
        """Compressions may be over before their action's time: then the next act does not wait any longer."""
        session = self._session
        while (going := session.moving) is not None and going.technique == PRESS:
            session.tick(going.start_s + float(going.track.time_s[-1]) + _LOOK_S)
            if session.moving is None or session.moving.number != going.number:
                self._over_s = max(self._over_s, session.movements[going.number].until_s, session.state.at_s)

    def act(self, act: ScriptedAct) -> None:
        at_s = self.when(act.timing)
        self._session.tick(at_s)
        if act.hands is not None:
            self._session.lead(act.hands)
            self._path = not isinstance(act.hands, Scripted)
        elif self._path and self._session.scene.actions[act.action].handling is not None:
            self._session.lead(Scripted())
            self._path = False
        happened = self._session.perform(at_s, act.action, act.by, act.choices)
        rule = self._session.scene.actions[act.action].handling
        ends = [e.until_s for e in happened if isinstance(e, ev.ActionStarted) and not (rule and rule.presses)]
        self._began_s = at_s
        self._over_s = max([self._over_s, at_s, *ends])


def _unknown(act: ScriptedAct, scene: Scene) -> Iterator[tuple[str, str]]:
    """What is wrong with an act, and what was probably meant."""
    rule = scene.actions.get(act.action)
    if rule is None:
        yield f"`{act.action}` is no action of the scene {scene.id}", did_you_mean(act.action, scene.actions)
        return
    if act.by is not None and act.by not in scene.team:
        yield f"`{act.by}` is nobody in the team of the scene {scene.id}", did_you_mean(act.by, scene.team)
    if act.hands is not None and rule.handling is None:
        yield f"`{act.action}` moves nobody, so there are no `hands` to say", "take `hands` away"
    for name, option in act.choices.items():
        if name not in rule.choices:
            yield f"`{act.action}` has no choice `{name}`", did_you_mean(name, rule.choices)
        elif option not in rule.choices[name].options:
            yield f"`{name}` of `{act.action}` cannot be `{option}`", did_you_mean(option, rule.choices[name].options)
    for name, choice in rule.choices.items():
        if name not in act.choices:
            yield f"`{act.action}` must choose `{name}`", f"one of {', '.join(choice.options)}"
