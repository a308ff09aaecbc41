"""How many pixels a picture of a moving stage has: all of them, unless that many make the movement jerk.

Only a renderer that is slow by itself, on a computer that shows few pictures a second, draws smaller ones; it goes back
to whole ones when the stage rests and there was time to spare. The numbers are our own choice.
"""

from __future__ import annotations

from math import sqrt

SLOW_DRAW_S = 0.020  # a quick picture that takes longer is worth making smaller
SLOW_STEP_S = 0.040  # from picture to picture: below this a movement looks smooth enough
SPARE = 0.3  # of those times: then there is room for whole pictures again
ENOUGH_PX = 500_000  # making fewer of them saves little: what is left goes by corners, not by pixels
LEAST, MOST = 0.6, 0.9  # shares of width and height; what would be larger is left whole
_IN_A_ROW = 3


class Pace:
    """Asked after each picture, answers with the share of the frame's width and height for the next quick one."""

    def __init__(self) -> None:
        self._share = 1.0
        self._slow = 0
        self._spare = 0
        self._last_s: float | None = None

    def begin(self) -> float:
        """Frames have another size: nothing is known of them yet."""
        self._share, self._slow, self._spare, self._last_s = 1.0, 0, 0, None
        return self._share

    def quick(self, drawn_in_s: float, now_s: float, size_px: tuple[int, int]) -> float:
        """A quick picture was drawn."""
        step_s, self._last_s = 0.0 if self._last_s is None else now_s - self._last_s, now_s
        slow = drawn_in_s > SLOW_DRAW_S and step_s > SLOW_STEP_S
        self._slow = self._slow + 1 if slow else 0
        self._spare = self._spare + 1 if drawn_in_s < SPARE * SLOW_DRAW_S else 0
        if self._slow >= _IN_A_ROW and self._share == 1.0:
            width, height = size_px
            share = sqrt(ENOUGH_PX / (width * height))
            self._share = max(share, LEAST) if share <= MOST else 1.0
        return self._share

    def rest(self) -> float:
        """The stage rests, so that nobody sees a movement become finer in its middle."""
        if self._spare >= _IN_A_ROW:
            self._share = 1.0
        self._slow, self._spare, self._last_s = 0, 0, None
        return self._share
