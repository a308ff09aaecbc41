"""A scripted learner acts at the times that the script says."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from simulator.core.actions import Action
from simulator.core.events import ActionFinished, ActionStarted, Event, SessionFinished
from simulator.core.twin.movement import Piece
from simulator.performing import ScriptError, check, perform
from simulator.scenefile.problems import Problem
from simulator.scenefile.script import Script, load_script
from simulator.session import Session
from tests.moving_scene import SCENE_OF_MOVES as MOVES
from tests.small_scene import SCENE


class Nothing:
    """A recorder that keeps nothing."""

    def action(self, action: Action, events: Sequence[Event]) -> None:
        """Not kept."""

    def tick(self, to_s: float, events: Sequence[Event]) -> None:
        """Not kept."""

    def movement(self, piece: Piece) -> None:
        """Not kept."""


def written(folder: Path, text: str) -> Path:
    path = folder / "script.yaml"
    path.write_text(text)
    return path


def script(folder: Path, acts: str) -> Script:
    read = load_script(written(folder, f"scene: small\nacts:\n{acts}"))
    assert isinstance(read, Script), read
    return read


def test_acts_begin_at_a_time_after_all_before_or_with_the_one_before(tmp_path: Path) -> None:
    acts = """
  - {at: 2, do: hold}
  - {with_previous: 1, do: fit, by: aide, choose: {size: small}}
  - {then: 0.5, do: turn}
