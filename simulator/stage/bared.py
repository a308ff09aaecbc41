"""The patient's bare chest under an opened shirt, and what sticks on it.

It is cut out of the surface of the clothes, a little above it, so that it lies on the body in every pose and gives way
with it.

A place of the chest is told at rest, as the person stands: across (m, + to his left) and up (m).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from simulator.stage.figure import Figure, geom_node, rows_of, send
from simulator.stage.patches import Patch, cut
from simulator.stage.person import Mesh
from simulator.stage.ribs import dent, inwards
from simulator.stage.rotations import Floats
from simulator.stage.shading import dress
from simulator.stage.skin import Skin
from simulator.stage.vocabulary import BARE_CHEST, PADS

Field = Callable[[Floats, Floats], Floats]
"""How far (m) points (across, up) lie inside of an outline; less than 0 outside."""
Paint = Callable[["Figure", Patch], Floats]


@dataclass(frozen=True, slots=True)
class Layer:
    """Something on the chest: its outline, its colours (V, 3) sRGB 0..1, how far over the clothes it lies (m), and the
    surface it shines like."""

    outline: Field
    paint: Paint
    over_m: float
    finish: str
    halvings: int = 2


# Half the width of the opened shirt at these heights: own choices, by eye.
_UP_M = (0.985, 1.02, 1.09, 1.15, 1.25, 1.34, 1.42, 1.462)
_HALF_M = (0.028, 0.060, 0.128, 0.176, 0.178, 0.150, 0.108, 0.058)
_AREOLA_M, _NAVEL_M = (0.092, 1.318), (0.0, 1.045)


def _opening(across: Floats, up: Floats) -> Floats:
    half = np.interp(up, _UP_M, _HALF_M)
    return np.minimum(half - np.abs(across), np.minimum(up - _UP_M[0], _UP_M[-1] - up))


def _pad(middle: tuple[float, float], half: tuple[float, float], turned_deg: float) -> Field:
    """A rectangle with round corners."""
    c, s = np.cos(np.radians(turned_deg)), np.sin(np.radians(turned_deg))

    def inside(across: Floats, up: Floats) -> Floats:
        x, z = across - middle[0], up - middle[1]
        u, v = np.abs(c * x + s * z) - half[0] + _ROUND_M, np.abs(c * z - s * x) - half[1] + _ROUND_M
        outside = np.hypot(np.maximum(u, 0.0), np.maximum(v, 0.0))
        return np.asarray(_ROUND_M - outside - np.minimum(np.maximum(u, v), 0.0))

    return inside


def _both(one: Field, other: Field) -> Field:
    return lambda across, up: np.maximum(one(across, up), other(across, up))


_ROUND_M = 0.016
_RIGHT = _pad((-0.083, 1.392), (0.040, 0.056), -16.0)
PAD_PLACES: Mapping[str, Field] = {
    "right-and-side": _both(_RIGHT, _pad((0.100, 1.190), (0.036, 0.054), 8.0)),
    "both-front": _both(_pad((-0.046, 1.315), (0.038, 0.055), 0.0), _pad((0.046, 1.315), (0.038, 0.055), 0.0)),
    "belly": _both(_RIGHT, _pad((0.035, 1.095), (0.040, 0.055), 0.0)),
}


def _skin(figure: Figure, patch: Patch) -> Floats:
    """Bare skin in the light and shade of the clothes that lay there, darker along the cloth's edge."""
    across, up = patch.points[:, 0], patch.points[:, 2]
    shade = np.clip(patch.light / np.quantile(patch.light, 0.9), 0.55, 1.05)
    inside = patch.inside_m
    shade *= 1.0 - 0.38 * np.clip(1.0 - inside / 0.012, 0.0, 1.0)
    # Between the muscles, below them, and the arch of the ribs.
    shade *= 1.0 - 0.09 * np.exp(-((across / 0.011) ** 2)) * np.clip((up - 1.16) / 0.06, 0.0, 1.0)
    below = 1.262 + 1.6 * (np.abs(across) - 0.075) ** 2
    shade *= 1.0 - 0.10 * np.exp(-(((up - below) / 0.012) ** 2)) * np.clip(np.abs(across) / 0.03, 0.0, 1.0)
    arch = 1.20 - 1.05 * np.abs(across)
    shade *= 1.0 - 0.07 * np.exp(-(((up - arch) / 0.014) ** 2)) * np.clip(np.abs(across) / 0.02, 0.0, 1.0)
    rgb = figure.person.skin_colour * shade[:, None]
    for side in (1.0, -1.0):
        away = np.hypot(across - side * _AREOLA_M[0], up - _AREOLA_M[1])
        rgb = rgb * (1.0 - np.array([0.24, 0.36, 0.36]) * np.clip((0.0165 - away) / 0.004, 0.0, 1.0)[:, None])
    navel = np.hypot(across - _NAVEL_M[0], (up - _NAVEL_M[1]) / 1.5)
    return np.asarray(rgb * (1.0 - 0.45 * np.clip((0.009 - navel) / 0.004, 0.0, 1.0))[:, None])


