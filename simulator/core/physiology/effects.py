"""What is done to the patient, as effects on circulation, breathing and cord. The scene says which act has which."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from simulator.core import events as ev
from simulator.core.physiology.rules import PhysiologyRule
from simulator.core.scene import Scene
from simulator.core.state import State, after, at_start, holds


@dataclass(frozen=True, slots=True)
class Effect:
    """`vc`: share of the vital capacity that is left; `airway`: share of the breath that gets through; `spo2_plus`:
    points of saturation that oxygen adds; `assisted`: somebody else breathes for the patient; `vagal`: it can slow the
    heart; `exposure`: motion exposure (0..1) while it lasts, where no physics tells it; `bleeds`: the share of the
    blood (0..1) that is lost in a minute; `arrest`: the heart stands still."""

    vc: float = 1.0
    airway: float = 1.0
    spo2_plus: float = 0.0
    assisted: bool = False
    vagal: bool = False
    exposure: float = 0.0
    bleeds: float = 0.0
    arrest: bool = False


# Directions are common teaching; sizes are our own choice. That a strap which takes more than 15 % of a breath is a
# fault stands in the clinical reference (1.13, E13), vagal slowing on suction and rough turning in 4.3.
EFFECTS: Final[Mapping[str, Effect]] = MappingProxyType(
    {
        "chest-bound": Effect(vc=0.80),
        "belly-bound": Effect(vc=0.85),
        "airway-covered": Effect(airway=0.40),
        "airway-blocked": Effect(airway=0.0),
        "oxygen": Effect(spo2_plus=4.0),
        "breathing-assisted": Effect(assisted=True),
        "airway-suction": Effect(vagal=True),
        "rough-turn": Effect(vagal=True),
        "cord-stress": Effect(exposure=0.8, vagal=True),
        "bleeding": Effect(bleeds=0.08),
        "bleeding-slow": Effect(bleeds=0.03),
        "cardiac-arrest": Effect(arrest=True),
    }
)


class Effects:
    """Which effects there are now: facts are heard one after the other.

    A rule with `while` works while that condition holds, and where it also names an action, only if that action with
    these choices brought the condition about. A rule without `while` works while the action goes on.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._state: State = at_start(scene)
        self._last: tuple[float, str, Mapping[str, str]] | None = None
        self._cause: dict[str, tuple[str, Mapping[str, str]]] = {}
        self.now: frozenset[str] = self._active()

    def hear(self, event: ev.Event) -> None:
        """One more fact."""
        if isinstance(event, ev.ActionRefused):
            return
        if isinstance(event, ev.ActionFinished):
            self._last = (event.at_s, event.action, event.choices)
        if isinstance(event, ev.Happened):
            self._last = None  # what starts now has no action behind it
        if isinstance(event, ev.ConditionStarted) and self._last and self._last[0] == event.at_s:
            self._cause[event.condition] = self._last[1:]
        self._state = after(self._state, event)
        self.now = self._active()

    def _active(self) -> frozenset[str]:
        return frozenset(rule.effect for rule in self._scene.physiology if self._works(rule))

    def _works(self, rule: PhysiologyRule) -> bool:
        if rule.while_ is not None:
            if not holds(self._scene, self._state, rule.while_):
                return False
            return rule.action is None or _is(rule, *self._cause.get(rule.while_, ("", {})))
        return any(_is(rule, run.action, run.choices) for run in self._state.running)


def _is(rule: PhysiologyRule, action: str, choices: Mapping[str, str]) -> bool:
    return rule.action == action and all(choices.get(name) in options for name, options in rule.choose.items())
