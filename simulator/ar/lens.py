"""A camera's lens: what calibration finds out, and a guess for a camera that nobody has calibrated."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

GUESSED_FOV_DEG: Final = 62.0
"""Width of the picture of an ordinary webcam (own choice: between 55 and 78 degrees are sold)."""
_MOST_PX: Final = 20_000


class LensError(ValueError):
    """The file is no calibration; the message is one sentence that says what is wrong and where."""


@dataclass(frozen=True, slots=True, eq=False)
class Lens:
    """`matrix` (3, 3) in pixels for pictures of `width` x `height`; `distortion` (0 to 14 numbers) as OpenCV has it.
    `guessed`: nobody has measured it. `error_px`: how well the calibration fits (root mean square)."""

    width: int
    height: int
    matrix: Floats
    distortion: Floats
    guessed: bool = False
    error_px: float | None = None

    def scaled(self, width: int, height: int) -> "Lens":
        """The same lens for pictures of another size and the same shape; LensError for another shape."""
        if (width, height) == (self.width, self.height):
            return self
        if abs(width / height - self.width / self.height) > 0.01:
            raise LensError(
                f"the calibration is for pictures of {self.width} x {self.height}, these are {width} x {height}; "
                "calibrate the camera at this resolution"
            )
        across, down = width / self.width, height / self.height
        # The middle of the first pixel is 0, so the picture begins half a pixel before it.
        matrix = np.diag([across, down, 1.0]) @ self.matrix
        matrix[0, 2] += 0.5 * (across - 1.0)
        matrix[1, 2] += 0.5 * (down - 1.0)
        return Lens(width, height, matrix, self.distortion, self.guessed, self.error_px)

    @property
    def plain(self) -> dict[str, Any]:
        """For a calibration file."""
        said: dict[str, Any] = {
            "width": self.width,
            "height": self.height,
            "camera_matrix": self.matrix.tolist(),
            "distortion": self.distortion.tolist(),
        }
        return said if self.error_px is None else {**said, "error_px": round(self.error_px, 4)}


def guessed(width: int, height: int) -> Lens:
    """A sensible lens for a camera that was never calibrated."""
    focal = 0.5 * width / np.tan(np.radians(GUESSED_FOV_DEG / 2))
    middle = (0.5 * (width - 1), 0.5 * (height - 1))
    matrix = np.array([[focal, 0.0, middle[0]], [0.0, focal, middle[1]], [0.0, 0.0, 1.0]])
    return Lens(width, height, matrix, np.zeros(5), guessed=True)


def read(path: Path) -> Lens:
    """The lens in a calibration file; LensError if it is none."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LensError(f"{path}: the calibration cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise LensError(f"{path}: this is not JSON ({error})") from error
    try:
        return _lens(said)
    except LensError as error:
        raise LensError(f"{path}: {error}; calibrate the camera again") from error


def _lens(said: Any) -> Lens:
    if not isinstance(said, dict):
        raise LensError("a calibration is a mapping with width, height, camera_matrix and distortion")
    sizes = [said.get(name) for name in ("width", "height")]
    if not all(isinstance(size, int) and not isinstance(size, bool) and 0 < size <= _MOST_PX for size in sizes):
        raise LensError("width and height must be whole numbers of pixels")
    try:
        matrix = np.array(said.get("camera_matrix"), dtype=np.float64)
        distortion = np.array(said.get("distortion", []), dtype=np.float64).ravel()
    except (TypeError, ValueError) as error:
        raise LensError("camera_matrix and distortion must be numbers") from error
    if matrix.shape != (3, 3) or not np.isfinite(matrix).all() or matrix[0, 0] <= 0 or matrix[1, 1] <= 0:
        raise LensError("camera_matrix must be three rows of three numbers with focal lengths above 0")
    if len(distortion) not in (0, 4, 5, 8, 12, 14) or not np.isfinite(distortion).all():
        raise LensError("distortion must be 4, 5, 8, 12 or 14 numbers, or none")
    width, height = (int(size) for size in sizes if size is not None)
    fit = said.get("error_px")
    bent = distortion if len(distortion) else np.zeros(5)
    return Lens(width, height, matrix, bent, error_px=float(fit) if isinstance(fit, int | float) else None)
