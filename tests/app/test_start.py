"""What the program brings in before its first picture, and what after it."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from simulator.app import warming
from simulator.app.warming import MODULES, Warming

HEAVY = ("mujoco", "panda3d", "pydantic", "ruamel", "scipy", "scoring", "trimesh")

_START = """
import json, sys
import simulator.cli
from simulator.app.catalogue import Catalogue
from simulator.app.program import Program
from simulator.app.running import application
app = application()
program = Program(app, Catalogue(), "none")
program.window.show()
app.processEvents()
tiles = [tile.accessibleName() for tile in program.home.tiles.values()]
print(json.dumps([tiles, sorted({name.partition(".")[0] for name in sys.modules})]))
program.leave()
"""


def test_a_later_start_shows_home_without_what_only_a_session_needs(tmp_path: Path) -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "MANIKIN_HOME": str(tmp_path)}
    outs = [
        json.loads(subprocess.run([sys.executable, "-c", _START], env=env, stdout=subprocess.PIPE, check=True).stdout)
        for _ in range(2)
    ]
    (first, read), (later, modules) = outs
    assert later == first
    assert len(first) > 5
    assert "ruamel" in read, "the first start reads the scenes"
    assert [name for name in HEAVY if name in modules] == []


def test_everything_that_is_brought_in_beforehand_is_there() -> None:
    assert tuple(importlib.import_module(name).__name__ for name in MODULES) == MODULES


def test_one_module_at_a_time_comes_while_nobody_is_in_a_session(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought: list[str] = []
    busy = [True]
    monkeypatch.setattr(warming, "MODULES", ("first", "last"))
    monkeypatch.setattr(warming, "PAUSE_MS", 1)

    monkeypatch.setattr(warming.importlib, "import_module", brought.append)
    work = Warming(lambda: busy[0])
    qtbot.wait(20)
    assert brought == []
    busy[0] = False
    qtbot.waitUntil(lambda: brought == ["first", "last"])
    qtbot.wait(20)
    assert brought == ["first", "last"]
    assert work.left == []
