"""Measures of tracks and conditions, on signals whose figures can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.measures import MEASURES, broken, exposure, holds, kept, mean, time_over, window, worst_time
from scoring.trace import Interval, Track

T = np.array([0.0, 2.0, 4.0])
V = np.array([0.0, 4.0, -4.0])


def test_measures_of_a_zigzag() -> None:
    # Up to 4 at 2 s, down through 0 at 3 s to -4 at 4 s.
    figures = {name: measure(T, V, 2.0) for name, measure in MEASURES.items()}
    assert figures["peak"] == 4.0
    assert figures["span"] == 8.0
    assert figures["low"] == 6.0
    assert figures["mean"] == pytest.approx(2.0)
    assert figures["time_over"] == pytest.approx(1.0 + 0.5 + 0.5)
    assert figures["exposure"] == pytest.approx(1.0 * 2 / 2 + 0.5 * 2 / 2 + 0.5 * 2 / 2)


def test_shares_of_samples_count_each_sample_once() -> None:
    # As a signal of one sample an event has them: how far apart in time they lie does not matter.
    t_s, values = np.array([0.0, 0.5, 1.0, 9.0]), np.array([41.0, 55.0, 49.9, 61.0])
    assert MEASURES["below"](t_s, values, 50.0) == 0.5
    assert MEASURES["above"](t_s, values, 60.0) == 0.25
    assert MEASURES["below"](t_s, values, 41.0) == 0.0, "what is as much as the level is not below it"
    assert worst_time("below", t_s, values) == 0.0
    assert worst_time("above", t_s, values) == 9.0
    assert worst_time("low", T, V) == 4.0


def test_the_longest_stretch_ends_where_the_line_meets_the_level() -> None:
    longest = MEASURES["longest_over"]
    # Above 2 from 1 s to 2.5 s, and again (negative) from 3.5 s to 4 s.
    assert longest(T, V, 2.0) == pytest.approx(1.5)
    # It never leaves a level below nought, and a level that it only touches is never exceeded.
    assert longest(T, V, -1.0) == pytest.approx(4.0)
    assert longest(T, V, 4.0) == 0.0
    # Through nought the absolute value falls to nought: two stretches, not one.
    assert longest(np.array([0.0, 1.0]), np.array([5.0, -5.0]), 1.0) == pytest.approx(0.4)
    assert longest(np.array([3.0]), np.array([9.0]), 1.0) == 0.0
    flat = np.array([0.0, 0.2, 0.7, 1.5])
    assert longest(flat, np.array([3.0, 3.0, 3.0, 0.0]), 1.0) == pytest.approx(0.7 + 0.8 * 2 / 3)


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=30), st.floats(0, 20))
def test_the_longest_stretch_against_the_time_over(values: list[float], over: float) -> None:
    t_s, v = np.arange(len(values), dtype=float), np.array(values)
    longest, whole = MEASURES["longest_over"](t_s, v, over), time_over(t_s, v, over)
    assert 0.0 <= longest <= whole + 1e-9
    assert whole <= longest * 2 * len(values) + 1e-9


def test_a_window_reads_its_ends_off_the_lines() -> None:
    t_s, values = window(Track("x", "°", T, V), 1.0, 3.0)
    assert t_s.tolist() == [1.0, 2.0, 3.0]
    assert values.tolist() == [2.0, 4.0, 0.0]
    assert len(window(Track("x", "°", T, V), 5.0, 6.0)[0]) == 0


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=30), st.floats(0, 20))
def test_exposure_against_fine_sampling(values: list[float], over: float) -> None:
    t_s = np.arange(len(values), dtype=float)
    fine = np.linspace(0.0, len(values) - 1.0, 4001)
    level = np.abs(np.interp(fine, t_s, np.array(values)))
    wide = len(values) - 1.0
    assert exposure(t_s, np.array(values), over) == pytest.approx(
        float(np.maximum(level - over, 0).mean() * wide), abs=0.02 * wide
    )
    assert 0.0 <= time_over(t_s, np.array(values), over) <= wide + 1e-9
    assert mean(t_s, np.array(values), 0.0) == pytest.approx(float(level.mean()), abs=0.02 + 0.001 * wide)


def test_kept_and_broken_fill_the_window() -> None:
    intervals = (
        Interval("held", 1.0, 4.0), Interval("held", 4.0, 5.0), Interval("held", 5.4, None), Interval("other", 0.0, 9.0)
    )  # fmt: skip
    assert kept(intervals, "held", 2.0, 8.0) == ((2.0, 5.0), (5.4, 8.0))
    assert broken(intervals, "held", 2.0, 8.0) == ((5.0, 5.4),)
    assert broken(intervals, "held", 0.0, 8.0) == ((0.0, 1.0), (5.0, 5.4))
    assert broken((), "held", 2.0, 8.0) == ((2.0, 8.0),)
    assert holds(intervals, "held", 1.0)
    assert not holds(intervals, "held", 5.0)
    assert holds(intervals, "held", 99.0)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 10)), max_size=8), st.integers(0, 20), st.integers(1, 40))
def test_kept_and_broken_never_overlap(pieces: list[tuple[int, int]], start: int, length: int) -> None:
    intervals = tuple(Interval("held", float(at), float(at + long)) for at, long in pieces)
    frame = (float(start), float(start + length))
    spans = [*kept(intervals, "held", *frame), *broken(intervals, "held", *frame)]
    assert sum(end - begin for begin, end in spans) == pytest.approx(length)
    for middle in np.arange(frame[0] + 0.5, frame[1]):
        inside = any(begin <= middle < end for begin, end in kept(intervals, "held", *frame))
        assert inside == any(one.start_s <= middle < (one.end_s or 0.0) for one in intervals)
