"""All that can be said of a scene file without playing it: what loading finds, and the proof of its protocol."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path as FilePath

from simulator.core.scene import Scene
from simulator.scenefile import build
from simulator.scenefile.checks.leaves import Leaf, leaves
from simulator.scenefile.checks.schools import with_order
from simulator.scenefile.keeping import Broken, KeptProof, prove_kept
from simulator.scenefile.load import Loaded, in_order, placed, read_scene
from simulator.scenefile.problems import Finding, Path, Severity
from simulator.scenefile.proof import MOST_STATES, Proof, Refused, prove
from simulator.scenefile.shapes.scene import SceneShape

# What the proofs of many rules and rubrics may search together is bounded; so much each of them may in any case.
_FEWEST_STATES = 500


def check(path: FilePath | str, also: Callable[[Scene], Iterable[Finding]] = lambda scene: ()) -> Loaded:
    """Like `load`, and every order of the protocol is tried. The scene is there if it could be loaded.

    `also` finds what others know about a scene, such as the names that can be shown.
    """
    document, shape, loaded = read_scene(path)
    if shape is None or loaded.scene is None:
        return loaded
    found = (*also(loaded.scene), *proved(shape, loaded.scene))
    return Loaded(loaded.scene, in_order((*loaded.problems, *placed(path, document, found))))


def proved(shape: SceneShape, scene: Scene) -> Iterator[Finding]:
    """What the proofs say: of the protocol, and of every rubric that orders the steps otherwise."""
    mentions = list(leaves(shape.protocol))
    own, left = _proved(scene, mentions, (), MOST_STATES)
    yield from own
    told = {(one.message, one.hint) for one in own}
    for id_, rubric in shape.rubrics.items():
        if not (rubric.order.add or rubric.order.drop):
            continue
        school = replace(scene, protocol=build.node(with_order(shape.protocol, rubric.order)))
        found, left = _proved(school, mentions, rubric.ignored, left)
        place: Path = ("rubrics", id_, "order")
        for one in found:
            if (one.message, one.hint) not in told:
                message = f"as the rubric `{id_}` orders the steps: {one.message}"
                yield Finding(place, message, one.hint, one.severity, at_key=True)


def _proved(
    scene: Scene, mentions: list[Leaf], ignored: Collection[str], most_states: int
) -> tuple[list[Finding], int]:
    """The findings about one protocol, and how many states are left to search for the others."""
    proof = prove(scene, most_states)
    found = list(findings_of(scene, proof, mentions))
    left = max(most_states - proof.states, _FEWEST_STATES)
    if proof.refused is not None or not proof.complete:
        return found, left
    for index, kept in enumerate(scene.keep):
        if kept.id not in ignored:
            can_be = prove_kept(scene, kept, left)
            found += _of_kept(kept.condition, ("keep", index, "condition"), can_be, mentions)
            left = max(left - can_be.states, _FEWEST_STATES)
    return found, left


def findings_of(scene: Scene, proof: Proof, mentions: list[Leaf]) -> Iterator[Finding]:
    """What the proof of the orders says, at the steps' places in the protocol."""
    if proof.refused is not None:
        yield _refused(scene, proof.refused, mentions)
        return
    if not proof.complete:
        message = f"the protocol is too free to try every order: {proof.states} states were searched"
        yield Finding(("protocol",), message, "none of them is refused", Severity.WARNING, at_key=True)
        return
    if not proof.ends:
        yield Finding(("protocol",), "no order can be carried to the end", "look at `after`", at_key=True)
    for leaf in mentions:
        if leaf.step in proof.never:
            message = f"no order that can be carried to its end has the step `{leaf.step}`"
            yield Finding(leaf.path, message, "look at `after`")


def _refused(scene: Scene, refused: Refused, mentions: list[Leaf]) -> Finding:
    steps = [mentions[leaf].step for leaf in refused.order]
    action = scene.steps[steps[-1]].action
    message = f"the protocol allows an order that cannot be done: {_numbered(steps)}; there `{action}` is refused"
    if not refused.missing:
        hint = f"`{refused.condition}` holds then"
    elif refused.ended_by is not None:
        hint = f"`{refused.condition}` does not hold: it ended with {refused.ended_by + 1} {steps[refused.ended_by]}"
    else:
        hint = f"`{refused.condition}` does not hold: nothing has started it"
    return Finding(mentions[refused.order[-1]].path, message, hint)


def _of_kept(condition: str, path: Path, proof: KeptProof, mentions: list[Leaf]) -> Iterator[Finding]:
    if proof.broken is not None:
        yield _broken(condition, path, proof.broken, [mentions[leaf].step for leaf in proof.broken.order])
    elif not proof.complete:
        message = f"the protocol is too free to try whether `{condition}` can be kept in every order"
        yield Finding(path, message, f"{proof.states} states were searched", Severity.WARNING)


def _broken(condition: str, path: Path, broken: Broken, steps: list[str]) -> Finding:
    message = f"the protocol allows an order in which `{condition}` cannot be kept: {_numbered(steps)}"
    if broken.ended_by is None:
        return Finding(path, message, f"nothing has started `{condition}`")
    step = f"{broken.ended_by + 1} {steps[broken.ended_by]}"
    hint = f"it does not hold while {step} is done" if broken.meanwhile else f"it ends with {step}"
    return Finding(path, message, hint)


def _numbered(steps: list[str]) -> str:
    return ", ".join(f"{number} {step}" for number, step in enumerate(steps, 1))
