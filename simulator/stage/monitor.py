"""The live picture on the patient monitor: numbers and three traces, drawn into a texture on the processor.

The numbers are drawn once for each set of signs; the traces step on a few times a second, and only when a frame is
drawn anyway, so that a stage on which nothing moves stays at rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from panda3d import core as p3d

from simulator.paths import assets_dir
from simulator.stage.shading import set_feature

WIDTH_PX, HEIGHT_PX = 384, 288
STEP_S = 0.25
SWEEP_S = 4.0
_TRACE_PX = 246
_FONT = "ManikinSans-SemiBold.ttf"
_BACK = (10, 17, 22)

Picture = npt.NDArray[np.uint8]
Curve = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]


def ecg(phase: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """One beat of an electrocardiogram, 0..1 over a phase of 0..1: P wave, QRS complex, T wave (own drawing)."""
    waves = (
        (0.18, 0.028, 0.13),
        (0.285, 0.009, -0.10),
        (0.305, 0.010, 0.92),
        (0.325, 0.010, -0.20),
        (0.52, 0.05, 0.24),
    )
    height = np.full_like(phase, 0.22)
    for at, wide, high in waves:
        height += high * np.exp(-(((phase - at) / wide) ** 2))
    return height


def pleth(phase: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """One pulse wave with its notch."""
    return 0.08 + 0.85 * np.exp(-(((phase - 0.24) / 0.12) ** 2)) + 0.34 * np.exp(-(((phase - 0.52) / 0.15) ** 2))


def breath(phase: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """One shallow breath."""
    return 0.5 - 0.34 * np.cos(2.0 * np.pi * phase)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the screen: its label, the signs it needs, how they are written, colour, curve, and its pace."""

    label: str
    signs: tuple[str, ...]
    colour: tuple[int, int, int]
    curve: Curve | None
    pace: str


ROWS = (
    Row("HR", ("HR",), (84, 214, 124), ecg, "HR"),
    Row("SpO2", ("SPO2",), (110, 178, 255), pleth, "HR"),
    Row("RR", ("RR",), (250, 204, 62), breath, "RR"),
    Row("BP", ("BP_SYS", "BP_DIA"), (255, 138, 132), None, ""),
)
_ROW_PX = (8, 78, 148, 218)  # the top of each
_ROW_HIGH_PX = 62


def whole(signs: Mapping[str, float | None]) -> dict[str, float]:
    """The signs as they are written: whole numbers, without those that have no value."""
    return {sign: float(round(value)) for sign, value in signs.items() if value is not None}


def number(row: Row, vitals: Mapping[str, float]) -> str:
    """What is written in a row: `58`, `96/54`; empty without a value."""
    if not all(sign in vitals for sign in row.signs):
        return ""
    return "/".join(str(round(vitals[sign])) for sign in row.signs)


class MonitorScreen:
    """The screen of one monitor model on the stage."""

    def __init__(self, model: p3d.NodePath, vitals: Mapping[str, float | None]) -> None:
        self._vitals = whole(vitals)
        self._beats: dict[str, float] = {}  # what each pace is ahead (beats), so that no wave jumps when it changes
        self._step = -1
        self._ground = _numbers(self._vitals)
        self._texture = p3d.Texture("monitor-screen")
        self._texture.setup2dTexture(WIDTH_PX, HEIGHT_PX, p3d.Texture.T_unsigned_byte, p3d.Texture.F_rgb)
        self._texture.setMinfilter(p3d.SamplerState.FT_linear_mipmap_linear)
        self._texture.setMagfilter(p3d.SamplerState.FT_linear)
        self._texture.setCompression(p3d.Texture.CM_off)
        screen = model.find("**/screen")
        self.found = not screen.isEmpty()
        if self.found:
            screen.setTexture(self._texture, 1)
            screen.setColor(1.0, 1.0, 1.0, 1.0, 1)
            set_feature(screen, "TEXTURED", on=True)
        self.show(0.0)

    def change(self, signs: Mapping[str, float | None], at_s: float) -> bool:
        """Show other signs from a time (s) on; False if they are written the same."""
        vitals = whole(signs)
        if vitals == self._vitals:
            return False
        for pace in {row.pace for row in ROWS if row.pace}:
            slower = self._vitals.get(pace, 0.0) - vitals.get(pace, 0.0)
            self._beats[pace] = (self._beats.get(pace, 0.0) + at_s * slower / 60.0) % 1.0
        self._vitals = vitals
        self._ground = _numbers(vitals)
        self._step = -1
        return True

    def show(self, at_s: float) -> bool:
        """Bring the traces to a time (s); False if they stand there already."""
        step = int(at_s / STEP_S)
        if step == self._step:
            return False
        self._step = step
        picture = self._ground.copy()
        for row, top in zip(ROWS, _ROW_PX, strict=True):
            if row.curve is not None and row.pace in self._vitals and number(row, self._vitals):
                beats = self._beats.get(row.pace, 0.0)
                _trace(picture, row, top, step * STEP_S, self._vitals[row.pace], beats)
        image = memoryview(self._texture.modifyRamImage()).cast("B")
        # Panda3D keeps the bottom row first and blue before red.
        np.copyto(np.frombuffer(image, np.uint8).reshape(HEIGHT_PX, WIDTH_PX, 3), picture[::-1, :, ::-1])
        return True


