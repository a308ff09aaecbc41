"""Tiny scenes for the proof: one action for every step, of which only the conditions matter."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from simulator.core.procedure import Node, steps_of
from simulator.core.scene import ActionRule, Condition, Happening, Scene, frozen_map
from simulator.core.text import Text
from simulator.scenefile import load
from tests.scenefile.small import SCENE


@dataclass(frozen=True)
class Does:
    """What the action of a step needs and does, and who does it; `hands` leave what they held."""

    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    by: str = "nurse"
    team: tuple[str, ...] = ()
    hands: bool = True


def scene_of(
    protocol: Node,
    does: Mapping[str, Does],
    *,
    held: tuple[str, ...] = (),
    derived: Mapping[str, tuple[str, ...]] | None = None,
    at_start: tuple[str, ...] = (),
    events: Mapping[str, Happening] | None = None,
) -> Scene:
    """A scene with this protocol; steps without an entry in `does` neither need nor do anything.

    `held` are the conditions that hands hold; `derived` maps conditions to their parts.
    """
    base = load(SCENE).scene
    assert base is not None
    steps = {node.step for node in steps_of(protocol)}
    names = set(held) | set(at_start)
    for one in does.values():
        names |= {*one.needs, *one.unless, *one.starts, *one.ends}
    for event in (events or {}).values():
        names |= {*event.while_, *event.unless, *event.starts, *event.ends}
    names -= set(derived or {})
    conditions = {
        name: Condition(Text(name), hands=name in held, any_of=(derived or {}).get(name, ()))
        for name in sorted(names | set(derived or {}))
    }
    return replace(
        base,
        conditions=frozen_map(conditions),
        at_start=at_start,
        actions=frozen_map({step: _action(does.get(step, Does())) for step in sorted(steps)}),
        steps=frozen_map({step: replace(base.steps["rub"], id=step, action=step, by=()) for step in sorted(steps)}),
        protocol=protocol,
        events=frozen_map(events or {}),
    )


def _action(does: Does) -> ActionRule:
    return ActionRule(
        name=Text("do"),
        done=Text("done"),
        takes_s=1.0,
        by=(does.by,),
        requires=does.needs,
        unless=does.unless,
        starts=does.starts,
        ends=does.ends,
        hands=does.hands,
        team=does.team,
    )
