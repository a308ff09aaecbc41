"""The patient of a scene as he is found: his build, and how his spine lies."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from simulator.core.facts import History
from simulator.core.scene import Scene
from simulator.core.state import at_start
from simulator.core.twin.anatomy import Injury, Size
from simulator.core.twin.fixing import Fixing
from simulator.core.twin.leading import worn
from simulator.core.twin.model import Build
from simulator.core.twin.twin import Twin, lay_down

Floats = npt.NDArray[np.float64]


def build_of(scene: Scene) -> Build:
    """The patient of a scene as the twin knows him, on the floor."""
    patient = scene.patient
    injury = Injury(str(patient.injury.get("level", "C5-C6")), str(patient.injury.get("severity", "none")))
    body = patient.physique
    return Build(Size(body.height_m, body.mass_kg, body.build), injury)


def found(scene: Scene, support: str = "floor") -> Twin:
    """The patient of a scene as he is found, with what he wears then."""
    wears = worn(scene, at_start(scene), History(), 0.0).fixing
    build = replace(build_of(scene), support=support)
    return lay_down(build, Fixing(helmet=wears.helmet), neck_turn_deg=scene.patient.head_turn_deg)


def found_deg(scene: Scene) -> Floats:
    """The angles of the levels (25, 3) in deg as the patient of a scene is found."""
    return np.asarray(np.degrees(found(scene).angles_rad))
