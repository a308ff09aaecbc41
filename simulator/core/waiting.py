"""What may happen by itself: how long its conditions have held without a break, and when it is due."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from simulator.core.scene import Happening, Scene


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that may still come.

    `needs` and `bars` are sets of plain conditions: it waits as long as one of each of `needs` holds and none of
    `bars` does. `since_s`: since when it has waited without a break (s); `broken_s`: when that was broken (s), or None.
    A break of no time at all, such as one pair of hands taking over at once from another, is none.
    """

    for_s: float
    needs: tuple[frozenset[str], ...]
    bars: frozenset[str]
    again: bool
    since_s: float | None = None
    broken_s: float | None = None

    @property
    def due_s(self) -> float | None:
        """When it will happen if nothing changes (s); None while it does not wait."""
        return None if self.since_s is None or self.broken_s is not None else round(self.since_s + self.for_s, 3)

    def heard(self, held: Collection[str], at_s: float) -> "Waiting":
        """The same with these plain conditions holding from `at_s` (s) on."""
        waits = self.bars.isdisjoint(held) and all(not need.isdisjoint(held) for need in self.needs)
        if not waits:
            return self if self.since_s is None or self.broken_s is not None else replace(self, broken_s=at_s)
        if self.since_s is not None and self.broken_s in (None, at_s):
            return replace(self, broken_s=None)
        return replace(self, since_s=at_s, broken_s=None)


def waiting_at_start(scene: Scene) -> dict[str, Waiting]:
    """All that may happen, at the beginning of a session (t = 0)."""
    return {id_: _made(scene, event).heard(scene.at_start, 0.0) for id_, event in scene.events.items()}


def next_of(waiting: Mapping[str, Waiting]) -> tuple[float, str] | None:
    """What happens next if nothing changes: when (s), and which; of several, the first of the scene file."""
    due = [(at_s, id_) for id_, one in waiting.items() if (at_s := one.due_s) is not None]
    return min(due, key=lambda found: found[0], default=None)


def _made(scene: Scene, event: Happening) -> Waiting:
    return Waiting(
        event.for_s,
        tuple(_parts(scene, name) for name in event.while_),
        frozenset().union(*(_parts(scene, name) for name in event.unless)),
        event.again,
    )


def _parts(scene: Scene, name: str) -> frozenset[str]:
    """The plain conditions of which one makes `name` hold."""
    parts = scene.conditions[name].any_of
    return frozenset().union(*(_parts(scene, part) for part in parts)) if parts else frozenset({name})
