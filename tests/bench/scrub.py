"""Scrubbing a session of a quarter of an hour: from the bar to the picture, at moments all over it."""

import os
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median
from unittest.mock import patch

from simulator.app.catalogue import Catalogue
from simulator.app.demo import perform_script
from tests.program import SCENE

LENGTH_S, MOMENTS = 900.0, 40
WANTED_MS = 100.0


def main() -> None:
    """Print the median and the worst of many jumps, with 3D where there is a renderer and without."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(tempfile.mkdtemp())
    try:
        with patch.dict(os.environ, {"MANIKIN_HOME": str(folder / "home")}):
            journal = quarter_of_an_hour(folder)
            for renderer in ("none", None):
                _print(renderer, jumps_ms(journal, renderer))
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


def jumps_ms(journal: Path, renderer: str | None) -> list[float]:
    """How long each jump takes (ms), the frame of the stage and the painting of the screen included."""
    from simulator.app.program import Program
    from simulator.app.running import application

    app = application()
    program = Program(app, Catalogue(), renderer)
    program.window.resize(1280, 800)
    program.window.show()
    program.open_record(str(journal))
    app.processEvents()
    assert program.replay is not None
    replay, taken = program.replay, []
    for number in range(MOMENTS):
        at_s = (number * 377) % LENGTH_S
        start_s = time.perf_counter()
        replay.go(at_s)
        if replay.viewport is not None:
            replay.viewport.repaint()
        app.processEvents()
        taken.append(1000 * (time.perf_counter() - start_s))
    program.leave()
    return taken


def _later(line: str, by_s: float) -> str:
    before, mark, rest = line.partition("{then: ")
    if not mark:
        return line
    figure, sign, end = rest.partition(",") if "," in rest else rest.partition("}")
    return f"{before}{mark}{float(figure) + by_s:.2f}{sign}{end}"


def _print(renderer: str | None, taken: list[float]) -> None:
    name = "without 3D" if renderer == "none" else "with 3D"
    worst = max(taken)
    verdict = "" if worst < WANTED_MS else f"  (more than {WANTED_MS:g} ms)"
    print(f"{name:12} {len(taken)} jumps: median {median(taken):5.1f} ms, worst {worst:5.1f} ms{verdict}")


if __name__ == "__main__":
    main()
