"""A journal that was left without a seal: written on with its chain unbroken, whatever its end looks like."""

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from simulator.core.scene import frozen_map
from simulator.core.twin.steering import HeadInput, Steered
from simulator.recording.further import Further
from simulator.recording.journal import Head, JournalError, JournalWriter, is_left, read, sealed_by
from simulator.recording.replay import drift, motion_drift_deg, recorded
from simulator.resuming import OtherwiseError, bring_to, hands_of, last_fact_s, last_s
from simulator.session import Session
from tests.moving_scene import SCENE_OF_MOVES
from tests.small_scene import SCENE

HEAD = Head("s1", "small", "0" * 64, "0.1", "Lin 林", "assess", 7, "2026-01-01T00:00:00Z")


def begun(path: Path) -> None:
    """A session that was left at 4.5 s."""
    writer = JournalWriter(path, HEAD)
    session = Session(SCENE, "assess", writer)
    session.perform(1, "hold")
    session.tick(3)
    session.perform(4, "fit", "aide", {"size": "small"})
    session.perform(4.5, "no-such-thing")
    writer.close()


def test_a_journal_cut_off_anywhere_goes_on_after_its_last_whole_line(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    begun(path)
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    for size in range(first, len(whole) + 1, 5):
        path.write_bytes(whole[:size])
        lines = len(read(path)[1])
        writer = JournalWriter.reopened(path)
        writer.resumed(5.0, "2026-01-01T00:01:00Z", "0.1")
        writer.seal(Ed25519PrivateKey.generate())
        kinds = [line.kind for line in read(path)[1]]
        assert kinds[lines:] == ["resumed", "seal"]
        assert sealed_by(path, read(path)[1])
        assert path.read_bytes().startswith(whole[: whole.rindex(b"\n", 0, size) + 1])


def test_zeros_behind_the_last_line_are_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    begun(path)
    whole = path.read_bytes()
    path.write_bytes(whole + b"\0" * 300)
    JournalWriter.reopened(path).close()
    assert path.read_bytes() == whole


def test_what_is_sealed_damaged_or_gone_is_not_written_on(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    begun(path)
    left = path.read_bytes()
    assert is_left(path)
    path.write_bytes(left.replace(b"Lin", b"Lim", 1))
    with pytest.raises(JournalError, match="altered"):
        JournalWriter.reopened(path)
    path.write_bytes(left)
    writer = JournalWriter.reopened(path)
    writer.seal(Ed25519PrivateKey.generate())
    assert not is_left(path)
    with pytest.raises(JournalError, match="sealed"):
        JournalWriter.reopened(path)
    with pytest.raises(JournalError, match="cannot be recorded"):
        JournalWriter.reopened(tmp_path / "none.jsonl")
    assert not is_left(tmp_path / "none.jsonl")


def test_a_journal_that_is_being_written_is_not_left(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    writer = JournalWriter(path, HEAD)
    assert not is_left(path)
    with pytest.raises(JournalError, match="another program"):
        JournalWriter.reopened(path)
    writer.close()
    assert is_left(path)


def test_a_session_goes_on_where_it_was_left(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    begun(path)
    kept = recorded(path)
    writer = JournalWriter.reopened(path)
    recorder = Further(writer, kept.handlings)
    session = Session(SCENE, "assess", recorder)
    bring_to(session, kept, last_fact_s(kept))
    assert session.events == list(kept.events)
    assert session.state.at_s == 4.5
    recorder.go_on()
    session.perform(9, "turn")
    session.finish(15)
    writer.close()
    again = recorded(path)
    assert again.events[: len(kept.events)] == kept.events
    assert again.events == tuple(session.events)
    assert drift(path, SCENE) is None


def test_another_scene_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    begun(path)
    kept = recorded(path)
    without = replace(SCENE, actions=frozen_map({**SCENE.actions, "hold": replace(SCENE.actions["hold"], takes_s=1.0)}))
    with pytest.raises(OtherwiseError):
        bring_to(Session(without, "assess", Further(JournalWriter.reopened(path), ())), kept, last_fact_s(kept))


def rolled(path: Path) -> None:
    """Hold and roll with hands that follow, recorded as in a window: many ticks, some orders in between."""
    writer = JournalWriter(path, replace(HEAD, scene="moves"))
    session = Session(SCENE_OF_MOVES, "practise", writer, HEAD.seed)
    session.lead(Steered())
    session.perform(1, "hold")
    steps(session, 1.0, 5.0)
    session.perform(5.0, "roll", choices={"call": "counted"})
    steps(session, 5.0, 7.2)
    session.perform(7.21, "no-such-thing")  # a fact between two pieces of the handling
    steps(session, 7.21, 8.9)
    writer.close()


def steps(session: Session, from_s: float, to_s: float) -> None:
    for number in range(1, int((to_s - from_s) / 0.07) + 1):
        going = session.moving
        if going is not None:
            session.steer(HeadInput(turn_deg=round(9.0 * (from_s + 0.07 * number - going.start_s), 2)))
        session.tick(from_s + 0.07 * number)
    session.tick(to_s)


def test_a_handling_that_was_cut_off_goes_on_from_its_last_sample(tmp_path: Path) -> None:
    whole = tmp_path / "whole.jsonl"
    rolled(whole)
    raw = whole.read_bytes().splitlines(keepends=True)
    moving = [number for number, line in enumerate(raw) if b'"kind":"movement"' in line]
    between = next(number for number, line in enumerate(raw) if b"no-such-thing" in line)
    for last in (moving[0], moving[2], moving[-3], between, moving[-1]):
        path = tmp_path / f"{last}.jsonl"
        path.write_bytes(b"".join(raw[: last + 1]))
        kept = recorded(path)
        writer = JournalWriter.reopened(path)
        recorder = Further(writer, kept.handlings)
        session = Session(SCENE_OF_MOVES, "practise", recorder, HEAD.seed)
        bring_to(session, kept, last_fact_s(kept))
        recorder.go_on()
        at_s = last_s(kept)
        session.tick(at_s)
        held = hands_of(session, kept, at_s)
        assert held is not None
        was = kept.handlings[-1].inputs
        assert held[2] == (was[-1][1] if was else HeadInput())
        session.lead(Steered(held[2]))
        session.tick(at_s + 0.3)
        session.steer(HeadInput(turn_deg=20.0))
        session.tick(at_s + 6.0)
        session.finish(at_s + 6.5)
        writer.close()
        again = recorded(path)
        assert again.movements[-1].ended == "done"
        assert drift(path, SCENE_OF_MOVES) is None
        assert motion_drift_deg(again, SCENE_OF_MOVES) == 0.0, f"cut after line {last + 1}"
