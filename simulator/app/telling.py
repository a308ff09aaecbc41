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


def beside_fault(
    scene: Scene, said: Said | None, fault: str, events: Sequence[ev.Event], language: Language, *, new: bool
) -> Said | None:
    """What to say while `fault` is to be read. What came about by itself stands above it; what else the learner did
    takes its place, unless the fault is `new`: then it is about just that."""
    if not fault:
        return said
    came = [wording.happened(scene, event.event, language) for event in events if isinstance(event, ev.Happened)]
    above = next((sentence for sentence in reversed(came) if sentence), "")
    acted = any(isinstance(event, ev.ActionFinished | ev.ActionRefused) for event in events)
    if new or (above and not acted):
        return (f"{above}\n{fault}" if above else fault, "bad")
    return said
