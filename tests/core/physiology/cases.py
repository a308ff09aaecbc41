"""Patients and facts for the tests of physiology."""

from dataclasses import replace

import numpy as np

from simulator.core import engine
from simulator.core.actions import Perform
from simulator.core.events import Event
from simulator.core.physiology.rules import PhysiologyRule
from simulator.core.scene import Choice, Condition, Scene, frozen_map
from simulator.core.state import after, at_start
from simulator.core.twin.body import LEVELS
from simulator.core.twin.movement import Movement
from simulator.core.twin.plans import PLANS
from simulator.core.twin.track import Track
from tests.small_scene import SCENE, action, text

SIGNS_OF_A_NECK = {"HR": 58.0, "BP_SYS": 96.0, "BP_DIA": 54.0, "RR": 22.0, "SPO2": 95.0}
TIGHT = Choice(text("tension"), frozen_map({"snug": text("snug"), "tight": text("tight")}))
HAND = Choice(text("hand"), frozen_map({"cheek": text("cheek"), "mouth": text("mouth")}))


def scene(
    level: str = "C5-C6",
    grade: str = "B",
    vitals: dict[str, float] | None = None,
    rules: tuple[PhysiologyRule, ...] = (),
    severity: str = "unstable",
) -> Scene:
    """A patient with this injury; `tie` and `lock` are actions with a choice each, `shake` is over at once."""
    conditions = {**SCENE.conditions, "tied": Condition(text("tied")), "locked": Condition(text("locked"))}
    actions = {
        **SCENE.actions,
        "tie": action("tie", 2.0, choices=frozen_map({"tension": TIGHT}), starts=("tied",)),
        "untie": action("untie", 1.0, ends=("tied",)),
        "lock": action("lock", 2.0, choices=frozen_map({"hand": HAND}), starts=("locked",)),
        "shake": action("shake", 0.0),
        "drag": action("drag", 5.0),
    }
    patient = replace(
        SCENE.patient,
        injury=frozen_map({"level": level, "severity": severity, "grade": grade}),
        vitals=frozen_map(SIGNS_OF_A_NECK if vitals is None else vitals),
    )
    return replace(
        SCENE, patient=patient, conditions=frozen_map(conditions), actions=frozen_map(actions), physiology=rules
    )


def facts(played: Scene, *orders: tuple[float, str, dict[str, str]], until_s: float = 600.0) -> tuple[Event, ...]:
    """What follows from these orders: (time in s, action, choices)."""
    state = at_start(played)
    told: list[Event] = []
    for at_s, name, choices in orders:
        events = engine.respond(played, state, Perform(at_s, name, "aide", frozen_map(choices)))
        for event in events:
            state = after(state, event)
        told += events
    return (*told, *engine.advance(played, state, until_s))


def moved(start_s: float, flexion_deg: list[float], rate_hz: float = 30.0, word_s: float = 0.0) -> Movement:
    """A handling in which C5-C6 bends like this and nothing else moves."""
    count = len(flexion_deg)
    levels = np.zeros((count, len(LEVELS), 3))
    levels[:, LEVELS.index("C5-C6"), 0] = flexion_deg
    still = np.broadcast_to(np.eye(3), (count, 3, 3)).copy()
    track = Track(
        time_s=np.arange(count) / rate_hz,
        levels_deg=levels,
        root_m=np.zeros((count, 3)),
        root_turn=np.zeros((count, 4)),
        head_turn=still,
        chest_turn=still,
        axial_n=np.zeros((count, len(LEVELS))),
        hands=(),
        hand_n=np.zeros((count, 0, 3)),
        slipping=np.zeros((count, 0), dtype=bool),
        held=np.zeros((count, 0), dtype=bool),
        board_up=np.zeros((count, 3)),
        lift_m=np.zeros(count),
        word_s=word_s,
        plan=PLANS["roll-to-side"],
        injured=LEVELS.index("C5-C6"),
    )
    return Movement(0, "turn", "aide", start_s, "learner", "done", track)
