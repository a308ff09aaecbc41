"""Can every order that the protocol allows really be performed? If not: the shortest one that cannot.

All positions in the protocol are searched together with the conditions that hold there, the shortest orders first.
Where a scene is too free for that, groups whose children have nothing to do with one another are gone through
one child after the other, which refuses an order if and only if the full search does. If even that is too much, some
long orders are tried (each step as early and as late as may be), and the proof says that it is not complete.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from simulator.core.scene import Scene
from simulator.scenefile.effects import Effect, Helds, Rules
from simulator.scenefile.independence import narrowed
from simulator.scenefile.runs import Position, Runs

# About two seconds of searching on a slow computer, in both searches together.
MOST_STATES = 20_000

Moves = Callable[[Position], list[tuple[int, Position]]]
_State = tuple[Position, Helds]


@dataclass(frozen=True, slots=True)
class Refused:
    """The leaves done, the last of which is refused; the condition, and whether it is missing or in the way.

    `ended_by`: which of the leaves ended the missing condition last (its index in `order`), if one did.
    """

    order: tuple[int, ...]
    condition: str
    missing: bool
    ended_by: int | None


@dataclass(frozen=True, slots=True)
class Proof:
    """`complete`: everything was searched. `ends`: some order can be carried to its end. `never`: steps never met."""

    refused: Refused | None
    complete: bool
    ends: bool
    never: tuple[str, ...]
    states: int


def prove(scene: Scene, most_states: int = MOST_STATES) -> Proof:
    """Search the orders of a scene's protocol; `most_states` bounds each of the two searches."""
    runs = Runs(scene.protocol)
    rules = Rules(scene)
    effects = [rules.of_step(step) for step in runs.steps]
    proof = search(runs, rules, effects, runs.moves, most_states)
    if proof.refused is None and not proof.complete:
        fewer = search(runs, rules, effects, narrowed(runs, rules, effects), most_states)
        if fewer.complete or fewer.refused is not None:
            return fewer
        return replace(proof, refused=_try_long_orders(runs, rules, effects))
    return proof


def search(runs: Runs, rules: Rules, effects: list[Effect], moves: Moves, most_states: int) -> Proof:
    """Go through all positions that `moves` leads to, the shortest orders first, up to `most_states` of them."""
    first = (runs.start, rules.begun())
    came_from: dict[_State, tuple[_State, int] | None] = {first: None}
    queue = deque([first])
    met: set[int] = set()
    ends = False
    while queue:
        state = queue.popleft()
        position, helds = state
        ends = ends or runs.may_end(position)
        for leaf, following in moves(position):
            met.add(leaf)
            then = rules.done(effects[leaf], helds)
            if not then:
                refused = _refused(rules, effects, (*_order(came_from, state), leaf), helds)
                return Proof(refused, False, ends, (), len(came_from))
            after = (following, then)
            if after not in came_from:
                came_from[after] = (state, leaf)
                queue.append(after)
        if len(came_from) > most_states:
            return Proof(None, False, ends, (), len(came_from))
    done = {runs.steps[leaf] for leaf in met}
    never = tuple(dict.fromkeys(step for step in runs.steps if step not in done))
    return Proof(None, True, ends, never, len(came_from))


# A few hundred milliseconds of long orders.
_MOST_TRIES = 60_000


def _try_long_orders(runs: Runs, rules: Rules, effects: list[Effect]) -> Refused | None:
    """Whole orders, each with one step as early or as late as the protocol allows; the shortest refused one."""
    refused: list[Refused] = []
    tries = 0
    forward = range(len(effects))
    for base in (forward, forward[::-1]):
        for wanted in forward:
            for at in (0, len(effects)):
                ranks = [leaf for leaf in base if leaf != wanted]
                ranks.insert(at, wanted)
                no, count = _long_order(runs, rules, effects, {leaf: rank for rank, leaf in enumerate(ranks)})
                tries += count
                if no is not None:
                    refused.append(no)
                if tries > _MOST_TRIES:
                    return min(refused, key=lambda one: len(one.order), default=None)
    return min(refused, key=lambda one: len(one.order), default=None)


def _long_order(runs: Runs, rules: Rules, effects: list[Effect], rank: dict[int, int]) -> tuple[Refused | None, int]:
    """One order, always the allowed leaf of the lowest rank next; its refusal, and how many moves were looked at."""
    position, helds = runs.start, rules.begun()
    order: tuple[int, ...] = ()
    tries = 0
    # A repeat could go on for ever: once round every leaf is enough.
    while len(order) < 2 * len(effects) and (moves := runs.moves(position)):
        tries += len(moves)
        leaf, position = min(moves, key=lambda move: (move[0] in order, rank[move[0]]))
        order = (*order, leaf)
        then = rules.done(effects[leaf], helds)
        if not then:
            return _refused(rules, effects, order, helds), tries
        helds = then
    return None, tries


def _order(came_from: dict[_State, tuple[_State, int] | None], state: _State) -> Iterator[int]:
    """The leaves on the way to a state, from the start."""
    back = []
    while (before := came_from[state]) is not None:
        state, leaf = before
        back.append(leaf)
    return reversed(back)


def _refused(rules: Rules, effects: list[Effect], order: tuple[int, ...], helds: Helds) -> Refused:
    """Why the last leaf of an order cannot be done, as it is for the most prompt of learners."""
    no = next(no for held in helds if (no := rules.refused(effects[order[-1]], held)) is not None)
    return Refused(order, *no, _ended_by(rules, effects, order, no[0]) if no[1] else None)


def _ended_by(rules: Rules, effects: list[Effect], order: tuple[int, ...], condition: str) -> int | None:
    """The index in `order` of the leaf that ended `condition` last."""
    helds = rules.begun()
    bits = rules.parts(condition)
    ended = None
    for index, leaf in enumerate(order[:-1]):
        after = rules.done(effects[leaf], helds)
        if any(held[0] & bits for held in rules.waited(helds)) and not any(held[0] & bits for held in after):
            ended = index
        helds = after
    return ended
