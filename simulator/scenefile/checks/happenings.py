"""Events: whether they can happen, change anything, and leave the steps possible."""

from collections.abc import Iterator

from simulator.scenefile.checks.actions import of_text
from simulator.scenefile.problems import Finding, Path, Severity
from simulator.scenefile.shapes.action import ActionShape
from simulator.scenefile.shapes.happening import EventShape
from simulator.scenefile.shapes.scene import SceneShape


def of_events(scene: SceneShape) -> Iterator[Finding]:
    """All that is wrong with events but names that name nothing."""
    for id_, event in scene.events.items():
        path: Path = ("events", id_)
        if event.says is not None:
            yield from of_text((*path, "says"), event.says, ())
        yield from _in_show(path, event)
        if not (event.starts or event.ends or event.says or _seen(event)):
            hint = "give it `starts`, `ends`, `says` or `show`"
            yield Finding(path, f"the event `{id_}` changes nothing and says nothing", hint, at_key=True)
        yield from _never(scene, id_, event)
        yield from _by_hands(scene, path, event)
        yield from _bars(scene, id_, event)


def _seen(event: EventShape) -> bool:
    return bool(event.show.people or event.show.items or event.show.patient)


def _in_show(path: Path, event: EventShape) -> Iterator[Finding]:
    words = [((*path, "show", "items", item), place) for item, place in event.show.items.items()]
    if event.show.patient is not None:
        words.append(((*path, "show", "patient"), event.show.patient))
    for where, word in words:
        if "{" in word or "}" in word:
            yield Finding(where, "an event asks nothing, so nothing fills a placeholder", "write the name out")


def _never(scene: SceneShape, id_: str, event: EventShape) -> Iterator[Finding]:
    """An event whose conditions exclude one another can never happen."""
    for index, name in enumerate(event.unless):
        both = parts(scene, name)
        if any(parts(scene, needed) <= both for needed in event.while_ if needed in scene.conditions):
            message = f"`{id_}` can never happen: it needs `{name}` and must not have it"
            yield Finding(("events", id_, "unless", index), message)


def _by_hands(scene: SceneShape, path: Path, event: EventShape) -> Iterator[Finding]:
    for index, name in enumerate(event.starts):
        if name in scene.conditions and scene.conditions[name].hands:
            message = f"`{name}` is held by hands, so only somebody's action can start it"
            yield Finding((*path, "starts", index), message, "let an action start it")


def _bars(scene: SceneShape, id_: str, event: EventShape) -> Iterator[Finding]:
    """What it changes for good, and the steps that need it otherwise."""
    if event.bars:
        return
    others: list[ActionShape | EventShape] = [
        *scene.actions.values(),
        *(one for name, one in scene.events.items() if name != id_),
    ]
    started = {name for one in others for name in one.starts}
    ended = {name for one in others for name in one.ends}
    for step, rule in scene.steps.items():
        action = scene.actions.get(rule.action)
        if action is None:
            continue
        for index, name in enumerate(event.ends):
            lost = [one for one in action.requires if parts(scene, one) == {name}]
            if lost and name not in started:
                yield _barred(("events", id_, "ends", index), id_, step, f"nothing starts `{name}` again")
        for index, name in enumerate(event.starts):
            if any(name in parts(scene, one) for one in action.unless) and name not in ended:
                yield _barred(("events", id_, "starts", index), id_, step, f"nothing ends `{name}`")


def _barred(path: Path, id_: str, step: str, why: str) -> Finding:
    message = f"after `{id_}` the step `{step}` can never be done: {why}"
    return Finding(path, message, "add `bars: true` if that is meant", Severity.WARNING)


def parts(scene: SceneShape, name: str, above: frozenset[str] = frozenset()) -> set[str]:
    """The plain conditions of which one makes `name` hold; none for a name that is unknown or depends on itself."""
    if name not in scene.conditions or name in above:
        return set()
    of = scene.conditions[name].any_of
    return set().union(*(parts(scene, one, above | {name}) for one in of)) if of else {name}
