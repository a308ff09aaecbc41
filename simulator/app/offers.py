"""What the home screen begins with: the scenes, those with problems too, and what is remembered."""

from collections import Counter

from simulator.app.catalogue import Catalogue
from simulator.preferences import Preferences
from simulator.presenting.welcome import Offer, Wishes


def offers(catalogue: Catalogue) -> tuple[Offer, ...]:
    """Every scene of the folder with its picture, or with its problems.

    A scene is followed by those that are differences to it, the easier ones first. The one with the most of them comes
    first of all, then the most complete procedure.
    """
    names = catalogue.names()
    first = {name: extends if (extends := catalogue.read(name).extends) in names else name for name in names}
    family = Counter(first.values())

    def place(offer: Offer) -> tuple[int, int, str, bool, int, str]:
        head = catalogue.read(first[offer.name]).scene
        steps, level = len(head.steps) if head else 0, offer.scene.level if offer.scene else 0
        return -family[first[offer.name]], -steps, first[offer.name], first[offer.name] != offer.name, level, offer.name

    return tuple(sorted((_offer(catalogue, name) for name in names), key=place))


def _offer(catalogue: Catalogue, name: str) -> Offer:
    loaded = catalogue.read(name)
    picture = catalogue.folder_of(name) / (loaded.scene.picture or "-") if loaded.scene else None
    problems = tuple(str(p) for p in loaded.problems if p.severity == "error")
    return Offer(name, loaded.scene, str(picture) if picture and picture.is_file() else "", problems)


def wishes(chosen: Preferences) -> Wishes:
    """What the last one who practised here wished."""
    return Wishes(chosen.language, chosen.theme, chosen.learner, chosen.mode)
