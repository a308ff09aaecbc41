"""What `manikin check` says beyond the file itself: names that the stage does not know, and the reference learner."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.app.checking import check_paths, not_on_stage, problems_of
from simulator.core.scene import Scene
from simulator.paths import scenes_dir
from simulator.scenefile import load
from simulator.stage import vocabulary
from tests.program import SCENE

FLAGSHIP = (scenes_dir() / SCENE / "scene.yaml").read_text("utf-8")
REFERENCE = (scenes_dir() / SCENE / "reference.yaml").read_text("utf-8")

# (what stands in the scene, what an author writes instead, where the problem points, its words, its hint)
SLIPS = [
    ("  figure: patient\n", "  figure: pateint\n", "pateint", "no figure `pateint`", "`patient`?"),
    ("model: glove-box", "model: glove-bx", "glove-bx", "no model `glove-bx`", "`glove-box`?"),
    ('model: "collar-{size}"', 'model: "coller-{size}"', '"coller', "no model `coller-regular`", "`collar-regular`?"),
    ("place: monitor-stand", "place: monitor-stnd", "monitor-stnd", "no place", "did you mean `monitor-stand`?"),
    ("facing_deg: -61, posture: kneel-low", "facing_deg: -61, posture: kneel-lo", "kneel-lo", "no posture", "-low`"),
    ("left: head.chin, right: chest", "left: head.chn, right: chest", "head.chn", "no hold `head.chn`", "`head.chin`?"),
    ("left: head.chin, right: chest", "left: 'head.chin{'", "'head.chin{", "`head.chin{`", "`head.chin`?"),
    ("  pelvis: {en: Hips, zh: 髋部}", "  pelvs: {en: Hips, zh: 髋部}", "pelvs", "no region `pelvs`", "`pelvis`?"),
]  # fmt: skip


def folder(tmp_path: Path, scene: str = FLAGSHIP, reference: str = REFERENCE) -> Path:
    """A copy of the flagship with these texts."""
    there = tmp_path / SCENE
    there.mkdir()
    (there / "scene.yaml").write_text(scene, "utf-8")
    (there / "reference.yaml").write_text(reference, "utf-8")
    shutil.copy(scenes_dir() / SCENE / "picture.png", there)
    return there


@pytest.mark.parametrize(("old", "new", "points_at", "words", "hint"), SLIPS, ids=[slip[1] for slip in SLIPS])
def test_a_name_that_the_stage_does_not_know_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, points_at: str, words: str, hint: str
) -> None:
    assert FLAGSHIP.count(old) == 1
    text = FLAGSHIP.replace(old, new)
    if "pelvs" in new:
        text = re.sub(r"on: \[[^]]*\]", lambda on: on[0].replace("pelvis", "pelvs"), text)
    found = problems_of(folder(tmp_path, text) / "scene.yaml")
    lines = text.splitlines()
    told = [p for p in found if lines[p.line - 1][p.column - 1 :].startswith(points_at)]
    assert any(words in p.message and hint in p.hint for p in told), [str(p) for p in found]


def test_every_kind_of_unknown_name_has_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    for sort in ("FIGURES", "POSES", "POSTURES", "MODELS", "PLACES", "STRAP_PLACES", "REGIONS", "GRIPS", "GLANCES"):
        monkeypatch.setattr(vocabulary, sort, frozenset())
    monkeypatch.setattr(vocabulary, "HANDLES", frozenset())
    kinds = {found.message.split(" `")[0].removeprefix("the stage has no ") for found in not_on_stage(_flagship())}
    assert kinds == {"figure", "pose", "posture", "model", "place", "region", "hold", "place to look at"}


def _flagship() -> Scene:
    scene = load(scenes_dir() / SCENE / "scene.yaml").scene
    assert scene is not None
    return scene


def test_the_script_beside_a_scene_is_checked_with_it(tmp_path: Path) -> None:
    reference = REFERENCE.replace("do: check-neck,", "do: chek-neck,").replace("{size: regular,", "{size: regulr,")
    found, errors = check_paths([folder(tmp_path, reference=reference)])
    assert errors
    assert [f"{p.problem.message} ({p.problem.hint})" for p in found] == [
        "`chek-neck` is no action of the scene spinal-transport (did you mean `check-neck`?)",
        "`size` of `fit-collar` cannot be `regulr` (did you mean `regular`?)",
    ]
    lines = reference.splitlines()
    assert [lines[p.problem.line - 1][p.problem.column - 1 :][:2] for p in found] == ["{t", "{t"]


def test_the_script_of_another_scene_is_said(tmp_path: Path) -> None:
    other = REFERENCE.replace("scene: spinal-transport", "scene: somewhere-else")
    (problem,) = problems_of(folder(tmp_path, reference=other) / "scene.yaml")
    assert "is for the scene `somewhere-else`" in problem.message


def test_checking_starts_no_renderer_and_no_physics() -> None:
    code = (
        "import sys; from simulator.app.checking import check_paths; check_paths([]);"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'panda3d', 'direct', 'PySide6', 'mujoco', 'cv2'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
