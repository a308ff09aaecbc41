"""The proof that kept conditions can be kept: the shortest order that breaks one is told, and the engine agrees."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.core.actions import Perform
from simulator.core.engine import advance, respond
from simulator.core.procedure import AnyOrder, Kept, OptionalNode, Sequence, StepNode
from simulator.core.scene import ActionRule, Scene, frozen_map
from simulator.core.state import after, at_start, holds
from simulator.core.text import Text
from simulator.scenefile import check, load
from simulator.scenefile.keeping import KeptProof, prove_kept
from simulator.scenefile.runs import Runs
from tests.scenefile.plans import Does, scene_of
from tests.scenefile.small import changed, written


def kept(condition: str, from_step: str, until_step: str | None = None, max_gap_s: float = 0.0) -> Kept:
    return Kept("kept", condition, from_step, until_step, max_gap_s, 0.0, True, Text("x"), Text("x"), Text("x"))


def seq(*steps: str) -> Sequence:
    return Sequence(tuple(StepNode(step) for step in steps))


def par(*steps: str) -> AnyOrder:
    return AnyOrder(tuple(StepNode(step) for step in steps))


def order_of(scene: Scene, proof: KeptProof) -> list[str]:
    assert proof.broken is not None
    return [Runs(scene.protocol).steps[leaf] for leaf in proof.broken.order]


def with_neutral(scene: Scene, id_: str, by: str, starts: tuple[str, ...]) -> Scene:
    """The scene with a neutral action beside the steps."""
    action = ActionRule(Text("x"), Text("x"), 1.0, (by,), starts=starts, neutral=True)
    return replace(scene, actions=frozen_map({**scene.actions, id_: action}))


HOLD = {"hold": Does(starts=("held",)), "look": Does(), "fix": Does(by="helper")}


def test_hands_that_look_first_let_go() -> None:
    scene = scene_of(Sequence((StepNode("hold"), par("look", "fix"))), HOLD, held=("held",))
    proof = prove_kept(scene, kept("held", "hold", "fix"))
    assert order_of(scene, proof) == ["hold", "look"]
    assert proof.broken is not None
    assert (proof.broken.ended_by, proof.broken.meanwhile) == (1, False)
    other = scene_of(
        Sequence((StepNode("hold"), par("look", "fix"))), {**HOLD, "look": Does(by="helper")}, held=("held",)
    )
    assert prove_kept(other, kept("held", "hold", "fix")).broken is None


def test_after_the_last_step_of_the_rule_nothing_is_asked() -> None:
    scene = scene_of(seq("hold", "fix", "look"), HOLD, held=("held",))
    assert prove_kept(scene, kept("held", "hold", "fix")) == KeptProof(None, True, 2)
    assert order_of(scene, prove_kept(scene, kept("held", "hold"))) == ["hold", "fix", "look"]


def test_the_last_step_itself_is_still_asked() -> None:
    scene = scene_of(seq("hold", "fix"), {**HOLD, "fix": Does(starts=("fixed",))}, held=("held",), derived=EITHER)
    proof = prove_kept(scene, kept("safe", "hold", "fix"))
    assert order_of(scene, proof) == ["hold", "fix"]
    assert proof.broken is not None
    assert (proof.broken.ended_by, proof.broken.meanwhile) == (1, True)
    # The action takes one second.
    assert prove_kept(scene, kept("safe", "hold", "fix", max_gap_s=0.9)).broken is not None
    assert prove_kept(scene, kept("safe", "hold", "fix", max_gap_s=1.0)).broken is None


EITHER = {"safe": ("held", "fixed")}


def test_what_nothing_starts_is_told_at_the_first_step() -> None:
    scene = scene_of(seq("look", "fix"), {**HOLD, "hold": Does(starts=("held",))}, held=("held",), at_start=())
    proof = prove_kept(scene, kept("held", "look"))
    assert order_of(scene, proof) == ["look"]
    assert proof.broken is not None
    assert proof.broken.ended_by is None


def test_a_step_that_may_be_left_out_opens_nothing() -> None:
    scene = scene_of(Sequence((OptionalNode(StepNode("hold")), StepNode("look"))), HOLD, held=("held",))
    assert order_of(scene, prove_kept(scene, kept("held", "hold"))) == ["hold", "look"]
    assert prove_kept(scene, kept("held", "look", "hold")).broken is not None


def test_a_second_pair_of_hands_may_help() -> None:
    """The lock is handed over by an action that is no step: then the order can be kept."""
    alone = scene_of(seq("hold", "look", "fix"), HOLD, held=("held", "lock"), derived={"safe": ("held", "lock")})
    rule = kept("safe", "hold", "fix")
    assert order_of(alone, prove_kept(alone, rule)) == ["hold", "look"]
    assert prove_kept(with_neutral(alone, "take-lock", "friend", ("lock",)), rule).broken is None
    # The helper of that lock is the one who must look: no help.
    same = with_neutral(alone, "take-lock", "nurse", ("lock",))
    assert order_of(same, prove_kept(same, rule)) == ["hold", "look"]


def test_a_wide_group_is_proved_step_by_step() -> None:
    names = [f"s{number}" for number in range(24)]
    plan = {name: Does(starts=(f"c-{name}",), by=f"p-{name}") for name in names} | {"hold": Does(starts=("held",))}
    free = scene_of(Sequence((StepNode("hold"), par(*names))), plan, held=("held",))
    proof = prove_kept(free, kept("held", "hold"))
    assert (proof.broken, proof.complete) == (None, True)
    plan["s23"] = Does(by="nurse")
    bound = scene_of(Sequence((StepNode("hold"), par(*names))), plan, held=("held",))
    assert order_of(bound, prove_kept(bound, kept("held", "hold")))[-1] == "s23"


def test_the_broken_order_is_printed_at_the_condition(tmp_path: Path) -> None:
    text = changed(("    max_gap_s: 3\n", "    max_gap_s: 1\n"))
    (problem,) = check(written(tmp_path, text)).problems
    assert problem.message == ("the protocol allows an order in which `arm-safe` cannot be kept: 1 turn-on, 2 hold-arm")
    assert problem.hint == "it does not hold while 2 hold-arm is done"
    assert text.splitlines()[problem.line - 1][problem.column - 1 :] == "arm-safe"
    assert load(written(tmp_path, text)).scene is not None


_PLANS = st.fixed_dictionaries(
    {
        name: st.builds(
            Does,
            starts=st.sampled_from(((), ("a",), ("held",))),
            ends=st.sampled_from(((), (), ("a",))),
            by=st.sampled_from(("nurse", "helper")),
            hands=st.booleans(),
        )
        for name in ("s0", "s1", "s2", "s3")
    }
)


@settings(max_examples=120, deadline=None)
@given(plan=_PLANS, tree=st.sampled_from(["s0 s1 s2 s3", "s0 [s1 s2] s3", "[s0 s1 s2] s3", "s0 [s1 s2 s3]"]))
def test_the_proof_and_the_engine_agree(plan: dict[str, Does], tree: str) -> None:
    """Some order of the engine breaks the condition if and only if the proof says so."""
    scene = scene_of(_tree(tree), plan, held=("held",), derived={"safe": ("a", "held")}, at_start=("a",))
    proof = prove_kept(scene, kept("safe", "s0", "s3"))
    broken = [order for order in _orders(scene) if _breaks(scene, order)]
    assert (proof.broken is not None) == bool(broken)
    if proof.broken is not None:
        told = order_of(scene, proof)
        assert any(order[: len(told)] == told for order in broken)
        assert not any(_breaks(scene, order[: len(told) - 1]) for order in _orders(scene))


def _tree(text: str) -> Sequence:
    parts: list[StepNode | AnyOrder] = []
    for group in text.replace("]", "[").split("["):
        names = group.split()
        free = f"[{group}]" in text
        parts += [par(*names)] if free else [StepNode(name) for name in names]
    return Sequence(tuple(parts))


def _orders(scene: Scene) -> list[list[str]]:
    runs = Runs(scene.protocol)
    found = []
    left = [(runs.start, list[str]())]
    while left:
        position, order = left.pop()
        moves = runs.moves(position)
        if not moves:
            found.append(order)
        left += [(then, [*order, runs.steps[leaf]]) for leaf, then in moves]
    return found


def _breaks(scene: Scene, order: list[str]) -> bool:
    """Play it in the engine: does `safe` fail to hold at some time from the end of s0 until the end of s3?"""
    state = at_start(scene)
    watched = False
    for step in order:
        action = scene.steps[step].action
        for event in respond(scene, state, Perform(state.at_s, action, scene.actions[action].by[0], {})):
            state = after(state, event)
        if watched and not holds(scene, state, "safe"):
            return True
        for event in advance(scene, state, state.at_s + 2):
            state = after(state, event)
        watched = (watched or step == "s0") and step != "s3"
        if watched and not holds(scene, state, "safe"):
            return True
        if step == "s3":
            return False
    return False
