"""Where a rubric orders the steps otherwise: edges that contradict the protocol, and edges that change nothing."""

from collections.abc import Iterator

from simulator.scenefile.checks.leaves import Leaf, Relation, leaves, relation
from simulator.scenefile.checks.order import of_order
from simulator.scenefile.problems import Finding, Path, Severity
from simulator.scenefile.shapes import tree
from simulator.scenefile.shapes.rubrics import EdgeShape, OrderShape
from simulator.scenefile.shapes.scene import SceneShape
from simulator.scenefile.shapes.tree import ListPart, Part


def of_school_orders(scene: SceneShape) -> Iterator[Finding]:
    """All that is wrong with the `order` of rubrics."""
    sound = not any(True for _ in of_order(scene.protocol))
    found = list(leaves(scene.protocol))
    for id_, rubric in scene.rubrics.items():
        path = ("rubrics", id_, "order")
        yield from _without_effect(path, rubric.order, found)
        if sound and rubric.order.add:
            yield from _impossible(path, rubric.order, scene.protocol)


def with_order(protocol: ListPart, order: OrderShape) -> ListPart:
    """The protocol as a school orders it."""
    changed = _with_order(protocol, order)
    assert isinstance(changed, ListPart)
    return changed


def _with_order(part: Part, order: OrderShape) -> Part:
    match part:
        case tree.StepPart():
            dropped = {edge.after for edge in order.drop if edge.step == part.step}
            added = [edge.after for edge in order.add if edge.step == part.step]
            kept = [step for step in part.after if step not in dropped]
            return part.model_copy(update={"after": [*kept, *(step for step in added if step not in kept)]})
        case tree.ListPart():
            return part.model_copy(update={"root": [_with_order(child, order) for child in part.root]})
        case tree.AnyOrderPart():
            return part.model_copy(update={"any_order": [_with_order(child, order) for child in part.any_order]})
        case tree.OneOfPart():
            return part.model_copy(update={"one_of": [_with_order(child, order) for child in part.one_of]})
        case tree.OptionalPart():
            return part.model_copy(update={"optional": _with_order(part.optional, order)})
        case tree.RepeatPart():
            return part.model_copy(update={"repeat": _with_order(part.repeat, order)})


def _impossible(path: Path, order: OrderShape, protocol: ListPart) -> Iterator[Finding]:
    changed = with_order(protocol, order)
    at = {leaf.path: leaf for leaf in leaves(changed)}
    for finding in of_order(changed):
        *way, _, index = finding.path
        leaf = at[tuple(way)]
        assert isinstance(index, int)
        pair = (leaf.step, leaf.after[index])
        number = next((n for n, edge in enumerate(order.add) if (edge.step, edge.after) == pair), None)
        if number is None:  # the circle closes at an edge of the protocol's own
            yield Finding((*path, "add"), finding.message, "take one edge of it away, or drop one", at_key=True)
        else:
            yield Finding((*path, "add", number, "after"), finding.message, "take this edge away, or drop another")


def _without_effect(path: Path, order: OrderShape, found: list[Leaf]) -> Iterator[Finding]:
    by_step: dict[str, list[Leaf]] = {}
    for leaf in found:
        by_step.setdefault(leaf.step, []).append(leaf)
    dropped = {(edge.step, edge.after) for edge in order.drop}
    for index, edge in enumerate(order.add):
        if not {edge.step, edge.after} <= by_step.keys():
            continue
        place = (*path, "add", index, "after")
        if (edge.step, edge.after) in dropped:
            yield Finding(place, f"`{edge.step}` after `{edge.after}` is added and dropped", "keep one of them")
        elif _said(edge, by_step) or _follows(edge, by_step):
            message = f"`{edge.step}` comes after `{edge.after}` in the protocol already"
            yield Finding(place, message, "", Severity.WARNING)
    for index, edge in enumerate(order.drop):
        if not {edge.step, edge.after} <= by_step.keys():
            continue
        place = (*path, "drop", index, "after")
        if _follows(edge, by_step):
            message = f"`{edge.step}` comes after `{edge.after}` because they stand so in a list"
            yield Finding(place, message, "only what `after` says can be dropped: put them into an `any_order`")
        elif not _said(edge, by_step):
            message = f"no `after` of the protocol puts `{edge.step}` after `{edge.after}`"
            known = sorted({step for leaf in by_step[edge.step] for step in leaf.after})
            hint = f"`{edge.step}` comes after: {', '.join(known)}" if known else ""
            yield Finding(place, message, hint)


def _said(edge: EdgeShape, by_step: dict[str, list[Leaf]]) -> bool:
    return any(edge.after in leaf.after for leaf in by_step[edge.step])


def _follows(edge: EdgeShape, by_step: dict[str, list[Leaf]]) -> bool:
    """Does the tree alone put the step after the other?"""
    pairs = [(later, earlier) for later in by_step[edge.step] for earlier in by_step[edge.after]]
    return all(relation(later, earlier) is Relation.AFTER for later, earlier in pairs)
