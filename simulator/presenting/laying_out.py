"""The equipment tray: which piece stands where in it, and which has been taken out."""

from collections.abc import Mapping

from simulator.core.procedure import steps_of
from simulator.core.scene import Scene
from simulator.core.state import State
from simulator.presenting.language import Language
from simulator.presenting.practice import TrayItem

Nowhere = frozenset[tuple[str, str]]
"""(item, answer): an answer such as *no gloves*, which brings the item to no place; it stays where it is."""


def tray(
    scene: Scene, state: State, mode: str, language: Language, icons: Mapping[str, str], nowhere: Nowhere
) -> tuple[TrayItem, ...]:
    """Every piece of the tray. What the protocol uses stands first, in the order of its first use; in assess the order
    is the scene's own, as it would tell what is of use and when."""
    order = {} if mode == "assess" else {item: number for number, item in enumerate(first_used(scene))}
    shown = [id_ for id_, item in scene.equipment.items() if item.tray]
    shown.sort(key=lambda id_: order.get(id_, len(order)))
    return tuple(
        TrayItem(id_, scene.equipment[id_].name[language], icons.get(id_, ""), used=_out(scene, state, id_, nowhere))
        for id_ in shown
    )


def first_used(scene: Scene) -> tuple[str, ...]:
    """The pieces of equipment that the protocol's steps bring, in the order in which it first mentions them."""
    rules = [scene.actions[scene.steps[node.step].action] for node in steps_of(scene.protocol)]
    return tuple(dict.fromkeys(rule.using for rule in rules if rule.using is not None))


def _out(scene: Scene, state: State, item: str, nowhere: Nowhere) -> bool:
    place = state.items[item].current.place
    return place != scene.equipment[item].place and (item, place) not in nowhere
