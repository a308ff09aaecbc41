"""The stage as a source of frames: renderer, camera and picker together, behind the protocol that panels know."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from panda3d import core as p3d

from simulator.presenting.frames import Frame, Picked
from simulator.stage.camera import CameraRig
from simulator.stage.highlighting import Highlight
from simulator.stage.pace import Pace
from simulator.stage.picking import Picker
from simulator.stage.renderer import Renderer
from simulator.stage.target import RendererLostError

Motion = Callable[[float], bool]

# A renderer that takes longer than this for a fine frame draws quick ones while something moves (smaller ones where
# even those are slow), and a fine one as soon as the stage has rested for a moment.
SLOW_FRAME_S = 0.028
REST_S = 0.12
LOST = (
    "The 3D view has stopped because its renderer was lost; the session goes on, restart the program to see it again."
)


class StageView:
    """Fulfils `presenting.frames.FrameSource`.

    `motions` are called with the passed seconds before each frame and say whether they changed the scene; they may be
    added and taken away at any time. What changes the scene otherwise calls `touch`. `before_frame` is called when a
    frame is drawn for another reason, for what goes on without asking for frames of its own.
    """

    def __init__(self, renderer: Renderer, rig: CameraRig | None = None) -> None:
        self.renderer = renderer
        self.rig = rig or CameraRig()
        self.picker = Picker(renderer.scene, renderer.camera)
        self.motions: list[Motion] = []
        self.before_frame: list[Callable[[], None]] = []
        self._things: dict[str, p3d.NodePath] = {}
        self._highlight = Highlight(shaders=renderer.shaders)
        self._lit: str | None = None
        self._shifts: dict[str, tuple[float, float]] = {}
        self.aimed_by: Callable[[], None] | None = None  # aims the renderer in place of the rig
        self.trouble = ""
        self._stale = True
        self._moved = False
        self._rested_s = REST_S
        self._fine_frame_s = 0.0
        self._last_fine_s = 0.0
        self._shown_fine = True
        self._pace = Pace()
        self._aim()

    def know(self, tag: str, node: p3d.NodePath) -> None:
        """Say which thing a tag stands for, so that it can light up. A region (`patient.neck`) without a node of its
        own lights up on the node of its figure (`patient`)."""
        self._things[tag] = node

    def touch(self) -> None:
        """The scene has changed: the last frame no longer shows it."""
        self._stale = True

    def stir(self) -> None:
        """Something on the stage has moved: a slow renderer draws quick frames until it rests."""
        self._rested_s = 0.0
        self._stale = True

    def resize(self, width_px: int, height_px: int) -> None:
        """Draw frames of this size from now on."""
        if (width_px, height_px) != self.renderer.size_px:
            self.renderer.resize(width_px, height_px)
            self.renderer.coarsen(self._pace.begin())
            self.touch()

    def advance(self, dt_s: float) -> bool:
        """Let the time pass. True if the last frame no longer shows the stage."""
        if self.trouble:
            return False
        self._rested_s += dt_s
        self._moved = False
        for motion in tuple(self.motions):
            self._moved = motion(dt_s) or self._moved
        self._moved = self.rig.advance(dt_s) or self._moved
        if self._moved:
            self.stir()
        if not self._shown_fine and self._rested_s >= REST_S:
            self._stale = True
        return self._stale

    def moving(self) -> bool:
        """Whether the next frame will differ again by itself."""
        return not self.trouble and (self._moved or self.rig.flying or not self._shown_fine)

    def frame(self) -> Frame:
        """Draw the stage as it is now: quickly while it moves on a slow renderer, else finely."""
        self._aim()
        for ready in self.before_frame:
            ready()
        if self._lit is not None:
            self._follow_highlight(self._lit)
        self._stale = False
        self._shown_fine = self._rested_s >= REST_S or self._fine_frame_s < SLOW_FRAME_S
        if self._shown_fine:
            self.renderer.coarsen(self._pace.rest())
        start_s = perf_counter()
        try:
            shown = self.renderer.draw(fine=self._shown_fine)
        except RendererLostError:
            # A session must not end because of its pictures: the last one stays, and `trouble` says why.
            self.trouble, self._shown_fine = LOST, True
            return self.renderer.last()
        taken_s = perf_counter() - start_s
        if self._shown_fine:
            # The quicker of two frames: one that waited for another program says nothing about this renderer.
            self._fine_frame_s, self._last_fine_s = min(taken_s, self._last_fine_s), taken_s
            self.renderer.settle()
        else:
            self.renderer.coarsen(self._pace.quick(taken_s, perf_counter(), self.renderer.size_px))
        return shown

    def still(self) -> Frame:
        """The stage as it is now, finely whatever moves: a picture to keep."""
        self._rested_s = REST_S
        return self.frame()

    def pick(self, x_px: float, y_px: float) -> Picked | None:
        """What is under this pixel."""
        self._aim()
        width, height = self.renderer.size_px
        return self.picker.pick(2.0 * (x_px + 0.5) / width - 1.0, 1.0 - 2.0 * (y_px + 0.5) / height)

    def box(self, prefix: str) -> tuple[float, float, float, float] | None:
        """Where the things whose tags begin so lie on the frame, in pixels: left, top, right, bottom."""
        self._aim()
        found = self.picker.box(prefix)
        if found is None:
            return None
        (left, bottom, right, top), (width, height) = found, self.renderer.size_px
        return (left + 1) / 2 * width, (1 - top) / 2 * height, (right + 1) / 2 * width, (1 - bottom) / 2 * height

    def shift(self, tag: str, x_m: float, y_m: float) -> None:
        """Show a thing so far beside where it is, until it is placed again."""
        node = self._node_of(tag)
        if node is not None:
            at = self._shifts.get(tag, (0.0, 0.0))
            node.setPos(node.getPos() + p3d.LVector3(x_m - at[0], y_m - at[1], 0.0))
            self._shifts[tag] = (x_m, y_m)
            self.touch()

    def highlight(self, tag: str | None) -> None:
        """Let this thing, and no other, light up."""
        if tag == self._lit:
            return
        self._highlight.clear()
        self._lit = tag
        node = self._node_of(tag)
        if node is not None and tag is not None and self.picker.capsule(tag) is None:
            self._highlight.thing(node, self.renderer.size_px)
        self.touch()

    def _node_of(self, tag: str | None) -> p3d.NodePath | None:
        if tag is None:
            return None
        return self._things.get(tag) or self._things.get(tag.partition(".")[0])

    def _follow_highlight(self, tag: str) -> None:
        capsule, node = self.picker.capsule(tag), self._node_of(tag)
        if capsule is not None and node is not None:
            self._highlight.region(node, capsule.from_m, capsule.to_m, capsule.radius_m * 1.15)

    def orbit(self, right_px: float, down_px: float) -> None:
        """Turn the view round its target."""
        self.rig.orbit(right_px, down_px)
        self.stir()

    def pan(self, right_px: float, down_px: float) -> None:
        """Move the target sideways."""
        width, height = self.renderer.size_px
        self.rig.pan(right_px, down_px, height, width / height)
        self.stir()

    def zoom(self, steps: float) -> None:
        """Come nearer by notches."""
        self.rig.zoom(steps)
        self.stir()

    def fly(self, preset: str) -> None:
        """Start an eased flight to a named view."""
        self.rig.fly(preset)
        self.touch()

    def _aim(self) -> None:
        if self.aimed_by is not None:
            self.aimed_by()
            return
        width, height = self.renderer.size_px
        self.renderer.aim(*self.rig.shown_m(width / height))

    def close(self) -> None:
        """Give everything back. The view draws no more."""
        self._highlight.clear()
        self.renderer.close()
