"""The proof: orders that cannot be performed are found, the shortest first, and it agrees with the engine."""

import functools
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.core.actions import Perform
from simulator.core.engine import advance, next_s, respond
from simulator.core.events import ActionRefused
from simulator.core.procedure import AnyOrder, Kept, Node, OneOf, OptionalNode, Repeat, Sequence, StepNode
from simulator.core.scene import Happening, Scene
from simulator.core.state import after, at_start
from simulator.core.text import Text
from simulator.scenefile import Severity, check, has_errors
from simulator.scenefile.effects import Rules
from simulator.scenefile.independence import narrowed
from simulator.scenefile.keeping import prove_kept
from simulator.scenefile.proof import Proof, prove, search
from simulator.scenefile.runs import Runs
from tests.scenefile.plans import Does, scene_of
from tests.scenefile.small import SCENE, changed, written


def seq(*parts: Node | str) -> Sequence:
    return Sequence(tuple(_node(part) for part in parts))


def par(*parts: Node | str) -> AnyOrder:
    return AnyOrder(tuple(_node(part) for part in parts))


def test_what_has_to_be_waited_for_can_be() -> None:
    plan = {"send": Does(starts=("sent",)), "use": Does(needs=("here",)), "look": Does()}
    arrives = {"arrives": Happening(60.0, while_=("sent",), starts=("here",))}
    assert prove(scene_of(seq("send", par("look", "use")), plan, events=arrives)).refused is None
    free = scene_of(par("send", "use"), plan, events=arrives)
    proof = prove(free)
    assert order_of(free, proof) == ["use"]
    assert proof.refused is not None
    assert (proof.refused.condition, proof.refused.missing) == ("here", True)


def test_what_can_be_escaped_is_escaped_but_not_what_must_be_waited_for() -> None:
    plan = {"ask": Does(unless=("fainted",)), "treat": Does(needs=("fainted",))}
    faints = {"faints": Happening(60.0, starts=("fainted",))}
    assert prove(scene_of(seq("ask", "treat"), plan, events=faints)).refused is None
    late = scene_of(seq("treat", "ask"), plan, events=faints)
    proof = prove(late)
    assert order_of(late, proof) == ["treat", "ask"]
    assert proof.refused is not None
    assert (proof.refused.condition, proof.refused.missing) == ("fainted", False)


def test_a_kept_condition_can_be_started_by_what_happens() -> None:
    kept = Kept("kept", "safe", "a", None, 0.0, 1.0, False, Text(""), Text(""), Text(""))
    plan = {"a": Does(needs=("safe",)), "b": Does()}
    scene = scene_of(seq("a", "b"), plan)
    assert prove_kept(scene, kept).broken is not None
    waits = scene_of(seq("a", "b"), plan, events={"settles": Happening(5.0, starts=("safe",))})
    assert prove_kept(replace(waits, keep=(kept,)), kept).broken is None


def _node(part: Node | str) -> Node:
    return StepNode(part) if isinstance(part, str) else part


def order_of(scene: Scene, proof: Proof) -> list[str]:
    assert proof.refused is not None
    return [Runs(scene.protocol).steps[leaf] for leaf in proof.refused.order]


def test_the_small_scene_is_proved() -> None:
    assert check(SCENE).problems == ()


def test_the_shortest_refused_order_is_printed_at_the_step_that_is_refused(tmp_path: Path) -> None:
    # The water is turned off before the hands are rinsed: the author asks for running water too late.
    text = changed(
        ("          at_most: 2\n        - step: rinse\n", "          at_most: 2\n"),
        ("[{step: turn-off}, {step: wipe}]", "[{step: turn-off}, {step: rinse}, {step: wipe}]"),
        ("{step: air-dry, after: [rinse]}", "{step: air-dry}"),
    )
    loaded = check(written(tmp_path, text))
    assert loaded.scene is not None
    (problem,) = [p for p in loaded.problems if p.severity is Severity.ERROR]
    assert problem.message == (
        "the protocol allows an order that cannot be done: "
        "1 turn-on, 2 take-soap, 3 rub, 4 hold-arm, 5 air-dry; there `air-dry` is refused"
    )
    assert problem.hint == "`foam-left` holds then"
    assert text.splitlines()[problem.line - 1][problem.column - 1 :].startswith("{step: air-dry}")


