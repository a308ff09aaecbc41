"""Draws what a camera would see of the printed board and cubes: for demonstrations and figures without a webcam.

Each flat thing is drawn by its exact perspective, several times finer than the picture, then the lens bends it and the
sensor blurs it and adds its noise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from simulator.ar.lens import Lens
from simulator.ar.pose import Pose
from simulator.ar.targets import EDGE_M, FACES, TOOLS, Board

Floats = npt.NDArray[np.float64]
Picture = npt.NDArray[np.uint8]

FINER: Final = 3
_TABLE: Final = (118, 138, 150)
_GREY: Final = int(np.mean(_TABLE))
_AROUND_PX: Final = 12
_NEAREST_M: Final = 0.02
_PAPER: Final = 235
_INK: Final = 22
_GRAIN_PX: Final = 256


@dataclass(frozen=True, slots=True)
class Sight:
    """What disturbs a picture: blur and movement (pixels), noise (grey levels), light (share), glare (0..1), and parts
    that something covers (x, y, width, height as shares of the picture)."""

    blur_px: float = 0.0
    moved_px: tuple[float, float] = (0.0, 0.0)
    noise: float = 0.0
    light: float = 1.0
    glare: float = 0.0
    covered: Sequence[tuple[float, float, float, float]] = field(default_factory=tuple)
    seed: int = 0


def shot(
    lens: Lens,
    board: tuple[Board, Pose] | None = None,
    tools: Mapping[str, Pose] | None = None,
    sight: Sight | None = None,
) -> Picture:
    """A picture (H, W, 3) in BGR of the board and the cubes where they stand in the camera's frame."""
    wide = _wide(lens)
    planes = [] if board is None else [_sheet(*board)]
    faces = [plane for name, pose in (tools or {}).items() for plane in _faces(name, pose)]
    shown = [*planes, *sorted(faces, key=lambda face: -float(face[1][:, 2].mean()))]
    laid = [(picture, _finer_px(corners, wide)) for picture, corners in shown if (corners[:, 2] > _NEAREST_M).all()]
    left, top, right, bottom = _around([corners for _, corners in laid], wide)
    canvas = np.full((bottom - top, right - left), _GREY, dtype=np.uint8)
    for picture, corners in laid:
        _lay(canvas, picture, (corners - np.array([left, top])).astype(np.float32))
    return _taken(canvas, (left, top), wide, lens, sight or Sight())


def _finer_px(corners_m: Floats, lens: Lens) -> Floats:
    """Where corners (4, 3) in the camera's frame are on the finer canvas."""
    shown = corners_m @ lens.matrix.T
    return np.asarray((shown[:, :2] / shown[:, 2:] + 0.5) * FINER - 0.5)


def _around(corners: list[Floats], wide: Lens) -> tuple[int, int, int, int]:
    """The part of the finer canvas that shows something, with some table around: left, top, right, bottom."""
    size = np.array([wide.width, wide.height]) * FINER
    if not corners:
        return 0, 0, 16, 16
    every = np.concatenate(corners)
    low = np.clip(np.floor(every.min(axis=0)) - _AROUND_PX, 0, size - 16).astype(int)
    high = np.clip(np.ceil(every.max(axis=0)) + _AROUND_PX, low + 16, size).astype(int)
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def _wide(lens: Lens) -> Lens:
    """A straight lens that sees more around: what the bent one shows at its edge lies outside the straight picture."""
    margin_x, margin_y = lens.width // 5, lens.height // 5
    matrix = lens.matrix.copy()
    matrix[0, 2] += margin_x
    matrix[1, 2] += margin_y
    return Lens(lens.width + 2 * margin_x, lens.height + 2 * margin_y, matrix, np.zeros(5))


def _sheet(board: Board, pose: Pose) -> tuple[Picture, Floats]:
    """The sheet of paper with its board, and its corners in the camera's frame."""
    per_m = board.modules.shape[1] / board.size_m[0]
    scale = 8
    size = tuple(round(edge * per_m * scale) for edge in board.page_m)
    picture = np.full((size[1], size[0]), 255, dtype=np.uint8)
    modules = cv2.resize(board.modules, None, fx=scale, fy=scale, interpolation=cv2.INTER_NEAREST)
    x, y = (round(edge * per_m * scale) for edge in board.origin_m)
    picture[y : y + modules.shape[0], x : x + modules.shape[1]] = modules
    # The board may not begin at a whole pixel of the picture: the sheet is laid so that the board lies right.
    left, top = -x / (per_m * scale), -y / (per_m * scale)
    right, bottom = left + size[0] / (per_m * scale), top + size[1] / (per_m * scale)
    corners = np.array([(left, top, 0.0), (right, top, 0.0), (right, bottom, 0.0), (left, bottom, 0.0)])
    return picture, pose.point(corners)


