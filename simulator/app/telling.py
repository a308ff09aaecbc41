"""What the room says after something happened. A fault is not pushed away by what comes about by itself."""

from collections.abc import Sequence

from simulator.core import events as ev
from simulator.core.scene import Scene
from simulator.presenting import wording
from simulator.presenting.bedside import Bedside
from simulator.presenting.language import Language

Said = tuple[str, str]
"""A sentence and its tone."""


def told(scene: Scene, bedside: Bedside, events: Sequence[ev.Event], language: Language) -> Said | None:
    """The last that is worth a sentence: a refusal, what was found out, or what came about by itself."""
    said = None
    for event in events:
        if isinstance(event, ev.ActionRefused):
            said = (wording.refused(scene, event, language), "warn")
        elif isinstance(event, ev.ActionFinished) and (found := bedside.answer(event, language)):
            said = (found, "ok")
        elif isinstance(event, ev.Happened) and (came := wording.happened(scene, event.event, language)):
            said = (came, "ok")
    return said


def beside_fault(said: Said | None, fault: str, events: Sequence[ev.Event]) -> Said | None:
    """What to say while `fault` is to be read: what the learner did since then takes its place, what came about by
    itself stands above it."""
    if said is None or not fault:
        return said
    by_itself = not any(isinstance(event, ev.ActionFinished | ev.ActionRefused) for event in events)
    return (f"{said[0]}\n{fault}", "bad") if by_itself else said
