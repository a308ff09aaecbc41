"""Words that name something the program or an action has: said with a hint where they do not."""

from collections.abc import Iterable, Iterator

from simulator.scenefile.problems import Finding, Path
from simulator.scenefile.shapes.action import ActionShape
from simulator.scenefile.suggest import did_you_mean


def answers(path: Path, action: ActionShape, asked: Iterable[tuple[str, Iterable[str]]]) -> Iterator[Finding]:
    """Choices that the action has, and answers that they have."""
    for choice, options in asked:
        if choice not in action.choices:
            hint = did_you_mean(choice, action.choices)
            yield Finding((*path, choice), f"the action has no choice `{choice}`", hint, at_key=True)
            continue
        known = action.choices[choice].options
        for number, option in enumerate(options):
            if option not in known:
                keyed = isinstance(options, dict)
                where = (*path, choice, option if keyed else number)
                hint = did_you_mean(option, known)
                yield Finding(where, f"`{choice}` cannot be `{option}`", hint, at_key=keyed)


def known_word(path: Path, word: str, kind: str, known: Iterable[str]) -> Iterator[Finding]:
    """A word that is one of those that the program knows."""
    if word not in known:
        yield Finding(path, f"there is no {kind} `{word}`", did_you_mean(word, known))
