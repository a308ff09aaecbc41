"""The thing under the pointer lights up: a whole thing glows with an outline, a region of a body with a soft edge."""

from __future__ import annotations

from panda3d import core as p3d

from simulator.stage.shading import plain_shader, set_feature

ACCENT_SRGB = (0.043, 0.447, 0.522)  # the accent of the screens
GLOW_LINEAR = (0.02, 0.42, 0.52)
_OUTLINE_PX = 1.6
_WINS = 20


class Highlight:
    """At most one thing, or one region, lights up at a time."""

    def __init__(self, *, shaders: bool) -> None:
        self._shaders = shaders
        self._lit: p3d.NodePath | None = None
        self._hull: p3d.NodePath | None = None
        self._feature = "GLOW"

    def clear(self) -> None:
        """Nothing lights up."""
        if self._hull is not None:
            self._hull.removeNode()
            self._hull = None
        if self._lit is not None:
            if self._shaders:
                set_feature(self._lit, self._feature, on=False)
            else:
                self._lit.clearColorScale()
            self._lit = None

    def thing(self, node: p3d.NodePath, frame_px: tuple[int, int]) -> None:
        """Let a whole thing glow, with an outline."""
        self.clear()
        self._lit, self._feature = node, "GLOW"
        if not self._shaders:
            node.setColorScale(0.72, 1.06, 1.10, 1.0)
            return
        node.setShaderInput("glow", p3d.Vec4(*GLOW_LINEAR, 0.5))
        set_feature(node, "GLOW", on=True)
        hull = node.getParent().attachNewNode("outline")
        hull.setShader(plain_shader("outline"), _WINS)
        hull.setShaderInput("outline_color", p3d.Vec4(*ACCENT_SRGB, 1.0))
        hull.setShaderInput("outline_px", p3d.Vec3(_OUTLINE_PX, 2.0 / frame_px[0], 2.0 / frame_px[1]))
        hull.setAttrib(p3d.CullFaceAttrib.make(p3d.CullFaceAttrib.M_cull_counter_clockwise), _WINS)
        node.instanceTo(hull)
        self._hull = hull

    def region(
        self,
        node: p3d.NodePath,
        from_m: tuple[float, float, float],
        to_m: tuple[float, float, float],
        radius_m: float,
    ) -> None:
        """Let the part of a body glow that lies within `radius_m` of a line in the world."""
        if not self._shaders:
            if self._lit is not node:
                self.thing(node, (1, 1))
            return
        if self._lit is not node or self._feature != "REGION":
            self.clear()
            self._lit, self._feature = node, "REGION"
            set_feature(node, "REGION", on=True)
        node.setShaderInput("region_from", p3d.Vec3(*from_m))
        node.setShaderInput("region_to", p3d.Vec3(*to_m))
        node.setShaderInput("region_glow", p3d.Vec4(*GLOW_LINEAR, radius_m))
