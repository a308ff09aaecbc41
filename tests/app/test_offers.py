"""The order of the scenes on the home screen."""

from simulator.app.demo import flagship
from simulator.app.offers import offers
from tests.app.conftest import SCENE, catalogue


def test_the_scene_that_others_differ_from_comes_first_and_they_follow_it_the_hardest_last() -> None:
    known = catalogue()
    found = offers(known)
    family = [offer.name for offer in found if offer.name == SCENE or known.read(offer.name).extends == SCENE]
    assert len(family) > 2
    assert [offer.name for offer in found[: len(family)]] == family
    assert family[0] == SCENE
    levels = [offer.front.level for offer in found[1 : len(family)] if offer.front]
    assert levels == sorted(levels)
    assert levels[0] < levels[-1]


def test_scenes_of_their_own_follow_from_the_longest_procedure_to_the_shortest() -> None:
    known = catalogue()
    alone = [offer for offer in offers(known) if offer.name != SCENE and not known.read(offer.name).extends]
    steps = [offer.front.steps for offer in alone if offer.front]
    assert len(steps) > 2
    assert steps == sorted(steps, reverse=True)


def test_the_demonstration_shows_the_first_scene_of_the_home_screen() -> None:
    assert flagship(catalogue()) == offers(catalogue())[0].name == SCENE
