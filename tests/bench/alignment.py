"""How long an alignment takes, beside pm4py's in the same run: `python -m tests.bench.alignment [--quick] [--growth]`.

pm4py is AGPL and no dependency of ours: it runs in a process and an environment of its own, which is made in the
cache folder the first time, or given by MANIKIN_PM4PY_PYTHON (a Python that has pm4py). Its fastest exact algorithm
counts for each trace, the least of five times, nets and trees built beforehand; ours likewise, with the protocol
compiled anew for every time, so that nothing is remembered of the trace. Costs must be equal on every trace.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
import venv
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import platformdirs

from scoring.alignment import align
from scoring.compiled import is_built
from scoring.prepared import prepare
from scoring.protocol import Node, OneOf, Optionally, Repeat, Sequence, Step, children_of
from tests.bench.alignment_tasks import (
    Task,
    blocky,
    freer_tasks,
    growing,
    joined_anywhere,
    lasting,
    shared,
    tasks,
    trees,
)

OTHER = Path(__file__).with_name("alignment_other.py")
MICRO = 1e6


class NoOtherError(Exception):
    """pm4py cannot be had here; the message says why, in one sentence."""


def other_python() -> str:
    """The Python of an environment that has pm4py; made in the cache folder where there is none."""
    given = os.environ.get("MANIKIN_PM4PY_PYTHON")
    if given:
        return given
    home = Path(platformdirs.user_cache_dir("manikin")) / "pm4py"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.exists() and _has_pm4py(python):
        return str(python)
    print(f"Making an environment for pm4py in {home} (once; remove it as you like) ...", flush=True)
    try:
        venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "pm4py"], check=True, capture_output=True, text=True)
    except subprocess.CalledProcessError as error:
        last = (error.stderr or str(error)).strip().splitlines()[-1:]
        raise NoOtherError(f"pm4py cannot be installed here ({' '.join(last)})") from error
    except OSError as error:
        raise NoOtherError(f"no environment can be made in {home} ({error})") from error
    return str(python)


def _has_pm4py(python: Path) -> bool:
    return subprocess.run([python, "-c", "import pm4py"], capture_output=True, check=False).returncode == 0


@contextmanager
def other_side() -> Iterator[Other]:
    """The other process, which lives as long as the comparison."""
    command = [other_python(), str(OTHER)]
    try:
        process = subprocess.Popen(
            command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise NoOtherError(f"{command[0]} cannot be started ({error})") from error
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        greeting = process.stdout.readline()
        if not greeting:
            raise NoOtherError(f"{command[0]} has no pm4py that works")
        yield Other(process, json.loads(greeting)["pm4py"])
        process.stdin.close()


class Other:
    """Asks the other process for the times and costs of a task."""

    def __init__(self, process: subprocess.Popen[str], version: str) -> None:
        self.process, self.version = process, version

    def ask(self, task: Task) -> list[dict[str, dict[str, tuple[float, int]]]]:
        after = [[step, other] for step, others in task.protocol.after for other in others]
        question = {"tree": plain(task.protocol.root), "after": after, "traces": task.traces}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(question), file=self.process.stdin, flush=True)
        answer: list[dict[str, dict[str, tuple[float, int]]]] = json.loads(self.process.stdout.readline())
        return answer


def plain(node: Node) -> Any:
    """The tree as nested lists."""
    if isinstance(node, Step):
        return node.id
    if isinstance(node, Repeat):
        return ["repeat", plain(node.child), node.at_most]
    kind = "sequence" if isinstance(node, Sequence) else "one_of" if isinstance(node, OneOf) else "any_order"
    kind = "optional" if isinstance(node, Optionally) else kind
    return [kind, *map(plain, children_of(node))]


def ours(task: Task) -> list[tuple[float, int, bool]]:
    """(seconds, cost, optimal) for each trace: the least of five times, each with the protocol compiled anew."""
    found = []
    for events in task.traces:
        best = float("inf")
        for ready in [prepare(task.protocol) for _ in range(5)]:
            start = time.perf_counter()
            aligned = align(ready, events)
            best = min(best, time.perf_counter() - start)
        found.append((best, aligned.cost, aligned.optimal))
    return found


class Tally:
    """The ratios of all traces of a set of tasks, and where costs differ."""

    def __init__(self) -> None:
        self.alone: list[float] = []
        self.called: list[float] = []
        self.different: Counter[str] = Counter()
        self.wrong = 0

    def add(self, task: Task, answers: list[dict[str, dict[str, tuple[float, int]]]]) -> None:
        """Count a task and print its line."""
        own = ours(task)
        fastest, names, ratios = [], [], []
        for (seconds, cost, _), row in zip(own, answers, strict=True):
            nets = [found for name, (_, found) in row["alone"].items() if name.startswith("net")]
            self.wrong += min(nets) != cost
            self.different.update(name for name, (_, found) in row["alone"].items() if found != cost)
            right = {name: taken for name, (taken, found) in row["alone"].items() if found == cost}
            name = min(right, key=right.__getitem__)
            fastest.append(right[name])
            names.append(name)
            ratios.append(right[name] / seconds)
            self.called.append(min(taken for taken, found in row["as called"].values() if found == cost) / seconds)
        self.alone += ratios
        mine, theirs = (statistics.median(times) * MICRO for times in ([one[0] for one in own], fastest))
        figures = f"{mine:9.0f} {theirs:11.0f} {statistics.median(ratios):7.0f}"
        print(f"{task.name:34} {figures}  {statistics.mode(names)}", flush=True)

    def close(self) -> int:
        """Print the medians; returns the number of traces on which the cheapest Petri net's alignment costs other."""
        print(f"  median ratio over {len(self.alone)} traces, alignment alone: {statistics.median(self.alone):.0f}")
        print(f"  median ratio, pm4py called with its defaults (fitness too): {statistics.median(self.called):.0f}")
        print(f"  traces on which the cheapest of its Petri net alignments costs other than ours: {self.wrong}")
        for name, count in self.different.items():
            print(f"  {name} differs from it on {count} traces and does not count there")
        return self.wrong


