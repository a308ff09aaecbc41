"""A garment over the clothes: read from its file, it follows the joints of the person who wears it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from panda3d import core as p3d

from simulator.paths import assets_dir
from simulator.stage.figure import Figure, geom_node, rows_of, send
from simulator.stage.library import MEND, AssetError, check_whole
from simulator.stage.person import Mesh, z_up
from simulator.stage.shading import dress
from simulator.stage.skin import Skin

FINISH = {"gown": "cloth", "cuffs": "gloves"}


class Garment:
    """The parts of one garment on one figure, hidden at first. Parts that are hidden are not skinned."""

    def __init__(self, figure: Figure, path: Path) -> None:
        """Raises AssetError where the file is missing or damaged."""
        self._figure = figure
        self._skins: dict[str, Skin] = {}
        self._rows: dict[str, Any] = {}
        self.nodes: dict[str, p3d.NodePath] = {}
        self._shown: frozenset[str] = frozenset()
        for name, part in _parts(path).items():
            mesh = Mesh(
                name,
                slice(0, len(part.vertices)),
                np.asarray(part.faces, np.int64),
                np.asarray(part.visual.vertex_colors),
            )
            self._skins[name] = Skin(
                figure.person.rig.heads,
                z_up(part.vertices),
                z_up(part.vertex_normals),
                part.vertex_attributes["_JOINTS"].astype(np.int64),
                part.vertex_attributes["_WEIGHTS"].astype(np.float64),
            )
            self._rows[name] = rows_of(mesh)
            node = figure.root.attachNewNode(geom_node(f"{figure.person.name}.{name}.{FINISH[name]}", mesh))
            dress(node, "cloth")
            node.hide()
            self.nodes[name] = node

    def show(self, parts: frozenset[str]) -> None:
        """Show these parts and no others, as the figure stands now; the clothes below are not drawn."""
        if parts == self._shown:
            return
        if ("gown" in parts) != ("gown" in self._shown):
            under = _under_gown(self._figure)
            self._figure.cover("cloth", under if "gown" in parts else np.zeros(len(under), dtype=bool))
        for name in self._shown - parts:
            self.nodes[name].hide()
        new, self._shown = parts - self._shown, parts
        for name in new:
            self._pose(name)
            self.nodes[name].show()

    def follow(self) -> None:
        """Go with the figure, which has moved."""
        for name in self._shown:
            self._pose(name)

    def _pose(self, name: str) -> None:
        points, normals = self._skins[name].moved(self._figure.world)
        rows = self._rows[name]
        rows[:, 0:3], rows[:, 3:6] = points.T, normals.T
        send(self.nodes[name], rows)


_COLLAR_M, _LEG_M = -0.025, 0.22  # over the base of the neck, below the hips: there one looks under a gown
_COLLAR_HALF_M = 0.072  # to each side of the neck; farther out a raised arm would lift the clothes through the gown


def _under_gown(figure: Figure) -> npt.NDArray[np.bool_]:
    """Which vertices of the clothes nobody sees under a gown: from the thighs up to the collar."""
    rig = figure.person.rig
    cloth = next(mesh for mesh in figure.person.meshes if mesh.material == "cloth")
    height = figure.person.points[cloth.rows, 2]
    away = figure.person.points[cloth.rows] - rig.at("neck_1")
    near = (np.linalg.norm(away, axis=1) < 0.16) & (np.abs(away[:, 0]) < _COLLAR_HALF_M)
    low, high = float(rig.at("thigh.l")[2]) - _LEG_M, float(rig.at("neck_1")[2]) + _COLLAR_M
    return np.asarray((height > low) & ~(near & (height > high)))


def gown_file(figure: str) -> Path:
    """Where the gown of a figure (`leader`, `r1`) lies."""
    return assets_dir() / "garments" / f"{figure}.gown.glb"


def _parts(path: Path) -> dict[str, Any]:
    check_whole(path)
    import trimesh  # late, as everywhere on the stage

    try:
        scene: Any = trimesh.load(path, process=False)
        return {name: scene.geometry[name] for name in FINISH}
    # What trimesh raises on a file that was cut off or altered.
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise AssetError(f"The garment {path.name} is damaged. {MEND}") from error
