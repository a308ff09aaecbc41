"""The review over 100, 1,000 and 10,000 sessions: until rows are there, filters, sorting, the figures of a cohort."""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from simulator.app.catalogue import Catalogue
from simulator.app.index import index_file
from simulator.app.program import Program
from simulator.app.running import application
from simulator.recording.store import follow, open_file
from tests.bench.store import SIZES, journals, performed

WANTED = {"rows in the window": 1.5, "worst filter": 0.2, "figures of the filter": 2.0}


def main() -> None:
    """Print a table over the sizes."""
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, MANIKIN_HOME=folder):
        os.environ.pop("MANIKIN_STORE", None)
        home, catalogue = Path(folder), Catalogue()
        templates = performed(home)
        sessions = home / "sessions"
        sessions.mkdir()
        for size in SIZES:
            judged = journals(sessions, templates, size, catalogue)
            local = open_file(index_file())
            follow(local, sessions, lambda path, known=judged: known[path.name])  # type: ignore[misc]
            local.close()
            print(f"{size} sessions")
            for what, took in _measure(catalogue).items():
                wanted = f"   wanted: under {WANTED[what]:g} s" if what in WANTED else ""
                print(f"  {what:<34} {took:>10.3f} s{wanted}")


def _measure(catalogue: Catalogue) -> dict[str, float]:
    app = application()
    program = Program(app, catalogue, "none")
    program.window.show()
    app.processEvents()
    pauses = [0.0]
    began = time.perf_counter()
    program.review.enter()
    told = {"rows in the window": _until(app, began, lambda: bool(program.review.shown), pauses)}
    told["what decided each of them"] = _until(app, began, lambda: not _busy(program), pauses)
    told["longest pause of the window"] = max(pauses)
    screen = program.review.screen
    assert screen is not None
    filters = screen.filters
    # Words are looked for when somebody stops typing: that wait is not counted. All else answers at once by itself.
    changes: dict[str, Callable[[], object]] = {
        "words": lambda: (filters.search.setText("strap l0"), filters.changed.emit()),
        "failed": lambda: filters.verdict.choose("failed"),
        "learner": lambda: filters.learner.choose("L007"),
        "everything": filters.clear,
    }
    takes, counts = [], []
    for change in changes.values():
        began = time.perf_counter()
        change()
        app.processEvents()
        takes.append(time.perf_counter() - began)
        counts.append(_until(app, began, lambda: not _busy(program), pauses))
    told["worst filter"], told["figures of the filter"] = max(takes), max(counts)
    began = time.perf_counter()
    screen.sort_chosen.emit("finding", True)
    app.processEvents()
    told["sorted by the main finding"] = time.perf_counter() - began
    program.leave()
    return told


def _busy(program: Program) -> bool:
    both = (program.review.background, program.review.counting)
    return any(one is not None and one.busy for one in both)


def _until(app: QApplication, began: float, done: Callable[[], bool], pauses: list[float]) -> float:
    """Run the window until it is so; how long that took since `began` (s)."""
    while not done():
        before = time.perf_counter()
        app.processEvents()
        pauses.append(time.perf_counter() - before)
        time.sleep(0.001)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
