"""Places of a scene's own that nothing and no hand ever comes to."""

import re
from collections.abc import Iterator

from simulator.scenefile.problems import Finding, Severity
from simulator.scenefile.shapes.case import StanceShape
from simulator.scenefile.shapes.scene import SceneShape

# `on-{site}`: the answer to a choice is filled in, so whatever could stand there counts.
_CHOICE = re.compile(r"\\\{[^}]*\\\}")


def of_places(scene: SceneShape) -> Iterator[Finding]:
    """Every place of the scene's own that is not used."""
    named = {name for name in _named(scene) if "{" not in name}
    patterns = [re.compile(_CHOICE.sub(".+", re.escape(name))) for name in set(_named(scene)) - named]
    for id_ in scene.places:
        if id_ not in named and not any(pattern.fullmatch(id_) for pattern in patterns):
            yield Finding(("places", id_), f"the place `{id_}` is not used", "", Severity.WARNING, at_key=True)


def _named(scene: SceneShape) -> Iterator[str]:
    for item in scene.equipment.values():
        yield item.place
    for person in scene.team.values():
        yield from _of_stance(person.stance)
    for action in scene.actions.values():
        yield from action.show.items.values()
        for stance in action.show.people.values():
            yield from _of_stance(stance)


def _of_stance(stance: StanceShape) -> Iterator[str]:
    yield from (name for name in (stance.left, stance.right, stance.look) if name is not None)
