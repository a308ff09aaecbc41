"""What the panel of augmented reality shows and what can be wished for there, as plain values."""

from dataclasses import dataclass
from typing import Final, Literal

from simulator.presenting.language import Language
from simulator.presenting.tabletop import TABLE

SIZES: Final = ("640 x 480", "1280 x 720", "1920 x 1080")
"""Pictures that a camera can be asked for; it gives the nearest that it has."""
PAPERS: Final = ("a4", "a3")
PARTS: Final = 9
"""Parts of the picture, three by three, line by line, in which the board has to be seen."""

Quality = Literal["guess", "good", "usable", "poor"]


@dataclass(frozen=True, slots=True)
class Wish:
    """How the camera is to be used. `source`: a camera's name or number, or the path of a film or a folder."""

    source: str = ""
    size: str = SIZES[1]
    mirror: bool = False
    scale: str = TABLE
    paper: str = PAPERS[0]

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of the pictures that are asked for."""
        width, height = self.size.split(" x ")
        return int(width), int(height)


@dataclass(frozen=True, slots=True)
class Survey:
    """A calibration on its way: how many views there are, how many are enough and the fewest that do, which parts of
    the picture (`PARTS`) the board has been seen in, and whether the lens is being worked out."""

    views: int
    enough: int
    fewest: int
    covered: tuple[bool, ...]
    working: bool = False


@dataclass(frozen=True, slots=True)
class CameraView:
    """The whole panel. `devices`: cameras by name; `on`: the camera's picture is shown; `error_px`: how well the
    calibration fits, None for a guess; `trouble`: why it is off; `survey`: while the camera is calibrated."""

    language: Language
    devices: tuple[str, ...] = ()
    wish: Wish = Wish()
    on: bool = False
    quality: Quality = "guess"
    error_px: float | None = None
    trouble: str = ""
    survey: Survey | None = None
