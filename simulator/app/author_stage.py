"""The stage of the author's window: opened once, then it shows each new version of the scene from where it was seen."""

from pathlib import Path

from simulator.app.file_watch import mark
from simulator.app.restaging import restaged
from simulator.app.theatre import Theatre, open_theatre
from simulator.core.scene import Scene
from simulator.panels.viewport import Viewport
from simulator.stage.view import StageView


def _seen(scene: Scene) -> tuple[object, ...]:
    """What of a scene is on its stage before anything is done."""
    people = {id_: (person.figure, person.stance) for id_, person in scene.team.items()}
    items = {id_: (item.model, item.place) for id_, item in scene.equipment.items()}
    patient = (scene.patient.figure, scene.patient.pose, scene.patient.injury, scene.patient.vitals)
    lying = (scene.patient.head_turn_deg, scene.patient.physique)
    models = [mark(Path(file)) for file in scene.models.values()]
    return people, items, models, *patient, *lying, scene.stations, scene.places, scene.views, tuple(scene.regions)


class AuthorStage:
    """Shows scenes in `viewport`."""

    def __init__(self, viewport: Viewport, renderer: str | None) -> None:
        self._viewport, self._renderer = viewport, renderer
        self.theatre: Theatre | None = None
        self._none = ""
        self._shown: tuple[object, ...] = ()

    @property
    def view(self) -> StageView | None:
        """What is looked at."""
        return self.theatre.view if self.theatre else None

    def show(self, scene: Scene) -> str:
        """Put this scene on the stage; a sentence if something is not as it should be."""
        if self._none:
            return ""  # said once; there will be no stage on this computer
        trouble, seen = "", _seen(scene)
        if self.theatre is None:
            opened = open_theatre(scene, self._renderer)
            if isinstance(opened, str):
                self._none = opened
                self._viewport.say_no_stage(opened)
                return ""
            self.theatre = opened
        elif seen == self._shown:
            return ""
        else:
            self.theatre, trouble = restaged(self.theatre, scene)
        self._shown = seen
        self._viewport.set_source(self.theatre.view)
        return trouble or self.theatre.trouble

    def fly(self, camera: str) -> None:
        """Fly to a view of the scene."""
        if self.theatre is not None and camera in self.theatre.view.rig.preset_names:
            self.theatre.view.fly(camera)
            self._viewport.wake()

    def lend(self) -> Theatre | None:
        """The theatre for somebody else's window; here nothing is shown meanwhile."""
        self._viewport.set_source(None)
        return self.theatre

    def take_back(self) -> None:
        """Show its scene again as it begins."""
        if self.theatre is not None:
            self.theatre.reset()
            self._viewport.set_source(self.theatre.view)

    def close(self) -> None:
        """Give the renderer back."""
        self._viewport.set_source(None)
        if self.theatre is not None:
            self.theatre.close()
            self.theatre = None
