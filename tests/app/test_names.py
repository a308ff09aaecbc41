"""`manikin names`: what an author may write is printed, and all of it is known to the check."""

from pathlib import Path

from simulator.app.names import KINDS
from simulator.paths import scenes_dir
from simulator.scenefile import load
from tests.program import manikin


def test_all_names_or_those_of_one_kind(tmp_path: Path) -> None:
    every = manikin("names", home=tmp_path)
    assert every.status == 0
    assert all(f"\n{kind}: " in f"\n{every.out}" for kind in KINDS)
    assert max(map(len, every.out.splitlines())) <= 100
    one = manikin("names", "postures", home=tmp_path)
    assert one.out.split() == sorted(KINDS["postures"][1])
    assert "did you mean `models`?" in manikin("names", "modles", home=tmp_path).sentence()


def test_the_names_that_scenes_use_are_among_them() -> None:
    for file in scenes_dir().glob("*/scene.yaml"):
        scene = load(file).scene
        assert scene is not None
        assert {person.figure for person in scene.team.values()} <= set(KINDS["figures"][1])
        assert {item.model for item in scene.equipment.values() if "{" not in item.model} <= set(KINDS["models"][1])
        assert set(scene.regions) <= set(KINDS["regions"][1])
        assert {limit.track for limit in scene.limits} <= set(KINDS["tracks"][1])