def test_what_ended_the_missing_condition_is_named() -> None:
    scene = scene_of(
        seq("hold", par("look", "move")),
        {"hold": Does(starts=("held",)), "look": Does(), "move": Does(needs=("held",))},
        held=("held",),
    )
    proof = prove(scene)
    assert order_of(scene, proof) == ["hold", "look", "move"]
    assert proof.refused is not None
    assert (proof.refused.condition, proof.refused.missing, proof.refused.ended_by) == ("held", True, 1)


def test_hands_that_are_left_alone_keep_what_they_hold() -> None:
    plan = {"hold": Does(starts=("held",)), "move": Does(needs=("held",), by="helper")}
    for look in (Does(by="helper"), Does(hands=False)):
        scene = scene_of(seq("hold", par("look", "move")), {**plan, "look": look}, held=("held",))
        assert prove(scene).refused is None
    team = Does(by="helper", team=("nurse",))
    scene = scene_of(seq("hold", par("look", "move")), {**plan, "look": team}, held=("held",))
    assert order_of(scene, prove(scene)) == ["hold", "look", "move"]


def test_a_derived_condition_holds_by_any_of_its_parts() -> None:
    plan = {"a": Does(starts=("by-a",)), "b": Does(starts=("by-b",)), "use": Does(needs=("safe",))}
    derived = {"safe": ("by-a", "by-b")}
    assert prove(scene_of(seq(OneOf((StepNode("a"), StepNode("b"))), "use"), plan, derived=derived)).refused is None
    scene = scene_of(seq(OptionalNode(StepNode("a")), "use"), plan, derived=derived)
    assert order_of(scene, prove(scene)) == ["use"]


def test_the_second_round_of_a_repeat_is_tried() -> None:
    scene = scene_of(
        Repeat(seq("open", "close")),
        {"open": Does(unless=("used",)), "close": Does(starts=("used",))},
    )
    assert order_of(scene, prove(scene)) == ["open", "close", "open"]
    once = scene_of(Repeat(seq("open", "close"), 1), {"open": Does(unless=("used",)), "close": Does(starts=("used",))})
    proof = prove(once)
    assert (proof.refused, proof.complete, proof.ends) == (None, True, True)


def test_after_keeps_orders_out() -> None:
    plan = {"straps": Does(starts=("strapped",)), "lift": Does(needs=("strapped",))}
    free = scene_of(par("lift", "straps"), plan)
    assert order_of(free, prove(free)) == ["lift"]
    kept = scene_of(par(StepNode("lift", ("straps",)), "straps"), plan)
    assert prove(kept).refused is None


def test_orders_that_after_makes_impossible_are_told() -> None:
    stuck = seq("a", par(StepNode("b", ("c",)), seq("c", StepNode("d", ("b",)))), StepNode("e"))
    assert prove(scene_of(stuck, {})).never == ()
    dead = par(seq(StepNode("a", ("d",)), "b"), seq(StepNode("c", ("b",)), "d"))
    proof = prove(scene_of(dead, {}))
    assert (proof.complete, proof.ends) == (True, False)


def test_a_wide_group_of_independent_steps_is_proved_though_it_has_too_many_orders() -> None:
    names = [f"s{number}" for number in range(28)]
    plan = {name: Does(starts=(f"c-{name}",), by=f"p-{name}") for name in names}
    proof = prove(scene_of(seq(par(*names), "end"), {**plan, "end": Does(needs=("c-s27",), by="other")}))
    assert (proof.refused, proof.complete, proof.ends) == (None, True, True)


