"""What each line of a school's sheet earned."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scoring.cohort import Floats
from scoring.judge import untaken
from scoring.rubric import Line, lines_of, protocol_for
from scoring.rules import Say
from scoring.scorecard import Scorecard
from simulator.assessment import school
from simulator.core.scene import Scene


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of the sheet in one session: got `points` of `of`."""

    item: str
    title: Say
    section: str
    points: float
    of: float

    @property
    def share(self) -> float:
        """The share of its points that was reached, 0 to 1."""
        return self.points / self.of if self.of else 1.0


def sheet(scene: Scene, rubric: str, card: Scorecard | None = None) -> tuple[Line, ...]:
    """The lines of a rubric that earn points. RubricError if the scene has no such rubric.

    With a `card` as points hung on them in that performance: steps of alternatives that were not taken earn none.
    """
    reference, sheet_of = school(scene, rubric if rubric in scene.rubrics else None)
    left = frozenset[str]()
    if card is not None:
        left = untaken(protocol_for(reference, sheet_of), card.alignment.moves)
    return tuple(line for line in lines_of(reference, sheet_of, left) if line.cents > 0)


def outcomes(lines: Sequence[Line], card: Scorecard) -> tuple[Outcome, ...]:
    """What each line earned by this judgement; points that a finding cost beyond its line are not below 0."""
    lost: dict[str, int] = {}
    for finding in card.findings:
        lost[finding.rule] = lost.get(finding.rule, 0) + round(100 * finding.points)
    return tuple(
        Outcome(
            line.item.id,
            line.item.title,
            line.item.section,
            max(0, line.cents - sum(lost.get(rule, 0) for rule in line.by_rule)) / 100,
            line.cents / 100,
        )
        for line in lines
    )


def shares(scene: Scene, lines: Sequence[Line], cards: Sequence[Scorecard]) -> Floats:
    """(cards, lines): the share of its points that each line reached, 0 to 1; NaN where it was not asked, since another
    way was taken."""
    reached = np.full((len(cards), len(lines)), np.nan)
    place = {line.item.id: column for column, line in enumerate(lines)}
    for row, card in enumerate(cards):
        for one in outcomes(sheet(scene, card.rubric, card), card):
            reached[row, place[one.item]] = one.share
    return reached
