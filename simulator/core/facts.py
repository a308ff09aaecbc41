"""What a scene makes of what was done: facts that hold after an action, while a condition does.

`{action: fit-collar, choose: {size: [regular]}, while: collar-on}` holds from the end of that action on, as long as
the condition holds that it brought about; doing the action again with another choice takes its place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from simulator.core.events import ActionFinished, Event
from simulator.core.scene import Scene
from simulator.core.state import State, holds


@dataclass(frozen=True, slots=True)
class Done:
    """The last time that an action was finished: when (s), and with which choices."""

    at_s: float
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class History:
    """What was done last of every action."""

    done: Mapping[str, Done] = field(default_factory=lambda: MappingProxyType({}))

    def after(self, events: Iterable[Event]) -> "History":
        """The history with what these facts add to it."""
        new = {e.action: Done(e.at_s, e.choices) for e in events if isinstance(e, ActionFinished)}
        return replace(self, done=MappingProxyType({**self.done, **new})) if new else self


def is_so(
    scene: Scene,
    state: State,
    history: History,
    action: str | None,
    choose: Mapping[str, tuple[str, ...]],
    condition: str | None,
    since_s: float = 0.0,
) -> bool:
    """Was `action` done with one of these choices (not before `since_s`), and does `condition` hold ever since?

    Without an action only the condition counts, without a condition only the action.
    """
    if condition is not None and not holds(scene, state, condition):
        return False
    if action is None:
        return True
    done = history.done.get(action)
    if done is None or done.at_s < since_s:
        return False
    if any(done.choices.get(choice) not in options for choice, options in choose.items()):
        return False
    held = state.conditions.get(condition) if condition is not None else None
    return held is None or done.at_s >= held.since_s
