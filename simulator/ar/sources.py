"""Where pictures come from: a camera, a video file, a picture, or a folder of pictures."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

# Opening a camera through Media Foundation takes up to minutes on some Windows computers without this.
os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")  # what is wrong with a file is said in our own words

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
Wanted = Callable[[], bool]

PICTURES: Final = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp")
_FALLBACK_FPS: Final = 30.0
_CAMERAS: Final = Path("/sys/class/video4linux")
_OFFERED: Final = 3


class SourceError(Exception):
    """No pictures can be had; the message is one sentence that says why and what helps.

    `kind` says the same for a program that speaks another language: "nothing" there, "busy", "gone", "unreadable" or
    "lens"; `what` is the file or camera that it is about.
    """

    def __init__(self, sentence: str, kind: str = "unreadable", what: object = "") -> None:
        super().__init__(sentence)
        self.kind, self.what = kind, str(what)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture (H, W, 3) in BGR. `at_s`: when it was taken, from the first one on."""

    number: int
    at_s: float
    picture: Picture


@dataclass(frozen=True, slots=True)
class Device:
    """A camera of this computer."""

    number: int
    name: str


def cameras() -> tuple[Device, ...]:
    """The cameras of this computer by name. Windows and macOS tell OpenCV no names and no number: there the first few
    are offered by their numbers, whether or not they are there, and a missing one is told when it is opened."""
    if sys.platform != "linux":
        return tuple(Device(number, f"Camera {number}") for number in range(_OFFERED))
    if not _CAMERAS.is_dir():
        return ()
    found = []
    for folder in sorted(_CAMERAS.glob("video*"), key=lambda path: path.name):
        try:
            first = (folder / "index").read_text().strip() in ("", "0")  # a camera's further nodes hold no pictures
            if first:
                found.append(Device(int(folder.name.removeprefix("video")), (folder / "name").read_text().strip()))
        except (OSError, ValueError):  # unplugged just now, or a node of another kind
            continue
    return tuple(found)


def _always() -> bool:
    return True


def frames(source: str, width: int = 1280, height: int = 720, wanted: Wanted = _always) -> Iterator[Frame]:
    """The pictures of a source: a path, a camera's name or its number. SourceError where there are none.

    Of a camera only those that are `wanted` when they come: the others are taken from it, but not decoded, which is
    most of the work. In a folder a file that is no picture is left out, and its number with it.
    """
    path = Path(source)
    if path.is_dir():
        yield from _folder(path)
    elif path.is_file():
        yield from (_one(path) if path.suffix.lower() in PICTURES else _film(path))
    else:
        yield from _camera(source, width, height, wanted)


def _one(path: Path) -> Iterator[Frame]:
    yield Frame(0, 0.0, _read(path))


def _folder(folder: Path) -> Iterator[Frame]:
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURES)
    if not files:
        raise SourceError(f"{folder}: there is no picture in this folder ({', '.join(PICTURES)}).", what=folder)
    whole, why = 0, SourceError("")
    for number, path in enumerate(files):
        try:
            picture = _read(path)
        except SourceError as error:  # one that is spoilt is as a picture that a camera lost: the next one may do
            why = error
            continue
        whole += 1
        yield Frame(number, number / _FALLBACK_FPS, picture)
    if not whole:
        raise why


def _read(path: Path) -> Picture:
    try:
        whole = np.frombuffer(path.read_bytes(), dtype=np.uint8)
        picture = cv2.imdecode(whole, cv2.IMREAD_COLOR) if len(whole) else None
    except OSError as error:
        raise SourceError(f"{path}: this picture cannot be read ({error.strerror}).", what=path) from error
    except cv2.error:  # OpenCV refuses a few spoilt files so, and answers the others with None
        picture = None
    if picture is None:
        raise SourceError(f"{path}: this is no picture that can be read; save it as PNG or JPEG.", what=path)
    return np.asarray(picture, dtype=np.uint8)


def _coloured(picture: Any) -> Picture:
    """(H, W, 3) in BGR, whatever the driver gives: grey, with transparency, or with more than eight bits."""
    own = np.asarray(picture)
    if own.dtype == np.uint16:
        own = own >> 8
    own = np.atleast_3d(own).astype(np.uint8, copy=False)
    return np.ascontiguousarray(np.repeat(own[..., :1], 3, axis=2) if own.shape[2] < 3 else own[..., :3])


def _film(path: Path) -> Iterator[Frame]:
    film = cv2.VideoCapture(str(path))
    try:
        if not film.isOpened():
            raise SourceError(f"{path}: this is neither a picture nor a video that can be read.", what=path)
        per_second = film.get(cv2.CAP_PROP_FPS)
        per_second = per_second if 1.0 <= per_second <= 1000.0 else _FALLBACK_FPS
        number = 0
        while True:
            more, picture = film.read()
            if not more:
                break
            yield Frame(number, number / per_second, _coloured(picture))
            number += 1
        if number == 0:
            raise SourceError(f"{path}: there is no picture in this video.", what=path)
    finally:
        film.release()


def _camera(source: str, width: int, height: int, wanted: Wanted) -> Iterator[Frame]:
    known = cameras()
    device = next((one for one in known if source in (one.name, str(one.number))), None)
    if device is None and not (source.isdigit() and sys.platform != "linux"):
        there = ", ".join(f"{one.number} {one.name}" for one in known) or "none"
        sentence = f"There is no file and no camera {source!r}; cameras of this computer: {there}."
        raise SourceError(sentence, "nothing", source)
    number = device.number if device is not None else int(source)
    camera = cv2.VideoCapture(number)
    try:
        yield from _taken(camera, source, width, height, wanted)
    finally:
        camera.release()


def _taken(camera: Any, source: str, width: int, height: int, wanted: Wanted) -> Iterator[Frame]:
    if not camera.isOpened():
        raise SourceError(
            f"The camera {source!r} cannot be opened: another program may be using it, or it may not be allowed.",
            "busy",
            source,
        )
    camera.set(cv2.CAP_PROP_FRAME_WIDTH, width)
    camera.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
    camera.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    began: float | None = None
    number = 0
    while True:
        more = camera.grab()
        now = cv2.getTickCount() / cv2.getTickFrequency()
        began = now if began is None else began
        if more and wanted():
            more, picture = camera.retrieve()
            if more:
                yield Frame(number, now - began, _coloured(picture))
        if not more:
            raise SourceError(f"The camera {source!r} gives no more pictures; look at its cable.", "gone", source)
        number += 1
