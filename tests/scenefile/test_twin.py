"""Handlings and what the patient wears, as authors write them: what is read, and what they get wrong."""

from pathlib import Path

import pytest

from simulator.core.scene import HandlingRule, Physique, TwinFact
from simulator.core.twin import kinds
from simulator.core.twin.fixing import COLLARS, TIES
from simulator.core.twin.model import SUPPORTS
from simulator.scenefile import load
from tests.scenefile.small import changed, written

HANDLING = "    takes_s: 20\n    handling: {plan: roll-to-side, hold_s: 2, move_s: 6, led: [briefed, asked]}\n"
FACTS = """twin:
  - {action: turn-on, choose: {way: elbow}, while: water-on, collar: tall}
  - {while: soaped, tie: [chest, head], support: stretcher}
  - {action: rub, squeeze: trapezius, briefed: true}
conditions:
"""
PATIENT = (
    "  pose: sitting\n  injury: {level: forearm, days: 3}",
    "  pose: found\n  injury: {level: C5-C6, severity: unstable}\n  head_turn_deg: -15\n"
    "  physique: {height_m: 1.6, mass_kg: 58, build: woman}",
)


def scene_text(*changes: tuple[str, str]) -> str:
    text = changed(PATIENT, ("    takes_s: 20\n", HANDLING), ("conditions:\n", FACTS))
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_a_handling_and_its_facts_are_read(tmp_path: Path) -> None:
    scene = load(written(tmp_path, scene_text())).scene
    assert scene is not None
    assert scene.handled
    assert scene.actions["rub"].handling == HandlingRule("roll-to-side", 2.0, 6.0, led=("briefed", "asked"))
    assert scene.twin == (
        TwinFact("turn-on", {"way": ("elbow",)}, "water-on", collar="tall"),
        TwinFact(while_="soaped", tie=("chest", "head"), support="stretcher"),
        TwinFact("rub", squeeze="trapezius", briefed=True),
    )
    assert scene.patient.head_turn_deg == -15.0
    assert scene.patient.physique == Physique(1.6, 58.0, "woman")


def test_compressions_ask_for_no_plan_of_the_body(tmp_path: Path) -> None:
    text = changed(PATIENT, ("    takes_s: 20\n", "    takes_s: 20\n    handling: {plan: compressions, count: 30}\n"))
    scene = load(written(tmp_path, text)).scene
    assert scene is not None
    assert scene.actions["rub"].handling == HandlingRule("compressions", count=30)
    assert scene.handled
    assert scene.pressed
    assert not scene.moved


MISTAKES = [
    ("move_s: 6,", "move_s: 6, count: 30,", "only compressions are counted", "take it away"),
    ("plan: roll-to-side", "plan: roll", "no plan `roll`", "roll"),
    ("hold_s: 2, move_s: 6", "hold_s: 12, move_s: 9", "the handling takes 21 s, the action only 20 s", "raise"),
    ("move_s: 6,", "move_s: 6, counted: {cal: counted},", "the action has no choice `cal`", ""),
    ("led: [briefed, asked]", "led: [rested]", "rested", ""),
    ("level: C5-C6", "level: C5-C9", "no level `C5-C9`", "C5-C6"),
    ("severity: unstable", "severity: unstabel", "no severity `unstabel`", "unstable"),
    ("pose: found", "pose: sitting", "no pose `sitting`", ""),
    ("height_m: 1.6", "height_m: 0.9", "must be at least 1.4", ""),
    ("collar: tall", "collar: tal", "no collar `tal`", "`tall`"),
    ("tie: [chest, head]", "tie: [chest, heads]", "no tie `heads`", "`head`"),
    ("support: stretcher", "support: stretchr", "no support `stretchr`", "`stretcher`"),
    ("squeeze: trapezius", "squeeze: trapezus", "no squeeze `trapezus`", "`trapezius`"),
    ("{way: elbow}, while: water-on", "{way: elbw}, while: water-on", "`way` cannot be `elbw`", "`elbow`"),
    ("{way: elbow}, while: water-on", "{wy: elbow}, while: water-on", "no choice `wy`", "`way`"),
    ("while: water-on, collar", "while: water-n, collar", "no condition `water-n`", "`water-on`"),
    ("action: turn-on, choose", "action: turn-n, choose", "no action `turn-n`", "`turn-on`"),
    (", while: water-on, collar: tall", ", while: water-on", "this fact says nothing", "collar"),
    ("{while: soaped, tie", "{tie", "it is not said when this is so", "`while`"),
    ("{while: soaped, tie", "{while: soaped, choose: {way: elbow}, tie", "only an action has answers", "`action`"),
]


@pytest.mark.parametrize(("right", "wrong", "message", "hint"), MISTAKES, ids=[m[1][:40] for m in MISTAKES])
def test_every_mistake_is_said_at_its_place(tmp_path: Path, right: str, wrong: str, message: str, hint: str) -> None:
    text = scene_text((right, wrong))
    problems = [p for p in load(written(tmp_path, text)).problems if message in p.message]
    assert problems, [str(p) for p in load(written(tmp_path, text)).problems]
    assert hint in problems[0].hint
    line = text.splitlines()[problems[0].line - 1]
    assert any(word.strip(" {},") in line for word in wrong.split(",")), line


def test_facts_without_a_handling_are_warned_of(tmp_path: Path) -> None:
    text = changed(("conditions:\n", FACTS))
    assert any("no action has a `handling`" in p.message for p in load(written(tmp_path, text)).problems)


def test_the_names_that_a_scene_may_use_are_those_of_the_physics() -> None:
    assert set(kinds.COLLARS) == set(COLLARS)
    assert set(kinds.TIES) == set(TIES)
    assert set(kinds.SUPPORTS) == set(SUPPORTS)
