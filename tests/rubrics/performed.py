"""All scripted learners of the flagship scene, each performed once and judged by each of its rubrics."""

from functools import cache
from pathlib import Path

from scoring.scorecard import Scorecard
from simulator import assessment
from simulator.session import Session
from tests.learners.runs import HERE as LEARNERS
from tests.learners.runs import flagship, played, still

HERE = Path(__file__).parent
SCRIPTS = {path.stem: path for folder in (LEARNERS, HERE / "learners") for path in sorted(folder.glob("*.yaml"))}
RUBRICS = ("standard", "nremt-14", "flat-lift-100", "hand-lock")


@cache
def session_of(learner: str) -> Session:
    """The finished session of one learner; the patient's body is not moved."""
    return played(SCRIPTS[learner], still())


@cache
def card(learner: str, rubric: str) -> Scorecard:
    """The judgement of one learner by one rubric, for all but how the patient was moved."""
    return assessment.judge(flagship(), session_of(learner).events, rubric).card
