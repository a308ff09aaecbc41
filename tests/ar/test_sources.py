"""Which cameras are offered, by name where the system tells names and by number elsewhere."""

import sys
from pathlib import Path

import numpy as np
import pytest

from simulator.ar import sources
from simulator.ar.sources import Device, SourceError, cameras, frames


class Opened:
    """Takes the place of OpenCV's camera: the second device is there and shows some pictures, all others are not."""

    pictures = 1

    def __init__(self, number: int) -> None:
        self.left = self.pictures if number == 1 else 0
        self.there = number == 1

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return self.there

    def set(self, what: int, value: float) -> bool:
        return True

    def grab(self) -> bool:
        self.left -= 1
        return self.left >= 0

    def retrieve(self) -> tuple[bool, np.ndarray]:
        return True, np.full((4, 6, 3), self.left, np.uint8)

    def release(self) -> None:
        """Nothing is held."""


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sources.cv2, "VideoCapture", Opened)


def test_linux_tells_names_and_a_camera_s_further_nodes_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for node, index, name in (("video0", "0", "Webcam"), ("video1", "1", "Webcam"), ("video4", "0", "Lamp camera")):
        (tmp_path / node).mkdir()
        (tmp_path / node / "index").write_text(f"{index}\n")
        (tmp_path / node / "name").write_text(f"{name}\n")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sources, "_CAMERAS", tmp_path)
    assert cameras() == (Device(0, "Webcam"), Device(4, "Lamp camera"))
    monkeypatch.setattr(sources, "_CAMERAS", tmp_path / "nothing")
    assert cameras() == ()


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("said", ["Camera 1", "1"])
def test_where_no_names_are_told_a_camera_is_opened_by_its_number(said: str) -> None:
    assert [one.name for one in cameras()] == ["Camera 0", "Camera 1", "Camera 2"]
    coming = frames(said)
    assert next(coming).picture.shape == (4, 6, 3)
    with pytest.raises(SourceError, match="no more pictures"):
        next(coming)


@pytest.mark.usefixtures("elsewhere")
def test_of_a_camera_s_pictures_only_the_wanted_ones_are_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Opened, "pictures", 6)
    answers = iter([True, False, False, True, False, True])
    coming = frames("1", wanted=lambda: next(answers))
    assert [(frame.number, int(frame.picture[0, 0, 0])) for frame in (next(coming) for _ in range(3))] == [
        (0, 5), (3, 2), (5, 0)
    ]  # fmt: skip
    with pytest.raises(SourceError, match="no more pictures"):
        next(coming)


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(("said", "kind"), [("Camera 0", "busy"), ("7", "busy"), ("Webcam", "nothing")])
def test_a_camera_that_is_not_there_is_one_sentence(said: str, kind: str) -> None:
    with pytest.raises(SourceError) as told:
        next(frames(said))
    assert told.value.kind == kind
    assert said in str(told.value)
