"""From a scene and what happened in it to a judgement: translates both into the values that `scoring` reads."""

from simulator.assessment.judging import Done, Judged, LiveJudge, judge, judge_acts
from simulator.assessment.reference import protocol, reference
from simulator.assessment.schools import RubricError, rubric, rubrics, school
from simulator.assessment.tracing import trace
from simulator.assessment.versions import Versions, versions

__all__ = [
    "Done",
    "Judged",
    "LiveJudge",
    "RubricError",
    "Versions",
    "judge",
    "judge_acts",
    "protocol",
    "reference",
    "rubric",
    "rubrics",
    "school",
    "trace",
    "versions",
]
