"""Protocols and flawed traces to align: real students, generated procedures in free lanes, choices and loops."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ruamel.yaml import YAML

from scoring.parsing import parse_protocol
from scoring.protocol import AnyOrder, Node, OneOf, Optionally, Protocol, Repeat, Sequence, Step, children_of

CCC19 = Path(__file__).parent.parent / "cases" / "ccc19"


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
    after: list[tuple[str, tuple[str, ...]]] = []
    while free > 1 and len(after) < edges:
        early, late = sorted(rng.sample(range(len(inner)), 2))
        if early % free != late % free:
            after.append((inner[late], (inner[early],)))
    return Protocol(Sequence((Step(names[0]), body, Step(names[-1]))), tuple(after))


def mixed(steps: int, choices: int, loops: int) -> Protocol:
    """A sequence with choices of two ways (two steps or one) and loops of three steps spread over it."""
    names = iter(f"s{index}" for index in range(steps))
    parts: list[Node] = []
    for number in range(max(choices, loops)):
        parts.append(Step(next(names)))
        if number < choices:
            parts.append(OneOf((Sequence((Step(next(names)), Step(next(names)))), Step(next(names)))))
        if number < loops:
            parts.append(Repeat(Sequence((Step(next(names)), Step(next(names)), Step(next(names))))))
    return Protocol(Sequence((*parts, *map(Step, names))))


def legal_run(protocol: Protocol, rng: random.Random) -> list[str]:
    """A random run that the protocol allows; `after` edges only where every step is done once."""
    after: dict[str, set[str]] = defaultdict(set)
    for step, others in protocol.after:
        after[step] |= set(others)
    return _run(protocol.root, after, rng)


def _run(node: Node, after: dict[str, set[str]], rng: random.Random) -> list[str]:
    if isinstance(node, Step):
        return [node.id]
    if isinstance(node, OneOf):
        return _run(rng.choice(node.children), after, rng)
    if isinstance(node, Optionally):
        return _run(node.child, after, rng) if rng.random() < 0.5 else []
    if isinstance(node, Repeat):
        rounds = rng.randint(1, min(3, node.at_most or 3))
        return [step for _ in range(rounds) for step in _run(node.child, after, rng)]
    runs = [_run(child, after, rng) for child in children_of(node)]
    if isinstance(node, Sequence):
        return [step for run in runs for step in run]
    inside = {step for run in runs for step in run}
    done: list[str] = []
    while any(runs):
        ready = [run for run in runs if run and after[run[0]] & inside <= set(done)]
        done.append(rng.choice(ready).pop(0))
    return done


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


def _task(name: str, protocol: Protocol, rng: random.Random) -> Task:
    return Task(name, protocol, tuple(flawed(legal_run(protocol, rng), rng, count) for count in (0, 2, 4, 6)))


def tasks(quick: bool) -> Iterator[Task]:
    """What is compared with pm4py: real students, and procedures in free lanes."""
    yield students()
    rng = random.Random(7)
    sizes = ((14, 1), (24, 1), (14, 2), (24, 2), (14, 3), (20, 3), (14, 4), (24, 4))
    for steps, free in sizes[:4] if quick else sizes:
        for edges in (0, 2) if free > 1 else (0,):
            yield _task(f"{steps} steps, {free} lanes, {edges} edges", lanes(steps, free, edges, rng), rng)


def freer_tasks() -> Iterator[Task]:
    """More to compare: choices and loops, in sequence and in any order."""
    rng = random.Random(8)
    for steps, choices, loops in ((16, 3, 0), (18, 0, 3), (24, 3, 2)):
        protocol = mixed(steps, choices, loops)
        yield _task(f"{steps} steps, {choices} choices, {loops} loops", protocol, rng)
        halves = Protocol(AnyOrder((protocol.root, Sequence(tuple(Step(f"t{index}") for index in range(6))))))
        yield _task("the same beside a lane of 6", halves, rng)
    pairs = AnyOrder(tuple(OneOf((Step(f"a{index}"), Step(f"b{index}"))) for index in range(4)))
    yield _task("4 choices in any order", Protocol(pairs), rng)
    rounds = AnyOrder(tuple(Repeat(Sequence((Step(f"a{index}"), Step(f"b{index}")))) for index in range(2)))
    yield _task("2 loops in any order", Protocol(rounds), rng)


def tree(names: list[str], rng: random.Random, whole: bool = True) -> Node:
    """A random tree over these steps: all kinds of groups within each other, short loops, some steps optional."""
    count = len(names)
    if count == 1:
        return Optionally(Step(names[0])) if rng.random() < 0.12 else Step(names[0])
    kind = Sequence if whole else rng.choice((Sequence, Sequence, Sequence, AnyOrder, AnyOrder, OneOf, Repeat))
    if kind is Repeat and count <= 4:
        return Repeat(tree(names, rng, whole=False))
    number = min(count, rng.randint(2, 4))
    cuts = [0, *sorted(rng.sample(range(1, count), number - 1)), count]
    parts = tuple(tree(names[first:end], rng, whole=False) for first, end in pairwise(cuts))
    return AnyOrder(parts) if kind is AnyOrder else OneOf(parts) if kind is OneOf else Sequence(parts)


def blocks(names: list[str], rng: random.Random, whole: bool = True) -> Node:
    """As `tree`, with whole blocks optional, and loops within each other that have limits."""
    count = len(names)
    if count == 1:
        return Optionally(Step(names[0])) if rng.random() < 0.1 else Step(names[0])
    kind = Sequence if whole else rng.choice((Sequence, Sequence, AnyOrder, Optionally, OneOf, Repeat))
    if kind is Optionally or (kind is Repeat and count <= 6):
        inner = blocks(names, rng)
        return Optionally(inner) if kind is Optionally else Repeat(inner, rng.choice((None, 2, 3)))
    number = min(count, rng.randint(2, 4))
    cuts = [0, *sorted(rng.sample(range(1, count), number - 1)), count]
    parts = tuple(blocks(names[first:end], rng, whole=False) for first, end in pairwise(cuts))
    return AnyOrder(parts) if kind is AnyOrder else OneOf(parts) if kind is OneOf else Sequence(parts)


def always(node: Node) -> list[str]:
    """The steps that every run does once."""
    if isinstance(node, Step):
        return [node.id]
    if isinstance(node, Sequence | AnyOrder):
        return [name for child in node.children for name in always(child)]
    return []


def joined(root: Node, edges: int, rng: random.Random) -> Protocol:
    """A tree with some `after` edges between steps that every run does once, as one of its runs has them."""
    run = legal_run(Protocol(root), rng)
    names = sorted(always(root), key=run.index)
    pairs = [sorted(rng.sample(range(len(names)), 2)) for _ in range(edges if len(names) > 1 else 0)]
    return Protocol(root, tuple((names[late], (names[early],)) for early, late in pairs))


def trees(number: int, edges: int = 0) -> Iterator[Task]:
    """Random trees with all kinds of groups within each other."""
    rng = random.Random(5)
    for _ in range(number):
        names = [f"s{index}" for index in range(rng.randint(14, 24))]
        protocol = joined(tree(names, rng), edges, rng)
        yield _task(f"{len(names)} steps in a random tree, {edges} edges", protocol, rng)


def blocky(number: int) -> Iterator[Task]:
    """Random trees with optional blocks, and with loops within each other that have limits."""
    rng = random.Random(11)
    for _ in range(number):
        names = [f"s{index}" for index in range(rng.randint(12, 24))]
        yield _task(f"{len(names)} steps, optional blocks, limits", Protocol(blocks(names, rng)), rng)


def shared(number: int) -> Iterator[Task]:
    """Random trees in which two actions are asked for by more than one step."""
    rng = random.Random(12)
    for _ in range(number):
        names = [f"s{index}" for index in range(rng.randint(14, 20))]
        for _ in range(2):
            names[rng.randrange(len(names))] = rng.choice(names)
        yield _task(f"{len(names)} steps, two actions shared", Protocol(tree(names, rng)), rng)


def lasting(number: int) -> Iterator[Task]:
    """Random trees done again and again: 60, 100 and 150 events, one in twelve of them a flaw."""
    rng = random.Random(13)
    for _ in range(number):
        names = [f"s{index}" for index in range(rng.randint(6, 10))]
        protocol = Protocol(Repeat(tree(names, rng)))
        traces = []
        for length in (60, 100, 150):
            run: list[str] = []
            while len(run) < length:
                run += legal_run(protocol, rng)
            traces.append(flawed(run, rng, length // 12))
        yield Task(f"{len(names)} steps again and again", protocol, tuple(traces))


def joined_anywhere(number: int) -> Iterator[Task]:
    """Random trees with two `after` edges anywhere, mostly into choices and loops, as one of their runs has them."""
    rng = random.Random(14)
    for _ in range(number):
        names = [f"s{index}" for index in range(rng.randint(14, 24))]
        root = tree(names, rng)
        run = legal_run(Protocol(root), rng)
        done = list(dict.fromkeys(run))
        pairs = [sorted(rng.sample(range(len(done)), 2)) for _ in range(2 if len(done) > 1 else 0)]
        protocol = Protocol(root, tuple((done[late], (done[early],)) for early, late in pairs))
        yield Task("random trees, 2 edges anywhere", protocol, tuple(flawed(run, rng, count) for count in (0, 2, 4, 6)))


def growing() -> Iterator[Task]:
    """What shows how our own time grows: with steps, lanes, flaws, trace length, choices and loops."""
    rng = random.Random(3)

    def cases(name: str, protocol: Protocol, flaws: int) -> Task:
        return Task(name, protocol, tuple(flawed(legal_run(protocol, rng), rng, flaws) for _ in range(20)))

    for steps in (14, 28, 56, 112):
        yield cases(f"{steps} steps in 2 lanes, 4 flaws", lanes(steps, 2, 0, rng), 4)
    for free in (1, 2, 4, 8):
        yield cases(f"34 steps in {free} lanes, 4 flaws", lanes(34, free, 0, rng), 4)
    protocol = lanes(24, 4, 3, rng)
    for count in (0, 4, 8, 16):
        yield cases(f"24 steps in 4 lanes, 3 edges, {count} flaws", protocol, count)
    names = [f"s{index}" for index in range(40)]
    free8 = Protocol(AnyOrder(tuple(Sequence(tuple(map(Step, names[lane::8]))) for lane in range(8))))
    for length in (30, 60, 120):
        traces = tuple(rng.choices(names, k=length) for _ in range(3))
        yield Task(f"40 steps in 8 lanes, {length} random events", free8, traces)
    for count in (2, 4, 8):
        pairs = tuple(OneOf((Step(f"a{index}"), Step(f"b{index}"))) for index in range(count))
        yield cases(f"{count} choices in sequence", Protocol(Sequence(pairs)), 2)
        yield cases(f"{count} choices in any order", Protocol(AnyOrder(pairs)), 0)
    loop = Protocol(Repeat(Sequence((Step("x"), Repeat(Sequence((Step("y"), Step("z"))))))))
    for length in (10, 40, 160):
        yield Task(f"two nested loops, {length} events", loop, tuple(rng.choices("xyz", k=length) for _ in range(10)))
    for count in (1, 2, 3):
        rounds = tuple(Repeat(Sequence((Step(f"a{index}"), Step(f"b{index}")))) for index in range(count))
        names = [f"{name}{index}" for name in "ab" for index in range(count)]
        traces = tuple(rng.choices(names, k=30) for _ in range(5))
        yield Task(f"{count} loops in any order, 30 random events", Protocol(AnyOrder(rounds)), traces)
