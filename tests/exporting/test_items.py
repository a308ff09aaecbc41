"""What each line of a sheet earned, where the protocol has alternatives."""

import numpy as np
import pytest

from scoring.cohort import item_figures
from scoring.judge import untaken
from scoring.scorecard import Scorecard
from simulator.assessment import school
from simulator.exporting.items import outcomes, shares, sheet
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


def test_a_way_that_was_not_taken_was_not_asked() -> None:
    """Two who take gown and gloves off one after the other, one who takes them off in one bundle."""
    cards = [card_of(session) for session in (OURS.reference, OURS.session("hurried"), OURS.session("in-one-bundle"))]
    assert [untaken_in(card) for card in cards] == [
        {"loosen-gown", "roll-off"},
        {"loosen-gown", "roll-off"},
        {"remove-gloves", "remove-gown"},
    ]
    lines = sheet(OURS.scene, cards[0].rubric)
    reached = shares(OURS.scene, lines, cards)
    place = {line.item.id: column for column, line in enumerate(lines)}
    assert np.isnan(reached[:, place["roll-off"]]).tolist() == [True, True, False]
    assert np.isnan(reached[:, place["remove-gown"]]).tolist() == [False, False, True]
    found = {one.item: one for one in item_figures([line.item.id for line in lines], reached)}
    assert (found["roll-off"].asked, found["remove-gown"].asked, found["enter"].asked) == (1, 2, 3)


def untaken_in(card: Scorecard) -> set[str]:
    reference, _ = school(OURS.scene, card.rubric)
    return set(untaken(reference.protocol, card.alignment.moves))
