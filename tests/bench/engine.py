"""How long the engine takes to answer, recording aside, and how long it takes with the record on the disk."""

import statistics
import tempfile
import time
from pathlib import Path

from simulator import performing
from simulator.app import records
from simulator.app.catalogue import Catalogue
from simulator.assessment import LiveJudge
from simulator.core.actions import Perform
from simulator.core.engine import respond
from simulator.core.state import after, at_start
from simulator.scenefile.script import Script, load_script
from simulator.session import Session


def main() -> None:
    """Print medians and worst times over the reference run of every scene."""
    catalogue = Catalogue()
    for name in catalogue.names():
        scene, script = catalogue.scene(name), load_script(catalogue.reference_script(name))
        if not isinstance(script, Script):
            continue
        with tempfile.TemporaryDirectory() as folder:
            writer = records.begin(scene, "assess", "bench", Path(folder), "bench.jsonl")
            session = Session(scene, "assess", _Timed(writer))
            performing.perform(script, session)
            writer.close()
        answers, state = [], at_start(scene)
        for event in session.events:
            if type(event).__name__ == "ActionStarted":
                order = Perform(event.at_s, event.action, event.actor, event.choices)
                began = time.perf_counter()
                respond(scene, state, order)
                answers.append(time.perf_counter() - began)
            state = after(state, event)
        live = LiveJudge(scene)
        judged = []
        for number in range(1, len(session.events), 5):
            began = time.perf_counter()
            live.standing(session.events[:number])
            live.new_faults(session.events[:number], "en")
            judged.append(time.perf_counter() - began)
        print(f"{name}: {len(answers)} orders")
        for what, times in (
            ("answer of the engine", answers),
            ("write one line to the disk", _Timed.times),
            ("judge so far", judged),
        ):
            print(f"  {what:<28} median {1e3 * statistics.median(times):7.3f} ms   worst {1e3 * max(times):7.3f} ms")


class _Timed:
    """A journal that notes how long each line took."""

    times: list[float] = []  # noqa: RUF012 - shared on purpose: one table for the whole run

    def __init__(self, writer: object) -> None:
        self._writer = writer

    def __getattr__(self, name: str) -> object:
        write = getattr(self._writer, name)

        def timed(*arguments: object) -> None:
            began = time.perf_counter()
            write(*arguments)
            self.times.append(time.perf_counter() - began)

        return timed


if __name__ == "__main__":
    main()
