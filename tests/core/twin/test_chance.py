"""Spread that is the same everywhere."""

import statistics

import pytest

from simulator.core.twin import chance


def test_the_mixing_is_the_published_one() -> None:
    assert chance.mixed(0) == 0xE220A8397B1DCDAF  # first output of splitmix64 for seed 0


def test_the_same_name_gives_the_same_number() -> None:
    assert chance.normal(7, "r1", "delay") == chance.normal(7, "r1", "delay")
    assert chance.normal(7, "r1", "delay") != chance.normal(8, "r1", "delay")
    assert chance.named(1, "ab", "c") != chance.named(1, "a", "bc")


def test_the_spread_is_normal_and_bounded() -> None:
    drawn = [chance.normal(seed, "x") for seed in range(4000)]
    assert statistics.mean(drawn) == pytest.approx(0.0, abs=0.06)
    assert statistics.stdev(drawn) == pytest.approx(1.0, abs=0.05)
    assert max(map(abs, drawn)) <= 3.0
    assert statistics.mean(chance.share(seed, "x") for seed in range(4000)) == pytest.approx(0.5, abs=0.02)
