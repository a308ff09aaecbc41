"""What the facts of a session make of a handling: what the patient wears, who has the head, how the team is led."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from simulator.core.facts import History, is_so
from simulator.core.scene import ActionRule, Scene
from simulator.core.state import State, holds
from simulator.core.twin import chance
from simulator.core.twin.fixing import Fixing
from simulator.core.twin.grips import HOLD_BELOW, helpers
from simulator.core.twin.kinds import BELOW
from simulator.core.twin.people import Conduct, Team
from simulator.core.twin.plans import HELMET, LOOSEN

# Hands that were not laid on before the order take hold in haste: how far beside the place (m, either way) and how much
# later (s, from none to this). Own choices, beside those of `people`.
_HASTY_M: Final = 0.08
_HASTY_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class Worn:
    """What is on and under the patient, how the leader holds, and how the team was led."""

    fixing: Fixing
    support: str
    squeeze: str
    said: frozenset[str]
    below: frozenset[str] = frozenset()


def worn(scene: Scene, state: State, history: History, last_handling_s: float) -> Worn:
    """As the scene's `twin:` facts have it now; of two collars the later fact counts. A question of readiness counts
    for one handling."""
    collar, support, squeeze = "none", "floor", "head"
    ties: list[str] = []
    said: set[str] = set()
    below: set[str] = set()
    helmet = False
    for fact in scene.twin:
        since_s = last_handling_s if fact.asked else 0.0
        if not is_so(scene, state, history, fact.action, fact.choose, fact.while_, since_s):
            continue
        collar, support, squeeze = fact.collar or collar, fact.support or support, fact.squeeze or squeeze
        ties += [tie for tie in fact.tie if tie not in ties]
        below |= set(fact.below)
        helmet = helmet or fact.helmet
        said |= {name for name in ("briefed", "asked", "placed") if getattr(fact, name)}
    return Worn(Fixing(collar, tuple(ties), helmet=helmet), support, squeeze, frozenset(said), frozenset(below))


def holder_of_head(scene: Scene, state: State) -> str:
    """Who or what carries the head: `learner`, `helper`, `fixed`, `nobody`; hands before straps, the learner first."""
    support = scene.patient.head_support
    if support is None or not holds(scene, state, support):
        return "nobody"
    parts = [name for name in _parts(scene, support) if name in state.conditions]
    by_hand = [state.conditions[name].holder for name in parts if scene.conditions[name].hands]
    if scene.learner in by_hand:
        return "learner"
    return "helper" if by_hand else "fixed"


def _parts(scene: Scene, condition: str) -> tuple[str, ...]:
    derived = scene.conditions[condition].any_of
    return tuple(part for name in derived for part in _parts(scene, name)) if derived else (condition,)


def team(scene: Scene, rule: ActionRule, actor: str, choices: Mapping[str, str], now: Worn, technique: str) -> Team:
    """The helpers of a handling: as many as the action has, in the order of the scene's team, led as it was said."""
    handling = rule.handling
    counted = handling is None or all(choices.get(name) in said for name, said in handling.counted.items())
    matter = handling.led if handling is not None else ()
    conduct = Conduct(
        briefed="briefed" not in matter or "briefed" in now.said,
        asked="asked" not in matter or "asked" in now.said,
        counted=counted,
    )
    busy = [id_ for id_ in scene.team if id_ in (actor, *rule.team)]
    names = [name for name in helpers(technique) if name != "leader"]
    present = names[: sum(1 for id_ in busy if id_ != scene.learner)]
    if scene.learner in busy:
        present.append("leader")
    lost: dict[str, float] = {}
    if technique in HELMET:
        # Until it is loosened the other hand holds at the nape, and that is enough.
        holds = set(BELOW) if now.below and technique == LOOSEN else now.below
        held = {hand for hand, part in HOLD_BELOW.items() if part in holds}
        present = [name for name in present if any(hand.startswith(f"{name}.") for hand in held)]
        lost = dict.fromkeys(HOLD_BELOW.keys() - held, 0.0)
    return Team(present=tuple(present), conduct=conduct, lets_go_s=MappingProxyType(lost))


def hasty(team_: Team, seed: int) -> Team:
    """The same team when no hands were laid on before the order."""
    people = [name for name in team_.present or () if name != "leader"]
    return replace(
        team_,
        late_s=MappingProxyType({name: _HASTY_S * chance.share(seed, name, "hasty") for name in people}),
        misplaced_m=MappingProxyType(
            {name: _HASTY_M * (2.0 * chance.share(seed, name, "misplaced") - 1.0) for name in people}
        ),
    )
