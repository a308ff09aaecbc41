"""A protocol compiled to bit masks: what must come before what, which choices bind which steps.

Every leaf of the tree gets a bit. All that a protocol says then becomes three things: for each leaf the leaves that
must be settled before it (`before`, from sequences and from `after` edges alike), the choices above it, and the
loops above it. A leaf is settled when it has fired or is skipped for good in this round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scoring.protocol import AnyOrder, Node, OneOf, Optionally, Protocol, Repeat, Sequence, Step, children_of


@dataclass(frozen=True, slots=True)
class Leaf:
    """One place of a step in the tree."""

    index: int
    step: str
    action: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A group above a leaf that may leave it out: `mask` its own branch, `others` the leaves of other branches."""

    group: Node
    mask: int
    others: int


@dataclass(frozen=True, slots=True)
class Loop:
    """A repeat group: its leaves, its limit, and where its round counter lies in the state (width 0: no counter)."""

    mask: int
    at_most: int | None
    shift: int
    width: int


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """The compiled protocol. Masks are ints with bit i for leaf i; `full` has the bits of all leaves.

    `closure` is `before` carried on to the end. `edges` marks leaves with an `after` edge, `certain` those under no
    choice, `looping` those under a loop; `plain` means that there is neither. A `firm` leaf is certain, is outside
    and not behind any loop, and is the only one that its action fulfils: doing it when it may be done is never
    a mistake. `calm` gives for a leaf the mask of its outermost choice if no loop has to do with it (else 0): once
    settled, it makes no difference any more which of its leaves fired. A `light` leaf stands alone under such a choice
    that may be left out.
    """

    root: Node
    leaves: tuple[Leaf, ...]
    full: int
    before: tuple[int, ...]
    successors: tuple[int, ...]
    closure: tuple[int, ...]
    choices: tuple[tuple[Choice, ...], ...]
    loops: tuple[tuple[Loop, ...], ...]
    by_action: Mapping[str, tuple[int, ...]]
    masks: Mapping[int, int]
    edges: int
    all_loops: tuple[Loop, ...]
    sticky: tuple[tuple[int, int, int], ...]
    plain: bool
    firm: int
    certain: int
    looping: int
    calm: tuple[int, ...]
    light: int


@dataclass(slots=True)
class _Build:
    """What grows while the tree is walked; `keep_alive` is the tree itself, since masks are kept by identity."""

    leaves: list[str] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    choices: list[tuple[Choice, ...]] = field(default_factory=list)
    loops: list[tuple[Node, ...]] = field(default_factory=list)
    branches: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    masks: dict[int, int] = field(default_factory=dict)


def unshared(node: Node) -> Node:
    """A copy of the tree in which no two places share one object, so that places can be told by identity."""
    if isinstance(node, Step):
        return Step(node.id)
    if isinstance(node, Optionally):
        return Optionally(unshared(node.child))
    if isinstance(node, Repeat):
        return Repeat(unshared(node.child), node.at_most)
    return type(node)(tuple(unshared(child) for child in node.children))


def _number(node: Node, build: _Build) -> int:
    """Give every leaf below its bit, left to right; returns and records the mask of the node."""
    if isinstance(node, Step):
        mask = 1 << len(build.leaves)
        build.leaves.append(node.id)
    else:
        mask = 0
        for child in children_of(node):
            mask |= _number(child, build)
    build.masks[id(node)] = mask
    return mask


def _walk(
    node: Node,
    before: int,
    choices: tuple[Choice, ...],
    loops: tuple[Node, ...],
    build: _Build,
    branches: tuple[tuple[int, int], ...],
) -> None:
    """Carry down what must be settled before, and the choices (innermost first) and loops above each leaf."""
    mask = build.masks[id(node)]
    if isinstance(node, Step):
        build.before.append(before)
        build.choices.append(choices)
        build.loops.append(loops)
        build.branches.append(branches)
    elif isinstance(node, Sequence):
        for child in node.children:
            _walk(child, before, choices, loops, build, branches)
            before |= build.masks[id(child)]
    elif isinstance(node, AnyOrder):
        for child in node.children:
            _walk(child, before, choices, loops, build, branches)
    elif isinstance(node, OneOf):
        for number, child in enumerate(node.children):
            own = build.masks[id(child)]
            here = (Choice(node, own, mask & ~own), *choices) if len(node.children) > 1 else choices
            _walk(child, before, here, loops, build, (*branches, (id(node), number)))
    elif isinstance(node, Optionally):
        _walk(node.child, before, (Choice(node, mask, 0), *choices), loops, build, branches)
    else:
        _walk(node.child, before, choices, (node, *loops), build, branches)


def _exclusive(first: tuple[tuple[int, int], ...], second: tuple[tuple[int, int], ...]) -> bool:
    """Do two leaves lie in different branches of one choice?"""
    other = dict(second)
    return any(other.get(node, branch) != branch for node, branch in first)


