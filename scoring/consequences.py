"""Which faults only follow from another one, so that one cause is not charged twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from scoring.faults import Explained, Fault
from scoring.rules import Never, Reference


@dataclass(frozen=True, slots=True)
class Causes:
    """Where the faults stand that another one follows from; `same`: they are of the very same act, in other words.

    `roots` are the first causes of a row of steps that were tried in vain, one because of the other: the ones to name.
    """

    places: tuple[int, ...]
    same: bool = False
    roots: tuple[int, ...] = ()


def causes(reference: Reference, known: Explained, faults: Sequence[Fault]) -> Mapping[int, Causes]:
    """For each fault that follows from others: its place -> these.

    - A forbidden act follows from a step named in `because_of` (or the step that lifts the ban) that should have come
      before the act and did not: left out, done later, or overtaken by the act itself. A wrong answer that is forbidden
      as well is the same act. `because_of` may name other forbidden acts, which spoil what a step had made allowed.
    - What was never begun follows from the step that begins it.
    - A step that was tried in vain follows from those that would have cleared its way and were left out, or came later.
    - A step that came too late follows from what was done in its place: out of order, or forbidden.
    - A step that overtook another follows from what was forbidden as long as that other one was not done.
    """
    know = _Known(reference, known, faults)
    found: dict[int, Causes] = {}
    for place, fault in enumerate(faults):
        behind = _CAUSES.get(fault.kind, _nothing)(know, fault)
        if behind.places:
            found[place] = behind
    return {place: replace(one, roots=_roots(place, found, faults)) for place, one in found.items()}


@dataclass(frozen=True, slots=True)
class _Known:
    reference: Reference
    known: Explained
    faults: Sequence[Fault]

    def places(self, fits: Callable[[Fault], bool]) -> tuple[int, ...]:
        return tuple(place for place, one in enumerate(self.faults) if fits(one))

    def never(self, fault: Fault) -> Never | None:
        if fault.kind != "forbidden_act":
            return None
        return next((rule for rule in self.reference.nevers if rule.id == fault.rule), None)


def _nothing(know: _Known, fault: Fault) -> Causes:
    return Causes(())


def _behind_broken(know: _Known, fault: Fault) -> Causes:
    if not fault.evidence["never_begun"]:
        return Causes(())
    begins = next((rule.from_step for rule in know.reference.keeps if rule.id == fault.rule), None)
    return Causes(know.places(lambda one: _is_left_out(one, begins)))


def _behind_forbidden(know: _Known, fault: Fault) -> Causes:
    never = know.never(fault)
    if never is None:
        return Causes(())
    act = fault.evidence["act"]
    same = know.places(lambda one: one.evidence.get("act") == act and _is_same(one, never))
    if same:
        return Causes(same, same=True)
    return Causes(know.places(lambda one: _is_behind(one, act, never, know.known)))


def _behind_tried(know: _Known, fault: Fault) -> Causes:
    """What would have cleared the way of a step that was tried, and was not done by then."""
    if "tried_s" not in fault.evidence:
        return Causes(())
    clears = set(know.reference.opened_by.get(fault.evidence["barred"], ())) - {fault.step}

    def stood_in_the_way(one: Fault) -> bool:
        if one.kind == "condition_broken":
            return one.rule in clears and not one.evidence["never_begun"] and (one.at_s or 0.0) < (fault.at_s or 0.0)
        late = one.kind == "out_of_order" and not one.evidence["early"]
        return one.step in clears and (one.kind == "missed" or late)

    return Causes(know.places(stood_in_the_way))


def _behind_late(know: _Known, fault: Fault) -> Causes:
    """What was done in the place of a step that then came too late: the same act out of order, or another one first."""
    act, step = fault.evidence["act"], fault.step
    same = know.places(lambda one: one.kind == "out_of_order" and one.evidence["act"] == act)
    if same:
        return Causes(same, same=True)

    def came_first(one: Fault) -> bool:
        if one.kind == "out_of_order":
            return step in one.evidence.get("before", ())
        never = know.never(one)
        return never is not None and step in _steps(never) and (one.at_s or 0.0) < (fault.at_s or 0.0)

    return Causes(know.places(came_first))


def _behind_early(know: _Known, fault: Fault) -> Causes:
    """What was forbidden, and done before this act, as long as a step that it overtook was not done."""
    overtook = set(fault.evidence.get("before", ()))

    def forbidden_before(one: Fault) -> bool:
        never = know.never(one)
        return never is not None and bool(_steps(never) & overtook) and (one.at_s or 0.0) < (fault.at_s or 0.0)

    return Causes(know.places(forbidden_before))


_CAUSES: Mapping[str, Callable[[_Known, Fault], Causes]] = {
    "condition_broken": _behind_broken,
    "forbidden_act": _behind_forbidden,
    "missed": _behind_tried,
    "too_late": _behind_late,
    "out_of_order": _behind_early,
}


def _roots(place: int, found: Mapping[int, Causes], faults: Sequence[Fault]) -> tuple[int, ...]:
    """The first causes; of anything but a step that was tried in vain those next to it."""
    if faults[place].kind != "missed":
        return found[place].places
    roots: dict[int, None] = {}
    left, seen = list(found[place].places), {place}
    while left:
        one = left.pop(0)
        if one in seen:
            continue
        seen.add(one)
        if faults[one].kind == "missed" and one in found:
            left += found[one].places
        else:
            roots[one] = None
    return tuple(roots) or found[place].places


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
