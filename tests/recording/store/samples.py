"""Summaries for the tests of the store."""

from dataclasses import replace

from simulator.recording.store import Fault, Judgement, Summary

SHA = "a" * 64

LATE = Fault("out_of_order", "fit", "fit", 12.5, 2.0, False, {"before": ["hold"]})
LET_GO = Fault("condition_broken", "held", None, 20.0, 5.0, True)


def judgement(percent: float = 90.0, passed: bool = True, rubric: str = "usual", **changes: object) -> Judgement:
    """A judgement with two items."""
    made = Judgement(
        rubric, SHA, rubric == "usual", percent, 100.0, percent, passed, (), {"hold": (5.0, 10.0), "fit": (10.0, 10.0)},
        (LATE,),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def summary(session: str, started: str = "2026-01-01T10:00:00+00:00", **changes: object) -> Summary:
    """A finished session of Ann in a small scene."""
    made = Summary(
        session=session,
        file=f"{session}.jsonl",
        started=started,
        state="finished",
        scene="small",
        scene_sha256=SHA,
        program="0.1",
        learner="Ann",
        mode="assess",
        length_s=61.5,
        lines=12,
        last_sha256=SHA,
        sealed_by="b" * 64,
        computer="desk",
        judgements=(judgement(), judgement(70.0, False, "strict", critical=("held",), faults=(LET_GO,))),
    )
    return replace(made, **changes)  # type: ignore[arg-type]
