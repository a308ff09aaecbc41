"""Conditions: circles, derived ones that are treated as plain ones, and those that can never hold."""

from collections.abc import Iterator
from graphlib import TopologicalSorter

from simulator.scenefile.checks.circles import circles
from simulator.scenefile.checks.references import references
from simulator.scenefile.problems import Finding, Path, Severity
from simulator.scenefile.shapes.action import ActionShape
from simulator.scenefile.shapes.scene import SceneShape
from simulator.scenefile.wording import dotted


def of_conditions(scene: SceneShape) -> Iterator[Finding]:
    """All that is wrong with conditions and their use."""
    circles = list(_circles(scene))
    yield from circles
    yield from _derived_as_plain(scene)
    yield from _contradictions(scene)
    yield from _unused(scene)
    if not circles:
        yield from _never_started(scene)


def _circles(scene: SceneShape) -> Iterator[Finding]:
    """Derived conditions that depend on themselves."""
    for circle in circles({name: condition.any_of for name, condition in scene.conditions.items()}):
        ways = " -> ".join(f"`{one}`" for one in (*reversed(circle), circle[-1]))
        message = f"this condition depends on itself: {ways}"
        yield Finding(("conditions", circle[-1], "any_of"), message, "break the circle")


def _derived_as_plain(scene: SceneShape) -> Iterator[Finding]:
    derived = {name for name, condition in scene.conditions.items() if condition.any_of}
    hint = "name the conditions of its `any_of` instead"
    for reference in references(scene):
        if reference.word in derived and _key_of(reference.path) in ("at_start", "starts", "ends"):
            message = f"`{reference.word}` follows from other conditions, it cannot be started or ended"
            yield Finding(reference.path, message, hint)
    for name in derived:
        if scene.conditions[name].hands:
            path = ("conditions", name, "hands")
            yield Finding(path, f"`{name}` follows from other conditions, so hands cannot hold it", hint)


def _contradictions(scene: SceneShape) -> Iterator[Finding]:
    for id_, action in scene.actions.items():
        for index, name in enumerate(action.unless):
            if name in action.requires:
                path = ("actions", id_, "unless", index)
                yield Finding(path, f"`{id_}` can never be done: it requires `{name}` and must not have it")


def _unused(scene: SceneShape) -> Iterator[Finding]:
    used = {reference.word for reference in references(scene) if reference.kind == "condition"}
    for name in scene.conditions:
        if name not in used:
            message = f"the condition `{name}` is not used"
            yield Finding(("conditions", name), message, "", Severity.WARNING, at_key=True)


# Where a condition that can never hold makes the scene unplayable, and what to say of the other places.
_NEEDED = ("requires", "condition")


def _never_started(scene: SceneShape) -> Iterator[Finding]:
    possible = _possible(scene)
    for reference in references(scene):
        name = reference.word
        if reference.kind != "condition" or name not in scene.conditions:
            continue
        if name in possible:
            continue
        if _key_of(reference.path) in _NEEDED:
            message = f"nothing starts `{name}`, so {dotted(reference.path[:2])} can never be fulfilled"
            yield Finding(reference.path, message, "let an action start it, or name it in `at_start`")
        else:
            message = f"nothing starts `{name}`, so this has no effect"
            yield Finding(reference.path, message, "", Severity.WARNING)


def may_start(action: ActionShape) -> set[str]:
    """All that an action can start, with one answer or another."""
    return set(action.starts).union(*(names for one in action.choices.values() for names in one.starts.values()))


def _possible(scene: SceneShape) -> set[str]:
    """The conditions that can hold at some time."""
    possible = set(scene.at_start).union(*(may_start(action) for action in scene.actions.values()))
    parts_of = {name: condition.any_of for name, condition in scene.conditions.items()}
    order = tuple(TopologicalSorter(parts_of).static_order())  # parts come before what follows from them
    while True:
        for name in order:
            if any(part in possible for part in parts_of.get(name, ())):
                possible.add(name)
        started = set().union(*(event.starts for event in scene.events.values() if possible.issuperset(event.while_)))
        if started <= possible:
            return possible
        possible |= started


def _key_of(path: Path) -> str:
    """The last key of a path: `requires` of `actions.lift.requires[2]`, `starts` of an answer's."""
    if "choices" in path[:3]:
        return str(path[4])
    return next(str(part) for part in reversed(path) if isinstance(part, str))
