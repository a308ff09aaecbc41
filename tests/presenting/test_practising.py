"""The practice screen's view from the state of a session: what every mode shows, hides and calls things."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from simulator import assessment
from simulator.app.catalogue import Catalogue
from simulator.core import engine
from simulator.core.actions import Perform
from simulator.core.events import Event
from simulator.core.scene import Scene, frozen_map
from simulator.core.state import State, after, at_start
from simulator.core.text import Text
from simulator.core.twin.body import CERVICAL, LEVELS, STILL, BodyPose, GuidedBody, Limbs
from simulator.presenting import moving, practising, wording
from simulator.presenting.language import LANGUAGES, Language
from simulator.presenting.practice import Movement, PracticeView, Toast
from simulator.presenting.practising import Screen, Standing
from tests.small_scene import SCENE as SMALL

MODES = ("learn", "practise", "assess")


@pytest.fixture(scope="module")
def scene() -> Scene:
    return Catalogue().scene("spinal-transport")


def run(scene: Scene, *orders: tuple[float, str, str, dict[str, str]]) -> tuple[State, list[Event]]:
    """The state and the facts after some orders (time, action, actor, choices) and thirty quiet seconds."""
    state, happened = at_start(scene), []
    for at_s, action, actor, choices in orders:
        for event in engine.respond(scene, state, Perform(at_s, action, actor, frozen_map(choices))):
            state = after(state, event)
            happened.append(event)
    for event in engine.advance(scene, state, state.at_s + 30.0):
        state = after(state, event)
        happened.append(event)
    return state, happened


def view(
    scene: Scene,
    mode: str = "practise",
    happened: Sequence[Event] = (),
    state: State | None = None,
    screen: Screen | None = None,
    standing: Standing | None = None,
    faults: dict[float, str] | None = None,
    movement: Movement | None = None,
) -> PracticeView:
    now = state or at_start(scene)
    return practising.practice_view(
        scene,
        mode,
        now,
        now.at_s,
        happened,
        standing or assessment.LiveJudge(scene).standing(happened),
        movement or moving.movement(scene, now, now.at_s, GuidedBody(scene).pose(now, now.at_s), mode, "en"),
        screen or Screen(),
        faults or {},
        {},
    )


def bent(deg: float) -> BodyPose:
    """A body whose head leans to one side by so many degrees."""
    neck = ((0.0, deg / len(CERVICAL), 0.0),) * len(CERVICAL)
    return BodyPose((0, 0), 0, 0, Limbs("found", "found", 1.0), neck + (STILL,) * (len(LEVELS) - len(CERVICAL)))


@pytest.mark.parametrize("mode", MODES)
def test_a_mode_only_takes_away(scene: Scene, mode: str) -> None:
    told = Screen(hint="Look here", toast=Toast(1, "That was wrong", "bad"))
    shown = view(scene, mode, screen=told)
    silent = mode == "assess"
    assert bool(shown.phases) is not silent
    assert bool(shown.goal) is not silent
    assert bool(shown.hint) is not silent
    assert (shown.toast is None) is silent
    assert shown.regions == view(scene, "learn").regions, "what can be done is the same in every mode"
    assert [c.action_id for c in shown.commands] == [c.action_id for c in view(scene, "learn").commands]
    assert any(c.primary for c in shown.commands) is (mode == "learn")


def test_assess_lets_through_what_is_only_said(scene: Scene) -> None:
    assert view(scene, "assess", screen=Screen(toast=Toast(1, "“I will not move,” he says."))).toast is not None


@pytest.mark.parametrize("mode", ["learn", "practise", "assess"])
def test_commands_keep_their_order_and_only_the_word_to_stop_waits(scene: Scene, mode: str) -> None:
    state, happened = run(scene, (1.0, "secure-scene", "leader", {"gloves": "worn"}))
    before, after = view(scene, mode), view(scene, mode, happened=happened, state=state)
    assert [c.action_id for c in before.commands] == [c.action_id for c in after.commands]
    assert [c.action_id for c in before.commands if not c.enabled] == ["stop"]
    moving = view(scene, mode, movement=Movement(can_stop=True))
    assert all(c.enabled for c in moving.commands)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_can_be_reached_by_a_place_a_command_or_a_person(scene: Scene, language: Language) -> None:
    shown = view(scene, screen=Screen(language=language))
    by_place = {e.action_id for region in shown.regions for e in region.entries}
    by_word = {e.action_id for e in shown.commands}
    by_person = {e.action_id for person in shown.people for e in person.entries}
    assert by_place | by_word == set(scene.actions)
    assert by_person == {id_ for id_, rule in scene.actions.items() if rule.by}


def test_every_item_of_the_tray_is_of_use_somewhere(scene: Scene) -> None:
    shown = view(scene)
    useful = {e.item for region in shown.regions for e in region.entries}
    assert {item.item_id for item in shown.items} <= useful


def test_a_person_is_only_offered_what_this_person_may_do(scene: Scene) -> None:
    for person in view(scene).people:
        for entry in person.entries:
            assert [actor.actor_id for actor in entry.actors] == [person.region_id]
            assert person.region_id in scene.actions[entry.action_id].by


def test_the_gauge_comes_with_a_movement_or_with_a_head_out_of_line() -> None:
    assert moving.gauge(bent(0.0), "en", moving=False) == ()
    assert len(moving.gauge(bent(0.0), "en", moving=True)) == 3
    lines = moving.gauge(bent(4.0), "en", moving=False)
    assert [(line.text, round(line.value_deg, 6)) for line in lines] == [("turn", 0.0), ("side", 4.0), ("nod", 0.0)]


def test_the_log_is_newest_first_with_faults_marked_and_refusals_only_in_assess(scene: Scene) -> None:
    state, happened = run(
        scene,
        (1.0, "secure-scene", "leader", {"gloves": "bare"}),
        (8.0, "release-head", "leader", {}),
        (9.0, "hold-head", "leader", {"hold": "in-line"}),
    )
    practised = view(scene, "practise", happened, state, faults={1.0: "no gloves"})
    assert [line.time for line in practised.log] == ["00:09", "00:01"]
    assert [line.tone for line in practised.log] == ["", "warn"]
    assessed = view(scene, "assess", happened, state, faults={1.0: "no gloves"})
    assert [line.time for line in assessed.log] == ["00:09", "00:08", "00:01"]
    assert {line.tone for line in assessed.log} == {""}


def test_what_was_stopped_on_the_way_is_told_as_that(scene: Scene) -> None:
    state, happened = run(scene, (1.0, "roll-to-side", "leader", {"call": "counted"}), (3.0, "stop", "leader", {}))
    texts = [line.text for line in view(scene, happened=happened, state=state).log]
    assert "Roll to the side: stopped on the way." in texts
    assert not [text for text in texts if "rolled the patient" in text]


def test_an_item_that_has_left_its_place_is_shown_as_used() -> None:
    state, happened = run(SMALL, (1.0, "fit", "aide", {"size": "small"}))
    shown = view(SMALL, happened=happened, state=state, standing=Standing())
    assert [(item.item_id, item.used) for item in shown.items] == [("collar", True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_can_be_refused_is_said_in_a_sentence(scene: Scene, language: Language) -> None:
    state, said = at_start(scene), set()
    for id_, rule in scene.actions.items():
        for actor in (*rule.by, "nobody"):
            for event in engine.respond(scene, state, Perform(1.0, id_, actor, frozen_map({}))):
                if type(event).__name__ == "ActionRefused":
                    sentence = wording.refused(scene, event, language)  # type: ignore[arg-type]
                    assert sentence.endswith("。" if language == "zh" else ".")
                    assert "{" not in sentence
                    said.add(sentence)
    assert len(said) > 5


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("gloves on", "Gloves on"),
        ("“is everyone ready?”", "“Is everyone ready?”"),
        ("", ""),
        ("“”", "“”"),
        ("固定头部", "固定头部"),
        ("éclair", "Éclair"),
        ("2 cm pad", "2 cm pad"),
    ],
)
def test_capitals(text: str, shown: str) -> None:
    assert wording.capital(text) == shown


def test_the_answers_to_a_question_stand_in_an_order_of_the_sessions_own(scene: Scene) -> None:
    asked = [(id_, name) for id_, rule in scene.actions.items() for name in rule.choices]

    def order(seed: int, action: str, name: str, language: Language = "en") -> list[str]:
        choices = practising.entry(scene, action, language, seed=seed).choices
        return [option.value for option in next(choice for choice in choices if choice.name == name).options]

    for action, name in asked:
        assert sorted(order(7, action, name)) == sorted(scene.actions[action].choices[name].options)
        assert order(7, action, name) == order(7, action, name, "zh"), "the same in every language"
    as_written = {(a, n): next(iter(scene.actions[a].choices[n].options)) for a, n in asked}
    first = [sum(order(seed, a, n)[0] == as_written[a, n] for a, n in asked) / len(asked) for seed in range(40)]
    assert 0.2 < sum(first) / len(first) < 0.6, "always taking the first answer is no way through"
    assert len({tuple(order(seed, *asked[0])) for seed in range(20)}) > 1


def test_the_same_question_has_the_same_order_wherever_it_is_asked(scene: Scene) -> None:
    shown = view(scene, screen=Screen(seed=11))
    found: dict[str, set[tuple[object, ...]]] = {}
    for entry in [*shown.commands, *(e for region in (*shown.regions, *shown.people) for e in region.entries)]:
        found.setdefault(entry.action_id, set()).add(entry.choices)
    assert {action: len(orders) for action, orders in found.items() if len(orders) != 1} == {}


def test_a_scene_may_give_the_floor_a_name_of_its_own() -> None:
    scene = Catalogue().scene("spinal-transport")
    named = replace(scene, regions=frozen_map({**scene.regions, "ground": Text("Yourself", "自己")}))
    usual, renamed = practising.regions(scene, "en")[-1], practising.regions(named, "en")[-1]
    assert (usual.text, renamed.text) == ("Beside the patient", "Yourself")
    assert renamed.entries == usual.entries
    assert [one.region_id for one in practising.regions(named, "en")].count("ground") == 1
