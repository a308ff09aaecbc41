"""The patient of a scene as he is found: his build, and how his spine lies."""

import numpy as np
import numpy.typing as npt

from simulator.core.scene import Scene
from simulator.core.twin.anatomy import Injury, Size
from simulator.core.twin.model import Build
from simulator.core.twin.twin import lay_down

Floats = npt.NDArray[np.float64]


def build_of(scene: Scene) -> Build:
    """The patient of a scene as the twin knows him, on the floor."""
    patient = scene.patient
    injury = Injury(str(patient.injury.get("level", "C5-C6")), str(patient.injury.get("severity", "none")))
    body = patient.physique
    return Build(Size(body.height_m, body.mass_kg, body.build), injury)


def found_deg(scene: Scene) -> Floats:
    """The angles of the levels (25, 3) in deg as the patient of a scene is found."""
    return np.asarray(np.degrees(lay_down(build_of(scene), neck_turn_deg=scene.patient.head_turn_deg).angles_rad))