def _foil(figure: Figure, patch: Patch) -> Floats:
    """White foam, with a line along its edge in the colour of the AED."""
    rgb = np.tile(np.array([0.955, 0.960, 0.965]), (len(patch.points), 1))
    line = (patch.inside_m > 0.004) & (patch.inside_m < 0.009)
    rgb[line] = (0.10, 0.52, 0.53)
    rgb[patch.inside_m < 0.0015] = (0.78, 0.81, 0.83)
    return rgb


LAYERS: Mapping[tuple[str, str], Layer] = {
    (BARE_CHEST, "chest"): Layer(_opening, _skin, 0.0022, "skin"),
    **{(PADS, place): Layer(field, _foil, 0.0042, "plastic", 3) for place, field in PAD_PLACES.items()},
}


class Bared:
    """What is shown on one figure's chest. Each layer is cut when it is seen for the first time."""

    def __init__(self, figure: Figure) -> None:
        self._figure = figure
        self._made: dict[tuple[str, str], _Sheet] = {}
        self._shown: frozenset[tuple[str, str]] = frozenset()

    def show(self, wanted: frozenset[tuple[str, str]]) -> bool:
        """Show these layers (keys of `LAYERS`) and no others; False if they are shown already."""
        wanted = wanted & LAYERS.keys()
        if wanted == self._shown:
            return False
        for key in self._shown - wanted:
            self._made[key].node.hide()
        for key in wanted - self._shown:
            if key not in self._made:
                self._made[key] = _Sheet(self._figure, LAYERS[key], "-".join(key))
            self._made[key].follow(self._figure)
            self._made[key].node.show()
        self._shown = wanted
        return True

    def follow(self) -> None:
        """Go with the figure, which has moved."""
        for key in self._shown:
            self._made[key].follow(self._figure)


class _Sheet:
    """One layer as a mesh that follows the joints."""

    def __init__(self, figure: Figure, layer: Layer, name: str) -> None:
        person = figure.person
        patch = cut(person, "cloth", layer.outline, layer.halvings)
        colours = np.concatenate([layer.paint(figure, patch), np.ones((len(patch.points), 1))], axis=1)
        mesh = Mesh(
            name, slice(0, len(patch.points)), patch.faces, np.clip(255.0 * colours, 0, 255).round().astype(np.int64)
        )
        points = patch.points + layer.over_m * patch.normals
        self._skin = Skin(person.rig.heads, points, patch.normals, patch.joints, patch.weights)
        self._dent = dent(person, points)
        self._rows = rows_of(mesh)
        self.node = figure.root.attachNewNode(geom_node(f"{person.name}.{name}.{layer.finish}", mesh))
        dress(self.node, layer.finish)

    def follow(self, figure: Figure) -> None:
        """Go where the figure is, pressed in as far as it is."""
        points, normals = self._skin.moved(figure.world)
        if figure.pressed_m:
            points += figure.pressed_m * inwards(figure.person, figure.world)[:, None] * self._dent
        self._rows[:, 0:3], self._rows[:, 3:6] = points.T, normals.T
        send(self.node, self._rows)
