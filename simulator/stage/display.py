"""The one connection to a graphics driver, without a window.

Panda3D comes with three drivers that matter here, tried in the order of `LADDER`. A driver is opened once a process
and stays open; every `Renderer` draws into a buffer of its own that shares the driver's textures and shaders.
"""

from __future__ import annotations

import atexit
from dataclasses import dataclass
from functools import cache

from panda3d import core as p3d

LADDER = ("pandagl", "p3headlessgl", "p3tinydisplay")

# Everything that the product relies on is said here; what the user's own Panda3D files say is dropped first. There
# is no audio, no model cache (a stale one has hidden shape keys before) and no waiting for a screen's refresh.
_SETTINGS = """
window-type none
audio-library-name null
model-cache-dir
model-cache-textures #f
sync-video #f
support-threads #t
notify-level warning
default-directnotify-level warning
notify-level-egldisplay error
notify-level-x11display fatal
garbage-collect-states #t
transform-cache #t
gl-check-errors #f
framebuffer-hardware #f
framebuffer-software #f
"""


class NoDisplayError(RuntimeError):
    """This driver cannot draw on this computer."""


@dataclass(frozen=True, slots=True)
class Display:
    """An open driver. `shaders` is false for the plain software renderer, which draws with fixed functions only."""

    name: str
    driver: str
    version: str
    shaders: bool
    samples: int
    pipe: p3d.GraphicsPipe
    host: p3d.GraphicsOutput


@cache
def _configure() -> None:
    pages = p3d.ConfigPageManager.getGlobalPtr()
    for index in range(pages.getNumImplicitPages()):
        pages.getImplicitPage(index).clear()
    p3d.loadPrcFileData("manikin", _SETTINGS)


def framebuffer(samples: int) -> p3d.FrameBufferProperties:
    """Eight bits a channel, alpha included so that a pixel has four bytes when it is read back."""
    wanted = p3d.FrameBufferProperties()
    wanted.setRgbaBits(8, 8, 8, 8)
    wanted.setDepthBits(24)
    wanted.setMultisamples(samples)
    return wanted


@cache
def open_display(name: str) -> Display:
    """Open a driver of `LADDER`; the second call gives the same one. Raises `NoDisplayError`."""
    if name not in LADDER:
        raise NoDisplayError(f"There is no renderer called {name!r}; there are {', '.join(LADDER)}.")
    _configure()
    pipe = p3d.GraphicsPipeSelection.getGlobalPtr().makeModulePipe(name)
    if pipe is None:
        raise NoDisplayError(f"The renderer {name} is not part of this installation.")
    host = p3d.GraphicsEngine.getGlobalPtr().makeOutput(
        pipe, "manikin-host", 0, framebuffer(0), p3d.WindowProperties.size(16, 16), p3d.GraphicsPipe.BFRefuseWindow
    )
    if host is None or not host.isValid():
        raise NoDisplayError(f"The renderer {name} does not open on this computer.")
    atexit.register(_close_all)
    # The host only lends its context. It must never draw a frame of its own.
    host.setActive(False)
    gsg = host.getGsg()
    shaders = bool(gsg.getSupportsBasicShaders())
    driver = gsg.getDriverRenderer() or "software"
    if shaders:
        # Else a buffer is as large as the next power of two, all of which is cleared and kept for each frame. The plain
        # renderer wants its textures so.
        p3d.Texture.setTexturesPower2(p3d.ATSNone)
    return Display(name, driver, gsg.getDriverVersion() or "", shaders, 4 if shaders else 0, pipe, host)


def _close_all() -> None:
    """Close the drivers while Python still stands: some crash when they are closed later, by the C++ library's end."""
    p3d.GraphicsEngine.getGlobalPtr().removeAllWindows()


def open_buffer(display: Display, width_px: int, height_px: int, samples: int | None = None) -> p3d.GraphicsOutput:
    """A resizable off-screen buffer, with as many samples a pixel as suit the driver unless told.

    Raises `NoDisplayError` when the driver refuses it."""
    flags = p3d.GraphicsPipe.BFRefuseWindow | p3d.GraphicsPipe.BFResizeable
    size = p3d.WindowProperties.size(width_px, height_px)
    engine = p3d.GraphicsEngine.getGlobalPtr()
    # A driver that cannot do multisampling still gives a picture, only with steps on its edges.
    for count in dict.fromkeys((display.samples if samples is None else samples, 0)):
        buffer = engine.makeOutput(
            display.pipe, "manikin", 1, framebuffer(count), size, flags, display.host.getGsg(), display.host
        )
        if buffer is not None:
            return buffer
    raise NoDisplayError(f"The renderer {display.name} gives no picture of {width_px} x {height_px} pixels.")
