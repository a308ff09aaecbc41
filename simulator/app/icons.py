"""The icons of a scene's equipment."""

from simulator.core.scene import Scene
from simulator.paths import assets_dir


def icons(scene: Scene) -> dict[str, str]:
    """Item -> path of its icon."""
    folder = assets_dir() / "equipment" / "icons"
    found = {}
    for id_, item in scene.equipment.items():
        for name in (item.model.partition("-{")[0], id_):
            files = sorted(folder.glob(f"{name}*192*.png")) or sorted(folder.glob(f"{name}.png"))
            if files:
                found[id_] = str(files[0])
                break
    return found
