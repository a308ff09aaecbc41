"""How long an alignment takes, beside pm4py's in the same run: `python -m tests.bench.alignment [--quick] [--growth]`.

pm4py is AGPL and no dependency of ours. To compare, run this with the Python of an environment of its own that has
pm4py and ruamel.yaml; without it only our own times are shown. Each trace is aligned by every exact variant of pm4py
that finishes within the time limit, and the fastest of them counts. Costs must be equal on every trace.
"""

from __future__ import annotations

import argparse
import csv
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from scoring.alignment import align
from scoring.parsing import parse_protocol
from scoring.prepared import prepare
from scoring.protocol import AnyOrder, Node, OneOf, Optionally, Protocol, Repeat, Sequence, Step, children_of

CCC19 = Path(__file__).parent.parent / "cases" / "ccc19"
LIMIT_S = 20.0
AlignByOther = Callable[[list[str]], int | None]


@dataclass(frozen=True, slots=True)
class Task:
    """A protocol and the traces to align with it."""

    name: str
    protocol: Protocol
    traces: tuple[list[str], ...]


def students() -> Task:
    """The ten real students of the CCC19 challenge."""
    data = YAML(typ="safe").load((CCC19 / "protocol.yaml").read_text("utf-8"))
    protocol = parse_protocol(data["protocol"]).protocol
    assert protocol is not None
    cases: dict[str, list[str]] = defaultdict(list)
    with (CCC19 / "pre.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cases[row["case"]].append(row["activity"])
    return Task("CCC19, 10 students", protocol, tuple(cases.values()))


def lanes(steps: int, free: int, edges: int, rng: random.Random) -> Protocol:
    """So many steps in so many free lanes between a first and a last step, with `after` edges across lanes."""
    names = [f"s{index}" for index in range(steps)]
    inner = names[1:-1]
    groups = tuple(Sequence(tuple(Step(name) for name in inner[lane::free])) for lane in range(free))
    body: Node = AnyOrder(groups) if free > 1 else groups[0]
    after = []
    while free > 1 and len(after) < edges:
        early, late = sorted(rng.sample(range(len(inner)), 2))
        if early % free != late % free:
            after.append((inner[late], (inner[early],)))
    return Protocol(Sequence((Step(names[0]), body, Step(names[-1]))), tuple(after))


def legal_run(protocol: Protocol, rng: random.Random) -> list[str]:
    """A random order that the protocol allows (protocols made by `lanes` only)."""
    before: dict[str, set[str]] = {}

    def walk(node: Node, earlier: set[str]) -> set[str]:
        if isinstance(node, Step):
            before[node.id] = set(earlier)
            return {node.id}
        own: set[str] = set()
        for child in children_of(node):
            own |= walk(child, earlier | own if isinstance(node, Sequence) else earlier)
        return own

    walk(protocol.root, set())
    for step, others in protocol.after:
        before[step] |= set(others)
    run: list[str] = []
    while len(run) < len(before):
        run.append(rng.choice(sorted(step for step in before if step not in run and before[step] <= set(run))))
    return run


def flawed(run: list[str], rng: random.Random, flaws: int) -> list[str]:
    """Steps left out, done again, and swapped."""
    made = list(run)
    for _ in range(flaws):
        kind = rng.randrange(3)
        first, second = rng.randrange(len(made)), rng.randrange(len(made))
        if kind == 0 and len(made) > 2:
            made.pop(first)
        elif kind == 1:
            made.insert(first, rng.choice(run))
        else:
            made[first], made[second] = made[second], made[first]
    return made


def tasks(quick: bool) -> Iterator[Task]:
    yield students()
    rng = random.Random(7)
    sizes = ((14, 1), (24, 1), (14, 2), (24, 2), (14, 3), (20, 3), (14, 4), (24, 4))
    for steps, free in sizes[:4] if quick else sizes:
        for edges in (0, 2) if free > 1 else (0,):
            protocol = lanes(steps, free, edges, rng)
            traces = tuple(flawed(legal_run(protocol, rng), rng, count) for count in (0, 2, 4, 6))
            yield Task(f"{steps} steps, {free} lanes, {edges} edges", protocol, traces)


def other_aligners(protocol: Protocol) -> dict[str, AlignByOther]:
    """pm4py's exact variants for this protocol, by name."""
    from pm4py.algo.conformance.alignments.petri_net import algorithm as petri
    from pm4py.objects.conversion.process_tree import converter
    from pm4py.objects.log.obj import Event, Trace
    from pm4py.objects.petri_net.obj import PetriNet
    from pm4py.objects.petri_net.utils import petri_utils

    net, start, end = converter.apply(_process_tree(protocol.root))
    by_label = {transition.label: transition for transition in net.transitions if transition.label}
    for step, others in protocol.after:
        for other in others:
            place = PetriNet.Place(f"{other}>{step}")
            net.places.add(place)
            petri_utils.add_arc_from_to(by_label[other], place, net)
            petri_utils.add_arc_from_to(place, by_label[step], net)

    def runner(variant: Any) -> AlignByOther:
        def run(events: list[str]) -> int | None:
            trace = Trace([Event({"concept:name": name}) for name in events])
            options = {petri.Parameters.PARAM_MAX_ALIGN_TIME_TRACE: LIMIT_S}
            found = petri.apply_trace(trace, net, start, end, parameters=options, variant=variant)
            return None if found is None else int(found["cost"]) // 10_000

        return run

    wanted = petri.Variants
    return {
        "A* state equation": runner(wanted.VERSION_STATE_EQUATION_A_STAR),
        "Dijkstra": runner(wanted.VERSION_DIJKSTRA_NO_HEURISTICS),
        "Dijkstra less memory": runner(wanted.VERSION_DIJKSTRA_LESS_MEMORY),
    }


def _process_tree(node: Node) -> Any:
    from pm4py.objects.process_tree.obj import Operator, ProcessTree

    if isinstance(node, Step):
        return ProcessTree(label=node.id)
    operators = {
        Sequence: Operator.SEQUENCE, AnyOrder: Operator.PARALLEL, OneOf: Operator.XOR, Optionally: Operator.XOR,
        Repeat: Operator.LOOP,
    }  # fmt: skip
    children = [_process_tree(child) for child in children_of(node)]
    if isinstance(node, Optionally | Repeat):
        children.append(ProcessTree())
    tree = ProcessTree(operator=operators[type(node)], children=children)
    for child in children:
        child.parent = tree
    return tree


def ours(task: Task) -> tuple[list[int], list[float]]:
    """Costs and the least of five times for each trace, the protocol compiled once."""
    ready = prepare(task.protocol)
    costs: list[int] = []
    times: list[float] = []
    for events in task.traces:
        best = float("inf")
        for _ in range(5):
            start = time.perf_counter()
            found = align(ready, events)
            best = min(best, time.perf_counter() - start)
        assert found.optimal
        costs.append(found.cost)
        times.append(best)
    return costs, times


def compare(quick: bool) -> int:
    """The table against pm4py; returns the number of traces whose costs differ."""
    print(f"{'protocol':34} {'ours, µs':>9} {'pm4py, µs':>11} {'ratio':>7}  fastest variant")
    every: list[float] = []
    different = 0
    for task in tasks(quick):
        costs, times = ours(task)
        fastest: list[float] = []
        names: list[str] = []
        others = other_aligners(task.protocol)
        for events, cost in zip(task.traces, costs, strict=True):
            taken: dict[str, float] = {}
            for name, run in others.items():
                start = time.perf_counter()
                found = run(events)
                spent = time.perf_counter() - start
                if found is not None:
                    taken[name] = spent
                    different += found != cost
            name = min(taken, key=taken.__getitem__, default="none in time")
            fastest.append(taken.get(name, LIMIT_S))
            names.append(name)
        ratios = [other / own for other, own in zip(fastest, times, strict=True)]
        every += ratios
        own, other = statistics.median(times) * 1e6, statistics.median(fastest) * 1e6
        print(
            f"{task.name:34} {own:9.0f} {other:11.0f} {statistics.median(ratios):7.0f}  "
            f"{statistics.mode(names)}", flush=True,
        )  # fmt: skip
    print(f"\nmedian ratio over {len(every)} traces: {statistics.median(every):.0f}; different costs: {different}")
    return different


def growth() -> None:
    """How our time grows with steps, lanes, trace length, flaws, choices and loops."""
    rng = random.Random(3)
    print(f"\n{'growth':44} {'median, µs':>11} {'worst, µs':>11} {'optimal':>8}")

    def row(name: str, protocol: Protocol, traces: list[list[str]]) -> None:
        ready = prepare(protocol)
        times: list[float] = []
        optimal = 0
        for events in traces:
            start = time.perf_counter()
            optimal += align(ready, events).optimal
            times.append((time.perf_counter() - start) * 1e6)
        print(f"{name:44} {statistics.median(times):11.0f} {max(times):11.0f} {optimal:4}/{len(traces)}", flush=True)

    for steps in (14, 28, 56, 112):
        protocol = lanes(steps, 2, 0, rng)
        traces = [flawed(legal_run(protocol, rng), rng, 4) for _ in range(20)]
        row(f"{steps} steps in 2 lanes, 4 flaws", protocol, traces)
    for free in (1, 2, 4, 8):
        protocol = lanes(34, free, 0, rng)
        traces = [flawed(legal_run(protocol, rng), rng, 4) for _ in range(20)]
        row(f"34 steps in {free} lanes, 4 flaws", protocol, traces)
    protocol = lanes(24, 4, 3, rng)
    for count in (0, 4, 8, 16):
        traces = [flawed(legal_run(protocol, rng), rng, count) for _ in range(20)]
        row(f"24 steps in 4 lanes, 3 edges, {count} flaws", protocol, traces)
    names = [f"s{index}" for index in range(40)]
    free8 = Protocol(AnyOrder(tuple(Sequence(tuple(map(Step, names[lane::8]))) for lane in range(8))))
    for length in (30, 60, 120):
        row(f"40 steps in 8 lanes, {length} random events", free8, [rng.choices(names, k=length) for _ in range(3)])
    for count in (2, 4, 8):
        pairs = tuple(OneOf((Step(f"a{index}"), Step(f"b{index}"))) for index in range(count))
        either = [[rng.choice((f"a{index}", f"b{index}")) for index in range(count)] for _ in range(20)]
        traces = [flawed(run, rng, 2) for run in either]
        row(f"{count} choices in sequence", Protocol(Sequence(pairs)), traces)
        row(f"{count} choices in any order", Protocol(AnyOrder(pairs)), [rng.sample(run, len(run)) for run in traces])
    loop = Repeat(Sequence((Step("x"), Repeat(Sequence((Step("y"), Step("z")))))))
    for length in (10, 40, 160):
        row(f"two nested loops, {length} events", Protocol(loop), [rng.choices("xyz", k=length) for _ in range(10)])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer protocols")
    parser.add_argument("--growth", action="store_true", help="only how our own time grows")
    options = parser.parse_args()
    different = 0
    if not options.growth:
        try:
            import pm4py  # noqa: F401
        except ImportError:
            print("pm4py is not here; our own times only (see the docstring for how to compare)")
            for task in tasks(options.quick):
                print(f"{task.name:34} {statistics.median(ours(task)[1]) * 1e6:9.0f} µs")
        else:
            different = compare(options.quick)
    growth()
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
