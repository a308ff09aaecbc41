"""What the viewport needs from whatever draws the stage: frames, a pointer and a camera, as plain values.

The panels see only this page; the stage fulfils it. So the 3D view can be replaced by any other source of pictures
(a recorded one in tests, none at all on a PC without a renderer) without a change in the panels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture. `data` holds `height_px` rows of `width_px` pixels of four bytes (blue, green, red, unused), the
    TOP row first, without padding. The buffer belongs to the source and is written again by its next frame."""

    width_px: int
    height_px: int
    data: memoryview


@dataclass(frozen=True, slots=True)
class Picked:
    """The thing under the pointer. `tag` is what the program calls it (`patient.neck`, `item.long-board`, `r1`), and
    `point_m` is where the ray of the pointer met it, in world metres."""

    tag: str
    point_m: tuple[float, float, float]


class FrameSource(Protocol):
    """Pixels are device pixels, with (0, 0) at the top left of the frame."""

    def resize(self, width_px: int, height_px: int) -> None:
        """Draw frames of this size from now on."""

    def advance(self, dt_s: float) -> bool:
        """Let the time pass for flights and movements. True if the last frame no longer shows the stage."""

    def moving(self) -> bool:
        """Whether something still moves by itself, so that the next frame will differ again."""

    def frame(self) -> Frame:
        """Draw the stage as it is now. While it moves it may have fewer pixels than were asked for, to be shown in the
        same place: all other pixels here are those of the size that was asked for."""

    def pick(self, x_px: float, y_px: float) -> Picked | None:
        """What is under this pixel, nearest first."""

    def box(self, prefix: str) -> tuple[float, float, float, float] | None:
        """Where the things whose tags begin so lie: left, top, right, bottom; None if they are out of sight."""

    def highlight(self, tag: str | None) -> None:
        """Let this thing, and no other, light up."""

    def orbit(self, right_px: float, down_px: float) -> None:
        """Turn the view round its target as a drag by so many pixels does."""

    def pan(self, right_px: float, down_px: float) -> None:
        """Move the target sideways, so that what was under the pointer stays under it."""

    def zoom(self, steps: float) -> None:
        """Come nearer by so many notches of a wheel; negative goes away."""

    def fly(self, preset: str) -> None:
        """Start an eased flight to a named view."""
