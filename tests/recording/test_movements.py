"""Handlings in a journal: read back to the last digit, computed again, cut off and damaged."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from simulator.core.twin.movement import Movement
from simulator.core.twin.people import Leader
from simulator.core.twin.steering import HeadInput, Scripted
from simulator.core.twin.steering import Path as HandPath
from simulator.recording.journal import Head, JournalError, JournalWriter, read, sealed_by
from simulator.recording.replay import drift, motion_drift, motion_drift_deg, recorded
from simulator.recording.rerun import OTHERWISE_DEG
from simulator.session import Session
from tests.moving_scene import SCENE_OF_MOVES as SCENE
from tests.recording.test_journal import rechained
from tests.small_scene import SCENE as STILL
from tests.test_handling_in_session import follow

HEAD = Head("s1", "moves", "0" * 64, "0.1", "Lin", "assess", 7, "2026-01-01T00:00:00Z")
OLD = Path(__file__).parent / "journals"


def write(path: Path) -> Session:
    """A scripted hold, a roll by a person's hands, a stop on the way back, and the head let go."""
    writer = JournalWriter(path, HEAD)
    session = Session(SCENE, "assess", writer, HEAD.seed)
    session.lead(Scripted(Leader(0.8, 0.5)))
    session.perform(0, "hold")
    session.tick(3.5)
    session.steer(HeadInput())
    session.perform(3.5, "roll", choices={"call": "counted"})
    follow(session, 8.5)
    session.lead(HandPath([(0.5, HeadInput()), (3.0, HeadInput(turn_deg=-70.0, height_m=-0.08))]))
    session.perform(9, "back", choices={"call": "counted"})
    session.tick(11)
    session.perform(11, "stop")
    session.perform(16, "let-go")
    session.finish(20)
    writer.seal(Ed25519PrivateKey.generate())
    return session


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Movement]]:
    path = tmp_path_factory.mktemp("journal") / "j.jsonl"
    return path, write(path).movements


def without_seal(journal: Path, folder: Path) -> Path:
    """A copy that was never finished, so that only what is in it can tell of an alteration."""
    path = folder / "j.jsonl"
    path.write_text("".join(line + "\n" for line in journal.read_text().splitlines()[:-1]))
    return path


def with_first_piece(journal: Path, folder: Path, spoil: Callable[[dict[str, Any]], None]) -> Path:
    """An unfinished copy in which the first piece of a handling was altered, chained anew."""
    path = without_seal(journal, folder)
    done: list[int] = []

    def first(number: int, content: dict[str, Any]) -> None:
        if content["kind"] == "movement" and not done:
            spoil(content["movement"])
            done.append(number)

    rechained(path, first)
    return path


def assert_same(one: Movement, other: Movement) -> None:
    for name in Movement.__slots__:
        if name != "track":
            assert getattr(one, name) == getattr(other, name), name
    for name in type(one.track).__slots__:
        a, b = getattr(one.track, name), getattr(other.track, name)
        if isinstance(a, np.ndarray):
            assert a.dtype == b.dtype
            assert np.array_equal(a, b), name
        else:
            assert a == b, name


def test_what_is_read_back_is_what_was_shown(journal: tuple[Path, list[Movement]]) -> None:
    path, shown = journal
    kept = recorded(path)
    assert [(m.action, m.kind, m.led_by, m.ended) for m in kept.movements] == [
        ("hold", "handling", "script", "done"),
        ("roll", "handling", "learner", "done"),
        ("back", "handling", "script", "stopped"),
        ("back", "back", "script", "done"),
        ("let-go", "settling", "nobody", "done"),
    ]
    for one, other in zip(shown, kept.movements, strict=True):
        assert_same(one, other)


def test_computed_again_it_gives_the_same_angles(journal: tuple[Path, list[Movement]]) -> None:
    kept = recorded(journal[0])
    assert drift(journal[0], SCENE) is None
    assert motion_drift_deg(kept, SCENE) == 0.0


def test_another_team_drifts_and_it_is_said_how_far(journal: tuple[Path, list[Movement]], tmp_path: Path) -> None:
    path = without_seal(journal[0], tmp_path)

    def another_seed(number: int, content: dict[str, object]) -> None:
        if number == 1:
            content["seed"] = 8

    rechained(path, another_seed)
    far = motion_drift_deg(recorded(path), SCENE)
    assert far is not None
    assert 0.01 < far < OTHERWISE_DEG


def test_a_forged_angle_is_found(journal: tuple[Path, list[Movement]], tmp_path: Path) -> None:
    path = without_seal(journal[0], tmp_path)
    lines = [json.loads(raw) for raw in path.read_text().splitlines()]
    target = next(n for n, one in enumerate(lines, 1) if one["kind"] == "movement" and one["movement"]["number"] == 1)

    def better(number: int, content: dict[str, object]) -> None:
        if number == target:
            piece = content["movement"]
            assert isinstance(piece, dict)
            piece["samples"]["levels_deg"][0][15] += 0.5

    rechained(path, better)
    assert motion_drift_deg(recorded(path), SCENE) == pytest.approx(0.5)


