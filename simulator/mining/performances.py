"""What experts did, as runs of steps: each act of a performance under the step that it stands for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scoring.alignment import align
from scoring.prepared import ImpossibleProtocolError, prepared
from scoring.protocol import Protocol
from scoring.trace import Act, Trace, done_order
from simulator.mining.relations import Run


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beforehand: step -> the action that fulfils it, actions that are no step, and the order so far.

    The order only tells apart the steps of one action where a performance has fewer acts than there are steps.
    """

    steps: Mapping[str, str] = field(default_factory=dict)
    neutral: frozenset[str] = frozenset()
    order: Protocol | None = None


@dataclass(frozen=True, slots=True)
class Performance:
    """A performance by name: (step, act) in the order in which the acts began, and the whole trace."""

    name: str
    done: tuple[tuple[str, Act], ...]
    trace: Trace

    @property
    def run(self) -> Run:
        """The steps in their order."""
        return tuple(step for step, _ in self.done)


def performance(name: str, trace: Trace, known: Known) -> Performance:
    """The acts that were carried out, each with its step; an action without a step becomes a step of its own name."""
    acts = [trace.acts[index] for index in done_order(trace)]
    acts = [act for act in acts if act.action not in known.neutral]
    steps = [_steps_of(action, known) for action in dict.fromkeys(act.action for act in acts)]
    chosen: dict[int, str] = {}
    guessed = _by_order(acts, known)
    for action, names in steps:
        places = [place for place, act in enumerate(acts) if act.action == action]
        for number, place in enumerate(places):
            in_turn = names[min(number, len(names) - 1)]
            chosen[place] = guessed.get(place, in_turn) if len(places) < len(names) else in_turn
    return Performance(name, tuple((chosen[place], act) for place, act in enumerate(acts)), trace)


def _steps_of(action: str, known: Known) -> tuple[str, tuple[str, ...]]:
    return action, tuple(step for step, fulfils in known.steps.items() if fulfils == action) or (action,)


def _by_order(acts: Sequence[Act], known: Known) -> dict[int, str]:
    """Place of an act -> its step by the order so far, where that knows one."""
    if known.order is None:
        return {}
    try:
        ready = prepared(known.order, known.steps)
    except ImpossibleProtocolError:
        return {}  # an order that contradicts itself tells nothing
    moves = align(ready, [act.action for act in acts]).moves
    return {move.event: move.step for move in moves if move.kind == "matched" and move.event is not None}
