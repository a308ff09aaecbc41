"""Steps that were done and are undone again: the skin that was disinfected, and then felt for a vein."""

from collections.abc import Iterable, Iterator, Sequence

from scoring.trace import Interval
from simulator.core import events as ev
from simulator.core.scene import ActionRule, Scene


def undone(
    scene: Scene,
    done: Iterable[str],
    to_come: Sequence[str],
    intervals: Iterable[Interval],
    happened: Iterable[ev.Event],
) -> frozenset[str]:
    """Which of the steps `done` have to be done again.

    What such a step started holds no longer, a step `to_come` must not be done without it, and none of those to come
    brings it back. What ended in its turn, as a tourniquet that was opened, is needed by nothing that is to come.
    """
    done, going = tuple(done), _going(happened)
    action_of = {step: rule.action for step, rule in scene.steps.items()}
    starts = {id_: frozenset(_starts(action)) for id_, action in scene.actions.items()}
    begun = {name for action in going for name in starts[action]}
    again = {name for step in to_come for name in starts[action_of[step]]}
    held = {one.condition for one in intervals if one.end_s is None} | begun | again
    coming = [action_of[step] for step in to_come if action_of[step] not in going]
    lost: set[str] = set()
    for name in {name for action in coming for name in _needed(scene, action, done)}:
        makers = frozenset(_makers(scene, name))
        if not makers & held:
            lost |= {step for step in done if makers & starts[action_of[step]]}
    return frozenset(lost)


def _starts(action: ActionRule) -> Iterator[str]:
    """All that it can start, with one answer or another."""
    yield from action.starts
    for choice in action.choices.values():
        for names in choice.starts.values():
            yield from names


def _needed(scene: Scene, action: str, done: Sequence[str]) -> Iterator[str]:
    """The conditions without which an action is refused, or forbidden."""
    yield from scene.actions[action].requires
    for rule in scene.never:
        if rule.unless is not None and action in rule.actions and rule.until not in done:
            yield rule.unless


def _makers(scene: Scene, name: str) -> Iterator[str]:
    """The conditions that make this one hold."""
    parts = scene.conditions[name].any_of
    if not parts:
        yield name
    for part in parts:
        yield from _makers(scene, part)


def _going(happened: Iterable[ev.Event]) -> frozenset[str]:
    """The actions that are going on."""
    going: set[tuple[str, str]] = set()
    for event in happened:
        match event:
            case ev.ActionStarted():
                going.add((event.action, event.actor))
            case ev.ActionFinished() | ev.ActionStopped():
                going.discard((event.action, event.actor))
            case _:
                pass
    return frozenset(action for action, _ in going)
