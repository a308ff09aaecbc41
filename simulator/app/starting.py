"""What is looked at before anything heavy is loaded: whether a session can begin as it was asked for."""

import os

from simulator.app.catalogue import Catalogue
from simulator.app.problems import UserError
from simulator.presenting.home import learner_problem
from simulator.presenting.language import say
from simulator.session import MODES
from simulator.stage.probe import wished


def check_start(scene: str, mode: str, learner: str) -> None:
    """UserError if such a session cannot begin."""
    if mode not in MODES:
        raise UserError(f"there is no mode {mode!r}; choose one of {', '.join(MODES)}.")
    check_learner(learner)
    Catalogue().scene(scene)


def check_learner(name: str, where: str = "") -> None:
    """UserError if nobody can be called so; `where` names the file that says it."""
    problem = learner_problem(name)
    if problem is not None:
        shown = name if len(name) <= 70 else f"{name[:70]}..."
        raise UserError(f"{where}the learner's name {shown!r} cannot be used: {say(problem, 'en')}")


def check_renderer(renderer: str | None) -> None:
    """UserError for a renderer that does not exist, asked for here or in the environment."""
    try:
        wished(renderer)
    except ValueError as error:
        raise UserError(str(error)) from error


def draw_off_screen() -> None:
    """Let Qt draw without a screen where there is none."""
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
