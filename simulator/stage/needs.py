"""Which of the program's model files a scene can want from its beginning to its end, as plain names."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.core.scene import Scene
from simulator.stage.vocabulary import FIRST, GOWN, MODELS, ON_CHEST, OWN, STRAP, models_of

_ALWAYS = ("room/room.glb", "skeleton/skeleton.glb")  # the spine is seen as soon as anybody wishes it
_BUCKLE = "strap-buckle"
_DRAWN = {STRAP, *ON_CHEST}  # on the body, from no file


def files_of(scene: Scene) -> frozenset[str]:
    """The files, named by their paths below the folder of the assets; a scene's own models are not among them."""
    return frozenset(_files(scene))


def _files(scene: Scene) -> Iterator[str]:
    yield from _ALWAYS
    figures = {member.figure for member in scene.team.values()}
    for figure in (scene.patient.figure, *figures):
        yield f"people/{figure}.glb"
    for id_, item in scene.equipment.items():
        stem = item.model.partition("-{")[0]
        first = FIRST.get(stem, stem)  # what is seen until an answer is given; some are hidden until then
        for model in (*models_of(scene, id_, item.model), *([first] if first in MODELS else [])):
            if model == STRAP:
                yield f"equipment/{_BUCKLE}.glb"
            elif model not in _DRAWN and not model.startswith(OWN) and "{" not in model:
                yield f"equipment/{model}.glb"
        if item.model == GOWN:
            yield from (f"garments/{figure}.gown.glb" for figure in figures)
