"""`manikin learn`: from journals and tables to a scene file that keeps its comments."""

import random
from pathlib import Path

import pytest

from simulator.app.learning_protocol import learn, rewritten, save
from simulator.app.problems import UserError
from simulator.paths import scenes_dir
from simulator.scenefile import load
from simulator.scenefile.runs import Runs
from tests.learners.runs import flagship
from tests.mining.walks import walk
from tests.program import LEARNERS, SCENE, manikin


def table(path: Path, runs: int, seed: int = 3) -> Path:
    """Cases of the flagship, each in another order that it allows, as a table of steps."""
    ways, dice = Runs(flagship().protocol), random.Random(seed)
    lines = ["case,activity,start,end"]
    for case in range(runs):
        lines += [f"c{case},{step},{4 * n},{4 * n + 3}" for n, step in enumerate(walk(ways, dice))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_scene_file_keeps_all_but_its_protocol(tmp_path: Path) -> None:
    learned = learn(SCENE, [table(tmp_path / "log.csv", 4)])
    before = (scenes_dir() / SCENE / "scene.yaml").read_text(encoding="utf-8")
    head, _, rest = before.partition("\nprotocol:\n")
    assert learned.whole.startswith(head)
    assert learned.whole.endswith(rest[rest.index("\nphases:") :])
    assert "protocol:\n  - step: secure-scene\n" in learned.whole
    out = tmp_path / SCENE / "scene.yaml"
    out.parent.mkdir()
    save(learned, out, SCENE)
    assert out.read_bytes() == learned.whole.encode()


def test_many_performances_give_a_scene_that_loads_and_allows_the_same(tmp_path: Path) -> None:
    learned = learn(SCENE, [table(tmp_path / "log.csv", 256)])
    out = tmp_path / SCENE / "scene.yaml"
    out.parent.mkdir()
    problems = save(learned, out, SCENE)
    assert [problem for problem in problems if "no file `picture.png`" not in problem] == []
    scene = load(out).scene
    assert scene is not None
    assert scene.steps == flagship().steps


def test_one_performance_is_too_few(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="give two or more"):
        learn(SCENE, [table(tmp_path / "log.csv", 1)])


def test_an_unknown_activity_is_named_with_its_place(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("case,activity\na,hold-haed\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"log\.csv:2: 'hold-haed' is no action of this scene; did you mean"):
        learn(SCENE, [log])


def test_the_scene_that_was_read_is_never_overwritten(tmp_path: Path) -> None:
    learned = learn(SCENE, [table(tmp_path / "log.csv", 2)])
    with pytest.raises(UserError, match="this is the scene that was read"):
        save(learned, scenes_dir() / SCENE, SCENE)


def test_the_command_learns_from_journals(tmp_path: Path) -> None:
    for name in ("perfect", "slow"):
        done = manikin("perform", SCENE, LEARNERS / f"{name}.yaml", "--out", tmp_path / name, home=tmp_path)
        assert done.status == 0, done
    journals = [tmp_path / name / "session.jsonl" for name in ("perfect", "slow")]
    said = manikin("learn", SCENE, *journals, home=tmp_path)
    assert said.status == 0, said
    assert said.out.startswith("# Proposed from 2 performances: perfect, slow.\n")
    line = next(line for line in said.out.splitlines() if line.startswith("  - step: hold-head "))
    assert "# after inform-patient in 2 of 2, by 2.8 s at least" in line
    assert "#   head-held: from hold-head until the end" in said.out
    assert "#   hold-head: with: {hold: in-line}, always; by: [leader], leader 2, of 2" in said.out


def test_a_scene_that_is_a_difference_to_another_gets_what_it_had_from_there(tmp_path: Path) -> None:
    proposal = learn(SCENE, [table(tmp_path / "log.csv", 2)]).proposal
    whole = rewritten("id: other\nextends: spinal-transport\n", flagship(), proposal)
    assert whole.startswith("id: other\nextends: spinal-transport\n")
    assert "\nprotocol:\n  - step: secure-scene\n" in whole
    assert "steps:" not in whole.replace("the steps", "")


def test_an_action_that_was_no_step_becomes_one(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("case,activity\na,hold-head\na,cuddle-carry\nb,hold-head\nb,cuddle-carry\n", encoding="utf-8")
    learned = learn(SCENE, [log])
    assert "  - step: cuddle-carry" in learned.fragment
    block = learned.whole[learned.whole.index("\n  cuddle-carry:\n    action: cuddle-carry\n") :]
    assert block.index("points: 0") < block.index("protocol:")
