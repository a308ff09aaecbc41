"""Augmented reality for the command line: what a camera sees, and how good its lens is known."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from simulator import preferences
from simulator.app.portable_names import name_part
from simulator.app.problems import UserError
from simulator.app.writing import write_whole
from simulator.ar.calibrating import ENOUGH_VIEWS, Calibration, CalibrationError, quality
from simulator.ar.detecting import Detector
from simulator.ar.lens import Lens, LensError, guessed, read
from simulator.ar.sources import Frame, SourceError, cameras, frames
from simulator.ar.targets import BOARDS, DICTIONARY, EDGE_M, FACE_MARKER_M, FACES, TOOLS
from simulator.ar.tracking import BOARD, Chooser

Told = Callable[[str, float], None]


def board_geometry(paper: str) -> dict[str, Any]:
    """The printed board in figures, for other programs. `origin_px` and `px_per_m` belong to the PNG."""
    from simulator.app.paper import PER_MM

    board = BOARDS[paper]
    return {
        "paper": paper,
        "squares": [board.columns, board.rows],
        "square_m": round(board.square_m, 6),
        "marker_m": round(board.marker_m, 6),
        "dictionary": DICTIONARY,
        "page_m": list(board.page_m),
        "origin_px": [round(edge * 1e3 * PER_MM, 3) for edge in board.origin_m],
        "px_per_m": PER_MM * 1000,
    }


def tools_geometry() -> dict[str, Any]:
    """The printed cubes in figures: each marker's corners (m) in its cube's frame."""
    return {
        "edge_m": EDGE_M,
        "marker_m": FACE_MARKER_M,
        "dictionary": DICTIONARY,
        "frame": "origin in the middle; seen squarely from the front: x to the right, y down, z away from the eye",
        "tools": {
            name: {
                face: {str(number): cube.corners[number].round(6).tolist() for number in cube.ids(face)}
                for face in FACES
            }
            for name, cube in TOOLS.items()
        },
    }


def lens_for(source: str, calibration: Path | None, width: int, height: int) -> Lens:
    """The lens to see by: the calibration that is named, the one kept for this camera, or a guess. UserError."""
    try:
        if calibration is not None:
            return read(calibration).scaled(width, height)
        kept = lens_file(source)
        if kept.is_file():
            return read(kept).scaled(width, height)
    except LensError as error:
        raise UserError(f"{error}.") from error
    return guessed(width, height)


def lens_file(source: str) -> Path:
    """Where the calibration of a camera is kept; a camera's number stands for its name."""
    if source.isdigit():
        source = next((one.name for one in cameras() if str(one.number) == source), source)
    return preferences.home() / "cameras" / f"{name_part(source, 'camera', most=80)}.json"


def locate(source: str, calibration: Path | None, paper: str = "a4") -> Iterator[dict[str, Any]]:
    """For each picture where the board and the tools stand in the camera's frame. UserError."""
    detector, chooser = Detector(BOARDS[paper]), Chooser()
    lens: Lens | None = None
    for frame in pictures(source):
        height, width = frame.picture.shape[:2]
        if lens is None or (lens.width, lens.height) != (width, height):
            lens = lens_for(source, calibration, width, height)
        found = chooser.poses(detector.look(frame.picture, lens), frame.at_s)
        board = found.pop(BOARD, None)
        yield {
            "frame": frame.number,
            "board": None if board is None else board.plain,
            "tools": {name: pose.plain for name, pose in found.items()},
            **({"lens_guessed": True} if lens.guessed else {}),
        }


def pictures(source: str) -> Iterator[Frame]:
    """The pictures of a source; UserError where they cannot be had."""
    try:
        yield from frames(source)
    except SourceError as error:
        raise UserError(str(error)) from error


def calibrate(source: str, out: Path | None, paper: str, told: Told) -> str:
    """Calibrate a camera from views of the board; what came of it, in one line. UserError."""
    gathered = Calibration(Detector(BOARDS[paper]))
    try:
        for frame in pictures(source):
            gathered.take(frame.picture)
            told("Views of the board", min(0.99, len(gathered.views) / ENOUGH_VIEWS))
            if gathered.complete:
                break
        lens = gathered.lens()
    except CalibrationError as error:
        raise UserError(f"{source}: {error}.") from error
    told("Views of the board", 1.0)
    file = out or lens_file(source)
    write_lens(file, lens)
    parts = int(gathered.covered.sum())
    return (
        f"{quality(lens)}: {lens.error_px:.2f} pixels over {len(gathered.views)} views in {parts} of 9 parts of the "
        f"picture; written to {file}"
    )


def write_lens(file: Path, lens: Lens) -> None:
    """Keep a calibration; UserError if it cannot be written."""
    import json

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, (json.dumps(lens.plain, indent=1) + "\n").encode())
    except OSError as error:
        raise UserError(
            f"{file}: this file cannot be written ({error.strerror}); choose another with --out."
        ) from error
