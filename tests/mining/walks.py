"""Random orders that a scene's protocol allows, and performances that go through them."""

import random

from scoring.trace import Act, Trace
from simulator.core.scene import Scene
from simulator.mining.relations import Run
from simulator.scenefile.runs import Runs


def walk(runs: Runs, dice: random.Random) -> Run:
    """One whole order: at each point any step that may come next."""
    position, done = runs.start, []
    while moves := runs.moves(position):
        leaf, position = dice.choice(moves)
        done.append(runs.steps[leaf])
    return tuple(done)


def performed(scene: Scene, run: Run) -> Trace:
    """The steps of a run one after the other, each rightly and by the right person, three seconds each."""
    acts = []
    for number, step in enumerate(run):
        rule = scene.steps[step]
        choices = {name: options[0] for name, options in rule.with_.items()}
        who = (rule.by or scene.actions[rule.action].by)[0]
        acts.append(Act(rule.action, who, choices, 4.0 * number, 4.0 * number + 3.0))
    return Trace(tuple(acts), end_s=4.0 * len(run))
