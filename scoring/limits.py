"""Limits on measures of tracks: what was measured, where and when it was worst, and what that costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from scoring.faults import Explained, Fault, left_out
from scoring.measures import BEYOND, MEASURES, peak, window, worst_time
from scoring.rules import Limit
from scoring.trace import Floats, Track


@dataclass(frozen=True, slots=True)
class Measured:
    """The worst that a limit found: `value` of its measure, `peak` of the track itself at `at_s` (s), in `unit`.

    `grave` is the value of the measure at the limit's `critical_level`, where it has one, else the same as `value`.
    `where` as on the track; `act` is the index of the act in which it was measured. `beyond`: how many samples were on
    the wrong side of the level, of how many, and their mean; None for measures that do not look at samples.
    """

    value: float
    peak: float
    at_s: float
    unit: str
    where: str
    act: int | None
    grave: float
    beyond: tuple[int, int, float] | None = None


def measured(limit: Limit, known: Explained) -> Measured | None:
    """What the limit measures at its worst; None where there is no such track in its window."""
    frame = (-inf, inf) if limit.during else known.window(limit.from_step, limit.until_step)
    if frame is None:
        return None
    worst: Measured | None = None
    for tracks in _measured_as_one(limit, known.trace.tracks):
        t_s, values = _joined([window(track, *frame) for track in tracks])
        if not len(t_s):
            continue
        value, highest = MEASURES[limit.measure](t_s, values, limit.over), peak(t_s, values, 0.0)
        if worst is None or (value, highest) > (worst.value, worst.peak):
            at_s = worst_time(limit.measure, t_s, values)
            there = next(track for track in reversed(tracks) if track.t_s[0] <= at_s or track is tracks[0])
            act = _act_of(there, known)
            level = limit.critical_level
            grave = value if level is None else MEASURES[limit.measure](t_s, values, level)
            worst = Measured(value, highest, at_s, there.unit, there.where, act, grave, _beyond(limit, values))
    return worst


def _measured_as_one(limit: Limit, tracks: Sequence[Track]) -> list[list[Track]]:
    """The tracks that the limit is about, in groups that are measured as one."""
    meant = [
        track
        for track in tracks
        if track.name == limit.track
        and (not limit.during or track.action in limit.during)
        and (not limit.by or track.actor in limit.by)
    ]
    if not limit.together:
        return [[track] for track in meant]
    return [sorted(meant, key=lambda track: float(track.t_s[0]))] if meant else []


def _joined(parts: Sequence[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    if len(parts) == 1:
        return parts[0]
    return np.concatenate([t_s for t_s, _ in parts]), np.concatenate([values for _, values in parts])


def _beyond(limit: Limit, values: Floats) -> tuple[int, int, float] | None:
    if limit.measure not in BEYOND:
        return None
    some = values[BEYOND[limit.measure](values, limit.over)]
    return len(some), len(values), float(some.mean()) if len(some) else limit.over


def _act_of(track: Track, known: Explained) -> int | None:
    """The act that the track was measured in: the last one of its action that had begun; None where there is none."""
    acts = known.trace.acts
    begun = [
        index
        for index, act in enumerate(acts)
        if act.action == track.action and act.outcome != "refused" and act.start_s <= track.t_s[0]
    ]
    return max(begun, key=lambda index: acts[index].start_s, default=None)


def limit_faults(limit: Limit, known: Explained) -> Iterator[Fault]:
    """A fault where the measure is above its limit; the share grows straight from the limit to the worst value.

    Who left out what is measured earns nothing for it. Where something was done and nothing was sampled (a log from
    elsewhere) nothing is said.
    """
    found = measured(limit, known)
    if found is None and _nothing_to_measure(limit, known):
        yield Fault("missed", limit.id, None, None, False, share=1.0, evidence={"track": limit.track})
    if found is None or found.value <= limit.limit:
        return
    wide = (limit.worst if limit.worst is not None else limit.limit) - limit.limit
    share = min(1.0, (found.value - limit.limit) / wide) if wide > 0.0 else 1.0
    critical = limit.critical_over is not None and found.grave > limit.critical_over
    evidence = {
        "track": limit.track,
        "measure": limit.measure,
        "value": found.value,
        "limit": limit.limit,
        "unit": unit_of(limit, found.unit),
        "peak": found.peak,
        "over": limit.over,
        "track_unit": found.unit,
        "where": found.where,
    }
    if found.beyond is not None:
        count, of, mean = found.beyond
        evidence |= {"count": count, "of": of, "mean": mean, "most": int(limit.limit * of + 1e-9)}
    if found.act is not None:
        evidence |= {"act": found.act, "action": known.act(found.act).action}
    yield Fault("limit_exceeded", limit.id, None, found.at_s, critical, share=share, evidence=evidence)


def _nothing_to_measure(limit: Limit, known: Explained) -> bool:
    """Was what the limit measures asked for and left out?"""
    if not limit.during:
        return left_out(limit.from_step, known)
    steps = {leaf.step for leaf in known.ready.net.leaves if leaf.action in limit.during}
    return any(left_out(step, known) and step not in known.place for step in steps)


def unit_of(limit: Limit, unit: str) -> str:
    """The unit of a measure on a track of a unit."""
    seconds = {"exposure": f"{unit}·s" if unit else "s", "time_over": "s", "longest_over": "s"} | dict.fromkeys(
        ("below", "above"), ""
    )
    return seconds.get(limit.measure, unit)
