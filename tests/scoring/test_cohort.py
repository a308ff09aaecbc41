"""Cohort figures against worked examples and against other ways to compute the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.cohort import (
    borderline_cut,
    broken_orders,
    cohen_kappa,
    correlation,
    cronbach_alpha,
    cusum,
    deviations,
    fitted_line,
    item_figures,
    learning_curve,
)
from scoring.judge import judge
from tests.scoring.spinal import PERFECT, acts, reference, rubric, trace


@pytest.mark.parametrize(
    ("p0", "p1", "risk", "s", "h", "clean"),
    [
        (0.05, 0.10, 0.10, 0.072, 2.94, 41),
        (0.05, 0.15, 0.10, 0.092, 1.82, 20),
        (0.05, 0.20, 0.10, 0.110, 1.41, 13),
        (0.10, 0.20, 0.10, 0.145, 2.71, 19),
        (0.20, 0.40, 0.10, 0.293, 2.24, 8),
        (0.20, 0.40, 0.05, 0.293, 3.00, 11),
    ],
)
def test_cusum_of_the_published_choices(p0: float, p1: float, risk: float, s: float, h: float, clean: int) -> None:
    chart = cusum([True] * 50, p0, p1, risk, risk)
    assert chart.s == pytest.approx(s, abs=6e-4)
    assert chart.h0 == pytest.approx(h, abs=6e-3)
    assert chart.h1 == pytest.approx(h, abs=6e-3)
    assert chart.competent_at == pytest.approx(clean, abs=1)
    assert chart.alarm_at is None


def test_cusum_counts_on_after_failures() -> None:
    chart = cusum([False, False, False] + [True] * 20)
    assert chart.alarm_at == 3
    assert chart.line[0] == pytest.approx(1 - chart.s)
    assert cusum([True] * 13).competent_at == 13
    late = cusum([True] * 5 + [False] + [True] * 13)
    assert (late.competent_at, late.alarm_at) == (19, None)


def test_kappa_of_the_textbook_table() -> None:
    # 50 cases: both yes 20, first yes only 5, second yes only 10, both no 15: observed 0.70, chance 0.50.
    first = ["y"] * 25 + ["n"] * 25
    second = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert cohen_kappa(first, second) == pytest.approx(0.40)
    assert cohen_kappa([1, 0, 1], [1, 0, 1]) == 1.0
    assert cohen_kappa([1, 1], [1, 1]) is None
    assert cohen_kappa([], []) is None
    with pytest.raises(ValueError, match="2 and 1"):
        cohen_kappa([1, 2], [1])


def test_alpha_by_hand() -> None:
    scores = np.array([[1.0, 1.0], [2.0, 3.0], [3.0, 2.0]])
    # Item variances 1 and 1, total variance of (2, 5, 5) is 3: 2·(1 - 2/3).
    assert cronbach_alpha(scores) == pytest.approx(2 / 3)
    assert cronbach_alpha(np.repeat([[1.0], [2.0], [4.0]], 4, axis=1)) == pytest.approx(1.0)
    assert cronbach_alpha(np.ones((5, 3))) is None


@given(st.lists(st.lists(st.integers(0, 4), min_size=4, max_size=4), min_size=3, max_size=12))
def test_alpha_is_the_mean_covariance_formula(rows: list[list[int]]) -> None:
    scores = np.array(rows, float)
    alpha = cronbach_alpha(scores)
    cov = np.cov(scores, rowvar=False)
    if alpha is None:
        assert scores.sum(axis=1).var() == pytest.approx(0.0)
    else:
        assert alpha == pytest.approx(4 / 3 * (1 - np.trace(cov) / cov.sum()))


def test_items_by_hand() -> None:
    scores = np.array([[1, 1, 0], [1, 0, 0], [1, 1, 1], [1, 0, 1]], float)
    easy, split, _ = item_figures(["easy", "split", "other"], scores, group=0.25)
    assert (easy.difficulty, easy.discrimination, easy.rest_correlation) == (1.0, 0.0, None)
    assert (split.difficulty, split.discrimination) == (0.5, 1.0)
    assert split.rest_correlation == pytest.approx(0.0)


@given(st.lists(st.tuples(st.integers(-20, 20), st.integers(-20, 20)), min_size=3, max_size=20))
def test_lines_and_correlation_against_numpy(points: list[tuple[int, int]]) -> None:
    x, y = np.array(points, float).T
    line = fitted_line(x.tolist(), y.tolist())
    if line is None:
        assert np.ptp(x) == 0
        return
    slope, intercept = np.polyfit(x, y, 1)
    assert (line.slope, line.intercept) == (pytest.approx(slope, abs=1e-8), pytest.approx(intercept, abs=1e-7))
    if np.ptp(y) > 0:
        assert correlation(x, y) == pytest.approx(np.corrcoef(x, y)[0, 1])
        assert line.r2 == pytest.approx(np.corrcoef(x, y)[0, 1] ** 2)


def test_borderline_cut_and_learning_curve() -> None:
    assert borderline_cut([50, 60, 70, 80], [1, 2, 3, 4], 2) == pytest.approx(60.0)
    assert borderline_cut([50, 60], [2, 2], 2) is None
    curve = learning_curve([50.0, 50 + 10 * np.log(2), 50 + 10 * np.log(3)])
    assert curve is not None
    assert (curve.intercept, curve.slope) == (pytest.approx(50.0), pytest.approx(10.0))


def test_a_cohort_shows_what_most_leave_out() -> None:
    without = tuple(name for name in PERFECT if name != "inspect-back")
    early = (*PERFECT[:4], "check-csm", "fit-collar", "check-neck", *PERFECT[7:])
    cards = [judge(reference(), rubric(), trace(acts(run))) for run in (without, without, without, early, PERFECT)]
    most = deviations(cards)[0]
    assert (most.kind, most.rule, most.people, most.doubtful) == ("missed", "inspect-back", 3, True)
    assert not any(one.doubtful for one in deviations(cards) if one.rule != "inspect-back")
    assert broken_orders(cards) == (("fit-collar", "check-neck", 1),)


def test_what_was_not_asked_counts_neither_way() -> None:
    """Six people; the last item was asked of four of them, and only the weaker two of these lost it."""
    nan = float("nan")
    scores = np.array([[1, 1, 1], [1, 1, 1], [1, 0, 0], [0, 0, 0], [1, 1, nan], [0, 1, nan]], float)
    first, _, last = item_figures("abc", scores)
    assert (first.asked, last.asked) == (6, 4)
    assert (last.difficulty, last.discrimination) == (0.5, 1.0)
    assert last.rest_correlation == pytest.approx(float(np.corrcoef([1, 1, 0, 0], [1, 1, 0.5, 0])[0, 1]))
    assert first.difficulty == pytest.approx(4 / 6)
    assert [one.item for one in item_figures("ab", np.array([[1.0, nan], [0.5, nan]]))] == ["a"]


def test_alpha_leaves_out_what_was_not_asked_of_everybody() -> None:
    scores = np.array([[1.0, 1.0], [2.0, 3.0], [3.0, 2.0]])
    some = np.column_stack([scores, [1.0, float("nan"), 0.0]])
    assert cronbach_alpha(some) == cronbach_alpha(scores)


def test_discrimination_does_not_hang_on_the_order_of_people() -> None:
    alike = np.array([[0.0, 1.0], [0.0, 1.0], [1.0, 0.0], [1.0, 0.0]])
    assert [one.discrimination for one in item_figures(["a", "b"], alike)] == [0.0, 0.0]
    scores = np.array([[0, 1, 1], [1, 0, 0], [1, 1, 1], [0, 0, 0], [1, 0, 1], [0, 1, 0], [0, 0, 1], [1, 1, 0]], float)
    for turned in (scores, scores[::-1], scores[[3, 1, 4, 0, 5, 2, 6, 7]]):
        # Two in a group: above, the one with all and a place for three with two, (1 + 2/3) / 2; below (0 + 1/3) / 2.
        found = [one.discrimination for one in item_figures(["a", "b", "c"], turned)]
        assert found == pytest.approx([2 / 3] * 3)


@pytest.mark.parametrize(
    ("rows", "difficulty"), [(np.ones((5, 2)), 1.0), (np.zeros((5, 2)), 0.0), (np.ones((1, 2)), 1.0)]
)
def test_cohorts_that_say_nothing(rows: np.ndarray, difficulty: float) -> None:
    """One learner, all perfect, all at nothing: no figure that needs a difference is given."""
    for one in item_figures(["a", "b"], rows):
        assert (one.difficulty, one.discrimination, one.rest_correlation) == (difficulty, 0.0, None)
    assert cronbach_alpha(rows) is None
