"""What the steps of a scene need and bring about, in bits: the engine's rules without its times.

Every action is taken as instantaneous: its requirements are asked, what it ends and what the hands of its people
held ends, then what it starts holds. The step's first person does it (or the action's first, if the step names none).
What happens by itself may come between any two steps or not, as its conditions allow: whoever has to wait for it can,
and whoever is quick escapes it. So several sets of conditions may hold after an order, and one that lets the next step
be done is enough. How long each thing takes is not counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulator.core.scene import ActionRule, Happening, Scene

# The plain conditions that hold, as bits, and who holds each of the conditions that hands hold (None: nobody).
Held = tuple[int, tuple[str | None, ...]]
# All of it that may hold at a moment, by what has happened by itself until then.
Helds = tuple[Held, ...]


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

    @property
    def reads(self) -> int:
        """The bits of the conditions that it asks for."""
        bits = 0
        for need in (*self.requires, *self.unless):
            bits |= need.any_of
        return bits

    @property
    def changes(self) -> int:
        """The bits of the conditions that it starts or ends by what its rule says."""
        return self.ends | self.starts


class Rules:
    """The rules of one scene. `watched` are conditions that matter besides those that actions ask for.

    `held_by_hand` are the bits of the conditions that hands hold, in the order of Held.
    """

    def __init__(self, scene: Scene, watched: tuple[str, ...] = ()) -> None:
        self._scene = scene
        plain = [name for name, condition in scene.conditions.items() if not condition.any_of]
        self.bit = {name: 1 << number for number, name in enumerate(plain)}
        self.names = {bit: name for name, bit in self.bit.items()}
        self.held_by_hand = tuple(self.bit[name] for name in plain if scene.conditions[name].hands)
        self.events = self._events_that_matter(watched)

    def at_start(self) -> Held:
        """What holds when a session begins."""
        return self._bits(self._scene.at_start), (None,) * len(self.held_by_hand)

    def of_step(self, step: str) -> Effect:
        """What the action of a step needs and does."""
        rule = self._scene.steps[step]
        action = self._scene.actions[rule.action]
        right = {name: (rule.with_.get(name) or tuple(one.options))[0] for name, one in action.choices.items()}
        return self.of_action(rule.action, (rule.by or action.by)[0], right)

    def of_action(self, id_: str, actor: str, answers: Mapping[str, str]) -> Effect:
        """What an action needs and does when `actor` does it with these answers."""
        action = self._scene.actions[id_]
        return Effect(
            requires=tuple(Need(name, self.parts(name)) for name in action.requires),
            unless=tuple(Need(name, self.parts(name)) for name in action.unless),
            ends=self._bits(action.ended_by(answers)),
            starts=self._bits(action.started_by(answers)),
            actor=actor,
            lets_go=self._people(action, actor),
            takes_s=action.takes_s,
        )

    def _events_that_matter(self, watched: tuple[str, ...]) -> tuple[Effect, ...]:
        """The events that change what is watched, or what an action or another such event asks for."""
        asked = self._bits(watched)
        for action in self._scene.actions.values():
            asked |= self._bits((*action.requires, *action.unless))
        left = [self._of_event(event) for event in self._scene.events.values()]
        found: list[Effect] = []
        while matter := [event for event in left if event.changes & asked]:
            found += matter
            left = [event for event in left if event not in matter]
            for event in matter:
                asked |= event.reads
        return tuple(found)

    def _of_event(self, event: Happening) -> Effect:
        """What may happen by itself, as a step that nobody does."""
        return Effect(
            requires=tuple(Need(name, self.parts(name)) for name in event.while_),
            unless=tuple(Need(name, self.parts(name)) for name in event.unless),
            ends=self._bits(event.ends),
            starts=self._bits(event.starts),
            actor="",
            lets_go=frozenset(),
            takes_s=0.0,
        )

    def begun(self) -> Helds:
        """What may hold when a session begins, the most prompt first."""
        return (self.at_start(),)

    def done(self, effect: Effect, helds: Helds) -> Helds:
        """What may hold when the step is done, at once or after waiting, from any of `helds`; none if it cannot be."""
        ready = [held for held in self.waited(helds) if self.refused(effect, held) is None]
        return tuple(dict.fromkeys(self.after(effect, held) for held in ready))

    def waited(self, helds: Helds) -> Helds:
        """The same, and what may hold after any of the events."""
        found = dict.fromkeys(helds)
        new = list(helds) if self.events else []
        for held in new:
            for event in self.events:
                if self.refused(event, held) is None and (after := self.after(event, held)) not in found:
                    found[after] = None
                    new.append(after)
        return tuple(found)

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
