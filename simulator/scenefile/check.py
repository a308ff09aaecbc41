"""All that can be said of a scene file without playing it: what loading finds, and the proof of its protocol."""

from collections.abc import Iterator
from pathlib import Path

from simulator.core.scene import Scene
from simulator.scenefile.checks.leaves import Leaf, leaves
from simulator.scenefile.load import Loaded, in_order, placed, read_scene
from simulator.scenefile.problems import Finding, Severity
from simulator.scenefile.proof import Proof, Refused, prove


def check(path: Path | str) -> Loaded:
    """Like `load`, and every order of the protocol is tried. The scene is there if it could be loaded."""
    document, shape, loaded = read_scene(path)
    if shape is None or loaded.scene is None:
        return loaded
    found = findings_of(loaded.scene, prove(loaded.scene), list(leaves(shape.protocol)))
    return Loaded(loaded.scene, in_order((*loaded.problems, *placed(path, document, found))))


def findings_of(scene: Scene, proof: Proof, mentions: list[Leaf]) -> Iterator[Finding]:
    """What the proof says, at the steps' places in the protocol."""
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
    order = ", ".join(f"{number} {step}" for number, step in enumerate(steps, 1))
    action = scene.steps[steps[-1]].action
    message = f"the protocol allows an order that cannot be done: {order}; there `{action}` is refused"
    if not refused.missing:
        hint = f"`{refused.condition}` holds then"
    elif refused.ended_by is not None:
        hint = f"`{refused.condition}` does not hold: it ended with {refused.ended_by + 1} {steps[refused.ended_by]}"
    else:
        hint = f"`{refused.condition}` does not hold: nothing has started it"
    return Finding(mentions[refused.order[-1]].path, message, hint)
