"""The icons of a scene's equipment."""

from pathlib import Path

from simulator.core.scene import Scene
from simulator.paths import assets_dir


def icons(scene: Scene) -> dict[str, str]:
    """Item -> path of its icon."""
    folder = assets_dir() / "equipment" / "icons"
    found = {}
    for id_, item in scene.equipment.items():
        own = Path(scene.models[item.model]).with_suffix(".png") if item.model in scene.models else None
        if own is not None and own.is_file():
            found[id_] = str(own)
            continue
        for name in (item.model.partition("-{")[0], id_):
            files = sorted(folder.glob(f"{name}*192*.png")) or sorted(folder.glob(f"{name}.png"))
            if files:
                found[id_] = str(files[0])
                break
    return found
