"""Sessions of scripted learners in a program's records, and the review of them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.app.demo import perform_script
from simulator.app.reviewing import Reviewing
from simulator.panels.review import ReviewScreen
from tests.app.conftest import SCENE, Desk
from tests.program import LEARNERS

PERFORMED = ("perfect", "e05-head-before-torso", "e03-reversed-collar")


def perform_all(folder: Path) -> dict[str, Path]:
    """Journals of scripted learners, each under a name of its own."""
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MANIKIN_HOME", str(folder / "home"))
        for number, name in enumerate(PERFORMED):
            perform_script(SCENE, LEARNERS / f"{name}.yaml", folder / name)
            made[name] = folder / f"2026010{number + 1}-100000-{name}.jsonl"
            shutil.copy(folder / name / "session.jsonl", made[name])
    return made


def put_in(desk: Desk, performed: dict[str, Path]) -> Desk:
    """The desk with these journals among its records."""
    folder = desk.home / "sessions"
    folder.mkdir(parents=True, exist_ok=True)
    for path in performed.values():
        shutil.copy(path, folder / path.name)
    return desk


def wait(desk: Desk, until: Callable[[], bool]) -> None:
    desk.qtbot.waitUntil(until, timeout=30_000)
    desk.settle()


def review(desk: Desk) -> tuple[Reviewing, ReviewScreen]:
    room = desk.program.review
    assert room.screen is not None
    return room, room.screen


def enter(desk: Desk) -> tuple[Reviewing, ReviewScreen]:
    """Open the review as one who is known, and wait until everything is read."""
    desk.program.review.enter()
    room, screen = review(desk)
    wait(desk, lambda: room.background is not None and not room.background.busy)
    return room, screen
