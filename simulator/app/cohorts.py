"""From what the store says of a cohort to the values that `scoring.cohort` reads."""

import numpy as np
import numpy.typing as npt

from scoring.scorecard import Finding, LaneAlignment, Scorecard
from simulator.recording.store import Cohort, Fault, Row

_NO_LANES = LaneAlignment(cost=0, fitness=1.0, optimal=True, lower_bound=0, moves=())


def shares(cohort: Cohort) -> npt.NDArray[np.float64]:
    """The shares of points (sessions, items), 0 to 1; NaN where a session's sheet did not have the item."""
    return np.array(cohort.shares, dtype=float).reshape(len(cohort.rows), len(cohort.items))


def cards(cohort: Cohort) -> tuple[Scorecard, ...]:
    """The scorecards of the sessions as far as the store holds them: verdict, points and findings, without words."""
    return tuple(_card(row, faults) for row, faults in zip(cohort.rows, cohort.faults, strict=True))


def _card(row: Row, faults: tuple[Fault, ...]) -> Scorecard:
    return Scorecard(
        scene=row.scene,
        scene_sha256=row.judged_sha256 or "",
        rubric=row.rubric or "",
        form="",
        total=row.total or 0.0,
        of=row.of or 0.0,
        percent=row.percent or 0.0,
        pass_percent=0.0,
        passed=bool(row.passed),
        critical=row.critical,
        sections=(),
        findings=tuple(_finding(one) for one in faults),
        alignment=_NO_LANES,
        measures={},
    )


def _finding(one: Fault) -> Finding:
    return Finding(
        kind=one.kind,  # type: ignore[arg-type]  # written by a judge of ours, so one of the known kinds
        rule=one.rule,
        step=one.step,
        at_s=one.at_s,
        points=one.points,
        critical=one.critical,
        section="",
        title={},
        text={},
        evidence=one.evidence,
    )
