"""The names that a scene may use are those that the stage has, and slips of the pen are found."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.core.scene import frozen_map
from simulator.paths import assets_dir
from simulator.stage import vocabulary
from simulator.stage.casting import WHOLE
from simulator.stage.grips import LOCKS, grip_name
from simulator.stage.handles import NAMES
from simulator.stage.person import load_person
from simulator.stage.places import FLOOR, ON_BODY
from simulator.stage.posture import POSTURES
from simulator.stage.regions import REGIONS
from simulator.stage.straps import BANDS
from tests.stage.performances import SCENE_FILES, scene_of


def test_the_names_are_those_of_the_stage() -> None:
    assert {*FLOOR, *ON_BODY, "worn", "hidden"} == vocabulary.PLACES
    assert set(BANDS) == vocabulary.STRAP_PLACES
    assert set(REGIONS) == vocabulary.REGIONS
    assert set(NAMES) == vocabulary.HANDLES
    assert set(WHOLE) == vocabulary.GLANCES
    inner = {"carry-deep", "carry-low", "carry-half", "carry-high"}
    assert (set(POSTURES) - inner) | {"kneel", "stand"} == vocabulary.POSTURES
    people = assets_dir() / "people"
    assert {file.stem for file in people.glob("*.glb")} == vocabulary.FIGURES
    made = {file.stem for file in (assets_dir() / "equipment").glob("*.glb")} - {"strap-buckle"}
    assert made | {vocabulary.STRAP, *vocabulary.ON_CHEST} == vocabulary.MODELS


def test_every_grip_exists_on_the_patient() -> None:
    grips = set(load_person(assets_dir() / "people" / "patient.glb").grips)
    assert {grip_name(name) for name in vocabulary.GRIPS} == grips
    assert set(LOCKS) <= vocabulary.GRIPS


@pytest.mark.parametrize("path", SCENE_FILES, ids=lambda path: path.parent.name)
def test_every_scene_speaks_these_names(path: Path) -> None:
    assert vocabulary.unknown_names(scene_of(path)) == ()


def test_a_slip_of_the_pen_is_found_with_its_place() -> None:
    scene = scene_of(SCENE_FILES[0])
    id_, rule = next((i, r) for i, r in scene.actions.items() if r.show.people)
    person, stance = next(iter(rule.show.people.items()))
    wrong = replace(stance, left="nose.left", look="moon", posture="floating")
    show = replace(
        rule.show, people=frozen_map({**rule.show.people, person: wrong}), camera="keyhole", patient="flying"
    )
    broken = replace(scene, actions=frozen_map({**scene.actions, id_: replace(rule, show=show)}))
    found = {(unknown.path[-1], unknown.name) for unknown in vocabulary.unknown_names(broken)}
    assert found == {
        ("left", "nose.left"),
        ("look", "moon"),
        ("posture", "floating"),
        ("camera", "keyhole"),
        ("patient", "flying"),
    }
    assert all(unknown.known for unknown in vocabulary.unknown_names(broken))


def test_nothing_of_the_toolkit_is_needed() -> None:
    code = "import sys, simulator.stage.vocabulary; sys.exit('panda3d' in sys.modules or 'trimesh' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
