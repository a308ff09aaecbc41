"""Faults that no order of steps shows: conditions broken, forbidden acts, limits exceeded, time overrun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scoring.faults import Explained, Fault, left_out
from scoring.limits import limit_faults
from scoring.measures import broken, holds, kept
from scoring.rubric import TIME, TimeBand, time_share
from scoring.rules import Keep, Never, Reference, fits
from scoring.trace import Act


def keep_faults(keep: Keep, known: Explained) -> Iterator[Fault]:
    """One fault for every gap that is longer than forgiven; the points are shared out by the length of the gaps."""
    begins = keep.from_step
    if left_out(begins, known) and _held_from_the_start(keep, known):
        begins = None
    frame = known.window(begins, keep.until_step)
    if frame is None:
        if left_out(begins, known):
            evidence = {"condition": keep.condition, "never_begun": True, "gaps": []}
            yield Fault("condition_broken", keep.id, None, None, keep.critical, share=1.0, evidence=evidence)
        return
    gaps = [gap for gap in broken(known.trace.intervals, keep.condition, *frame) if gap[1] - gap[0] > keep.max_gap_s]
    lost_s = sum(end - start for start, end in gaps)
    share = 1.0 if keep.full_loss_s <= 0.0 else min(1.0, lost_s / keep.full_loss_s)
    for start, end in gaps:
        evidence = {
            "condition": keep.condition,
            "from_s": start,
            "until_s": end,
            "seconds": end - start,
            "window_s": list(frame),
            "never_begun": False,
        }
        part = (end - start) / lost_s
        yield Fault("condition_broken", keep.id, None, start, keep.critical, share=share, part=part, evidence=evidence)


def _held_from_the_start(keep: Keep, known: Explained) -> bool:
    """Did the condition hold already before anybody did anything? Then no step begins it."""
    return any(one.condition == keep.condition and one.start_s <= 0.0 for one in known.trace.intervals)


def never_faults(never: Never, known: Explained) -> Iterator[Fault]:
    """The forbidden acts; together they cost the rule's points once.

    Where every touch is forbidden all of them are one fault, and so are acts that one lasting state forbids: the first,
    which knows the others. An act that is forbidden in itself is a fault each time. Where nothing was done in which the
    rule could have been broken it is "missed" (without a step): a sheet that gives points for keeping it gives none.
    """
    frame = _never_window(never, known)
    if frame is None:
        return
    spared = known.place.get(never.until_step, ())[:1] if never.until_step else ()
    found = [
        index
        for index, act in enumerate(known.trace.acts)
        if frame[0] <= act.start_s < frame[1] and index not in spared and _forbidden(never, act, known)
    ]
    if not found and _nothing_to_break(never, known):
        yield Fault("missed", never.id, None, None, False, share=1.0, evidence={"actions": list(never.actions)})
    for first, *others in _at_once(never, found, known):
        act = known.act(first)
        evidence = {"act": first, "actor": act.actor, "action": act.action, "choices": dict(act.choices)}
        evidence["outcome"] = act.outcome
        if others:
            evidence["again"] = others
            evidence["last_s"] = known.act(others[-1]).start_s
        yield Fault("forbidden_act", never.id, None, act.start_s, never.critical, share=1.0, evidence=evidence)


def _nothing_to_break(never: Never, known: Explained) -> bool:
    """Were the steps in which it could have been broken left out: those of its acts, or else those that allow them, or
    else all of them?"""
    leaves = known.ready.net.leaves
    own = {leaf.step for leaf in leaves if leaf.action in never.actions}
    steps = own or {leaf.step for leaf in leaves if leaf.step in never.because_of} or {leaf.step for leaf in leaves}
    return not steps & known.place.keys() and any(left_out(step, known) for step in steps)


def _at_once(never: Never, found: Sequence[int], known: Explained) -> list[list[int]]:
    """The forbidden acts put together that are one fault."""
    groups: list[list[int]] = []
    for index in found:
        if groups and (never.touching or _lasts(never, known, groups[-1][-1], index)):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _lasts(never: Never, known: Explained, earlier: int, later: int) -> bool:
    """Did what forbids both acts last from the one until the other?"""
    if never.unless is None and never.while_ is None:
        return False
    intervals, frame = known.trace.intervals, (known.act(earlier).start_s, known.act(later).start_s)
    put_right = never.unless is not None and any(end > start for start, end in kept(intervals, never.unless, *frame))
    gone = never.while_ is not None and bool(broken(intervals, never.while_, *frame))
    return not put_right and not gone


def _never_window(never: Never, known: Explained) -> tuple[float, float] | None:
    start, until = known.first(never.from_step), known.first(never.until_step)
    if never.from_step is not None and start is None:
        return None
    return (start.end_s if start else float("-inf")), (until.end_s if until else float("inf"))


def _forbidden(never: Never, act: Act, known: Explained) -> bool:
    intervals = known.trace.intervals
    return (
        (act.outcome != "refused" or never.attempts)
        and (not never.actions or act.action in never.actions)
        and all(name in act.choices and fits(value, act.choices[name]) for name, value in never.with_.items())
        and (not never.by or act.actor in never.by)
        and (not never.not_by or act.actor not in never.not_by)
        and (act.touches or not never.touching)
        and (never.unless is None or not holds(intervals, never.unless, act.start_s))
        and (never.while_ is None or holds(intervals, never.while_, act.start_s))
    )


def duration_s(band: TimeBand | None, known: Explained) -> float:
    """How long the performance took, by the rubric's clock."""
    frame = known.window(band.from_step if band else None, band.until_step if band else None)
    return frame[1] - frame[0] if frame else known.trace.end_s


def completeness(known: Explained) -> float:
    """The share of the expected steps that were done, in or out of order."""
    kinds = [move.kind for move in known.alignment.moves]
    expected = kinds.count("matched") + kinds.count("missed")
    return (kinds.count("matched") + len(known.paired)) / expected if expected else 1.0


def time_faults(band: TimeBand, known: Explained) -> Iterator[Fault]:
    """A fault where the whole took longer than the full band, or was quick only because little was done."""
    took_s = duration_s(band, known)
    unfinished = completeness(known) < band.at_least_done
    share = 1.0 if unfinished else time_share(band, took_s)
    late = band.fail_after_s is not None and took_s > band.fail_after_s
    if share > 0.0 or late:
        evidence = {
            "took_s": took_s,
            "limit_s": band.full_until_s,
            "fail_after_s": band.fail_after_s,
            "unfinished": unfinished,
        }
        yield Fault("over_time", TIME, None, known.trace.end_s, late, share=share, evidence=evidence)


def other_faults(reference: Reference, band: TimeBand | None, known: Explained) -> Iterator[Fault]:
    """All of them, in the order of the rules."""
    for keep in reference.keeps:
        yield from keep_faults(keep, known)
    for never in reference.nevers:
        yield from never_faults(never, known)
    for limit in reference.limits:
        yield from limit_faults(limit, known)
    if band is not None:
        yield from time_faults(band, known)
