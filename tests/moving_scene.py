"""The small scene with a body that moves: hold the head, roll there and back, lift and slide, flat lift, carry."""

from dataclasses import replace

from simulator.core.scene import ActionRule, Choice, Condition, HandlingRule, Person, Show, Stance, TwinFact, frozen_map
from tests.small_scene import SCENE, action, text

CALL = Choice(text("call"), frozen_map({"counted": text("counted"), "suddenly": text("suddenly")}))
TEAM = ("lead", "aide", "mate", "third")


def _handling(
    name: str, plan: str, takes_s: float, pose: str | None, move_s: float | None = None, **rest: object
) -> ActionRule:
    rule = HandlingRule(
        plan,
        hold_s=0.5,
        move_s=move_s,
        counted=frozen_map({"call": ("counted",)}),
        led=("placed", "briefed", "asked"),
    )
    known: dict[str, object] = {
        "by": ("lead", "aide"),
        "team": TEAM,
        "command": True,
        "hands": False,
        "stoppable": True,
        "choices": frozen_map({"call": CALL}),
        "show": Show(patient=pose),
        "handling": rule,
    }
    return action(name, takes_s, **(known | rest))


SCENE_OF_MOVES = replace(
    SCENE,
    id="moves",
    patient=replace(
        SCENE.patient,
        pose="straight",
        head_turn_deg=20.0,
        injury=frozen_map({"level": "C5-C6", "severity": "unstable"}),
    ),
    team=frozen_map(
        {**SCENE.team, **{name: Person(text(name), name, Stance("door", "stand")) for name in ("mate", "third")}}
    ),
    conditions=frozen_map(
        {**SCENE.conditions, "placed": Condition(text("placed")), "boarded": Condition(text("board under"))}
    ),
    at_start=("lying",),
    actions=frozen_map(
        {
            **SCENE.actions,
            "hold": replace(SCENE.actions["hold"], takes_s=3.0, handling=HandlingRule("hold", hold_s=1.5)),
            "place": action("place", 0.0, by=("aide",), hands=False, starts=("placed",)),
            "board": action("board", 0.0, by=("aide",), hands=False, starts=("boarded",)),
            "roll": _handling("roll", "roll-to-side", 4.5, "side", 2.5),
            "back": _handling("back", "roll-back", 4.5, "straight", 2.5),
            "lift-and-slide": _handling("lift-and-slide", "lift-and-slide", 7.0, "straight", 1.5),
            "flat-lift": _handling("flat-lift", "flat-lift", 7.0, "straight", 1.5),
            "carry": _handling("carry", "carry", 5.0, "lifted", 3.5),
            "set-down": _handling("set-down", "set-down", 5.0, "straight", 3.5),
        }
    ),
    twin=(
        TwinFact(while_="placed", placed=True),
        TwinFact(while_="by-collar", collar="regular"),
        TwinFact(while_="boarded", support="board"),
        TwinFact(action="say", briefed=True, asked=True),
    ),
)
