"""What happened and what was refused, as sentences in the scene's own words."""

from collections.abc import Mapping
from types import MappingProxyType

from simulator.core import events as ev
from simulator.core.scene import Scene
from simulator.core.text import Text

_OVER = Text("The session is over.", "本次练习已经结束。")
_UNKNOWN = Text("This cannot be done in this scene.", "本场景中无法这样做。")
_CHOOSE = Text("Choose first: {subject}.", "请先选择：{subject}。")
_NOT_THIS_PERSON = Text("{subject} is not asked to do this.", "这项操作不由{subject}完成。")
_BUSY = Text("{subject} cannot do two things at once: wait until it is done.", "{subject}正在操作，请等其完成。")
_MISSING = Text("Not possible yet: {subject}.", "现在还不能做：需要先“{subject}”。")
_STOPPED = Text("{action}: stopped on the way", "{action}：中途停止")
_PREVENTED = Text("Not possible any more: {subject}.", "现在不能做：已经“{subject}”。")


_QUOTES = "“”‘’\"'「『（("


def capital(text: str) -> str:
    """The text with a capital first letter, also behind an opening quotation mark."""
    start = next((place for place, sign in enumerate(text) if sign not in _QUOTES), 0)
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]


def done(scene: Scene, event: ev.ActionFinished | ev.ActionStarted, language: str) -> str:
    """What was done, who did it and with which choices, as one sentence."""
    rule = scene.actions[event.action]
    return _ended(rule.done.filled(**_names(scene, event.action, event.actor, event.choices))[language], language)


def stopped(scene: Scene, event: ev.ActionStopped, language: str) -> str:
    """What was begun and did not come to its end, as one sentence."""
    return _ended(_STOPPED.filled(action=scene.actions[event.action].name)[language], language)


def happened(scene: Scene, event: str, language: str) -> str:
    """What came about by itself, as its scene tells it; nothing if that says nothing or knows it no more."""
    rule = scene.events.get(event)
    return _ended(rule.says[language], language) if rule is not None and rule.says is not None else ""


def answer(
    scene: Scene, event: ev.ActionFinished, language: str, signs: Mapping[str, Text | str] = MappingProxyType({})
) -> str:
    """What was found out by it, or nothing. `signs`: the words for the patient's signs at that moment."""
    rule = scene.actions[event.action]
    instead = (by.get(event.choices.get(choice, "")) for choice, by in rule.answer_with.items())
    said = next((text for text in instead if text is not None), rule.answer)
    if said is None:
        return ""
    return said.filled(**_names(scene, event.action, event.actor, event.choices), **signs)[language]


def order(scene: Scene, action: str, actor: str, language: str) -> str:
    """Who is doing what, for something that is going on."""
    return f"{scene.team[actor].name[language]} · {scene.actions[action].name[language]}"


def refused(scene: Scene, event: ev.ActionRefused, language: str) -> str:
    """Why it could not be done, as one sentence."""
    return _ended(_refused(scene, event)[language], language)


def _refused(scene: Scene, event: ev.ActionRefused) -> Text:
    match event.reason:
        case ev.Refusal.OVER:
            return _OVER
        case ev.Refusal.UNKNOWN_ACTION:
            return _UNKNOWN
        case ev.Refusal.UNKNOWN_CHOICE:
            rule = scene.actions.get(event.action)
            choice = rule.choices.get(event.subject) if rule else None
            return _CHOOSE.filled(subject=choice.name if choice else event.subject)
        case ev.Refusal.NOT_THIS_PERSON:
            return _NOT_THIS_PERSON.filled(subject=_person(scene, event.subject))
        case ev.Refusal.BUSY:
            return _BUSY.filled(subject=_person(scene, event.subject))
        case ev.Refusal.MISSING:
            condition = scene.conditions[event.subject]
            return condition.missing or _MISSING.filled(subject=condition.name)
        case ev.Refusal.PREVENTED:
            condition = scene.conditions[event.subject]
            return condition.present or _PREVENTED.filled(subject=condition.name)


def _person(scene: Scene, actor: str) -> Text | str:
    return scene.team[actor].name if actor in scene.team else actor


def _names(scene: Scene, action: str, actor: str, choices: Mapping[str, str]) -> dict[str, Text | str]:
    asked = scene.actions[action].choices
    named: dict[str, Text | str] = {"actor": _person(scene, actor)}
    for name, option in choices.items():
        named[name] = asked[name].options[option] if name in asked and option in asked[name].options else option
    return named


def _ended(sentence: str, language: str) -> str:
    """The sentence with its full stop; a quotation at its end may have brought one."""
    if sentence and sentence.rstrip("”’")[-1:] not in (*".!?。！？…", ""):
        return sentence + ("。" if language == "zh" else ".")
    return sentence
