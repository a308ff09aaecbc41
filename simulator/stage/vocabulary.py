"""The names that a scene may use for what the stage shows, as plain data: nothing here needs a toolkit.

A scene with a name that is not here still runs: an unknown place is the kit, a hand with an unknown grip stays at
rest. So `unknown_names` finds the slips of the pen. A test holds these sets against what the stage really has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from simulator.core.scene import ActionRule, Scene, Show, Stance
from simulator.core.twin.body import POSES

FIGURES = frozenset({"patient", "leader", "r1", "r2", "r3", "r4", "nurse", "ward-colleague"})
PLACES = frozenset(
    {"by-wall", "kit", "bag", "beside", "at-head", "monitor-stand"}
    | {"at-back", "under", "half-under", "on-head", "half-off-head", "neck", "neck-right", "neck-reversed"}
    | {"head", "under-head", "under-back", "under-knees"}
    | {"worn", "hidden"}
)
WORN = "worn"
GOWN = "isolation-gown"
FIRST: dict[str, str] = {"collar": "collar-regular", "helmet": "helmet-closed"}
"""A model of which nothing has been chosen yet, and the one that stands for it."""
GLOVES = frozenset({"exam-gloves", "glove-box"})
WEARABLE = frozenset({GOWN, *GLOVES, "goggles", "respirator"})
"""Models that people of the team can wear: their place is `worn.<person>`."""
OWN = "own/"
"""What the name of a model that a scene brings along begins with."""
BARE_CHEST, PADS = "bare-chest", "aed-pads"
ON_CHEST = {BARE_CHEST: frozenset({"chest"}), PADS: frozenset({"right-and-side", "both-front", "belly"})}
"""Models that are drawn on the patient's chest, and the places where each of them can be."""
STRAP = "strap"
STRAP_PLACES = frozenset({"chest", "pelvis", "abdomen", "thighs", "legs", "knees", "feet", "arms", "head"})
MODELS = frozenset(
    {"blanket", "collar-regular", "collar-short", "collar-tall", "glove-box", "gym-mat", "head-blocks", "head-pad"}
    | {"kit-bag", "long-board", "monitor", "penlight", "soft-stretcher", "strap-loose", "tape-roll", "towel-folded"}
    | {"scoop-left", "scoop-right", "trauma-shears", "void-roll", STRAP, *ON_CHEST}
    | {"aed", "aed-leads-right-and-side", "aed-leads-both-front", "aed-leads-belly", "pocket-mask"}
    | {"ward-bed", "cannula", "cannula-tube", "cannula-needle", "flash-blood", "flush-syringe", "infusion-stand"}
    | {"line-hanging", "line-connected", "iv-trolley", "tourniquet-coil", "tourniquet-closed", "wrist-band"}
    | {"skin-swab", "film-dressing", "date-label", "sharps-bin", "hand-rub", "order-sheet"}
    | {"isolation-gown", "respirator", "goggles", "exam-gloves", "rub-stand", "waste-bin", "doorway", "door-leaf"}
    | {"wound-cloth", "wound-bare", "dressing-pad", "dressing-red", "blood-pool-small", "blood-pool-middle"}
    | {"blood-pool-large", "tourniquet", "tourniquet-above", "tourniquet-at-wound", "tourniquet-groin"}
    | {"oxygen-bottle", "oxygen-mask", "blanket-spread"}
    | {"supply-trolley", "helmet-closed", "helmet-open", "chin-strap"}
)
POSTURES = frozenset(
    {"standing", "lean", "bend", "squat", "half-squat", "kneel-both", "kneel-tall", "kneel-low", "kneel-wide"}
    | {"kneel-press", "kneel-one", "carry", "kneel", "stand"}
)
REGIONS = frozenset(
    {"head", "neck", "chest", "shoulders", "abdomen", "pelvis", "arms", "hands", "legs", "knees", "feet", "ground"}
    | {"back"}
)
_PAIRS = (
    *("ankle", "arm", "calf", "elbow", "foot", "forearm", "head", "head.low", "hip", "knee", "neck", "pelvis", "shin"),
    *("shoulder", "shoulder.top", "thigh", "thigh.front", "trunk", "wrist"),
)
_LOCKS = ("head-lock", "head-shoulder", "trapezius-squeeze")
GRIPS = frozenset(
    {"back.lower", "back.upper", "belly", "chest", "forehead", "head.back", "head.chin", "head.crown"}
    | {"neck.back", "neck.front"}
    | {f"{name}.{side}" for name, side in product(_PAIRS, ("left", "right", "near", "far"))}
    | {f"{name}.{side}" for name, side in product(_LOCKS, ("left", "right"))}
)
"""Places on the patient that hands take hold of."""
ON_PEOPLE = GRIPS | {
    f"{name}.{side}" for name, side in product(("mask", "eyes", "ear", "rub", "front"), ("left", "right"))
}
"""Places on people of the team, after the id and a dot: `leader.mask.left`; hands may come to their own body."""
HANDLES = frozenset(
    {"head.left", "head.right", "shoulder.left", "shoulder.right", "chest.left", "chest.right", "near", "far", "left"}
    | {"right", "hips.left", "hips.right", "shin.left", "shin.right", "foot.left", "foot.right", "head", "foot"}
    | {"shell.left", "shell.right"}
)
"""Places on a board or stretcher, after the item's id and a dot; `support` is whatever the patient lies on."""
SUPPORT = "support"
GLANCES = frozenset({"head", "neck", "back", "pelvis", "legs", "feet", "arms", "patient", "abdomen"})
"""What eyes may rest on besides a grip, an item or a person."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that the stage does not know: `path` of keys in the scene file, the name, and what could stand there."""

    path: tuple[str, ...]
    name: str
    known: frozenset[str]


