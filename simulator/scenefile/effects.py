"""What the steps of a scene need and bring about, in bits: the engine's rules without its times.

Every action is taken as instantaneous: its requirements are asked, what it ends and what the hands of its people
held ends, then what it starts holds. The step's first person does it (or the action's first, if the step names none).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.core.scene import ActionRule, Scene

# The plain conditions that hold, as bits, and who holds each of the conditions that hands hold (None: nobody).
Held = tuple[int, tuple[str | None, ...]]


@dataclass(frozen=True, slots=True)
class Need:
    """A condition and the plain conditions of which one makes it hold, as bits."""

    condition: str
    any_of: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What one step does. `lets_go`: the people whose hands leave whatever they held."""

    requires: tuple[Need, ...]
    unless: tuple[Need, ...]
    ends: int
    starts: int
    actor: str
    lets_go: frozenset[str]
    takes_s: float


class Rules:
    """The rules of one scene. `held_by_hand` are the bits of the conditions that hands hold, in the order of Held."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        plain = [name for name, condition in scene.conditions.items() if not condition.any_of]
        self.bit = {name: 1 << number for number, name in enumerate(plain)}
        self.names = {bit: name for name, bit in self.bit.items()}
        self.held_by_hand = tuple(self.bit[name] for name in plain if scene.conditions[name].hands)

    def at_start(self) -> Held:
        """What holds when a session begins."""
        return self._bits(self._scene.at_start), (None,) * len(self.held_by_hand)

    def of_step(self, step: str) -> Effect:
        """What the action of a step needs and does."""
        rule = self._scene.steps[step]
        return self.of_action(rule.action, (rule.by or self._scene.actions[rule.action].by)[0])

    def of_action(self, id_: str, actor: str) -> Effect:
        """What an action needs and does when `actor` does it."""
        action = self._scene.actions[id_]
        return Effect(
            requires=tuple(Need(name, self.parts(name)) for name in action.requires),
            unless=tuple(Need(name, self.parts(name)) for name in action.unless),
            ends=self._bits(action.ends),
            starts=self._bits(action.starts),
            actor=actor,
            lets_go=self._people(action, actor),
            takes_s=action.takes_s,
        )

    def refused(self, effect: Effect, held: Held) -> tuple[str, bool] | None:
        """The condition that stands in the way, and whether it is missing (else it is in the way by holding)."""
        for need in effect.requires:
            if not held[0] & need.any_of:
                return need.condition, True
        for need in effect.unless:
            if held[0] & need.any_of:
                return need.condition, False
        return None

    def after(self, effect: Effect, held: Held) -> Held:
        """What holds when the step is done."""
        holders = held[1]
        bits = self.meanwhile(effect, held) | effect.starts
        people = tuple(
            effect.actor if effect.starts & bit else holder if bits & bit else None
            for bit, holder in zip(self.held_by_hand, holders, strict=True)
        )
        return bits, people

    def meanwhile(self, effect: Effect, held: Held) -> int:
        """The bits of what holds while the step is being done."""
        bits = held[0] & ~effect.ends
        for bit, holder in zip(self.held_by_hand, held[1], strict=True):
            if holder in effect.lets_go:
                bits &= ~bit
        return bits

    def _people(self, action: ActionRule, actor: str) -> frozenset[str]:
        return frozenset((actor, *action.team)) if action.hands else frozenset()

    def _bits(self, names: Iterable[str]) -> int:
        bits = 0
        for name in names:
            bits |= self.parts(name)
        return bits

    def parts(self, name: str) -> int:
        """The plain conditions of which one makes `name` hold."""
        parts = self._scene.conditions[name].any_of
        return self._bits(parts) if parts else self.bit[name]
