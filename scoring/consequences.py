"""Which forbidden acts only follow from another fault, so that one cause is not charged twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.faults import Explained, Fault
from scoring.rules import Never, Reference


@dataclass(frozen=True, slots=True)
class Causes:
    """Where the faults stand that another one follows from; `same`: they are of the very same act, in other words."""

    places: tuple[int, ...]
    same: bool = False


def causes(reference: Reference, known: Explained, faults: Sequence[Fault]) -> Mapping[int, Causes]:
    """For each fault that follows from others, a forbidden act or what was never begun: its place -> these.

    Such a fault is a step named in `because_of` (or the step that lifts the ban) that should have come before the act
    and did not: left out, done later, or overtaken by the act itself. A wrong answer that is forbidden as well is the
    same act. `because_of` may name other forbidden acts, which spoil what such a step had made allowed.
    """
    nevers = {rule.id: rule for rule in reference.nevers}
    begun_by = {rule.id: rule.from_step for rule in reference.keeps}
    found: dict[int, Causes] = {}
    for place, fault in enumerate(faults):
        if fault.kind == "condition_broken" and fault.evidence["never_begun"]:
            begins = begun_by.get(fault.rule)
            left = tuple(at for at, one in enumerate(faults) if _is_left_out(one, begins))
            found |= {place: Causes(left)} if left else {}
            continue
        never = nevers.get(fault.rule) if fault.kind == "forbidden_act" else None
        if never is None:
            continue
        act = fault.evidence["act"]
        same = tuple(at for at, one in enumerate(faults) if one.evidence.get("act") == act and _is_same(one, never))
        behind = same or tuple(at for at, one in enumerate(faults) if _is_behind(one, act, never, known))
        if behind:
            found[place] = Causes(behind, same=bool(same))
    return found


def _is_left_out(fault: Fault, step: str | None) -> bool:
    return fault.kind == "missed" and step is not None and fault.step == step


def _steps(never: Never) -> frozenset[str]:
    """The steps that would have made the act allowed."""
    return frozenset((*never.because_of, *filter(None, (never.until_step,))))


def _is_same(fault: Fault, never: Never) -> bool:
    """Is this fault of the forbidden act itself about what forbids it: the answer, or what it has overtaken?"""
    if fault.kind == "wrong_choice":
        return fault.evidence["choice"] in never.with_
    return fault.kind == "out_of_order" and bool(_steps(never) & set(fault.evidence.get("before", ())))


def _is_behind(fault: Fault, act: int, never: Never, known: Explained) -> bool:
    """Was a step left out, or done only after the act, that would have made it allowed, or was that spoilt?"""
    if fault.kind == "forbidden_act":
        return fault.rule in never.because_of and _still_spoilt(fault, act, never, known)
    if fault.step is None or fault.step not in _steps(never):
        return False
    if fault.kind == "missed":
        return not _comes_later(known, act, fault.step)
    return fault.kind == "out_of_order" and (fault.at_s or 0.0) > known.act(act).start_s


def _still_spoilt(fault: Fault, act: int, never: Never, known: Explained) -> bool:
    """Did none of the named steps make it good between the fault and the act?"""
    actions = {leaf.action for leaf in known.ready.net.leaves if leaf.step in never.because_of}
    spoilt_s, start_s = known.act(fault.evidence["act"]).start_s, known.act(act).start_s
    between = (one for one in known.trace.acts if one.outcome == "done" and one.action in actions)
    return spoilt_s < start_s and not any(spoilt_s < one.start_s < start_s for one in between)


def _comes_later(known: Explained, act: int, step: str) -> bool:
    """Does the protocol ask for the step only behind the step that this act did?"""
    net = known.ready.net
    own = sum(1 << leaf.index for leaf in net.leaves if act in known.place.get(leaf.step, ()))
    return any(net.closure[leaf.index] & own for leaf in net.leaves if leaf.step == step)


def in_turn(follows: Mapping[int, Causes], count: int) -> list[int]:
    """The places of all faults, causes before what follows from them, and otherwise as they stand."""
    depth: dict[int, int] = {}

    def deep(place: int, above: frozenset[int]) -> int:
        if place not in depth:
            behind = follows[place].places if place in follows else ()
            depth[place] = 1 + max((deep(one, above | {place}) for one in behind if one not in above), default=-1)
        return depth[place]

    return sorted(range(count), key=lambda place: (deep(place, frozenset((place,))), place))
