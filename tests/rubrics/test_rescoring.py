"""A recorded session judged again: by another rubric, and by another version of its scene."""

import json
import shutil
from pathlib import Path

import pytest

from simulator import assessment
from simulator.app.catalogue import Catalogue
from simulator.app.demo import perform_script
from simulator.app.looking_back import other_version, replay_journal
from simulator.app.problems import UserError
from simulator.app.scoring_logs import score_log, table
from tests.learners.runs import FLAGSHIP, flagship
from tests.rubrics.performed import RUBRICS, SCRIPTS, card


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANIKIN_HOME", str(tmp_path / "home"))


def quiet(what: str, share: float) -> None:
    """Nobody looks at the progress of a test."""


@pytest.fixture
def changed_scene(tmp_path: Path) -> Path:
    """The flagship scene with one number changed."""
    folder = tmp_path / "changed" / "spinal-transport"
    shutil.copytree(FLAGSHIP, folder)
    path = folder / "scene.yaml"
    text = path.read_text("utf-8")
    assert text.count("minutes: 8 ") == 1
    path.write_text(text.replace("minutes: 8 ", "minutes: 9 "), "utf-8")
    return path


def test_a_script_and_its_journal_are_judged_by_the_rubric_that_is_asked_for(tmp_path: Path) -> None:
    done = perform_script("spinal-transport", SCRIPTS["head-first"], tmp_path / "out", "hand-lock")
    assert (done.judged.card.rubric, done.judged.card.total, done.judged.card.passed) == ("hand-lock", 100, True)
    written = json.loads((tmp_path / "out" / "scorecard.json").read_text("utf-8"))
    assert written["rubric"] == "hand-lock"
    for rubric in RUBRICS:
        (case,) = score_log("spinal-transport", done.folder / "session.jsonl", rubric, quiet)
        assert case["scorecard"]["rubric"] == rubric
        assert case["scorecard"]["total"] == card("head-first", rubric).total
        assert case["scorecard"]["critical"] == list(card("head-first", rubric).critical)


def test_an_unknown_rubric_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no rubric 'hand-lok'; it has: standard,"):
        perform_script("spinal-transport", SCRIPTS["perfect"], tmp_path / "out", "hand-lok")
    assert not (tmp_path / "out" / "session.jsonl").exists()


def test_it_is_said_which_version_judged_then_and_now(tmp_path: Path, changed_scene: Path) -> None:
    done = perform_script("spinal-transport", SCRIPTS["perfect"], tmp_path / "out")
    journal = done.folder / "session.jsonl"
    (same,) = score_log("spinal-transport", journal, None, quiet)
    now = flagship().sha256
    assert (same["scene_sha256_then"], same["scene_sha256_now"], same["scene_same"]) == (now, now, True)
    assert "version" not in table([same])
    (other,) = score_log(str(changed_scene), journal, "hand-lock", quiet)
    assert other["scene_sha256_then"] == now
    assert other["scene_sha256_now"] == other["scorecard"]["scene_sha256"] != now
    assert not other["scene_same"]
    said = table([other])
    assert f"judged by the scene as it is now ({other['scene_sha256_now'][:12]})" in said
    assert f"recorded in another version ({now[:12]})" in said


def test_a_replay_says_it_too(tmp_path: Path, changed_scene: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = perform_script("spinal-transport", SCRIPTS["perfect"], tmp_path / "out")
    journal = done.folder / "session.jsonl"
    said, same = replay_journal(journal)
    assert same
    assert f"judged by the scene as it was recorded ({flagship().sha256[:12]})" in said
    assert "practise on" not in said
    assert other_version(journal) == ""
    monkeypatch.setattr("simulator.app.looking_back.Catalogue", lambda: Catalogue(changed_scene.parents[1]))
    said, same = replay_journal(journal)
    assert same  # the rules of the session are the same
    assert f"it was recorded in another version ({flagship().sha256[:12]})" in said
    assert "nobody can practise on from a moment of it" in said
    assert other_version(journal) in said
    elsewhere = Catalogue(tmp_path / "no scenes")
    monkeypatch.setattr("simulator.app.looking_back.Catalogue", lambda: elsewhere)
    assert other_version(journal) == "", "nothing is known of a scene that is not here"


def test_versions_are_plain_data() -> None:
    found = assessment.versions("a" * 64, "b" * 64, "1.0")
    assert found.plain == {
        "scene_sha256_then": "a" * 64, "scene_sha256_now": "b" * 64, "program_then": "1.0", "scene_same": False,
    }  # fmt: skip
    assert found.sentence == (
        "judged by the scene as it is now (bbbbbbbbbbbb); it was recorded in another version (aaaaaaaaaaaa)"
    )
    assert assessment.versions("a" * 64, "a" * 64).sentence == "judged by the scene as it was recorded (aaaaaaaaaaaa)"
