"""Scrubbing a session of a quarter of an hour: from the bar to the picture, at moments all over it."""

import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from unittest.mock import patch

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from simulator.app.catalogue import Catalogue
from simulator.app.demo import perform_script
from simulator.stage.view import StageView
from tests.program import SCENE

LENGTH_S, MOMENTS, FIRST_S = 900.0, 40, 1.0
WANTED_MS = 100.0


def main() -> None:
    """Print the median and the worst of many jumps, with 3D where there is a renderer and without."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(tempfile.mkdtemp())
    try:
        with patch.dict(os.environ, {"MANIKIN_HOME": str(folder / "home")}):
            journal = quarter_of_an_hour(folder)
            for renderer in ("none", None):
                _print(renderer, jumps(journal, renderer))
    finally:
        shutil.rmtree(folder)


def quarter_of_an_hour(folder: Path) -> Path:
    """The journal of the reference learner, who waits so long between all acts that the session takes 15 minutes."""
    text = Catalogue().reference_script(SCENE).read_text(encoding="utf-8")
    acts = text.count("{then:")
    slow = folder / "slow.yaml"
    head = text.partition("expect:")[0]
    usual_s = 200.0
    wait_s = (LENGTH_S - usual_s) / acts
    lines = [_later(line, wait_s) for line in head.splitlines()]
    slow.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return perform_script(SCENE, slow, folder / "out").folder / "session.jsonl"


@dataclass(frozen=True, slots=True)
class Jump:
    """One jump, from the bar until its picture is painted: what a person waits, and what this program had to do (ms).
    On a computer that has other work as well only the second says something about the program."""

    waited_ms: float
    worked_ms: float


def jumps(journal: Path, renderer: str | None) -> list[Jump]:
    """All jumps; with a stage each ends as its first frame and the rest of the screen are painted."""
    from simulator.app.program import Program
    from simulator.app.running import application

    app = application()
    program = Program(app, Catalogue(), renderer)
    program.window.resize(1280, 800)
    program.window.show()
    program.open_record(str(journal))
    _rest(app)
    assert program.replay is not None
    replay, taken = program.replay, []
    with patch.object(StageView, "frame", autospec=True, side_effect=StageView.frame) as drawn:
        for number in range(MOMENTS):
            at_s = ((number + 1) * 377) % LENGTH_S  # never the moment that is shown: nothing would be drawn for it
            drawn.reset_mock()
            start_s, worked_s = time.perf_counter(), time.process_time()
            replay.go(at_s)
            while replay.viewport is not None and not drawn.called:
                app.processEvents()
            app.sendPostedEvents(None, QEvent.Type.UpdateRequest)  # paints what has changed, draws no further frame
            taken.append(Jump(1000 * (time.perf_counter() - start_s), 1000 * (time.process_time() - worked_s)))
            app.processEvents()
    program.leave()
    return taken


def _rest(app: QApplication) -> None:
    """Nobody pulls the bar in the first second of a debrief."""
    end_s = time.perf_counter() + FIRST_S
    while time.perf_counter() < end_s:
        app.processEvents()


def _later(line: str, by_s: float) -> str:
    before, mark, rest = line.partition("{then: ")
    if not mark:
        return line
    figure, sign, end = rest.partition(",") if "," in rest else rest.partition("}")
    return f"{before}{mark}{float(figure) + by_s:.2f}{sign}{end}"


def _print(renderer: str | None, taken: list[Jump]) -> None:
    name = "without 3D" if renderer == "none" else "with 3D"
    waited, worked = [jump.waited_ms for jump in taken], [jump.worked_ms for jump in taken]
    verdict = "" if max(waited) < WANTED_MS else f"  (more than {WANTED_MS:g} ms)"
    print(
        f"{name:12} {len(taken)} jumps: median {median(waited):5.1f} ms, worst {max(waited):5.1f} ms{verdict}; "
        f"of the processor {median(worked):5.1f} and {max(worked):5.1f} ms"
    )


if __name__ == "__main__":
    main()
