"""What the home screen begins with: the scenes, those with problems too, and what is remembered."""

from collections import Counter

from simulator.app.catalogue import Catalogue, Listed
from simulator.preferences import Preferences
from simulator.presenting.welcome import Offer, Wishes


def offers(catalogue: Catalogue) -> tuple[Offer, ...]:
    """Every scene of the folder with its picture, or with its problems.

    A scene is followed by those that are differences to it, the easier ones first. The one with the most of them comes
    first of all, then the most complete procedure.
    """
    names = catalogue.names()
    listed = {name: catalogue.listed(name) for name in names}
    first = {name: known.extends if known.extends in names else name for name, known in listed.items()}
    family = Counter(first.values())

    def place(offer: Offer) -> tuple[int, int, str, bool, int, str]:
        head = listed[first[offer.name]].front
        steps, level = head.steps if head else 0, offer.front.level if offer.front else 0
        return -family[first[offer.name]], -steps, first[offer.name], first[offer.name] != offer.name, level, offer.name

    return tuple(sorted((_offer(catalogue, name, known) for name, known in listed.items()), key=place))


def _offer(catalogue: Catalogue, name: str, known: Listed) -> Offer:
    picture = catalogue.folder_of(name) / known.front.picture if known.front and known.front.picture else None
    return Offer(name, known.front, str(picture) if picture and picture.is_file() else "", known.errors)


def wishes(chosen: Preferences) -> Wishes:
    """What the last one who practised here wished."""
    return Wishes(chosen.language, chosen.theme, chosen.learner, chosen.mode)
