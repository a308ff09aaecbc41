"""Learners of no plan: an order that the procedure allows, found step by step, and what becomes of it by chance."""

import random
from dataclasses import dataclass, field, replace
from functools import cache

from scoring.progress import progress
from scoring.rubric import protocol_for
from simulator.assessment import school, trace
from simulator.core import events as ev
from simulator.core.scene import Scene, frozen_map
from simulator.session import Session
from tests.learners.cases import scene_called
from tests.learners.runs import Unrecorded

SCENES = (
    "adult-bls-aed", "iv-cannulation", "protective-equipment", "severe-bleeding", "spinal-flat-lift", "spinal-helmet",
    "spinal-lift-and-slide", "spinal-scoop", "spinal-transport",
)  # fmt: skip

PATIENCE_S = {"disinfect": 31.0, "turn-windlass": 9.0}
"""What has to be waited for after an act: the skin dries, the bleeding stops."""
WAITS_S = {"reassess": 125.0}
"""And before a step: two minutes of pressing."""
SOONER = {"strap-torso": ("pad-voids",), "check-breathing": ("call-help", "send-for-aed")}
"""Softer rules than the protocol, which cost a little: padded before strapped; who knows of the arrest is on the chest
within seconds, and has called before."""


@dataclass(frozen=True, slots=True)
class Order:
    """One order of a learner: when, what, who, with which answers."""

    at_s: float
    action: str
    actor: str
    choices: dict[str, str] = field(default_factory=dict)


Plan = tuple[Order, ...]


@cache
def still(name: str) -> Scene:
    """A scene without its physics: for what follows from order, choices and times alone."""
    scene = scene_called(name)
    actions = {id_: replace(rule, handling=None) for id_, rule in scene.actions.items()}
    return replace(scene, actions=frozen_map(actions))


def played(scene: Scene, plan: Plan, end_s: float) -> Session:
    """The session of these orders; it ends at `end_s`, or when the last of them is over."""
    session = Session(scene, "assess", Unrecorded())
    for order in sorted(plan, key=lambda one: one.at_s):
        session.tick(order.at_s)
        session.perform(order.at_s, order.action, order.actor, order.choices)
    last_s = max(end_s, session.state.at_s)
    session.tick(last_s)
    session.finish(last_s)
    return session


def allowed(scene: Scene, dice: random.Random) -> tuple[Plan, float]:
    """A plan that the protocol allows, and when it ends (s)."""
    known, sheet = school(scene, None)
    ordered = replace(known, protocol=protocol_for(known, sheet))
    session, plan, at_s = Session(scene, "assess", Unrecorded()), [], 1.0
    while not (now := progress(ordered, trace(scene, session.events).acts)).finished:
        assert at_s < 900.0, f"{scene.id}: what could still be done is refused: {now.open}"
        wanted = [step for step in now.open if step in now.to_come and _ripe(step, now.done)]
        for step in dice.sample(wanted, len(wanted)):
            at_s += WAITS_S.get(step, 0.5)
            order = rightly(scene, step, at_s)
            session.tick(at_s)
            told = session.perform(at_s, order.action, order.actor, order.choices)
            if not any(isinstance(event, ev.ActionRefused) for event in told):
                plan.append(order)
                at_s += scene.actions[order.action].takes_s + PATIENCE_S.get(order.action, 0.0)
                break
        else:
            at_s += 5.0  # something has to be waited for
        session.tick(at_s)
    return tuple(plan), at_s


def _ripe(step: str, done: tuple[str, ...]) -> bool:
    return all(one in done for one in SOONER.get(step, ()))


def rightly(scene: Scene, step: str, at_s: float) -> Order:
    """The order that does a step as it is asked for."""
    rule = scene.steps[step]
    action = scene.actions[rule.action]
    choices = {name: (rule.with_.get(name) or tuple(one.options))[0] for name, one in action.choices.items()}
    return Order(at_s, rule.action, (rule.by or action.by)[0], choices)


def astray(scene: Scene, plan: Plan, end_s: float, dice: random.Random) -> Plan:
    """The same learner with one to six things gone wrong."""
    orders = list(plan)
    for _ in range(dice.randint(1, 6)):
        if not orders:
            break
        place = dice.randrange(len(orders))
        one = orders[place]
        match dice.choice(("left out", "again", "swapped", "answer", "person", "late", "anything", "stopped")):
            case "left out":
                del orders[place]
            case "again":
                orders.append(replace(one, at_s=dice.uniform(0.0, end_s)))
            case "swapped":
                other = dice.randrange(len(orders))
                there = orders[other]
                orders[place], orders[other] = replace(one, at_s=there.at_s), replace(there, at_s=one.at_s)
            case "answer":
                orders[place] = replace(one, choices=_answers(scene, one.action, dice))
            case "person":
                orders[place] = replace(one, actor=dice.choice(scene.actions[one.action].by))
            case "late":
                orders = [replace(it, at_s=it.at_s + 30.0 * (it.at_s >= one.at_s)) for it in orders]
            case "anything":
                name = dice.choice(sorted(scene.actions))
                by = dice.choice(scene.actions[name].by)
                orders.append(Order(dice.uniform(0.0, end_s), name, by, _answers(scene, name, dice)))
            case _:
                orders = [it for it in orders if it.at_s < one.at_s]
    return tuple(orders)


def _answers(scene: Scene, action: str, dice: random.Random) -> dict[str, str]:
    return {name: dice.choice(sorted(one.options)) for name, one in scene.actions[action].choices.items()}