def test_a_forged_force_or_time_is_found(journal: tuple[Path, list[Movement]], tmp_path: Path) -> None:
    path = without_seal(journal[0], tmp_path)
    assert motion_drift(recorded(path), SCENE) == (0.0, ())
    whole = path.read_text()

    def weaker(number: int, content: dict[str, object]) -> None:
        piece = content.get("movement")
        if isinstance(piece, dict) and piece["number"] == 1 and piece["samples"]["axial_n"]:
            piece["samples"]["axial_n"][0][4] = 0.7

    rechained(path, weaker)
    assert motion_drift(recorded(path), SCENE) == (0.0, ("axial_n",))

    def later(number: int, content: dict[str, object]) -> None:
        piece = content.get("movement")
        if isinstance(piece, dict) and piece["number"] == 1 and "opened" in piece:
            piece["opened"]["start_s"] = 1e5

    path.write_text(whole)
    rechained(path, later)
    assert motion_drift_deg(recorded(path), SCENE) == OTHERWISE_DEG


@pytest.mark.parametrize(
    "change",
    [
        {"first": 3},
        {"number": 5},
        {"number": -1},
        {"opened": None},
        {"ended": "lost"},
        {"samples": {}},
        {"inputs": [[1, "far"]]},
    ],
    ids=str,
)
def test_a_piece_that_does_not_fit_is_said(
    journal: tuple[Path, list[Movement]], tmp_path: Path, change: dict[str, object]
) -> None:
    path = with_first_piece(journal[0], tmp_path, lambda piece: piece.update(change))
    with pytest.raises(JournalError, match="handlings of this record"):
        recorded(path)


@pytest.mark.parametrize(
    "change",
    [
        {"injured": 25},
        {"injured": 10**400},
        {"start_s": 10**400},
        {"hands": []},
        {"delay_s": {"leader": "late"}},
        {"leader": {"skill": "much"}},
        {"plan": {"technique": "hold", "move_s": 0}},
        {"plan": {"technique": "juggle", "move_s": 1}},
        {"plan": {"technique": "hold", "move_s": None}},
    ],
    ids=lambda change: str(change)[:40],
)
def test_a_beginning_of_a_movement_that_cannot_be_is_said(
    journal: tuple[Path, list[Movement]], tmp_path: Path, change: dict[str, object]
) -> None:
    path = with_first_piece(journal[0], tmp_path, lambda piece: piece["opened"].update(change))
    with pytest.raises(JournalError, match="handlings of this record"):
        recorded(path)


def test_a_number_too_large_for_a_sample_is_said(journal: tuple[Path, list[Movement]], tmp_path: Path) -> None:
    path = without_seal(journal[0], tmp_path)

    def spoil(number: int, content: dict[str, object]) -> None:
        if content["kind"] == "movement":
            piece = content["movement"]
            assert isinstance(piece, dict)
            if piece["samples"]["axial_n"]:
                piece["samples"]["axial_n"][0][0] = 10**400

    rechained(path, spoil)
    with pytest.raises(JournalError, match="handlings of this record"):
        recorded(path)


def test_a_killed_program_loses_at_most_half_a_second_of_a_handling(tmp_path: Path) -> None:
    program = """
import os, signal, sys
from pathlib import Path
from typing import Any
from simulator.recording.journal import JournalWriter
from simulator.session import Session
from tests.recording.test_movements import HEAD, SCENE
session = Session(SCENE, "assess", JournalWriter(Path(sys.argv[1]), HEAD), HEAD.seed)
session.perform(0, "roll", choices={"call": "counted"})
for n in range(1, 121):
    session.tick(n / 60)
os.kill(os.getpid(), signal.SIGKILL)
"""
    path = tmp_path / "j.jsonl"
    subprocess.run([sys.executable, "-c", program, str(path)], check=False)
    kept = recorded(path)
    assert kept.movements[0].ended == "going"
    assert kept.movements[0].until_s > 2.0 - 0.55
    assert motion_drift_deg(kept, SCENE) == 0.0


def test_a_session_without_handlings_has_no_movements(tmp_path: Path) -> None:
    kept = recorded(OLD / "format-1.jsonl")
    assert kept.movements == ()
    assert motion_drift_deg(kept, STILL) is None


def test_a_journal_of_the_first_format_still_opens() -> None:
    path = OLD / "format-1.jsonl"
    head, lines = read(path)
    assert lines[0].body["format"] == 1
    assert head.learner == "Lin 林"
    assert sealed_by(path, lines) is not None
    assert drift(path, STILL) is None


def test_a_format_of_tomorrow_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    path.write_bytes((OLD / "format-1.jsonl").read_bytes())
    rechained(path, lambda number, content: content.update({"format": 9} if number == 1 else {}))
    with pytest.raises(JournalError, match="format 9 is unknown"):
        read(path)
