"""What the home screen begins with: the scenes, those with problems too, and what is remembered."""

from simulator.app.catalogue import Catalogue
from simulator.preferences import Preferences
from simulator.presenting.welcome import Offer, Wishes


def offers(catalogue: Catalogue) -> tuple[Offer, ...]:
    """Every scene of the folder with its picture, or with its problems; the most complete procedure comes first."""
    found = []
    for name in catalogue.names():
        loaded = catalogue.read(name)
        picture = catalogue.folder_of(name) / (loaded.scene.picture or "-") if loaded.scene else None
        problems = tuple(str(p) for p in loaded.problems if p.severity == "error")
        shown = str(picture) if picture and picture.is_file() else ""
        found.append(Offer(name, loaded.scene, shown, problems))
    return tuple(sorted(found, key=lambda offer: -(len(offer.scene.steps) if offer.scene else 0)))


def wishes(chosen: Preferences) -> Wishes:
    """What the last one who practised here wished."""
    return Wishes(chosen.language, chosen.theme, chosen.learner, chosen.mode)
