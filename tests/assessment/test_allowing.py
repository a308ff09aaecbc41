"""Which steps would have made a forbidden act allowed, as the scenes say it."""

import pytest

from simulator.assessment import reference
from tests.learners.cases import scene_called


@pytest.mark.parametrize(
    ("scene", "never", "steps"),
    [
        ("severe-bleeding", "no-pressure-meanwhile", ("press-wound",)),
        ("severe-bleeding", "locked-too-early", ()),  # comes by itself, of several things together
        ("iv-cannulation", "poor-vein", ("choose-vein",)),
        ("iv-cannulation", "through-wet-skin", ("disinfect", "touched-clean-skin")),  # says so itself
        ("iv-cannulation", "touched-clean-skin", ()),  # forbidden in itself
        ("adult-bls-aed", "touched-in-analysis", ()),  # hands that are free again were never missing
        ("protective-equipment", "gown-carried-out", ("remove-gown", "roll-off")),
        ("spinal-scoop", "lifted-two-straps", ("strap-legs",)),
    ],
)
def test_it_is_the_steps_that_start_what_allows_it(scene: str, never: str, steps: tuple[str, ...]) -> None:
    found = {rule.id: rule for rule in reference(scene_called(scene)).nevers}
    assert found[never].because_of == steps
