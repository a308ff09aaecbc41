"""Orders and facts as plain values and back: what was made by hand is refused, field by field."""

from dataclasses import fields
from typing import Any

import pytest

from simulator.core import events as ev
from simulator.core.actions import Complete, Finish, Perform
from simulator.core.scene import Stance
from simulator.recording import codec

FACTS: tuple[ev.Event, ...] = (
    ev.ActionRefused(1.0, "roll", "leader", {"side": "left"}, ev.Refusal.BUSY, "leader"),
    ev.ActionStarted(1.0, "roll", "leader", {}, 4.0, ("on-back",)),
    ev.ActionFinished(4.0, "roll", "leader", {"side": "left"}, 1.0),
    ev.ActionStopped(2.0, "roll", "leader", {}, 1.0),
    ev.ConditionStarted(1.0, "held", "leader"),
    ev.ConditionEnded(1.0, "held"),
    ev.PersonMoved(1.0, "r1", Stance("head", left="head.left")),
    ev.ItemMoved(1.0, "board", "long-board", "beside", 2.0),
    ev.PatientMoved(1.0, "on-side", 2.0),
    ev.Happened(1.0, "worse"),
    ev.SessionFinished(9.0),
)
ORDERS = (Perform(1.0, "roll", "leader", {"side": "left"}), Finish(9.0), Complete(1.0, "roll", "leader"))
_WRONG: tuple[Any, ...] = (None, True, [], {"x": 1}, [1], float("nan"), float("inf"), 10**400)


def test_every_kind_of_fact_is_tried() -> None:
    assert {type(fact).__name__ for fact in FACTS} == set(ev.EVENTS)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_a_fact_comes_back(fact: ev.Event) -> None:
    assert codec.event_from(codec.to_plain(fact)) == fact


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: type(order).__name__)
def test_an_order_comes_back(order: Perform | Finish | Complete) -> None:
    assert codec.action_from(codec.to_plain(order)) == order


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_no_field_of_a_fact_holds_anything_else(fact: ev.Event) -> None:
    plain = codec.to_plain(fact)
    for field in fields(fact):
        for wrong in (*_WRONG, 3 if isinstance(plain[field.name], str) else "x"):
            if wrong == plain[field.name] or (wrong == [] and field.name == "ended"):
                continue
            with pytest.raises(codec.CodecError, match=type(fact).__name__):
                codec.event_from({**plain, field.name: wrong})
    with pytest.raises(codec.CodecError):
        codec.event_from({**plain, "more": 1})
