"""How a protocol moves: from a state, which states are reached by doing a step, and which steps that leaves missed.

A state is one int: the leaves that fired, the leaves skipped for good (both for the present round of their loops),
round counters, and the memory of `sticky` pairs. Missed moves are made only when the next step needs them, so the
number of states stays small: `Moves.jumps` gives every cheapest way to make one leaf fire.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from scoring.net import Loop, Net
from scoring.protocol import AnyOrder, Node, OneOf, Optionally, Repeat, Sequence, children_of

Jump = tuple[int, int, tuple[int, ...]]
"""(new state, cost of what was missed, the leaves missed, in order)."""

Way = tuple[int, tuple[int, ...]]
"""(state, leaves missed on the way)."""

CACHE_LIMIT = 20_000
"""How many states' jumps are remembered for each leaf."""

WIDEST = 256
"""How many ways to settle some leaves are followed at once; beyond it the cheaper half goes on."""


@dataclass(slots=True)
class Moves:
    """A net with the cost of missing each leaf, and a memory of the jumps found so far.

    `cut` says that not all ways could be followed, so that the cheapest explanation may have been lost.
    """

    net: Net
    weights: tuple[int, ...]
    cache: dict[int, dict[int, tuple[Jump, ...]]] = field(default_factory=dict)
    ends: dict[int, Jump | None] = field(default_factory=dict)
    cut: bool = False

    def jumps(self, state: int, leaf: int) -> tuple[Jump, ...]:
        """Every cheapest way to make `leaf` fire from `state`; empty if it cannot any more."""
        known = self.known(leaf)
        found = known.get(state)
        if found is None:
            if len(known) > CACHE_LIMIT:
                known.clear()
            found = known[state] = tuple(self._cheapest(_ways_to(self, state, leaf)).values())
        return found

    def known(self, leaf: int) -> dict[int, tuple[Jump, ...]]:
        """The jumps to a leaf found so far, by state."""
        found = self.cache.get(leaf)
        if found is None:
            found = self.cache[leaf] = {}
        return found

    def end(self, state: int) -> Jump | None:
        """The cheapest way to finish a run from `state`; None if there is none (the protocol contradicts itself)."""
        if state not in self.ends:
            if len(self.ends) > CACHE_LIMIT:
                self.ends.clear()
            ways = self._cheapest((way, missed) for way, missed in _settle(self, state, self.net.full, 0))
            self.ends[state] = min(ways.values(), key=lambda jump: (jump[1], jump[2]), default=None)
        return self.ends[state]

    def _cheapest(self, ways: Iterator[Way]) -> dict[int, Jump]:
        best: dict[int, Jump] = {}
        for state, missed in ways:
            cost = sum(self.weights[leaf] for leaf in missed)
            if state not in best or cost < best[state][1]:
                best[state] = (state, cost, missed)
        return best


def settled(net: Net, state: int) -> int:
    """The leaves that have fired or are skipped in their present round."""
    return (state | state >> len(net.leaves)) & net.full


def _ways_to(moves: Moves, state: int, leaf: int) -> Iterator[Way]:
    """All ways to make a leaf fire: in the present round, or in a new round of each loop above it."""
    net = moves.net
    pending = not settled(net, state) >> leaf & 1
    if pending:
        yield from _fire(moves, state, leaf, 0)
    for loop in net.loops[leaf]:
        if not pending or state & loop.mask:
            yield from _again(moves, state, loop, leaf)


def _fire(moves: Moves, state: int, leaf: int, busy: int) -> Iterator[Way]:
    """Fire a pending leaf after whatever must be settled first. `busy`: leaves that wait for this one (cycles)."""
    net = moves.net
    if busy >> leaf & 1:
        return
    need = net.before[leaf] & ~settled(net, state)
    for ready, missed in _settle(moves, state, need, busy | 1 << leaf) if need else ((state, ()),):
        if not settled(net, ready) >> leaf & 1:
            marked = _mark(net, ready, leaf)
            if marked is not None:
                yield marked, missed


def _mark(net: Net, state: int, leaf: int) -> int | None:
    """The state after the leaf has fired; None where another branch was taken or a needed leaf was given up."""
    count = len(net.leaves)
    for choice in net.choices[leaf]:
        if choice.others & state:
            return None
        state |= choice.others << count
    state |= 1 << leaf
    for later, _, place in net.sticky:
        if later == leaf:
            state |= 1 << place
    if not net.choices[leaf]:
        return state
    return _calmed(net, state, leaf) if _can_finish(net, net.root, state) else None


