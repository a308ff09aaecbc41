"""Limits in a scene file: what is read from them, and what authors get wrong."""

from pathlib import Path

import pytest

from simulator.paths import scenes_dir
from simulator.scenefile import Severity, load
from simulator.scenefile.source import read_text
from tests.learners.runs import FLAGSHIP

TEXT = read_text(FLAGSHIP / "scene.yaml")
assert isinstance(TEXT, str)
ROLL = """\
  - id: motion-roll
    track: injured.exposure
    measure: mean
    limit: 0.2
    worst: 0.4
    during: [roll-to-side]
    points: 1
    section: move
"""


def problems_of(folder: Path, *changes: tuple[str, str]) -> list[tuple[str, str, str]]:
    """(severity, message with hint, the words in the line that it points at) of the flagship with these changes."""
    text = str(TEXT)
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the scene"
        text = text.replace(old, new)
    path = folder / "spinal-transport" / "scene.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    lines = text.splitlines()
    return [
        (one.severity, f"{one.message} ({one.hint})", lines[one.line - 1][one.column - 1 :])
        for one in load(path).problems
    ]


def test_the_limits_of_the_flagship_are_read() -> None:
    scene = load(FLAGSHIP / "scene.yaml").scene
    assert scene is not None
    limit = next(one for one in scene.limits if one.id == "motion-roll")
    assert (limit.track, limit.measure, limit.limit, limit.worst) == ("injured.exposure", "mean", 0.2, 0.4)
    assert (limit.during, limit.points, limit.section, limit.critical_over) == (("roll-to-side",), 1.0, "move", None)


@pytest.mark.parametrize(
    ("old", "new", "message", "points_at"),
    [
        (
            "track: injured.exposure",
            "track: injured.exposur",
            "no measured signal `injured.exposur`",
            "injured.exposur",
        ),
        ("measure: mean", "measure: average", "`average`", "average"),
        ("during: [roll-to-side]", "during: [roll-to-sid]", "there is no action `roll-to-sid`", "roll-to-sid]"),
        ("during: [roll-to-side]", "during: [inspect-back]", "it has no `handling`", "inspect-back]"),
        ("during: [roll-to-side]", "from: hold-hed", "there is no step `hold-hed`", "hold-hed"),
        ("during: [roll-to-side]", "during: [roll-to-side]\n    until: lift", "has no effect beside `during`", "lift"),
        ("worst: 0.4", "worst: 0.1", "`worst` must be at least `limit` (0.2)", "0.1"),
        ("worst: 0.4", "critical_over: 0.1", "`critical_over` must be at least `limit`", "0.1"),
        ("worst: 0.4", "worst: 0.4\n    over: 0.6", "`over` has no effect on the measure `mean`", "0.6"),
        ("section: move", "section: moves", "has no section `moves`", "moves"),
        ("    section: move\n", "", "need a `section`", "1"),
        ("points: 1", "points: 2", "the section `move` is of 25 points, but there are 26 of the steps and", "25}"),
        ("id: motion-roll", "id: head-kept", "`head-kept` is a name of `keep` already", "head-kept"),
        ("limit: 0.2", "limit: far", "must be a number", "far"),
    ],
)
def test_a_wrong_limit_is_told_with_its_place(tmp_path: Path, old: str, new: str, message: str, points_at: str) -> None:
    assert ROLL.count(old) == 1
    found = problems_of(tmp_path, (ROLL, ROLL.replace(old, new)))
    errors = [one for one in found if one[0] is Severity.ERROR]
    told = [one for one in errors if message in one[1]]
    assert told, errors
    assert told[0][2].startswith(points_at)


def test_a_limit_in_a_scene_without_handlings_measures_nothing(tmp_path: Path) -> None:
    lines = str(TEXT).splitlines(keepends=True)
    still = "".join(line for line in lines if not line.startswith("    handling: "))
    path = tmp_path / "spinal-transport" / "scene.yaml"
    path.parent.mkdir()
    path.write_text(still, "utf-8")
    told = [one.message for one in load(path).problems if one.severity is Severity.ERROR]
    assert "`motion-roll` measures nothing: no action of this scene has a `handling`" in told


def test_a_limit_that_costs_nothing_is_a_warning(tmp_path: Path) -> None:
    found = problems_of(tmp_path, (ROLL, ROLL.replace("points: 1", "points: 0")))
    assert any(kind is Severity.WARNING and "`motion-roll` costs nothing" in message for kind, message, _ in found)


def test_a_signal_of_a_chest_that_nobody_presses_measures_nothing(tmp_path: Path) -> None:
    told = problems_of(
        tmp_path, ("id: motion-roll\n    track: injured.exposure", "id: motion-roll\n    track: chest.rate")
    )
    assert any("no `handling` of this scene presses the chest" in message for _, message, _ in told)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    together: true\n    by: [leader]", "    together: true\n    by: [leeder]", "there is no person `leeder`"),
        ("    measure: below", "    measure: mean", "`mean` would count the time between the handlings too"),
        ("    during: [compress]\n", "    from: compress\n", "`together` has no effect without `during`"),
        ("track: chest.compressions", "track: chest.pause", "nobody alone is behind `chest.pause`"),
        ("    critical_over: 0.6\n", "", "`critical_level` has no effect without `critical_over`"),
        ("    measure: below", "    measure: peak", "`critical_level` has no effect on the measure `peak`"),
    ],
)
def test_what_is_measured_together_goes_together(tmp_path: Path, old: str, new: str, message: str) -> None:
    before, rule, after = read_text(scenes_dir() / "adult-bls-aed" / "scene.yaml").partition("  - id: too-shallow\n")  # type: ignore[union-attr]
    assert old in after
    path = tmp_path / "adult-bls-aed" / "scene.yaml"
    path.parent.mkdir()
    path.write_text(before + rule + after.replace(old, new, 1), "utf-8")
    assert any(message in one.message for one in load(path).problems), [one.message for one in load(path).problems]
