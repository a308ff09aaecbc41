"""Scripted learners whose files end with how they are to be judged: performed once, and held against that."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from scoring.scorecard import Scorecard
from simulator import assessment, performing
from simulator.core.scene import Scene
from simulator.paths import scenes_dir
from simulator.scenefile import load
from simulator.scenefile.script import Script, load_script
from simulator.session import Session
from tests.learners.runs import HERE, Unrecorded, refusals


@cache
def scene_called(name: str) -> Scene:
    """A scene of the program."""
    scene = load(scenes_dir() / name / "scene.yaml").scene
    assert scene is not None
    return scene


@cache
def script_of(path: Path) -> Script:
    script = load_script(path)
    assert isinstance(script, Script), script
    return script


@cache
def expected(path: Path) -> dict[str, Any]:
    """What the end of a script says of its judgement."""
    wanted: dict[str, Any] = YAML(typ="safe").load(path)["expect"]
    return wanted


def played(script: Script, scene: Scene) -> Session:
    """The session of a script in a scene."""
    session = Session(scene, script.mode, Unrecorded())
    performing.perform(script, session)
    return session


@cache
def performed(path: Path) -> Session:
    """The session of a script file in the scene that it names; each file is performed once."""
    script = script_of(path)
    return played(script, scene_called(script.scene))


def card_of(session: Session, rubric: str | None = None) -> Scorecard:
    """How one school judges a session."""
    return assessment.judge(session.scene, session.events, rubric, session.movements).card


def hold_against(session: Session, wanted: dict[str, Any]) -> None:
    """Nothing was refused but what is said, and verdict and findings are those that are wanted, told in both
    languages."""
    card = card_of(session)
    assert refusals(session) == wanted.get("refused", [])
    assert (card.total, card.passed, sorted(card.critical)) == (
        wanted["total"],
        wanted["passed"],
        sorted(wanted["critical"]),
    )
    found = Counter((one.kind, one.step or one.rule, one.points) for one in card.findings)
    assert found == Counter(
        (one["kind"], one.get("step") or one["rule"], float(one["points"])) for one in wanted["findings"]
    )
    for finding in card.findings:
        assert all(finding.text.values())
        assert finding.text["en"] != finding.text["zh"]


@dataclass(frozen=True, slots=True)
class Learners:
    """The learners of one scene, a file each in a folder beside this one."""

    scene_id: str
    folder: str

    @property
    def scene(self) -> Scene:
        return scene_called(self.scene_id)

    @property
    def scripts(self) -> list[Path]:
        return sorted((HERE / self.folder).glob("*.yaml"))

    @property
    def reference(self) -> Session:
        """Who does everything right."""
        return performed(scenes_dir() / self.scene_id / "reference.yaml")

    def session(self, name: str) -> Session:
        return performed(HERE / self.folder / f"{name}.yaml")

    def met(self, what: str) -> set[str]:
        """All that stands under `what` at the end of any script."""
        return {name for path in self.scripts for name in expected(path)[what]}
