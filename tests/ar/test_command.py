"""`manikin ar` as a user gives it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from simulator.ar.picturing import shot
from simulator.ar.pose import Pose, angle_deg, rotation
from simulator.ar.targets import BOARDS
from tests.ar.drawn import LENS, lying, turned

A4 = BOARDS["a4"]


def manikin(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from simulator.cli import main; main()", "ar", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "MANIKIN_HOME": str(home)},
    )


def test_the_printed_board_is_where_its_figures_say(tmp_path: Path) -> None:
    done = manikin("board", "--paper", "a3", "--out", str(tmp_path / "b.png"), "--json", home=tmp_path)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    picture = cv2.imread(str(tmp_path / "b.png"), cv2.IMREAD_GRAYSCALE)
    codes = cv2.aruco.getPredefinedDictionary(getattr(cv2.aruco, said["dictionary"]))
    board = cv2.aruco.CharucoBoard(said["squares"], said["square_m"], said["marker_m"], codes)
    points, numbers, _, _ = cv2.aruco.CharucoDetector(board).detectBoard(picture)
    assert len(numbers) == (said["squares"][0] - 1) * (said["squares"][1] - 1)
    known = board.getChessboardCorners()[np.ravel(numbers), :2] * said["px_per_m"] + said["origin_px"] - 0.5
    assert np.abs(points.reshape(-1, 2) - known).max() < 0.3


def test_sheets_are_written_as_pdf_at_their_size(tmp_path: Path) -> None:
    for words, pages in ((("board",), 2), (("tools",), 4)):
        file = tmp_path / f"{words[0]}.pdf"
        assert manikin(*words, "--out", str(file), home=tmp_path).returncode == 0
        said = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
        assert f"Pages:           {pages}" in said
        size = next(line for line in said.splitlines() if line.startswith("Page size"))
        assert [round(float(word)) for word in size.split() if word[0].isdigit()][:2] == [842, 595]


def test_a_folder_of_pictures_is_located_picture_by_picture(tmp_path: Path) -> None:
    folder = tmp_path / "film"
    folder.mkdir()
    there = [lying(A4, (0.01 * n, 0.0, 0.6), (30.0, 5.0, 3.0 * n)) for n in range(3)]
    tool = Pose(np.array([0.1, -0.1, 0.45]), turned((20.0, 30.0, 0.0)))
    for number, pose in enumerate(there):
        cv2.imwrite(str(folder / f"{number:03}.png"), shot(LENS, (A4, pose), {"pointer": tool}))
    cv2.imwrite(str(folder / "003.png"), shot(LENS))
    (tmp_path / "lens.json").write_text(json.dumps(LENS.plain))
    done = manikin("locate", str(folder), "--calibration", str(tmp_path / "lens.json"), "--json", home=tmp_path)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["frame"] for row in rows] == [0, 1, 2, 3]
    for row, pose in zip(rows, there, strict=False):
        assert np.linalg.norm(np.array(row["board"]["position_m"]) - pose.position_m) < 0.001
        assert angle_deg(rotation(tuple(row["board"]["quaternion_wxyz"])), pose.turn) < 0.2
        assert np.linalg.norm(np.array(row["tools"]["pointer"]["position_m"]) - tool.position_m) < 0.003
    assert rows[3] == {"frame": 3, "board": None, "tools": {}}


WRONG = {
    "no such camera": (("locate", "No Camera"), "no camera 'No Camera'"),
    "an empty folder": (("locate", "EMPTY"), "no picture in this folder"),
    "no picture": (("locate", "EMPTY/../words.png"), "no picture that can be read"),
    "no video": (("locate", "EMPTY/../words.mp4"), "neither a picture nor a video"),
    "an odd ending": (("board", "--out", "EMPTY/b.gif"), "written as .pdf or .png"),
    "tools as PNG": (("tools", "--out", "EMPTY/t.png"), "printed as PDF"),
    "no calibration": (("locate", "EMPTY/../one.png", "--calibration", "EMPTY/none.json"), "cannot be read"),
    "too few views": (("calibrate", "EMPTY/../one.png"), "different views of the board are not enough"),
}


@pytest.mark.parametrize(("words", "said"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_done_is_told_in_one_sentence(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for name in ("words.png", "words.mp4"):
        (tmp_path / name).write_text("no picture")
    cv2.imwrite(str(tmp_path / "one.png"), shot(LENS))
    done = manikin(*(word.replace("EMPTY", str(empty)) for word in words), home=tmp_path / "home")
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
