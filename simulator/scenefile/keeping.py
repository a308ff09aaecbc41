"""Can every kept condition really be kept in every order that the protocol allows? If not: the shortest that breaks it.

Every step is done by its first person with nothing between the steps. Where that breaks a condition, neutral actions
that start it (a second pair of hands, a new grip) may stand between the steps wherever they help, and what happens by
itself may come there or not; an order is told only if none of that helps. Times count as far as they are known: a gap
as long as an action takes is forgiven up to the rule's `max_gap_s`.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from simulator.core.procedure import Kept
from simulator.core.scene import ActionRule, Scene
from simulator.scenefile.effects import Effect, Held, Rules
from simulator.scenefile.independence import narrowed
from simulator.scenefile.proof import MOST_STATES
from simulator.scenefile.runs import Position, Runs

Moves = Callable[[Position], list[tuple[int, Position]]]


@dataclass(frozen=True, slots=True)
class Broken:
    """The leaves done, the last of which breaks the condition, or is refused wherever it was kept until then.

    `ended_by`: which of the leaves ends the condition if nothing else is done (its index in `order`); None if nothing
    has started it. `meanwhile`: it is started again by the same step, but not in time.
    """

    order: tuple[int, ...]
    ended_by: int | None
    meanwhile: bool


@dataclass(frozen=True, slots=True)
class KeptProof:
    """`complete`: every order was searched, or one was found that breaks the condition."""

    broken: Broken | None
    complete: bool
    states: int


@dataclass(frozen=True, slots=True)
class _State:
    """A position, what may hold there without a break so far, and whether the window is before, open or over."""

    position: Position
    helds: frozenset[Held]
    window: str


def prove_kept(scene: Scene, kept: Kept, most_states: int = MOST_STATES) -> KeptProof:
    """Search the orders of a scene's protocol for one in which `kept` cannot be kept."""
    search = _Search(scene, kept)
    proof = search.run((), search.runs.moves, most_states)
    helpers = search.helpers()
    if proof.broken is not None and helpers:
        return search.run(helpers, search.runs.moves, most_states)
    if proof.broken is None and not proof.complete:
        steps = frozenset({kept.from_step, kept.until_step or kept.from_step})
        fewer = narrowed(search.runs, search.rules, search.effects, (search.bits, steps))
        narrow = search.run((), fewer, most_states)
        # A break without helpers is none yet; the search with them is too large here.
        return proof if narrow.broken is not None and helpers else narrow
    return proof


def _ways(action: ActionRule) -> Iterator[dict[str, str]]:
    """Answers to the choices on which it hangs what an action starts or ends, in all their combinations."""
    asked = {name: tuple(one.options) for name, one in action.choices.items() if one.starts or one.ends}
    for answers in product(*asked.values()):
        yield dict(zip(asked, answers, strict=True))


class _Search:
    def __init__(self, scene: Scene, kept: Kept) -> None:
        self._scene = scene
        self._kept = kept
        self.runs = Runs(scene.protocol)
        self.rules = Rules(scene, (kept.condition,))
        self.effects = [self.rules.of_step(step) for step in self.runs.steps]
        self.bits = self.rules.parts(kept.condition)

    def helpers(self) -> tuple[Effect, ...]:
        """What neutral actions do that start the condition, by everyone who may do them; and what happens by itself."""
        steps = {rule.action for rule in self._scene.steps.values()}
        effects = (
            self.rules.of_action(id_, person, answers)
            for id_, action in self._scene.actions.items()
            if action.neutral and id_ not in steps
            for person in action.by
            for answers in _ways(action)
        )
        return (*(effect for effect in effects if effect.starts & self.bits), *self.rules.events)

    def run(self, helpers: tuple[Effect, ...], moves: Moves, most_states: int) -> KeptProof:
        """All positions until the window closes, the shortest orders first."""
        first = _State(self.runs.start, self._helped({self.rules.at_start()}, helpers, False), "before")
        came_from: dict[_State, tuple[_State, int] | None] = {first: None}
        queue = deque([first])
        while queue:
            state = queue.popleft()
            for leaf, following in moves(state.position):
                window = self._window(state.window, leaf)
                helds = self._done(self.effects[leaf], state.helds, state.window == "open", window == "open")
                if not helds:
                    order = (*_order(came_from, state), leaf)
                    return KeptProof(Broken(order, *self._why(order)), True, len(came_from))
                after = _State(following, self._helped(helds, helpers, window == "open"), window)
                if window != "over" and after not in came_from:
                    came_from[after] = (state, leaf)
                    queue.append(after)
            if len(came_from) > most_states:
                return KeptProof(None, False, len(came_from))
        return KeptProof(None, True, len(came_from))

    def _window(self, window: str, leaf: int) -> str:
        step = self.runs.steps[leaf]
        if step == self._kept.until_step:
            return "over"
        return "open" if step == self._kept.from_step else window

    def _done(self, effect: Effect, helds: Iterable[Held], watched: bool, still: bool) -> set[Held]:
        """What may hold when something is done that was watched from its beginning, and still is at its end."""
        after = {self.rules.after(effect, held) for held in helds if self._goes(effect, held, watched)}
        return {held for held in after if held[0] & self.bits} if still else after

    def _goes(self, effect: Effect, held: Held, watched: bool) -> bool:
        if self.rules.refused(effect, held) is not None:
            return False
        gap = watched and effect.takes_s > self._kept.max_gap_s
        return not gap or bool(self.rules.meanwhile(effect, held) & self.bits)

    def _helped(self, helds: set[Held], helpers: tuple[Effect, ...], watched: bool) -> frozenset[Held]:
        """What else may hold if helpers do something before the next step."""
        known = set(helds)
        new = list(helds)
        while new:
            held = new.pop()
            for effect in helpers:
                more = self._done(effect, [held], watched, watched) - known
                known |= more
                new += more
        return frozenset(known)

    def _why(self, order: tuple[int, ...]) -> tuple[int | None, bool]:
        """The leaf that ends the condition last if nothing but the steps is done, and whether it starts it again."""
        held = self.rules.at_start()
        found: tuple[int | None, bool] = (None, False)
        for index, leaf in enumerate(order):
            effect = self.effects[leaf]
            after = self.rules.after(effect, held)
            holds = bool(after[0] & self.bits)
            if held[0] & self.bits and not (holds and self.rules.meanwhile(effect, held) & self.bits):
                found = (index, holds)
            held = after
        return found


def _order(came_from: dict[_State, tuple[_State, int] | None], state: _State) -> tuple[int, ...]:
    """The leaves on the way to a state, from the start."""
    back: list[int] = []
    while (before := came_from[state]) is not None:
        state, leaf = before
        back.append(leaf)
    return tuple(reversed(back))
