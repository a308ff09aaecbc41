"""One small function per measure. Peaks and exposures of tracks are taken on the straight lines between samples."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from scoring.trace import Floats, Interval, Track


def window(track: Track, from_s: float, until_s: float) -> tuple[Floats, Floats]:
    """Times and values of a track between two times, with values at both ends read off the lines; maybe empty."""
    t_s, values = track.t_s, track.values
    if len(t_s) == 0 or until_s < t_s[0] or from_s > t_s[-1] or until_s < from_s:
        return t_s[:0], values[:0]
    start, stop = max(from_s, float(t_s[0])), min(until_s, float(t_s[-1]))
    inside = (t_s > start) & (t_s < stop)
    times = np.concatenate(([start], t_s[inside], [stop] if stop > start else []))
    return times, np.interp(times, t_s, values)


def peak(t_s: Floats, values: Floats, over: float) -> float:
    """The greatest absolute value, in the track's unit."""
    return float(np.abs(values).max())


def low(t_s: Floats, values: Floats, over: float) -> float:
    """How far the values fell below `over`, in the track's unit (0 if they did not)."""
    return float(max(over - values.min(), 0.0))


def span(t_s: Floats, values: Floats, over: float) -> float:
    """The greatest minus the least value, in the track's unit."""
    return float(values.max() - values.min())


def mean(t_s: Floats, values: Floats, over: float) -> float:
    """The mean absolute value over time, in the track's unit."""
    if t_s[-1] <= t_s[0]:
        return float(np.abs(values).mean())
    return _exposure(t_s, values, 0.0)[0] / float(t_s[-1] - t_s[0])


def exposure(t_s: Floats, values: Floats, over: float) -> float:
    """The area of the absolute value above `over`, in the track's unit times seconds."""
    return _exposure(t_s, values, over)[0]


def time_over(t_s: Floats, values: Floats, over: float) -> float:
    """For how many seconds the absolute value was above `over`."""
    return _exposure(t_s, values, over)[1]


def longest_over(t_s: Floats, values: Floats, over: float) -> float:
    """The longest stretch (s) in which the absolute value stayed above `over`; touching the level ends a stretch."""
    longest = since = 0.0
    at, size = _with_corners(t_s, values)
    going = False
    for left_s, right_s, left, right in zip(at[:-1], at[1:], size[:-1], size[1:], strict=True):
        if left > over and not going:
            going, since = True, float(left_s)
        until = float(right_s)
        if min(left, right) <= over < max(left, right):
            cross_s = float(left_s + (right_s - left_s) * ((over - left) / (right - left)))
            if right > over:
                going, since = True, cross_s
            else:
                until = cross_s
        if going:
            longest = max(longest, until - since)
        going = going and bool(right > over)
    return longest


def below(t_s: Floats, values: Floats, over: float) -> float:
    """The share (0..1) of the samples that lie below `over`: for signals of one sample an event."""
    return float((values < over).mean())


def above(t_s: Floats, values: Floats, over: float) -> float:
    """The share (0..1) of the samples that lie above `over`."""
    return float((values > over).mean())


def _with_corners(t_s: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Times and absolute values, with a sample more where a line crosses zero: a corner of the absolute value."""
    cross = np.sign(values[:-1]) * np.sign(values[1:]) < 0.0
    wide, rise = np.diff(t_s)[cross], np.diff(values)[cross]
    zeros = t_s[:-1][cross] - values[:-1][cross] * wide / rise
    at = np.concatenate((t_s, zeros))
    size = np.concatenate((np.abs(values), np.zeros(len(zeros))))
    order = np.argsort(at, kind="stable")
    return at[order], size[order]


def _exposure(t_s: Floats, values: Floats, over: float) -> tuple[float, float]:
    """Area above a level and time above it, exact for straight lines: lines are cut where they cross a level."""
    area = seconds = 0.0
    for side in (values - over, -values - over):
        left, right, wide = side[:-1], side[1:], np.diff(t_s)
        above = np.maximum(left, 0.0) + np.maximum(right, 0.0)
        crosses = np.sign(left) * np.sign(right) < 0.0  # a product of tiny values would be nought
        share = np.where(crosses, above / np.where(crosses, np.abs(right - left), 1.0), (above > 0.0).astype(float))
        area += float((above * wide * share).sum() / 2.0)
        seconds += float((wide * share).sum())
    return area, seconds


MEASURES: Mapping[str, Callable[[Floats, Floats, float], float]] = {
    "peak": peak,
    "low": low,
    "span": span,
    "mean": mean,
    "exposure": exposure,
    "time_over": time_over,
    "longest_over": longest_over,
    "below": below,
    "above": above,
}

BEYOND: Mapping[str, Callable[[Floats, float], npt.NDArray[np.bool_]]] = {
    "low": lambda values, over: values < over,
    "below": lambda values, over: values < over,
    "above": lambda values, over: values > over,
}
"""Which samples a measure holds against a track, where it looks at samples of one side alone."""


def peak_time(t_s: Floats, values: Floats) -> float:
    """When the absolute value was greatest (the first time), in seconds of the session."""
    return float(t_s[int(np.abs(values).argmax())])


def worst_time(measure: str, t_s: Floats, values: Floats) -> float:
    """When a measure was at its worst (the first time), in seconds of the session."""
    return float(t_s[int(values.argmin())]) if measure in ("low", "below") else peak_time(t_s, values)


def kept(
    intervals: tuple[Interval, ...], condition: str, from_s: float, until_s: float
) -> tuple[tuple[float, float], ...]:
    """The times within a window during which a condition held; touching and overlapping times are one."""
    spans = sorted(
        (max(one.start_s, from_s), min(until_s if one.end_s is None else one.end_s, until_s))
        for one in intervals
        if one.condition == condition
    )
    merged: list[tuple[float, float]] = []
    for start, end in spans:
        if end < start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def broken(
    intervals: tuple[Interval, ...], condition: str, from_s: float, until_s: float
) -> tuple[tuple[float, float], ...]:
    """The rest of the window: the times during which the condition did not hold."""
    gaps: list[tuple[float, float]] = []
    at = from_s
    for start, end in kept(intervals, condition, from_s, until_s):
        if start > at:
            gaps.append((at, start))
        at = max(at, end)
    if until_s > at:
        gaps.append((at, until_s))
    return tuple(gaps)


def holds(intervals: tuple[Interval, ...], condition: str, at_s: float) -> bool:
    """Does the condition hold at a time? Its end no longer belongs to it."""
    return any(
        one.condition == condition and one.start_s <= at_s and (one.end_s is None or at_s < one.end_s)
        for one in intervals
    )