def unknown_names(scene: Scene) -> tuple[Unknown, ...]:
    """Every name of a scene that the stage does not know, in the order of the file."""
    return tuple(_unknown(scene))


def _unknown(scene: Scene) -> Iterator[Unknown]:
    yield from _not_in(("patient", "figure"), scene.patient.figure, FIGURES)
    yield from _not_in(("patient", "pose"), scene.patient.pose, frozenset(POSES))
    for id_, own in scene.places.items():
        if own.at is not None:
            yield from _not_in(("places", id_, "at"), own.at, GRIPS)
    for id_, station in scene.stations.items():
        yield from _not_in(("stations", id_, "posture"), station.posture, POSTURES)
    for id_, member in scene.team.items():
        yield from _not_in(("team", id_, "figure"), member.figure, FIGURES)
        yield from _of_stance(scene, None, ("team", id_, "stance"), member.stance)
    for id_, item in scene.equipment.items():
        for model in models_of(scene, id_, item.model):
            if not model.startswith(OWN):  # whoever can look at files tells of those
                yield from _not_in(("equipment", id_, "model"), model, MODELS)
        yield from _not_in(("equipment", id_, "place"), item.place, _places(scene, id_))
    for name in scene.regions:
        yield from _not_in(("regions", name), name, REGIONS)
    for id_, event in scene.events.items():
        yield from _of_show(scene, ("events", id_, "show"), event.show, None)
    for id_, rule in scene.actions.items():
        yield from _of_show(scene, ("actions", id_, "show"), rule.show, rule)


def models_of(scene: Scene, item: str, pattern: str) -> list[str]:
    """The models of an item: `collar-{size}` with every answer of the actions that bring it and ask for it."""
    if "{" not in pattern:
        return [pattern]
    bringing = [rule for rule in scene.actions.values() if item in rule.show.items]
    return sorted({name for rule in bringing for name in _filled(pattern, rule) if "{" not in name}) or [pattern]


def nowhere(scene: Scene) -> frozenset[tuple[str, str]]:
    """(item, name) of every answer that brings an item to no place (`bare`: no gloves): the item stays where it is."""
    brought = [(item, rule) for rule in scene.actions.values() for item in rule.show.items]
    named = {(item, name) for item, rule in brought for name in _filled(rule.show.items[item], rule)}
    return frozenset((item, name) for item, name in named if name not in _known(scene, item))


def _known(scene: Scene, item: str) -> frozenset[str]:
    """Where an item may be, or be drawn."""
    drawn = {STRAP: STRAP_PLACES, **ON_CHEST}
    return drawn.get(scene.equipment[item].model) or _places(scene, item)


def _places(scene: Scene, item: str) -> frozenset[str]:
    """Where an item may be: what can be worn, on people too."""
    on_people = {f"{WORN}.{person}" for person in scene.team} if scene.equipment[item].model in WEARABLE else set()
    return PLACES | scene.places.keys() | on_people


def _of_show(scene: Scene, path: tuple[str, ...], show: Show, rule: ActionRule | None) -> Iterator[Unknown]:
    for person, stance in show.people.items():
        yield from _of_stance(scene, rule, (*path, "people", person), stance)
    for item, place in show.items.items():
        yield from _one_of((*path, "items", item), place, rule, _known(scene, item))
    if show.patient is not None:
        yield from _one_of((*path, "patient"), show.patient, rule, frozenset(POSES))
    if show.camera is not None:
        yield from _not_in((*path, "camera"), show.camera, frozenset(scene.views))


def _of_stance(scene: Scene, rule: ActionRule | None, path: tuple[str, ...], stance: Stance) -> Iterator[Unknown]:
    if stance.posture is not None:
        yield from _not_in((*path, "posture"), stance.posture, POSTURES)
    holds = (
        GRIPS
        | scene.places.keys()
        | {f"{person}.{grip}" for person, grip in product(scene.team, ON_PEOPLE)}
        | {f"{item}.{handle}" for item, handle in product((SUPPORT, *scene.equipment), HANDLES)}
    )
    for hand in ("left", "right"):
        grip: str | None = getattr(stance, hand)
        if grip is not None:
            yield from _all_of((*path, hand), grip, rule, holds)
    if stance.look is not None:
        seen = holds | GLANCES | {SUPPORT, *scene.equipment, *scene.team}
        yield from _not_in((*path, "look"), stance.look, seen)


def _not_in(path: tuple[str, ...], name: str, known: frozenset[str]) -> Iterator[Unknown]:
    if name not in known:
        yield Unknown(path, name, known)


def _all_of(path: tuple[str, ...], pattern: str, rule: ActionRule | None, known: frozenset[str]) -> Iterator[Unknown]:
    """Every answer must make a known name."""
    for name in _filled(pattern, rule):
        yield from _not_in(path, name, known)


def _one_of(path: tuple[str, ...], pattern: str, rule: ActionRule | None, known: frozenset[str]) -> Iterator[Unknown]:
    """One answer at least must make a known name; what the others name is not brought anywhere (`bare`)."""
    names = _filled(pattern, rule)
    if not any(name in known for name in names):
        yield Unknown(path, names[0], known)


def _filled(pattern: str, rule: ActionRule | None) -> list[str]:
    """A pattern such as `neck-{way}` with every answer to its choices."""
    choices: Mapping[str, tuple[str, ...]] = {}
    if rule is not None:
        choices = {name: tuple(choice.options) for name, choice in rule.choices.items()}
    asked = [name for name in choices if "{" + name + "}" in pattern]
    names = []
    for answers in product(*(choices[name] for name in asked)):
        filled = pattern
        for name, answer in zip(asked, answers, strict=True):
            filled = filled.replace("{" + name + "}", answer)
        names.append(filled)
    return names
