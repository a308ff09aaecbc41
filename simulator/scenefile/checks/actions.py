"""Actions: placeholders, shortcut keys, and whether each can be ordered and is used."""

import re
from collections.abc import Collection, Iterator

from simulator.core.physiology.placeholders import PLACEHOLDERS
from simulator.scenefile.problems import Finding, Path, Severity
from simulator.scenefile.shapes.action import ActionShape
from simulator.scenefile.shapes.base import TextShape
from simulator.scenefile.shapes.scene import SceneShape
from simulator.scenefile.suggest import did_you_mean

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# The practice screen's own: places, hint, see-through, the page of keys, and the digits of the views.
_SCREENS = frozenset("ghx?1234567890")


def of_actions(scene: SceneShape) -> Iterator[Finding]:
    """All that is wrong with single actions."""
    for id_, action in scene.actions.items():
        yield from _texts(("actions", id_), action)
        yield from _shown(("actions", id_), action)
        yield from _answers(("actions", id_, "choices"), action)
        if "actor" in action.choices:
            path = ("actions", id_, "choices", "actor")
            yield Finding(path, "a choice cannot be called `actor`", "{actor} is the person", at_key=True)
    yield from _models(scene)
    yield from _keys(scene)
    yield from _uses(scene)


def _answers(path: Path, action: ActionShape) -> Iterator[Finding]:
    """What starts or ends with an answer that there is not."""
    for name, choice in action.choices.items():
        for key, does in (("starts", choice.starts), ("ends", choice.ends)):
            for option in does:
                if option not in choice.options:
                    message = f"`{name}` has no answer `{option}`"
                    yield Finding(
                        (*path, name, key, option), message, did_you_mean(option, choice.options), at_key=True
                    )


def _texts(path: Path, action: ActionShape) -> Iterator[Finding]:
    known = ["actor", *action.choices]
    for key, text, more in (("done", action.done, ()), ("answer", action.answer, PLACEHOLDERS)):
        if text is not None:
            yield from of_text((*path, key), text, [*known, *more])
    for choice, by in action.answer_with.items():
        where = (*path, "answer_with", choice)
        if choice not in action.choices:
            hint = did_you_mean(choice, action.choices)
            yield Finding(where, f"the action has no choice `{choice}`", hint, at_key=True)
            continue
        options = action.choices[choice].options
        for option, said in by.items():
            if option not in options:
                message = f"`{choice}` has no answer `{option}`"
                yield Finding((*where, option), message, did_you_mean(option, options), at_key=True)
            yield from of_text((*where, option), said, [*known, *PLACEHOLDERS])


def of_text(path: Path, text: TextShape, known: Collection[str]) -> Iterator[Finding]:
    """Placeholders in a text that nothing fills, and braces without a partner."""
    for language, words in (("en", text.en), ("zh", text.zh or "")):
        for name in _PLACEHOLDER.findall(words):
            if name not in known:
                hint = did_you_mean(name, known)
                yield Finding((*path, language), f"nothing fills the placeholder {{{name}}}", hint)
        if set(_PLACEHOLDER.sub("", words)) & set("{}"):
            yield Finding((*path, language), "a brace { or } has no partner", "placeholders look like {actor}")


def _shown(path: Path, action: ActionShape) -> Iterator[Finding]:
    patterns = [((*path, "show", "items", item), place) for item, place in action.show.items.items()]
    if action.show.patient is not None:
        patterns.append(((*path, "show", "patient"), action.show.patient))
    for where, pattern in patterns:
        for name in _PLACEHOLDER.findall(pattern):
            if name not in action.choices:
                hint = did_you_mean(name, action.choices)
                yield Finding(where, f"the action has no choice `{name}` that could fill {{{name}}}", hint)


def _models(scene: SceneShape) -> Iterator[Finding]:
    choices: dict[str, set[str]] = {}
    for action in scene.actions.values():
        for item in action.show.items:
            choices.setdefault(item, set()).update(action.choices)
    for id_, shape in scene.equipment.items():
        for name in _PLACEHOLDER.findall(shape.model):
            if name not in choices.get(id_, ()):
                message = f"no action that shows `{id_}` has a choice `{name}` that could fill {{{name}}}"
                yield Finding(("equipment", id_, "model"), message)


def _keys(scene: SceneShape) -> Iterator[Finding]:
    taken: dict[str, str] = {}
    for id_, action in scene.actions.items():
        if action.key is None:
            continue
        path = ("actions", id_, "key")
        key = action.key.lower()
        if key in _SCREENS:
            yield Finding(path, f"the key {action.key} belongs to the screen", "choose another")
        if key in taken:
            yield Finding(path, f"the key {action.key} is taken by `{taken[key]}`", "choose another")
        taken.setdefault(key, id_)
        if not action.command:
            message = "the key has no effect: only commands have keys"
            yield Finding(path, message, "add `command: true`", Severity.WARNING)


def _uses(scene: SceneShape) -> Iterator[Finding]:
    judged = {step.action for step in scene.steps.values()}.union(*(n.actions for n in scene.never))
    for id_, action in scene.actions.items():
        path = ("actions", id_)
        if not (id_ in judged or action.neutral or action.stops):
            message = f"the action `{id_}` is in no step and in no `never`"
            hint = "add `neutral: true` if it should not be judged"
            yield Finding(path, message, hint, Severity.WARNING, at_key=True)
        if not (action.on or action.using or action.command):
            message = f"nothing offers the action `{id_}` to the learner"
            yield Finding(path, message, "give it `on`, `using` or `command`", Severity.WARNING, at_key=True)
