"""What each line of a sheet earned, where the protocol has alternatives."""

import pytest

from scoring.judge import untaken
from simulator.assessment import school
from simulator.exporting.items import outcomes, sheet
from tests.learners.cases import Learners, card_of

OURS = Learners("protective-equipment", "protection")


@pytest.mark.parametrize("name", ["reference", *(path.stem for path in OURS.scripts)])
def test_the_lines_of_a_sheet_earn_together_what_the_card_says(name: str) -> None:
    session = OURS.reference if name == "reference" else OURS.session(name)
    card = card_of(session)
    reference, _ = school(OURS.scene, card.rubric)
    left = untaken(reference.protocol, card.alignment.moves)
    assert left, "there are other ways in this scene"
    lines = sheet(OURS.scene, card.rubric, card)
    assert left.isdisjoint({rule for line in lines for rule in line.item.rules})
    assert sum(one.of for one in outcomes(lines, card)) == pytest.approx(card.of)
    assert sum(one.points for one in outcomes(lines, card)) >= card.total - 0.005
    if not any(finding.kind == "forbidden_act" for finding in card.findings):
        assert sum(one.points for one in outcomes(lines, card)) == pytest.approx(card.total, abs=0.011)