def _trace(picture: Picture, row: Row, top: int, at_s: float, per_min: float, beats: float) -> None:
    """A sweep from the left: what is right of its head is from the sweep before, behind a small gap.

    `beats`: how far the waves are ahead. A pace of 0 is a flat line.
    """
    assert row.curve is not None
    columns = np.arange(8, 8 + _TRACE_PX)
    offset = (columns - 8) / _TRACE_PX * SWEEP_S
    head = at_s % SWEEP_S
    drawn_s = at_s - head + offset - np.where(offset > head, SWEEP_S, 0.0)
    height = row.curve((drawn_s * per_min / 60.0 + beats) % 1.0)
    line = top + _ROW_HIGH_PX - 4 - height * (_ROW_HIGH_PX - 8)
    before = np.concatenate([line[:1], line[:-1]])
    low, high = np.floor(np.minimum(line, before)) - 1, np.ceil(np.maximum(line, before)) + 1
    rows = np.arange(top, top + _ROW_HIGH_PX)[:, None]
    gap = (offset > head) & (offset < head + 0.22)
    on = (rows >= low) & (rows < high) & ~gap
    window = picture[top : top + _ROW_HIGH_PX, 8 : 8 + _TRACE_PX]
    window[on] = row.colour


def _numbers(vitals: Mapping[str, float]) -> Picture:
    """The screen without its traces, (HEIGHT_PX, WIDTH_PX, 3), red first, top row first."""
    image = p3d.PNMImage(WIDTH_PX, HEIGHT_PX, 3)
    image.fill(*(channel / 255.0 for channel in _BACK))
    for row, top in zip(ROWS, _ROW_PX, strict=True):
        text = number(row, vitals)
        if not text:
            continue
        left = 16 if row.curve is None else 268
        _write(image, row.label, left, top + 15, 15, tuple(round(0.75 * c) for c in row.colour))
        _write(image, text, left if row.curve else 62, top + 54, 42, row.colour)
    store = p3d.Texture()
    store.load(image)
    raw = np.frombuffer(memoryview(store.getRamImageAs("RGB")), np.uint8)
    return raw.reshape(HEIGHT_PX, WIDTH_PX, 3)[::-1].copy()


def _write(image: p3d.PNMImage, text: str, left: int, base: int, high_px: int, colour: tuple[int, ...]) -> None:
    writer = _writer(high_px)
    writer.setFg(p3d.LColor(*(channel / 255.0 for channel in colour), 1.0))
    writer.generateInto(text, image, left, base)


@cache
def _writer(high_px: int) -> p3d.PNMTextMaker:
    """Writes in one size. It is kept: to read the font again for every number takes longer than all the rest."""
    maker = p3d.PNMTextMaker(p3d.Filename.fromOsSpecific(str(assets_dir() / "fonts" / _FONT)), 0)
    maker.setPixelSize(float(high_px))
    maker.setScaleFactor(1.0)
    return maker
