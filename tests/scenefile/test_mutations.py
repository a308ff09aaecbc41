"""Slips of the pen in the scenes of the program: each is found at its place, or it does no harm."""

import shutil
from itertools import islice
from pathlib import Path

import pytest

from simulator.app.checking import problems_of
from simulator.core.scene import Scene
from simulator.paths import scenes_dir
from simulator.scenefile import load
from simulator.scenefile.document import parse
from tests.scenefile.mutations import FREE, Slip, changes, slips

SCENES = sorted(scenes_dir().glob("*/scene.yaml"))
# Five hundred of one seed were tried by hand; a sample is enough to notice what comes undone, and all the scenes
# together are some hundreds.
SAMPLE = 12


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.parent.name)
def test_a_slip_is_found_at_its_place_or_does_no_harm(tmp_path: Path, path: Path, seed: int) -> None:
    folder = tmp_path / path.parent.name
    shutil.copytree(path.parent, folder)
    text = path.read_text("utf-8")
    before = problems_of(folder / path.name)
    for slip in islice(slips(text, seed), SAMPLE):
        (folder / path.name).write_text(slip.text, "utf-8")
        found = problems_of(folder / path.name)
        if slip.surely:
            assert slip.told(found), (slip.kind, slip.place, slip.old, slip.new, [str(p) for p in found])
        elif {p.message for p in found} <= {p.message for p in before}:
            assert harmless(folder / path.name, text, slip), (slip.kind, slip.place, slip.old, slip.new)


def harmless(path: Path, text: str, slip: Slip) -> bool:
    """Is it a scene still, and does it say what it said before, but for free words and what is left out?"""
    scene = load(path).scene
    changed = [way[-1] for way in changes(parse(text).data, parse(slip.text).data)]
    return isinstance(scene, Scene) and set(changed) <= FREE


def test_slips_are_of_every_kind_and_really_slips() -> None:
    text = SCENES[0].read_text("utf-8")
    made = list(islice(slips(text, 3), 60))
    assert {slip.kind for slip in made} == {"key", "word", "number", "line", "sign"}
    assert all(slip.text != text for slip in made)
    assert sum(slip.surely for slip in made) > 20
