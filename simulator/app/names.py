"""The names that a scene may use for what the program has: people, things, places, holds, signals, movements."""

from collections.abc import Iterable, Mapping
from textwrap import fill
from types import MappingProxyType

from simulator.app.problems import UserError
from simulator.core.physiology.effects import EFFECTS
from simulator.core.procedure import CHEST_TRACKS, TRACKS
from simulator.core.twin.body import POSES
from simulator.core.twin.plans import PLANS
from simulator.scenefile import did_you_mean
from simulator.stage import vocabulary as stage

_WIDE = 100

# Heading -> where such names stand in a scene file, and the names.
KINDS: Mapping[str, tuple[str, Iterable[str]]] = MappingProxyType({
    "figures": ("`figure` of the patient and the team", stage.FIGURES),
    "poses": ("`pose` of the patient, `patient` in `show`", POSES),
    "postures": ("`posture` of stations and stances", stage.POSTURES),
    "models": ("`model` of equipment; `own/NAME` is a model of the scene's own", stage.MODELS),
    "places": ("`place` of equipment, `items` in `show`; the scene's `places` add more", stage.PLACES),
    "worn": ("models that people can wear: `worn.` and the person's id is their place", stage.WEARABLE),
    "straps": ("`items` in `show` for the model `strap`: what it is fastened over", stage.STRAP_PLACES),
    "regions": ("`regions`, and `on` in actions", stage.REGIONS),
    "holds": ("`left`, `right` and `look` of stances, `at` of places: on the patient", stage.GRIPS),
    "people": ("the same on people, after their id and a dot: `leader.mask.left`", stage.ON_PEOPLE - stage.GRIPS),
    "handles": ("the same on equipment, after its id and a dot (`board.near`) or `support.`", stage.HANDLES),
    "looks": ("`look` of stances, besides holds, equipment and people", stage.GLANCES),
    "plans": ("`plan` of a `handling`", PLANS),
    "tracks": ("`track` of `limits`", TRACKS.keys() | CHEST_TRACKS.keys()),
    "effects": ("`effect` in `physiology`", EFFECTS),
})  # fmt: skip


def listed(kind: str | None) -> str:
    """The names of one kind, one a line, or of all kinds with headings. UserError for a kind that is not there."""
    if kind is None:
        return "\n\n".join(_paragraph(name) for name in KINDS)
    if kind not in KINDS:
        raise UserError(f"There are no names of the kind {kind!r}; {did_you_mean(kind, KINDS) or ', '.join(KINDS)}")
    return "\n".join(sorted(KINDS[kind][1]))


def _paragraph(kind: str) -> str:
    where, names = KINDS[kind]
    words = fill(", ".join(sorted(names)), _WIDE, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
    return f"{kind}: {where}\n{words}"
