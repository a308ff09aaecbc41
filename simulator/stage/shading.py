"""The family of shaders, and which surface shines how.

One vertex and one fragment shader draw everything; what a thing needs beyond the ordinary (`FEATURES`) is compiled in
only where it is wanted, so that the common case stays cheap on a software renderer.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from panda3d import core as p3d

FEATURES = frozenset({"GLASS", "GLOW", "PIXEL", "REGION", "TEXTURED"})

# A software renderer works on blocks of sixteen pixels for every small triangle, so there light is worked out once a
# vertex, which the dense meshes of people and the bevelled ones of things allow. These features need it by the pixel.
_BY_PIXEL = FEATURES - {"PIXEL"}
_SOFTWARE = ("llvmpipe", "softpipe", "swiftshader", "software", "basic render", "gdi generic")

# broad gloss, sharp gloss, rim, share of the light that the colours already hold (baked)
SURFACES: dict[str, tuple[float, float, float, float]] = {
    "skin": (0.055, 0.020, 0.30, 0.0),
    "hands": (0.055, 0.020, 0.30, 0.0),
    "cloth": (0.010, 0.000, 0.34, 0.0),
    "hair": (0.050, 0.045, 0.22, 0.0),
    "eyes": (0.030, 0.900, 0.00, 0.0),
    "gloves": (0.070, 0.090, 0.25, 0.0),
    "shoes": (0.040, 0.030, 0.20, 0.0),
    "band": (0.060, 0.180, 0.15, 0.0),
    "plastic": (0.050, 0.160, 0.14, 0.0),
    "foam": (0.008, 0.000, 0.20, 0.0),
    "metal": (0.140, 0.420, 0.18, 0.0),
    "clear": (0.100, 0.600, 0.25, 0.0),
    "bone": (0.035, 0.050, 0.20, 0.0),
    "screen": (0.000, 0.120, 0.00, 1.0),
    "room": (0.000, 0.000, 0.00, 0.80),
    "floor": (0.012, 0.000, 0.00, 0.80),
}

CLEAR_ALPHA = 0.34  # what is clear lets two thirds of the light through: own choice

_SOURCES = Path(__file__).parent / "glsl"
_FEATURE_TAG = "shader-features"


@cache
def _source(name: str) -> str:
    return (_SOURCES / name).read_text(encoding="utf-8")


def _compiled(name: str, defines: tuple[str, ...]) -> p3d.Shader:
    parts = []
    for stage in ("vert", "frag"):
        version, _, rest = _source(f"{name}.{stage}").partition("\n")
        lines = [version, *(f"#define {define}" for define in defines), rest]
        parts.append("\n".join(lines).replace("//LIGHT", _source("light.glsl")))
    return p3d.Shader.make(p3d.Shader.SL_GLSL, *parts)


def lights_by_pixel(driver: str) -> bool:
    """Whether this driver has a processor of its own for pixels."""
    return not any(word in driver.lower() for word in _SOFTWARE)


@cache
def shader(features: frozenset[str] = frozenset()) -> p3d.Shader:
    """The surface shader with these features; made once a process."""
    unknown = features - FEATURES
    if unknown:
        raise ValueError(f"no such shader features: {sorted(unknown)}")
    if features & _BY_PIXEL:
        features |= {"PIXEL"}
    return _compiled("surface", tuple(sorted(features)))


@cache
def plain_shader(name: str) -> p3d.Shader:
    """A shader that stands alone: `outline` or `floor_shadow`."""
    return _compiled(name, ())


def surface_of(name: str, default: str) -> str:
    """The surface that a node's name ends in, or else speaks of: `r1.skin`, `block.left.foam`, `Gloves_left`."""
    low = name.lower()
    end = low.rpartition(".")[2]
    if end in SURFACES:
        return end
    return next((surface for surface in SURFACES if surface in low), default)


def geometry_below(node: p3d.NodePath) -> list[p3d.NodePath]:
    """Every node with triangles, the given one included."""
    found = [node] if isinstance(node.node(), p3d.GeomNode) else []
    return found + list(node.findAllMatches("**/+GeomNode"))


def dress(node: p3d.NodePath, default: str = "plastic") -> None:
    """Give each part of a thing its shine, by the parts' names, and its texture if it carries one."""
    for part in geometry_below(node):
        surface = surface_of(part.getName(), default)
        broad, sharp, rim, baked = SURFACES[surface]
        if surface == "clear":
            part.setTransparency(p3d.TransparencyAttrib.M_alpha)
            part.setAlphaScale(CLEAR_ALPHA)
        part.setShaderInput("surface", p3d.Vec4(broad, sharp, rim, baked))
        if part.findAllTextures().getNumTextures():
            set_feature(part, "TEXTURED", on=True)


def set_feature(node: p3d.NodePath, feature: str, *, on: bool) -> None:
    """Switch one feature of the shader for every part of a thing; the others stay."""
    for part in geometry_below(node):
        old: frozenset[str] = part.getPythonTag(_FEATURE_TAG) or frozenset()
        new = old | {feature} if on else old - {feature}
        if new == old:
            continue
        part.setPythonTag(_FEATURE_TAG, new)
        if new:
            part.setShader(shader(new))
        else:
            part.clearShader()


def settle(node: p3d.NodePath, default: str = "room") -> None:
    """Dress what will never move by itself, and melt its parts into as few pieces as its surfaces allow."""
    dress(node, default)
    node.clearModelNodes()
    node.flattenStrong()
