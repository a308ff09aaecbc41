"""Sessions for tests of exports: scripted learners under other names, at other times."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from simulator import assessment
from simulator.core.events import Event
from simulator.exporting.case import Case, case_of
from simulator.exporting.pseudonyms import Pseudonyms
from simulator.recording.journal import Head
from simulator.recording.replay import Recorded
from tests.learners.runs import played, still

LEARNERS = Path(__file__).parents[1] / "learners"
PERFECT, CARRIED, REVERSED, LOOSE = "perfect", "e10-carried-in-the-arms", "e03-reversed-collar", "e14-lifted-loose"
SECRET = Pseudonyms(b"a secret of a test")


@cache
def events(script: str) -> tuple[Event, ...]:
    """What a scripted learner did, without the physics."""
    return tuple(played(LEARNERS / f"{script}.yaml", still()).events)


def kept(script: str = PERFECT, learner: str = "Ann Lee", started: str = "2026-03-01T09:00:00+00:00") -> Recorded:
    """A session of `learner`, as its journal would say it."""
    head = Head(
        session=uuid5(NAMESPACE_URL, f"{script} {learner} {started}").hex,
        scene=still().id,
        scene_sha256=still().sha256,
        program="0.1.0",
        learner=learner,
        mode="assess",
        seed=0,
        started=started,
    )
    return Recorded(head, events(script), sealed=True)


def case(
    script: str = PERFECT,
    learner: str = "Ann Lee",
    started: str = "2026-03-01T09:00:00+00:00",
    rubric: str | None = None,
    names: Pseudonyms | None = None,
    upto: int | None = None,
) -> Case:
    """The same, judged; `upto` keeps only so many facts, as of a session that was not finished."""
    record = kept(script, learner, started)
    if upto is not None:
        record = Recorded(record.head, record.events[:upto], sealed=False)
    return case_of(still(), record, assessment.judge(still(), record.events, rubric), names)


def cohort(scripts: Sequence[str] = (PERFECT, CARRIED, REVERSED, LOOSE), learners: int = 4) -> list[Case]:
    """Every learner performs every script once, on another day each."""
    return [
        case(script, f"Learner {number}", f"2026-03-{day:02d}T09:0{number}:00+00:00")
        for number in range(learners)
        for day, script in enumerate(scripts, start=1)
    ]
