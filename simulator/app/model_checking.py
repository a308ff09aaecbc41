"""What is wrong with the 3D models that a scene brings along: missing, broken, unused, of unknown origin."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from simulator.app.model_files import ORIGINS, origin_of
from simulator.core.scene import Scene
from simulator.modelfile.container import RefusedError
from simulator.modelfile.preparing import pieces_of
from simulator.scenefile import Finding, Severity, did_you_mean
from simulator.scenefile.own_models import MODEL_SUFFIX, MODELS_FOLDER, OWN
from simulator.stage.vocabulary import models_of


def model_findings(scene: Scene) -> Iterator[Finding]:
    """What is wrong with a scene's own models, at the items that have them. Broken ones are errors."""
    used: set[str] = set()
    for id_, item in scene.equipment.items():
        for model in models_of(scene, id_, item.model):
            if model.startswith(OWN) and model not in used:
                used.add(model)
                yield from _of_model(scene.models, model, ("equipment", id_, "model"))
    for model in scene.models.keys() - used:
        message = f"no piece of equipment has the model `{model}`"
        yield Finding(("equipment",), message, f"delete {shown(model)}", Severity.WARNING, at_key=True)


def _of_model(models: Mapping[str, str], model: str, place: tuple[str, ...]) -> Iterator[Finding]:
    if model not in models:
        yield Finding(place, f"there is no file {shown(model)} beside the scene file", did_you_mean(model, models))
        return
    file = Path(models[model])
    if why := why_not(file):
        yield Finding(place, f"the model {shown(model)} {why}")
    if origin_of(file) is None:
        hint = f"write its origin and licence into `{MODELS_FOLDER}/{file.stem}{ORIGINS[0]}`"
        yield Finding(place, f"nothing says whose model {shown(model)} is", hint, Severity.WARNING)


def why_not(file: Path) -> str:
    """Why a model cannot be used, as the end of a sentence; "" if it can."""
    try:
        pieces_of(file)
    except RefusedError as error:
        return str(error)
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return ""


def shown(model: str) -> str:
    """The file of a model as an author sees it."""
    return f"`{MODELS_FOLDER}/{model.removeprefix(OWN)}{MODEL_SUFFIX}`"
