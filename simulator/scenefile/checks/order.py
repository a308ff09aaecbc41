"""The protocol tree: `after` that cannot be fulfilled, circles, and steps that stand in it twice."""

from collections.abc import Iterator

from simulator.scenefile.checks.circles import circles
from simulator.scenefile.checks.leaves import Leaf, Relation, leaves, relation
from simulator.scenefile.problems import Finding
from simulator.scenefile.shapes import tree
from simulator.scenefile.shapes.tree import ListPart, Part

MOST_STEPS = 500
"""So many steps a protocol may hold (own choice): ten times the longest procedure here, compared in seconds."""

# So many steps of a circle are named.
_MOST_NAMED = 10


def of_order(protocol: ListPart) -> Iterator[Finding]:
    """All that is wrong with the order of the steps."""
    found = list(leaves(protocol))
    if len(found) > MOST_STEPS:
        message = f"the protocol holds {len(found)} steps, and {MOST_STEPS} are the most"
        yield Finding(found[MOST_STEPS].path, message, "make several procedures of it")
        return
    by_step: dict[str, list[Leaf]] = {}
    for leaf in found:
        by_step.setdefault(leaf.step, []).append(leaf)
    fine: list[tuple[Leaf, str]] = []
    for leaf in found:
        for index, earlier in enumerate(leaf.after):
            finding = _impossible(leaf, index, earlier, by_step.get(earlier, []))
            if finding is not None:
                yield finding
            elif earlier in by_step:
                fine.append((leaf, earlier))
    if fine:
        yield from _circles(protocol, found, fine)


def of_doubles(protocol: ListPart) -> Iterator[Finding]:
    """Steps that one run could meet twice: nobody could say which of the two was done."""
    seen: dict[str, list[Leaf]] = {}
    told: set[str] = set()
    for leaf in leaves(protocol):
        others = seen.setdefault(leaf.step, [])
        if leaf.step not in told and any(relation(leaf, other) is not Relation.EITHER for other in others):
            told.add(leaf.step)
            hint = "define a second step with the same action"
            yield Finding(leaf.path, f"the step `{leaf.step}` stands in the protocol twice", hint)
        if leaf.step not in told:
            others.append(leaf)


def _impossible(leaf: Leaf, index: int, earlier: str, others: list[Leaf]) -> Finding | None:
    path = (*leaf.path, "after", index)
    if earlier == leaf.step:
        return Finding(path, f"`{leaf.step}` cannot come after itself")
    relations = {relation(leaf, other) for other in others}
    if relations == {Relation.BEFORE}:
        message = f"`{leaf.step}` cannot come after `{earlier}`: the protocol puts `{earlier}` later"
        return Finding(path, message, "change the order, or take this `after` away")
    if relations == {Relation.EITHER}:
        message = f"`{leaf.step}` and `{earlier}` are alternatives: they never come in one run"
        return Finding(path, message, "take this `after` away")
    return None


def _circles(protocol: ListPart, found: list[Leaf], edges: list[tuple[Leaf, str]]) -> Iterator[Finding]:
    graph = _Beginnings()
    graph.add(protocol)
    for leaf, earlier in edges:
        place = graph.place[leaf.path]
        graph.before[place].extend(graph.ends[earlier])
    leaf_at = {graph.place[leaf.path]: leaf for leaf in found}
    for circle in circles(graph.before):
        chain = [leaf_at[place] for place in circle if place in leaf_at]
        for leaf, previous in zip(chain, chain[-1:] + chain[:-1], strict=True):
            if previous.step in leaf.after and _together(chain):
                steps = " before ".join(_shortened([f"`{one.step}`" for one in (previous, *_from(chain, leaf))]))
                path = (*leaf.path, "after", leaf.after.index(previous.step))
                yield Finding(path, f"the order runs in a circle: {steps}", "take one `after` of it away")
                break


def _shortened(names: list[str]) -> list[str]:
    return names if len(names) <= _MOST_NAMED else [*names[: _MOST_NAMED - 2], "...", names[-1]]


def _from(chain: list[Leaf], first: Leaf) -> list[Leaf]:
    cut = chain.index(first)
    return chain[cut:] + chain[:cut]


def _together(chain: list[Leaf]) -> bool:
    """Can all these steps come in one run?"""
    return not any(relation(one, other) is Relation.EITHER for one in chain[:50] for other in chain[:50])


class _Beginnings:
    """What must have been before the beginning and the end of every group: a graph as large as the tree."""

    def __init__(self) -> None:
        self.before: dict[int, list[int]] = {}
        self.place: dict[tuple[str | int, ...], int] = {}
        self.ends: dict[str, list[int]] = {}

    def add(self, protocol: ListPart) -> None:
        """The whole tree."""
        self._add(protocol, ("protocol",), [])

    def _new(self, before: list[int]) -> int:
        self.before[len(self.before)] = list(before)
        return len(self.before) - 1

    def _add(self, part: Part, path: tuple[str | int, ...], before: list[int]) -> int:
        """Add `part`, which begins after `before`; the node of its end."""
        match part:
            case tree.StepPart():
                node = self._new(before)
                self.place[path] = node
                self.ends.setdefault(part.step, []).append(node)
                return node
            case tree.ListPart():
                end = before
                for index, child in enumerate(part.root):
                    end = [self._add(child, (*path, index), end)]
                return end[0]
            case tree.AnyOrderPart():
                return self._beside(part.any_order, (*path, "any_order"), before)
            case tree.OneOfPart():
                return self._beside(part.one_of, (*path, "one_of"), before)
            case tree.OptionalPart():
                return self._add(part.optional, (*path, "optional"), before)
            case tree.RepeatPart():
                return self._add(part.repeat, (*path, "repeat"), before)

    def _beside(self, parts: list[Part], path: tuple[str | int, ...], before: list[int]) -> int:
        start = [self._new(before)]
        return self._new([self._add(child, (*path, index), start) for index, child in enumerate(parts)])