def _closures(before: list[int]) -> list[int]:
    """For each leaf all leaves before it, however far (a leaf on a cycle has its own bit)."""
    closed = list(before)
    for via in range(len(closed)):
        for leaf in range(len(closed)):
            if closed[leaf] >> via & 1:
                closed[leaf] |= closed[via]
    return closed


def _calm(choices: list[tuple[Choice, ...]], closure: list[int], looping: int) -> tuple[int, ...]:
    """For each leaf the mask of its outermost choice where no loop has to do with it, else 0."""
    found: list[int] = []
    known: dict[int, int] = {}
    for above in choices:
        mask = above[-1].mask | above[-1].others if above else 0
        if mask not in known:
            leaves = [index for index in range(len(closure)) if mask >> index & 1]
            loud = mask & looping or any(closure[index] & looping for index in leaves)
            known[mask] = 0 if loud else mask
        found.append(known[mask])
    return tuple(found)


def _lay_out_loops(build: _Build) -> dict[int, Loop]:
    """A place in the state for each loop that counts its rounds."""
    shift = 2 * len(build.leaves)
    found: dict[int, Loop] = {}
    for above in build.loops:
        for node in above:
            if id(node) not in found and isinstance(node, Repeat):
                width = 0 if node.at_most is None else max(1, node.at_most.bit_length())
                found[id(node)] = Loop(build.masks[id(node)], node.at_most, shift, width)
                shift += width
    return found


def _sticky(build: _Build, loop_of: Mapping[int, Loop]) -> tuple[tuple[int, int, int], ...]:
    """Pairs (later leaf, earlier leaf, place in the state) that loop apart from each other.

    Once the later one has fired the earlier one must not come again, even when the later one's own loop has since
    begun a new round; a bit of the state remembers it.
    """
    shift = 2 * len(build.leaves) + sum(loop.width for loop in loop_of.values())
    found: list[tuple[int, int, int]] = []
    for later, before in enumerate(build.before):
        own = [loop_of[id(node)] for node in build.loops[later]]
        for earlier in range(len(build.before)):
            if before >> earlier & 1:
                apart = any(not loop.mask >> earlier & 1 for loop in own)
                other = any(not loop_of[id(node)].mask >> later & 1 for node in build.loops[earlier])
                if apart and other:
                    found.append((later, earlier, shift + len(found)))
    return tuple(found)


def _successors(before: list[int]) -> list[int]:
    """The reverse of `before`."""
    after = [0] * len(before)
    for leaf, mask in enumerate(before):
        for other in range(len(before)):
            if mask >> other & 1:
                after[other] |= 1 << leaf
    return after


def compiled(protocol: Protocol, actions: Mapping[str, str] | None = None) -> Net:
    """The net of a protocol. `actions` names the action that fulfils each step (default: the step's own id)."""
    root = unshared(protocol.root)
    build = _Build()
    full = _number(root, build)
    _walk(root, 0, (), (), build, ())
    edges = 0
    for step, predecessors in protocol.after:
        for leaf, name in enumerate(build.leaves):
            for other, earlier in enumerate(build.leaves):
                if name == step and earlier in predecessors and other != leaf:
                    if _exclusive(build.branches[leaf], build.branches[other]):
                        continue
                    build.before[leaf] |= 1 << other
                    edges |= 1 << leaf | 1 << other
    lookup = dict(actions or {})
    leaves = tuple(Leaf(i, step, lookup.get(step, step)) for i, step in enumerate(build.leaves))
    by_action: dict[str, list[int]] = {}
    for leaf_ in leaves:
        by_action.setdefault(leaf_.action, []).append(leaf_.index)
    loop_of = _lay_out_loops(build)
    looping = sum(1 << i for i, above in enumerate(build.loops) if above)
    certain = sum(1 << i for i, above in enumerate(build.choices) if not above)
    closure = _closures(build.before)
    firm = sum(
        1 << leaf_.index
        for leaf_ in leaves
        if certain >> leaf_.index & 1
        and not looping >> leaf_.index & 1
        and not closure[leaf_.index] & looping
        and len(by_action[leaf_.action]) == 1
    )
    calm = _calm(build.choices, closure, looping)
    return Net(
        root=root,
        leaves=leaves,
        full=full,
        before=tuple(build.before),
        closure=tuple(closure),
        successors=tuple(_successors(build.before)),
        choices=tuple(build.choices),
        loops=tuple(tuple(loop_of[id(node)] for node in above) for above in build.loops),
        by_action={action: tuple(found) for action, found in by_action.items()},
        masks=build.masks,
        edges=edges,
        all_loops=tuple(loop_of.values()),
        sticky=_sticky(build, loop_of),
        plain=certain == full and not looping,
        firm=firm,
        certain=certain,
        looping=looping,
        calm=calm,
        light=sum(1 << i for i, mask in enumerate(calm) if mask == 1 << i and not edges & mask),
    )