@pytest.mark.parametrize("wide", [20, 40])
def test_a_mistake_deep_in_a_wide_group_is_found(wide: int) -> None:
    # Everybody's work is tied together by the same pair of hands, and the mistake comes only at the end.
    names = [f"s{number}" for number in range(wide)]
    plan = {name: Does(starts=("held",)) for name in names}
    plan["use"] = Does(needs=("held",))
    plan["last"] = Does(ends=("held",))
    scene = scene_of(seq(par(*names, "last"), "use"), plan, held=("held",))
    started = time.perf_counter()
    proof = prove(scene)
    assert time.perf_counter() - started < 20.0
    assert order_of(scene, proof)[-2:] == ["last", "use"]
    assert not proof.complete


def test_a_group_that_is_too_free_is_said_to_be_so(tmp_path: Path) -> None:
    names = [f"s{number}" for number in range(24)]
    proof = prove(scene_of(par(*names), {name: Does(starts=("held",)) for name in names}, held=("held",)))
    assert (proof.refused, proof.complete) == (None, False)


def test_a_flagship_like_scene_takes_less_than_two_seconds() -> None:
    chains = [seq(*(f"s{chain}-{number}" for number in range(4))) for chain in range(5)]
    singles = [f"t{number}" for number in range(4)]
    plan = {f"t{number}": Does(starts=("held",), by=f"p{number % 4}") for number in range(4)}
    scene = scene_of(seq("a", "b", par(*chains[:2], *singles), "c", par(*chains[2:]), "d"), plan, held=("held",))
    started = time.perf_counter()
    proof = prove(scene)
    assert proof.complete
    assert time.perf_counter() - started < 2.0


# -- agreement with the engine -----------------------------------------------------------------------------------

_STEPS = [f"s{number}" for number in range(6)]
_PLAIN = ("a", "b", "held-1", "held-2")
_ANY = (*_PLAIN, "either")


def _some(names: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), max_size=1).map(tuple)


_does = st.builds(
    Does,
    needs=_some(_ANY),
    unless=_some(_ANY),
    starts=_some(_PLAIN),
    ends=_some(_PLAIN),
    by=st.sampled_from(("nurse", "helper")),
    team=st.sampled_from(((), ("helper",))),
    hands=st.booleans(),
)


@st.composite
def _trees(draw: st.DrawFn) -> Node:
    names = draw(st.permutations(_STEPS))[: draw(st.integers(1, len(_STEPS)))]
    nodes: list[Node] = [
        StepNode(name, (draw(st.sampled_from(names[:place])),) if place and draw(st.integers(0, 4)) == 0 else ())
        for place, name in enumerate(names)
    ]
    while len(nodes) > 1:
        size = draw(st.integers(1, min(3, len(nodes))))
        group = tuple(nodes[:size])
        kind = draw(st.sampled_from(("seq", "par", "par", "alt", "opt", "rep")))
        made: Node
        match kind:
            case "seq":
                made = Sequence(group)
            case "par":
                made = AnyOrder(group)
            case "alt":
                made = OneOf(group)
            case "opt":
                made = OptionalNode(Sequence(group))
            case _:
                made = Repeat(Sequence(group), draw(st.sampled_from((None, 1, 2))))
        nodes = [*nodes[size:], made]
    return nodes[0]


def _plays(scene: Scene, order: list[str]) -> list[bool]:
    """Which of these steps the engine carries out, done one after the other."""
    state = at_start(scene)
    done = []
    for step in order:
        action = scene.steps[step].action
        who = scene.actions[action].by[0]
        events = respond(scene, state, Perform(state.at_s, action, who, {}))
        done.append(not any(isinstance(event, ActionRefused) for event in events))
        for event in events:
            state = after(state, event)
        for event in advance(scene, state, state.at_s + 2):
            state = after(state, event)
    return done


