"""What was done in a session, as the values that `scoring` reads."""

from collections.abc import Iterable, Sequence
from typing import Any

from scoring.trace import Act, Interval, Trace
from simulator.assessment.tracking import signals
from simulator.core import events as ev
from simulator.core.physiology.effects import EFFECTS
from simulator.core.scene import Scene
from simulator.core.twin.movement import Movement


def trace(scene: Scene, happened: Iterable[ev.Event], movements: Iterable[Movement] = ()) -> Trace:
    """What was done, from the facts of a session and the movements of its handlings.

    An act still going on counts as broken off at the last fact.
    """
    happened = tuple(happened)
    end_s = happened[-1].at_s if happened else 0.0
    acts, intervals = _acts(scene, happened), _intervals(scene, happened)
    tracks = signals(movements, _arrest_ends_s(scene, intervals, end_s))
    return Trace(acts=acts, intervals=intervals, tracks=tracks, end_s=end_s)


def _arrest_ends_s(scene: Scene, intervals: Iterable[Interval], end_s: float) -> float | None:
    """When the heart beats again, or the end where it never does; None in a scene in which it never stood still."""
    arrests = {rule.while_ for rule in scene.physiology if EFFECTS[rule.effect].arrest}
    stood = [end_s if one.end_s is None else one.end_s for one in intervals if one.condition in arrests]
    return max(stood, default=None)


def _acts(scene: Scene, happened: Sequence[ev.Event]) -> tuple[Act, ...]:
    open_acts: dict[tuple[str, str], ev.ActionStarted] = {}
    acts = []
    for event in happened:
        match event:
            case ev.ActionStarted():
                open_acts[event.action, event.actor] = event
            case ev.ActionFinished() | ev.ActionStopped():
                open_acts.pop((event.action, event.actor), None)
                outcome = "done" if isinstance(event, ev.ActionFinished) else "stopped"
                acts.append(_act(scene, event, event.started_s, event.at_s, outcome))
            case ev.ActionRefused():
                if event.action in scene.actions:
                    acts.append(_act(scene, event, event.at_s, event.at_s, "refused"))
            case _:
                pass
    end_s = happened[-1].at_s if happened else 0.0
    acts += [_act(scene, event, event.at_s, end_s, "stopped") for event in open_acts.values()]
    return tuple(sorted(acts, key=lambda act: act.start_s))


def _act(scene: Scene, event: Any, start_s: float, end_s: float, outcome: Any) -> Act:
    rule = scene.actions.get(event.action)
    touches = rule is not None and rule.touches
    return Act(event.action, event.actor, event.choices, start_s, end_s, outcome, touches, _barred(event))


_BARS = {ev.Refusal.MISSING: "missing", ev.Refusal.PREVENTED: "present"}


def _barred(event: Any) -> str:
    """What stood in the way of an act that was refused, as `scoring` names it."""
    bar = _BARS.get(event.reason) if isinstance(event, ev.ActionRefused) else None
    return f"{bar}:{event.subject}" if bar else ""


def _intervals(scene: Scene, happened: Sequence[ev.Event]) -> tuple[Interval, ...]:
    """Every stretch in which a condition held, the derived ones included."""
    now: set[str] = set(scene.at_start)
    since: dict[str, float] = {}
    done: list[Interval] = []

    def note(at_s: float) -> None:
        holding = {name for name in scene.conditions if _holds(scene, now, name)}
        for name in sorted(since.keys() - holding):
            done.append(Interval(name, since.pop(name), at_s))
        for name in sorted(holding - since.keys()):
            since[name] = at_s

    note(0.0)
    for event in happened:
        if isinstance(event, ev.ConditionStarted):
            now.add(event.condition)
        elif isinstance(event, ev.ConditionEnded):
            now.discard(event.condition)
        else:
            continue
        note(event.at_s)
    return (*done, *(Interval(name, start_s) for name, start_s in since.items()))


def _holds(scene: Scene, now: set[str], name: str) -> bool:
    parts = scene.conditions[name].any_of
    return any(_holds(scene, now, part) for part in parts) if parts else name in now
