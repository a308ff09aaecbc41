"""How the things on a stage are called, by their tags."""

from simulator.core.scene import Scene
from simulator.presenting.frames import Picked
from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import Language, say
from simulator.presenting.practising import GROUND

PATIENT = "patient."


def region(tag: str) -> str:
    """The region of a tag such as `patient.legs#2` (a second solid of the same region)."""
    return tag.removeprefix(PATIENT).partition("#")[0]


def place_of(picked: Picked | None) -> str:
    """The region of the patient that was picked; "" for anything else."""
    return region(picked.tag) if picked is not None and picked.tag.startswith(PATIENT) else ""


def name_of(scene: Scene, tag: str, language: Language) -> str | None:
    """How a thing on the stage is called; None for what has no name and is no target."""
    kind, _, id_ = tag.partition("#")[0].partition(".")
    if kind == "patient" and id_ in scene.regions:
        return scene.regions[id_][language]
    if kind == "patient" and id_ == GROUND:
        return say(JudgingWord.GROUND, language)
    if kind == "item" and id_ in scene.equipment:
        return scene.equipment[id_].name[language]
    if tag in scene.team:
        return scene.team[tag].name[language]
    return None