def _settle(moves: Moves, state: int, need: int, busy: int) -> Iterator[Way]:
    """All ways to settle the leaves in `need`. Only choices that `after` edges reach into are tried both ways.

    Ways that meet in one state go on as one, the cheapest; the state whose first open leaf comes first moves first.
    """
    net = moves.net
    open_: dict[int, tuple[int, tuple[int, ...]]] = {state: (0, ())}
    while open_:
        state = min(open_, key=lambda one: _first(need & ~settled(net, one)))
        cost, missed = open_.pop(state)
        if not need & ~settled(net, state):
            yield state, missed
            continue
        for reached, more in _settle_one(moves, state, need, busy):
            total = cost + sum(moves.weights[leaf] for leaf in more)
            if reached not in open_ or total < open_[reached][0]:
                open_[reached] = (total, missed + more)
        if len(open_) > WIDEST:
            moves.cut = True
            for extra in sorted(open_, key=lambda one: (open_[one][0], one))[WIDEST // 2 :]:
                del open_[extra]


def _first(mask: int) -> int:
    """The lowest bit; beyond all bits where there is none, so that what is finished waits for its like."""
    return mask & -mask or 1 << 4096


def _settle_one(moves: Moves, state: int, need: int, busy: int) -> Iterator[Way]:
    """Settle the first open leaf of `need`, and with it what can go only one way."""
    net = moves.net
    missed: tuple[int, ...] = ()
    state |= need & net.light & ~settled(net, state)
    while pending := need & ~settled(net, state):
        leaf = (pending & -pending).bit_length() - 1
        group = _free_group(net, state, leaf, need)
        if group is not None:
            state, more = _complete(moves, state, group)
            state = _calmed(net, state, leaf)
            missed += more
        elif not net.choices[leaf] and not net.before[leaf] & ~settled(net, state):
            marked = _mark(net, state, leaf)
            if marked is None:
                return
            state, missed = marked, (*missed, leaf)
        else:
            if not missed:
                yield from _either(moves, state, leaf, busy)
                return
            break
    yield state, missed


def _either(moves: Moves, state: int, leaf: int, busy: int) -> Iterator[Way]:
    """Settle one leaf: skip it where a choice allows, or miss it."""
    net = moves.net
    if net.choices[leaf]:
        skipped = state | 1 << leaf << len(net.leaves)
        if _can_finish(net, net.root, skipped):
            yield _calmed(net, skipped, leaf), ()
    for fired, missed in _fire(moves, state, leaf, busy):
        yield fired, (*missed, leaf)


def _calmed(net: Net, state: int, leaf: int) -> int:
    """The same state with the leaf's calm choice, once settled, written in one way: equal states are equal."""
    mask = net.calm[leaf]
    if mask and not mask & ~settled(net, state):
        state = (state | mask) & ~(mask << len(net.leaves))
    return state


def _free_group(net: Net, state: int, leaf: int, need: int) -> Node | None:
    """The outermost choice above the leaf that is still open, if it is needed whole and no `after` edge enters it."""
    known = need | settled(net, state)
    for choice in reversed(net.choices[leaf]):
        if not state & choice.mask:
            whole = choice.mask | choice.others
            barred = whole & ~known or whole & net.edges or net.before[leaf] & ~whole & ~settled(net, state)
            return None if barred else choice.group
    return None


def _complete(moves: Moves, state: int, node: Node) -> Way:
    """Settle everything below a node in the cheapest way; the first written branch wins a tie."""
    net = moves.net
    mask = net.masks[id(node)]
    count = len(net.leaves)
    if not mask & ~settled(net, state):
        return state, ()
    if isinstance(node, Optionally) and not state & mask:
        return state | mask << count, ()
    if isinstance(node, OneOf):
        taken = [child for child in node.children if state & net.masks[id(child)]]
        ways = [_complete(moves, state, child) for child in taken or node.children]
        best = min(range(len(ways)), key=lambda i: sum(moves.weights[leaf] for leaf in ways[i][1]))
        done, missed = ways[best]
        return done | (mask & ~settled(net, done)) << count, missed
    if isinstance(node, Sequence | AnyOrder | Optionally | Repeat):
        missed = ()
        for child in children_of(node):
            state, more = _complete(moves, state, child)
            missed += more
        return state, missed
    return state | mask, (mask.bit_length() - 1,)


def _again(moves: Moves, state: int, loop: Loop, leaf: int) -> Iterator[Way]:
    """Finish the present round of a loop, begin a new one, and fire the leaf in it."""
    net = moves.net
    count = len(net.leaves)
    rounds = state >> loop.shift & (1 << loop.width) - 1
    if loop.at_most is not None and rounds + 1 >= loop.at_most:
        return
    for done, missed in _settle(moves, state, loop.mask, 0):
        fresh = done & ~(loop.mask | loop.mask << count)
        within = True  # of loops with the same leaves the inner ones come first
        for inner in net.all_loops:
            if inner is loop:
                within = False
            elif inner.width and not inner.mask & ~loop.mask and (within or inner.mask != loop.mask):
                fresh &= ~((1 << inner.width) - 1 << inner.shift)
        if loop.width:
            fresh += 1 << loop.shift
        banned = _banned(net, fresh, loop)
        for later, earlier, place in net.sticky:
            if loop.mask >> later & loop.mask >> earlier & 1:
                fresh &= ~(1 << place)
            elif loop.mask >> earlier & fresh >> place & 1:
                banned |= 1 << earlier
        if banned >> leaf & 1 or (banned and not _can_finish(net, net.root, fresh | banned << count)):
            continue
        for fired, more in _fire(moves, fresh | banned << count, leaf, 0):
            yield fired, missed + more


def _banned(net: Net, state: int, loop: Loop) -> int:
    """Leaves of a loop that may not come again, since a later leaf outside it has fired."""
    banned = 0
    rest = loop.mask
    while rest:
        low = rest & -rest
        if net.successors[low.bit_length() - 1] & ~loop.mask & state:
            banned |= low
        rest ^= low
    return banned


def _can_finish(net: Net, node: Node, state: int) -> bool:
    """Can the node still be done, given what fired and what was given up?"""
    mask = net.masks[id(node)]
    given_up = state >> len(net.leaves) & mask
    if not given_up:
        return True
    if isinstance(node, Optionally):
        return not state & mask or _can_finish(net, node.child, state)
    if isinstance(node, OneOf):
        taken = [child for child in node.children if state & net.masks[id(child)]]
        return any(_can_finish(net, child, state) for child in taken or node.children)
    children = children_of(node)
    return bool(children) and all(_can_finish(net, child, state) for child in children)
