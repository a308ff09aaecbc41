"""The stage for a scene: renderer, view and director together, or one sentence that says why there is none."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path

from simulator.core.scene import Scene
from simulator.core.state import State, at_start
from simulator.core.twin.bodies import body_for
from simulator.core.twin.body import Body
from simulator.core.twin.movement import Movement
from simulator.paths import assets_dir
from simulator.provenance import LIST_NAME, damage
from simulator.stage.camera import CameraRig, Preset, View
from simulator.stage.director import Director
from simulator.stage.display import LADDER, Display, NoDisplayError, open_display
from simulator.stage.library import AssetError
from simulator.stage.needs import files_of
from simulator.stage.person import PersonFileError
from simulator.stage.probe import NO_RENDERER, Answer, choose, forget, mark_drawn, mark_opening, wished
from simulator.stage.renderer import Renderer
from simulator.stage.view import StageView


class Theatre:
    """A scene on its stage. `view` is what a viewport shows."""

    def __init__(self, scene: Scene, renderer: Renderer) -> None:
        self.scene = scene
        self.view = StageView(renderer, CameraRig(presets(scene)) if scene.views else None)
        self.body: Body = body_for(scene)
        self._director = Director(self.view, scene)
        self.trouble = ""
        self.reset()

    def show(self, state: State, at_s: float) -> bool:
        """Put the state at `at_s` (s) on the stage. `trouble` says it if a scene wants a model that is not there, or if
        the renderer was lost meanwhile."""
        try:
            changed = self._director.show(state, at_s, self.body.pose(state, at_s))
        except AssetError as error:
            self.trouble = str(error)
            return False
        self.trouble = self.trouble or self._director.trouble or self.view.trouble
        return changed

    def follow(self, movements: Sequence[Movement]) -> None:
        """From now on the patient lies as these handlings move him; the list may go on growing."""
        self.body = body_for(self.scene, movements)

    def show_signs(self, signs: Mapping[str, float | None]) -> None:
        """Show the patient's signs of this moment on the stage's monitor."""
        self._director.show_signs(signs)

    def moving(self, state: State, at_s: float) -> bool:
        """Is something still on its way?"""
        return self._director.moving(state, at_s)

    def prepare(self) -> Iterator[None]:
        """Work out beforehand, in small steps, what would otherwise hold up the first picture that needs it."""
        return self._director.company.prepare()

    def see_through(self, on: bool) -> None:
        """Fade the patient's skin and clothes, or bring them back."""
        try:
            self._director.see_through(on)
        except AssetError as error:
            self.trouble = str(error)

    def show_room(self, on: bool) -> None:
        """Show the room around the stage, or leave it away."""
        self._director.show_room(on)

    def reset(self) -> None:
        """As at the start of a session."""
        self.body = body_for(self.scene)
        self.see_through(False)
        self.show(at_start(self.scene), 0.0)

    def close(self) -> None:
        """Give the renderer back."""
        self.view.close()


def presets(scene: Scene) -> tuple[Preset, ...]:
    """The scene's camera views as the camera knows them: its azimuth 0 looks along +y."""
    return tuple(
        Preset(id_, View(v.target, v.distance_m, v.azimuth_deg + 90.0, v.elevation_deg, v.fov_deg))
        for id_, v in scene.views.items()
    )


def open_theatre(scene: Scene, wanted: str | None = None, size_px: tuple[int, int] = (1280, 720)) -> Theatre | str:
    """The stage, or the one sentence that says why there is no 3D view on this computer."""
    if hurt := _damage(files_of(scene)):
        return hurt
    known = user_cache_path("manikin", appauthor=False)
    try:
        answer = choose(known, wanted)
    except ValueError as error:
        return f"There is no 3D view: {error}"
    if answer.renderer is None:
        why = "none is wanted." if wished(wanted) == NO_RENDERER else _nothing_works(answer)
        return f"There is no 3D view: {why}"
    mark_opening(known)
    try:
        theatre = Theatre(scene, Renderer(_opened(answer.renderer, known, wanted), *size_px))
        theatre.view.frame()
    except (AssetError, PersonFileError) as error:
        return str(error)
    except NoDisplayError as error:
        return f"There is no 3D view: {error}"
    finally:
        mark_drawn(known)
    return theatre


def _opened(name: str, known: Path, wanted: str | None) -> Display:
    """The driver of this name; if it does not open here (any more), the next one that works. `NoDisplayError` if none
    does, or if it was asked for by name."""
    try:
        return open_display(name)
    except NoDisplayError:
        if wished(wanted):
            raise
        forget(known)
        below = choose(known, ladder=LADDER[LADDER.index(name) + 1 :]).renderer
        if below is None:
            raise
        return open_display(below)


def _nothing_works(answer: Answer) -> str:
    tried = ", ".join(answer.tried)
    return f"no renderer works on this computer (tried: {tried}); bring its graphics driver up to date (OpenGL 2.1)."


@cache
def _damage(needed: frozenset[str]) -> str:
    """What is wrong with the models that a scene needs, in one sentence: some are opened only in mid-session."""
    folder = assets_dir()
    try:
        told = damage(folder, needed)
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        told = (f"{LIST_NAME} cannot be read ({type(error).__name__}).",)
    if not told:
        return ""
    more = f" (and {len(told) - 1} more)" if len(told) > 1 else ""
    return f"There is no 3D view: {folder / told[0].removesuffix('.')}{more}; install the program again."