def compare(quick: bool) -> int:
    """The tables beside pm4py; returns the number of traces whose costs differ from its cheapest net alignment."""
    different = 0
    with other_side() as other:
        print(f"Our searches {'are compiled' if is_built() else 'run in Python alone'}.")
        print(f"Beside pm4py {other.version}, the fastest of its exact algorithms for each trace, alignment alone:")
        number = 6 if quick else 20
        small = number // 2
        families = (tasks(quick), freer_tasks(), trees(number), trees(number, edges=2))
        for found in (*families, blocky(small), shared(small), lasting(small)):
            print(f"{'protocol':34} {'ours, µs':>9} {'pm4py, µs':>11} {'ratio':>7}  fastest algorithm")
            tally = Tally()
            for task in found:
                tally.add(task, other.ask(task))
            different += tally.close()
    return different


def growth() -> None:
    """How our own time grows."""
    print(f"\n{'growth':44} {'median, µs':>11} {'worst, µs':>11} {'optimal':>8}")
    for task in growing():
        found = ours(task)
        times = [one[0] * MICRO for one in found]
        optimal = sum(one[2] for one in found)
        figures = f"{statistics.median(times):11.0f} {max(times):11.0f} {optimal:4}/{len(found)}"
        print(f"{task.name:44} {figures}", flush=True)
    anywhere = [one for task in joined_anywhere(20) for one in ours(task)]
    times = [one[0] * MICRO for one in anywhere]
    figures = f"{statistics.median(times):11.0f} {max(times):11.0f} {sum(one[2] for one in anywhere):4}/{len(anywhere)}"
    print(f"{'20 random trees, 2 edges anywhere':44} {figures}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer protocols")
    parser.add_argument("--growth", action="store_true", help="only how our own time grows")
    options = parser.parse_args()
    different = 0
    if not options.growth:
        try:
            different = compare(options.quick)
        except NoOtherError as error:
            print(f"No comparison: {error}.")
    growth()
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