"""
    session = Session(SCENE, "assess", Nothing())
    perform(script(tmp_path, acts), session)
    starts = {e.action: e.at_s for e in session.events if isinstance(e, ActionStarted)}
    assert starts == {"hold": 2.0, "fit": 3.0, "turn": 7.5}
    assert [e.at_s for e in session.events if isinstance(e, SessionFinished)] == [11.5]
    assert len([e for e in session.events if isinstance(e, ActionFinished)]) == 3


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("{do: dance}", "`dance` is no action"),
        ("{do: hold, by: nobody}", "`nobody` is nobody in the team"),
        ("{do: hold, by: aid}", "did you mean `aide`?"),
        ("{do: fit, choose: {size: huge}}", "`size` of `fit` cannot be `huge` \\(known: large, small"),
        ("{do: fit, choose: {colour: red, size: small}}", "has no choice `colour`"),
        ("{do: fit}", "must choose `size` \\(one of small, large"),
        ("{do: hold, hands: {skill: 1}}", "moves nobody"),
    ],
)
def test_what_the_scene_does_not_have_is_named_with_its_line(tmp_path: Path, act: str, said: str) -> None:
    with pytest.raises(ScriptError, match=said) as told:
        check(script(tmp_path, f"  - {{do: hold}}\n  - {act}\n"), SCENE, "script.yaml")
    assert str(told.value).startswith("script.yaml:4:5: ")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "1:1"),
        ("scene: small\nacts: 7\n", "2:7"),
        ("scene: small\nacts:\n  - {do: hold, at: soon}\n", "3:20"),
        ("scene: small\nacts:\n  - {do: hold, at: 1, then: 2}\n", "3:5"),
        ("scene: small\nacts:\n  - {do: hold, whith: 1}\n", "3:16"),
        ("scene: small\nacts:\n  - {do: hold, at: -1}\n", "3:20"),
        ("scene: small\nmode: exam\nacts: []\n", "2:7"),
        ("scene: [small\n", "2:1"),
        ("scene: small\nacts:\n  - {do: hold, hands: {skil: 1}}\n", "3:24"),
        ("scene: small\nacts:\n  - {do: hold, hands: {skill: 2}}\n", "3:31"),
        ("scene: small\nacts:\n  - {do: hold, hands: [{at: 1, turn: 2}]}\n", "3:32"),
        ("scene: small\nacts:\n  - {do: hold, hands: []}\n", "3:23"),
        ("scene: small\nseed: -1\nacts: []\n", "2:7"),
    ],
)
def test_a_broken_script_is_a_problem_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    problems = load_script(written(tmp_path, text))
    assert isinstance(problems, tuple)
    assert all(isinstance(problem, Problem) for problem in problems)
    assert f":{place}:" in str(problems[0])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ":1:1: the file is empty"),
        ("acts: []\n", ":1:1: the key `scene` is missing"),
        ("scene: small\nacts: 7\n", ":2:7: `acts` must be a list, not `7`"),
        ("scene: small\nacts:\n  - {do: hold, at: soon}\n", ":3:20: `acts[1].at` must be a number, not `soon`"),
        (
            "scene: small\nacts:\n  - {do: hold, chose: {}}\n",
            "`chose` is not known in `acts[1]` (did you mean `choose`",
        ),
        (
            "scene: small\nacts:\n  - {do: hold, hands: {skil: 1}}\n",
            "`skil` is not known in `acts[1].hands` (did",
        ),
        (
            "scene: small\nacts:\n  - {do: hold, hands: {skill: 2}}\n",
            "`acts[1].hands.skill` must be at most 1",
        ),
        ("scene: small\nacts:\n  - {do: hold, hands: []}\n", "`acts[1].hands` needs at least one entry"),
        ("scene: small\nacts:\n  - {do: hold, hands: good}\n", "`acts[1].hands` must be a mapping"),
        ("scene: small\nmode: exam\nacts: []\n", "`mode` must be 'learn', 'practise' or 'assess', not `exam`"),
        ("scene: small\nacts:\n  - {do: fit, choose: {size: 2}}\n", "`acts[1].choose.size` must be a text, not `2`"),
        (
            "scene: small\nacts:\n  - {at: 9, do: hold}\n  - {at: 4, do: turn}\n",
            ":4:10: the time runs backwards: `hold` before it does not begin before 9 s (move the act up",
        ),
        (
            "scene: small\nacts:\n  - {at: 2, do: hold}\n  - {then: 3, do: turn}\n  - {at: 4.5, do: turn}\n",
            ":5:10: the time runs backwards: `turn` before it does not begin before 5 s",
        ),
        (
            "scene: small\nacts:\n  - {at: 9, do: hold}\nfinish: {at: 3}\n",
            ":4:14: the time runs backwards: `hold` before it does not begin before 9 s",
        ),
        (
            "scene: small\nacts:\n  - {do: hold, hands: [{at: 3}, {at: 2, turn_deg: 4}]}\n",
            ":3:38: the time runs backwards: the point before it is at 3 s",
        ),
    ],
)
def test_a_broken_script_is_told_in_the_words_of_the_file(tmp_path: Path, text: str, said: str) -> None:
    problems = load_script(written(tmp_path, text))
    assert isinstance(problems, tuple)
    assert any(said in str(problem) for problem in problems), [str(problem) for problem in problems]


def test_times_that_only_stand_side_by_side_do_not_run_backwards(tmp_path: Path) -> None:
    acts = "  - {at: 2, do: hold}\n  - {at: 2, do: turn}\n  - {then: 4, do: hold}\n  - {at: 7, do: turn}\n"
    assert len(script(tmp_path, acts).acts) == 4


def test_the_script_says_whose_hands_lead_and_with_which_team(tmp_path: Path) -> None:
    acts = """
  - {at: 0, do: hold}
  - {then: 1, do: roll, choose: {call: counted}, hands: {skill: 0, attention: 0}}
  - {then: 1, do: back, choose: {call: counted}, hands: [{at: 0.5, turn_deg: 0}, {at: 3, turn_deg: -70}]}
  - {then: 1, do: roll, choose: {call: counted}}
"""
    read = load_script(written(tmp_path, f"scene: moves\nseed: 5\nacts:\n{acts}"))
    assert isinstance(read, Script), read
    check(read, MOVES, "script.yaml")
    pieces: list[Piece] = []
    recorder = Nothing()
    recorder.movement = pieces.append  # type: ignore[method-assign]
    session = Session(MOVES, "assess", recorder, read.seed)
    perform(read, session)
    leaders = [p.opened.leader and (p.opened.leader.skill, p.opened.leader.attention) for p in pieces if p.opened]
    assert leaders == [(1.0, 0.5), (0.0, 0.0), None, (1.0, 0.5)]
    assert [m.led_by for m in session.movements] == ["script"] * 4
    inputs = [head for p in pieces if p.number == 2 for _, head in p.inputs]
    assert inputs[-1].turn_deg == -70.0
