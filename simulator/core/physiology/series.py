"""Signs through time, for charts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.core import events as ev
from simulator.core.physiology.signs import SIGNS
from simulator.core.physiology.watch import Present, Watch
from simulator.core.scene import Scene
from simulator.core.twin.movement import Movement


@dataclass(frozen=True, slots=True)
class Series:
    """Times (s) and, for each of `SIGNS`, the values at them; `last` is the patient at the end."""

    t_s: tuple[float, ...]
    values: Mapping[str, tuple[float, ...]]
    last: Present


def series(
    scene: Scene,
    facts: Sequence[ev.Event],
    movements: Sequence[Movement],
    until_s: float,
    seed: int = 0,
    step_s: float = 1.0,
) -> Series:
    """The patient's signs every `step_s` (s) from the start to `until_s`."""
    watch = Watch(scene, seed)
    times = tuple(index * step_s for index in range(int(max(0.0, until_s) / step_s + 1e-9) + 1))
    seen = [watch.at(facts, movements, at_s) for at_s in times]
    values = {name: tuple(one.signs.values[name] for one in seen) for name in SIGNS}
    return Series(times, values, seen[-1])
