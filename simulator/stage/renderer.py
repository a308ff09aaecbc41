"""The stage's pictures: a scene graph drawn off screen, copied once into a buffer that is used again and again."""

from __future__ import annotations

from contextlib import suppress
from math import atan, degrees, radians, tan

import numpy as np
import numpy.typing as npt
from panda3d import core as p3d

from simulator.presenting.frames import Frame
from simulator.stage.display import Display, NoDisplayError
from simulator.stage.ground_shadow import GroundShadow
from simulator.stage.layers import Layers
from simulator.stage.lights import DAYLIGHT, Daylight, Triple, shine, shine_plainly
from simulator.stage.shading import SURFACES, lights_by_pixel, shader
from simulator.stage.target import Target

Pixels = npt.NDArray[np.uint8]
NEAR_M, FAR_M = 0.06, 40.0
LARGEST_PX = 8192
SHADOW_EVERY = 2  # quick pictures: while a thing moves, its soft shadow need not follow at once


class Renderer:
    """Draws what hangs below `scene` through `lens` at `camera`. Close it when it is no longer needed.

    Vertex colours are sRGB. Nothing is drawn until `draw`; a picture costs nothing while nobody asks for one.
    """

    def __init__(self, display: Display, width_px: int = 1280, height_px: int = 720, light: Daylight = DAYLIGHT):
        self.display = display
        self.shaders = display.shaders
        self._backdrop = light.backdrop
        self._fine = Target(display, (width_px, height_px), None, light.backdrop)
        self._quick: Target | None = None
        self._layers: Layers | None = None
        self._share = 1.0
        self._shadow_is_from = 0  # so many pictures ago
        self._behind: p3d.NodePath | None = None
        self._pixels = self._coarse_pixels = np.zeros((height_px, width_px, 4), np.uint8)
        self._last = Frame(width_px, height_px, self._pixels.data.cast("B"))
        self.scene = p3d.NodePath("scene")
        self.lens = p3d.PerspectiveLens()
        self.lens.setNearFar(NEAR_M, FAR_M)
        self.camera = self.scene.attachNewNode(p3d.Camera("camera", self.lens))
        self._fine.region.setCamera(self.camera)
        self._light_scene(light)
        self.ground_shadow = GroundShadow(self.scene, light.key_from, shaders=self.shaders)
        self._own = list(self.scene.getChildren())

    def clear(self) -> None:
        """Take away everybody and everything that was put below `scene`, for another stage."""
        for node in (*self.scene.getChildren(), *self.camera.getChildren()):
            if node not in self._own:
                node.removeNode()
        self.ground_shadow.clear()

    def _light_scene(self, light: Daylight) -> None:
        scene = self.scene
        scene.setAttrib(p3d.ColorAttrib.makeVertex())
        scene.setAntialias(p3d.AntialiasAttrib.MMultisample)
        if not self.shaders:
            shine_plainly(scene, light)
            return
        by_pixel = lights_by_pixel(self.display.driver)
        scene.setShader(shader(frozenset({"PIXEL"}) if by_pixel else frozenset()))
        scene.setShaderInput("surface", p3d.Vec4(*SURFACES["plastic"]))
        scene.setShaderInput("glass", 0.0)
        shine(scene, light)

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of the next frame."""
        height, width, _ = self._pixels.shape
        return width, height

    def resize(self, width_px: int, height_px: int) -> None:
        """Draw frames of this size from now on."""
        width = min(max(int(width_px), 1), LARGEST_PX)
        height = min(max(int(height_px), 1), LARGEST_PX)
        if (height, width) != self._pixels.shape[:2]:
            self._fine.buffer.setSize(width, height)
            self._pixels = np.zeros((height, width, 4), np.uint8)
            self._fit_quick()

    def coarsen(self, share: float) -> None:
        """Draw quick pictures with so much of the frame's width and height from now on; 1 is all of it."""
        if share != self._share:
            self._share = share
            self._fit_quick()

    def settle(self) -> None:
        """The stage has come to rest: until something is seen to move, quick pictures take everything for resting."""
        if self._layers is not None:
            self._layers.rest()

    @property
    def _quick_px(self) -> tuple[int, int]:
        width, height = self.size_px
        return max(1, round(self._share * width)), max(1, round(self._share * height))

    def _fit_quick(self) -> None:
        width, height = self._quick_px
        self._coarse_pixels = self._pixels if self._share == 1.0 else np.zeros((height, width, 4), np.uint8)
        if self._quick is not None:
            self._quick.buffer.setSize(width, height)
        if self._layers is not None:
            self._layers.resize((width, height))

    def aim(self, eye_m: Triple, target_m: Triple, fov_deg: float) -> None:
        """Look from a point at another; `fov_deg` is the vertical angle."""
        width, height = self.size_px
        across = degrees(2 * atan(tan(radians(fov_deg) / 2) * width / height))
        self.lens.setFov(across, fov_deg)
        self.camera.setPos(*eye_m)
        self.camera.lookAt(p3d.Point3(*target_m))

    def lay_behind(self, flat: p3d.NodePath | None) -> None:
        """Draw what this camera sees behind everything; None takes it away."""
        self._behind = flat
        for target in (self._fine, self._quick):
            if target is not None:
                target.lay_behind(flat)

    def draw(self, *, fine: bool = True) -> Frame:
        """Draw the scene as it is now; without `fine` its edges have steps, what rests is not drawn again, and it may
        be smaller (`coarsen`), which is several times as quick on a software renderer. Raises RendererLostError."""
        self._shadow_is_from = 0 if fine else (self._shadow_is_from + 1) % SHADOW_EVERY
        if not self._shadow_is_from:
            self.ground_shadow.update(self._fine.buffer.getGsg())
        if fine or not self.display.samples:
            return self._copied(self._fine.render(), self._pixels)
        return self._copied(self._quickly(), self._coarse_pixels)

    def _copied(self, image: memoryview, pixels: Pixels) -> Frame:
        """OpenGL gives the bottom row first, pictures have the top row first: one copy does both."""
        np.copyto(pixels, np.frombuffer(image, np.uint8).reshape(pixels.shape)[::-1])
        height, width, _ = pixels.shape
        self._last = Frame(width, height, pixels.data.cast("B"))
        return self._last

    def last(self) -> Frame:
        """The picture that was drawn last, again."""
        return self._last

    def _quickly(self) -> memoryview:
        if self._quick is None:
            self._quick = Target(self.display, self._quick_px, 0, self._backdrop)
            self._quick.region.setCamera(self.camera)
            self._quick.lay_behind(self._behind)
            with suppress(NoDisplayError):  # no room for its buffers: then all is drawn at once
                self._layers = Layers(self.display, self.camera, self._quick_px, self._backdrop)
        image = self._layers.draw() if self._layers is not None and self._behind is None else None
        return self._quick.render() if image is None else image

    def close(self) -> None:
        """Give the buffers back to the driver. The renderer draws no more."""
        for target in (self._fine, self._quick, self._layers):
            if target is not None:
                target.close()
        self.scene.removeNode()
