"""Puts another version of a scene on a stage that is open: the same renderer and camera, new people and things."""

from simulator.app.theatre import Theatre
from simulator.core.scene import Scene
from simulator.stage.library import AssetError
from simulator.stage.person import PersonFileError


def restaged(theatre: Theatre, scene: Scene) -> tuple[Theatre, str]:
    """The scene on the renderer of `theatre`, seen from where that was seen; the old theatre is used up.

    Where the new scene cannot be shown, the old one is staged again, and one sentence says why.
    """
    view, renderer = theatre.view.rig.view, theatre.view.renderer
    theatre.view.highlight(None)
    renderer.clear()
    trouble = ""
    try:
        opened = Theatre(scene, renderer)
    except (AssetError, PersonFileError) as error:
        trouble = str(error)
        renderer.clear()
        opened = Theatre(theatre.scene, renderer)
    opened.view.rig.jump(view)
    return opened, trouble or opened.trouble