@settings(max_examples=80, deadline=None)
@given(tree=_trees(), plan=st.fixed_dictionaries(dict.fromkeys(_STEPS, _does)), data=st.data())
def test_the_proof_and_the_engine_agree(tree: Node, plan: dict[str, Does], data: st.DataObject) -> None:
    scene = scene_of(tree, plan, held=("held-1", "held-2"), derived={"either": ("a", "held-2")}, at_start=("a",))
    proof = prove(scene)
    if proof.refused is not None:
        played = _plays(scene, order_of(scene, proof))
        assert played == [True] * (len(played) - 1) + [False]
        return
    runs = Runs(scene.protocol)
    position, order = runs.start, list[str]()
    while len(order) < 12 and (moves := runs.moves(position)):
        leaf, position = data.draw(st.sampled_from(moves))
        order.append(runs.steps[leaf])
    assert all(_plays(scene, order))


_happenings = st.builds(
    Happening,
    for_s=st.just(1.0),
    while_=_some(_ANY),
    unless=_some(_ANY),
    starts=_some(("a", "b")),
    ends=_some(_PLAIN),
)
_events = st.lists(_happenings, max_size=2).map(lambda events: {f"e{n}": one for n, one in enumerate(events)})


@settings(max_examples=100, deadline=None)
@given(tree=_trees(), plan=st.fixed_dictionaries(dict.fromkeys(_STEPS, _does)), events=_events)
def test_the_search_of_fewer_orders_finds_what_the_full_one_finds(
    tree: Node, plan: dict[str, Does], events: dict[str, Happening]
) -> None:
    derived = {"either": ("a", "held-2")}
    scene = scene_of(tree, plan, held=("held-1", "held-2"), derived=derived, at_start=("a",), events=events)
    runs, rules = Runs(scene.protocol), Rules(scene)
    effects = [rules.of_step(step) for step in runs.steps]
    full = search(runs, rules, effects, runs.moves, 20_000)
    fewer = search(runs, rules, effects, narrowed(runs, rules, effects), 20_000)
    assert (fewer.refused is None) == (full.refused is None)
    assert fewer.states <= full.states or full.refused is not None
    if full.refused is None:
        assert fewer.ends == full.ends


REAL = sorted((Path(__file__).parents[2] / "scenes").glob("*/scene.yaml"))


@pytest.mark.parametrize("path", [SCENE, *REAL], ids=lambda path: path.parent.name)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_order_of_a_proved_scene_is_carried_out_by_the_engine(path: Path, data: st.DataObject) -> None:
    scene = _proved(path)
    runs = Runs(scene.protocol)
    position, state = runs.start, at_start(scene)
    for _ in range(3 * len(runs.steps)):
        moves = runs.moves(position)
        if not moves or (runs.may_end(position) and data.draw(st.booleans())):
            break
        leaf, position = data.draw(st.sampled_from(moves))
        step = scene.steps[runs.steps[leaf]]
        action = scene.actions[step.action]
        right = {name: step.with_.get(name, tuple(choice.options))[0] for name, choice in action.choices.items()}
        order = Perform(state.at_s, step.action, (step.by or action.by)[0], right)
        while isinstance(respond(scene, state, order)[-1], ActionRefused) and (wait_s := next_s(state)) is not None:
            for event in advance(scene, state, wait_s):
                state = after(state, event)
            order = replace(order, at_s=wait_s)
        for event in respond(scene, state, order):
            assert not isinstance(event, ActionRefused), f"{runs.steps[leaf]}: {event}"
            state = after(state, event)
        for event in advance(scene, state, state.at_s + action.takes_s + 0.1):
            state = after(state, event)


@functools.cache
def _proved(path: Path) -> Scene:
    loaded = check(path)
    assert not has_errors(loaded.problems), [str(problem) for problem in loaded.problems]
    assert loaded.scene is not None
    return loaded.scene
