"""The scenes that the home screen offers, those with problems too."""

from simulator.app.catalogue import Catalogue
from simulator.presenting.welcome import Offer


def offers(catalogue: Catalogue) -> tuple[Offer, ...]:
    """Every scene of the folder with its picture, or with its problems."""
    found = []
    for name in catalogue.names():
        loaded = catalogue.read(name)
        picture = catalogue.folder_of(name) / (loaded.scene.picture or "-") if loaded.scene else None
        problems = tuple(str(p) for p in loaded.problems if p.severity == "error")
        shown = str(picture) if picture and picture.is_file() else ""
        found.append(Offer(name, loaded.scene, shown, problems))
    return tuple(found)
