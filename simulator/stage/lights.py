"""Daylight in the skills room, as numbers: an even sky, one soft window, a faint light from the viewer."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from panda3d import core as p3d

Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Daylight:
    """Colours are linear light; 1.0 leaves a surface as its colour says. `key_from` points towards the window."""

    sky: Triple = (0.50, 0.525, 0.56)
    ground: Triple = (0.30, 0.285, 0.27)
    key: Triple = (0.78, 0.735, 0.66)
    key_from: Triple = (0.52, -0.38, 0.76)
    fill: Triple = (0.13, 0.13, 0.135)
    rim: Triple = (0.30, 0.33, 0.36)
    backdrop: Triple = (0.867, 0.894, 0.914)  # sRGB: what is seen past the walls


DAYLIGHT = Daylight()


def unit(vector: Triple) -> Triple:
    """The direction of a vector that is not zero."""
    x, y, z = vector
    length = sqrt(x * x + y * y + z * z)
    return (x / length, y / length, z / length)


def shine(root: p3d.NodePath, light: Daylight) -> None:
    """Give the light to every shader below `root`."""
    root.setShaderInputs(
        sky_light=p3d.Vec3(*light.sky),
        ground_light=p3d.Vec3(*light.ground),
        key_light=p3d.Vec3(*light.key),
        key_from=p3d.Vec3(*unit(light.key_from)),
        fill_light=p3d.Vec3(*light.fill),
        rim_light=p3d.Vec3(*light.rim),
    )


def shine_plainly(root: p3d.NodePath, light: Daylight) -> None:
    """The same daylight without shaders: an even light and two lamps, on sRGB colours as they are."""
    # Without a material of its own that driver multiplies a vertex colour in twice.
    plain = p3d.Material("plain")
    plain.setAmbient(p3d.LColor(1, 1, 1, 1))
    plain.setDiffuse(p3d.LColor(1, 1, 1, 1))
    root.setMaterial(plain)
    ambient = p3d.AmbientLight("sky")
    ambient.setColor(p3d.LColor(0.60, 0.61, 0.63, 1))
    root.setLight(root.attachNewNode(ambient))
    for name, strength, come_from in (("key", 0.36, light.key_from), ("fill", 0.16, (-0.4, -0.8, 0.3))):
        lamp = p3d.DirectionalLight(name)
        lamp.setColor(p3d.LColor(strength, strength, strength * 0.97, 1))
        x, y, z = unit(come_from)
        lamp.setDirection(p3d.LVector3(-x, -y, -z))
        root.setLight(root.attachNewNode(lamp))
