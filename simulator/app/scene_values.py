"""What a change with the mouse means in the scene file: which values, by their way in the file, and how written."""

from math import hypot

from simulator.app.scene_edits import number
from simulator.core.scene import Scene
from simulator.scenefile.problems import Path
from simulator.stage.camera import View
from simulator.stage.places import FLOOR
from simulator.stage.vocabulary import STRAP


def station_of(scene: Scene, person: str) -> tuple[float, float]:
    """Where a person begins (x, y; m)."""
    station = scene.stations[scene.team[person].stance.at]
    return station.x_m, station.y_m


def spot_of(scene: Scene, item: str) -> tuple[float, float] | None:
    """Where a piece of equipment begins (x, y; m); None for what is neither on the floor nor at a place of the scene's
    own in the room."""
    thing = scene.equipment.get(item)
    own = scene.places.get(thing.place) if thing is not None else None
    if own is not None:
        return own.point_m[:2] if own.at is None else None
    if thing is None or thing.place not in FLOOR:
        return None
    spots = FLOOR[thing.place]
    there = [id_ for id_, other in scene.equipment.items() if other.place == thing.place and other.model != STRAP]
    x, y, _ = spots[min(there.index(item) if item in there else 0, len(spots) - 1)]
    return x, y


def station_values(scene: Scene, person: str, by_x_m: float, by_y_m: float) -> dict[Path, str]:
    """The station at which a person begins, moved. Whoever else works there moves too."""
    at, (x, y) = scene.team[person].stance.at, station_of(scene, person)
    return {("stations", at, "x_m"): number(x + by_x_m), ("stations", at, "y_m"): number(y + by_y_m)}


def item_values(scene: Scene, item: str, by_x_m: float, by_y_m: float) -> dict[Path, str]:
    """The place on the floor nearest to where a piece of equipment was let go; a place of the scene's own is moved
    there itself, with all that is at it."""
    x, y = spot_of(scene, item) or (0.0, 0.0)
    name = scene.equipment[item].place
    if name in scene.places:
        return {("places", name, "x_m"): number(x + by_x_m), ("places", name, "y_m"): number(y + by_y_m)}

    def far(place: str) -> float:
        return min(hypot(sx - x - by_x_m, sy - y - by_y_m) for sx, sy, _ in FLOOR[place])

    return {("equipment", item, "place"): min(FLOOR, key=far)}


def view_values(view_id: str, view: View) -> dict[Path, str]:
    """A view as the camera stands; in the file azimuth counts from +x."""
    azimuth = (view.azimuth_deg - 90.0 + 180.0) % 360.0 - 180.0
    return {
        **{("views", view_id, "target", n): number(metres) for n, metres in enumerate(view.target_m)},
        ("views", view_id, "distance_m"): number(view.distance_m),
        ("views", view_id, "azimuth_deg"): number(round(azimuth)),
        ("views", view_id, "elevation_deg"): number(round(view.elevation_deg)),
    }