def _faces(name: str, pose: Pose) -> list[tuple[Picture, Floats]]:
    """The faces of a cube that are turned to the camera."""
    cube = TOOLS[name]
    seen = []
    for face, (middle, right, down) in FACES.items():
        m, r, d = (0.5 * EDGE_M * np.array(axis) for axis in (middle, right, down))
        corners = pose.point(np.array([m - r - d, m + r - d, m + r + d, m - r + d]))
        outwards = pose.turn @ np.array(middle)
        if float(outwards @ corners.mean(axis=0)) < 0.0:
            seen.append((cube.face_modules(face), corners))
    return seen


def _lay(canvas: Picture, picture: Picture, finer: npt.NDArray[np.float32]) -> None:
    height, width = picture.shape
    # Edges of pixels, not their middles: the first pixel begins at -0.5.
    edge = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32) - np.float32(0.5)
    way = cv2.getPerspectiveTransform(edge, finer)
    inked = (picture.astype(np.float32) / 255.0 * (_PAPER - _INK) + _INK).astype(np.uint8)
    size = (canvas.shape[1], canvas.shape[0])
    laid = cv2.warpPerspective(inked, way, size, flags=cv2.INTER_LINEAR, borderValue=0)
    mask = np.zeros_like(canvas)
    cv2.fillConvexPoly(mask, np.round(finer * 16).astype(np.int32), 255, cv2.LINE_8, 4)
    canvas[mask > 0] = laid[mask > 0]


def _taken(canvas: Picture, offset: tuple[int, int], wide: Lens, lens: Lens, sight: Sight) -> Picture:
    fine = cv2.GaussianBlur(canvas, (0, 0), 0.45 * FINER)
    said = (np.asarray(part, np.float64).tobytes() for part in (lens.matrix, lens.distortion, wide.matrix))
    there = _straightened(lens.width, lens.height, *said)
    x, y = (there[..., axis] - np.float32(offset[axis]) for axis in (0, 1))
    grey = cv2.remap(fine, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=_GREY)
    light = grey.astype(np.float32)
    if sight.blur_px > 0.0:
        light = cv2.GaussianBlur(light, (0, 0), sight.blur_px)
    length = float(np.hypot(*sight.moved_px))
    if length >= 1.0:
        light = cv2.filter2D(light, -1, _streak(sight.moved_px))
    light *= sight.light
    if sight.glare > 0.0:
        across, down = np.arange(lens.width) - 0.62 * lens.width, np.arange(lens.height) - 0.4 * lens.height
        away = np.hypot(across[None, :], down[:, None]) / (0.22 * lens.width)
        light += 255.0 * sight.glare * np.exp(-(away**2))
    for left, top, wide_share, high_share in sight.covered:
        rows = slice(round(top * lens.height), round((top + high_share) * lens.height))
        light[rows, round(left * lens.width) : round((left + wide_share) * lens.width)] = 96.0 * sight.light
    colours = np.asarray(cv2.merge([light * np.float32(0.75 + 0.25 * tint / _GREY) for tint in _TABLE]))
    if sight.noise > 0.0:
        down, right = np.random.default_rng(sight.seed).integers(0, _GRAIN_PX, 2)
        grain = _grain(lens.width + _GRAIN_PX, lens.height + _GRAIN_PX)
        colours += grain[down : down + lens.height, right : right + lens.width] * np.float32(sight.noise)
    return np.asarray(np.clip(np.rint(colours, out=colours), 0, 255, out=colours), dtype=np.uint8)


@lru_cache(maxsize=2)
def _grain(width: int, height: int) -> npt.NDArray[np.float32]:
    """Noise (height, width, 3) of a standard deviation of 1, larger than a picture: each picture takes another part of
    it, which is ten times as quick as to draw it anew, and no pixel has the same noise twice but by rare chance."""
    noise = np.random.default_rng(0).standard_normal((height, width, 3), dtype=np.float32)
    noise.setflags(write=False)
    return noise


@lru_cache(maxsize=4)
def _straightened(width: int, height: int, matrix: bytes, distortion: bytes, wide: bytes) -> npt.NDArray[np.float32]:
    """Where each pixel (height, width, 2) of a bent picture is on the finer canvas: the same for a whole film."""
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    bent = np.stack([x, y], axis=-1).reshape(-1, 1, 2)
    inner, outer = (np.frombuffer(one).reshape(3, 3) for one in (matrix, wide))
    straight = cv2.undistortPoints(bent, inner, np.frombuffer(distortion), None, None, outer)
    there = np.asarray((straight.reshape(height, width, 2) + 0.5) * FINER - 0.5, dtype=np.float32)
    there.setflags(write=False)
    return there


def _streak(moved_px: tuple[float, float]) -> npt.NDArray[np.float32]:
    """The way of a point while the shutter is open, as a kernel."""
    across, down = moved_px
    size = 2 * int(np.ceil(max(abs(across), abs(down)) / 2)) + 3
    kernel = np.zeros((size, size), dtype=np.float32)
    middle = size // 2
    for share in np.linspace(-0.5, 0.5, 8 * size):
        kernel[round(middle + share * down), round(middle + share * across)] = 1.0
    return np.asarray(kernel / kernel.sum(), dtype=np.float32)
