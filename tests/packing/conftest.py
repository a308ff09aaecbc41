"""A home of the program's own, and scenes of one's own to pack."""

import re
from pathlib import Path

import pytest

from simulator.app.creating import Titles, create
from tests.modelfile.made import model
from tests.packing.packages import PNG, VARIANT


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the program's own."""
    monkeypatch.setenv("MANIKIN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A scene of one's own."""
    made = create("mine", None, tmp_path / "work", Titles())
    (made / "picture.png").write_bytes(PNG)
    scene = (made / "scene.yaml").read_text("utf-8")
    (made / "scene.yaml").write_text(scene.replace("level: 1\n", "level: 1\npicture: picture.png\n"), "utf-8")
    (made / "notes.txt").write_text("Written by us.\n", "utf-8")
    (made / "run.sh").write_text("echo no\n", "utf-8")
    return made


@pytest.fixture
def yours(mine: Path) -> Path:
    """A difference to a scene of one's own."""
    made = mine.with_name("yours")
    made.mkdir()
    (made / "scene.yaml").write_text(VARIANT, "utf-8")
    (made / "picture.png").write_bytes(PNG)
    return made


@pytest.fixture
def modelled(mine: Path) -> Path:
    """A scene of one's own with a 3D model of its own."""
    text = (mine / "scene.yaml").read_text("utf-8")
    (mine / "scene.yaml").write_text(re.sub(r"model: [a-z-]+", "model: own/tube", text, count=1), "utf-8")
    (mine / "models").mkdir()
    (mine / "models" / "tube.glb").write_bytes(model())
    (mine / "models" / "tube.txt").write_text("Ward 3, CC BY 4.0\nDrawn by hand.\n", "utf-8")
    (mine / "models" / "tube.png").write_bytes(PNG)
    (mine / "models" / "tube.blend").write_bytes(b"not given away")
    return mine
