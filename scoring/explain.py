"""A fault as a few words and as a sentence that teaches, in every language of the product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scoring.faults import Fault
from scoring.rules import Reference, Rule, Say, StepRule, Texts
from scoring.sentences import (
    FOLLOWS,
    INNER,
    JOINING,
    LANGUAGES,
    QUOTED,
    QUOTES,
    SENTENCES,
    TIMES,
    TITLES,
    UNITS,
    WHERE,
    YOU,
)


def clock(seconds: float) -> str:
    """A time of the session as mm:ss."""
    whole = max(0, int(seconds))
    return f"{whole // 60:02d}:{whole % 60:02d}"


def number(value: float, digits: int = 1) -> str:
    """A number without needless digits; never rounded to 0 when it is not."""
    text = f"{value:.{digits}f}"
    if value and not float(text):
        text = f"{value:.2g}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def said(say: Say, language: str) -> str:
    """The text in a language, else in English, else in any, else empty."""
    return say.get(language) or say.get("en") or next(iter(say.values()), "")


def word(reference: Reference, kind: str, name: object, language: str) -> str:
    """The word for an id, such as ("actor", "r1"); an id without a word is shown with spaces for dashes."""
    found = said(reference.names.get(f"{kind}:{name}", {}), language)
    return found or str(name).replace("-", " ").replace("_", " ")


def answer_word(reference: Reference, rule: Rule | None, choice: str, option: object, language: str) -> str:
    """The word for an answer to a choice; two actions may call different answers by the same id."""
    action = rule.action if isinstance(rule, StepRule) else ""
    found = said(reference.names.get(f"value:{action}/{choice}/{option}", {}), language)
    return found or word(reference, "value", option, language)


def choice_word(reference: Reference, rule: Rule | None, choice: str, language: str) -> str:
    """What a choice is called by the action that asks it."""
    action = rule.action if isinstance(rule, StepRule) else ""
    return said(reference.names.get(f"choice:{action}/{choice}", {}), language) or word(
        reference, "choice", choice, language
    )


def explain(fault: Fault, reference: Reference, rule: Rule | None, free: bool = False) -> tuple[Say, Say]:
    """Title and text of a fault: what happened and when, why it matters, what to do instead; by language.

    `free`: it costs no points. An act that is only superfluous is then told without reproach.
    """
    titles: dict[str, str] = {}
    texts: dict[str, str] = {}
    own = rule.texts if rule is not None else Texts()
    for language in LANGUAGES:
        fields = _fields(fault, reference, rule, language)
        title, sentence = _wording(fault, reference, free, language)
        words = TITLES[title][language].format(**fields)
        titles[language] = words[:1].upper() + words[1:]
        parts = [SENTENCES[sentence][language].format(**fields)]
        if fault.kind not in ("repeated", "extra"):
            parts += [said(own.why, language), said(own.instead, language)]
        texts[language] = _together(parts, language)
    return titles, texts


def following(titles: Sequence[Say], same: bool, points: str) -> Say:
    """One sentence more: which findings this one follows from, and what that means for its `points` (see `FOLLOWS`)."""
    texts: dict[str, str] = {}
    for language in LANGUAGES:
        named = _joined([_quoted(said(title, language)) for title in titles], language, JOINING[language][1])
        first = FOLLOWS["same" if same else "behind"][language].format(causes=named)
        texts[language] = first + FOLLOWS[points][language]
    return texts


def with_more(text: Say, more: Say) -> Say:
    """A text with a sentence put behind."""
    return {language: _together([text[language], more[language]], language) for language in LANGUAGES}


def _together(parts: Sequence[str], language: str) -> str:
    kept = [part.strip() for part in parts if part.strip()]
    return ("" if language == "zh" else " ").join(kept)


def _wording(fault: Fault, reference: Reference, free: bool, language: str) -> tuple[str, str]:
    """Which row of the titles and which of the sentences a fault takes."""
    evidence = fault.evidence
    if free and fault.kind in ("repeated", "extra"):
        return f"{fault.kind}.free", f"{fault.kind}.free"
    if fault.kind == "out_of_order":
        title = "out_of_order.early" if evidence.get("early") else "out_of_order.late"
        named = evidence.get("before") or evidence.get("after")
        return title, title if named else "out_of_order.alone"
    if fault.kind == "wrong_choice":
        if evidence.get("corrected_at_s") is not None:
            return "wrong_choice.corrected", "wrong_choice.corrected"
        return "wrong_choice", "wrong_choice" if evidence.get("value") is not None else "wrong_choice.none"
    if fault.kind == "wrong_person":
        yours = any(_is_you(reference, actor, language) for actor in evidence.get("right", ()))
        if not evidence.get("actor"):
            return "wrong_person", "wrong_person.none_yours" if yours else "wrong_person.none"
        return "wrong_person", "wrong_person.yours" if yours else "wrong_person"
    if fault.kind == "condition_broken" and evidence.get("never_begun"):
        return "condition_broken.never", "condition_broken.never"
    if fault.kind == "forbidden_act" and evidence.get("outcome") == "refused":
        return "forbidden_act", "forbidden_act.refused"
    if fault.kind == "forbidden_act" and evidence.get("again"):
        return "forbidden_act", "forbidden_act.often"
    if fault.kind == "missed" and fault.step is None:
        return "missed.limit", "missed.limit"
    if fault.kind == "missed" and "tried_s" in evidence:
        return "missed.tried", "missed.barred" if _barred(fault, reference, language) else "missed.tried"
    if fault.kind == "limit_exceeded" and f"limit_exceeded.{evidence['measure']}" in SENTENCES:
        return "limit_exceeded", f"limit_exceeded.{evidence['measure']}"
    if fault.kind == "over_time" and fault.critical:
        return "over_time", "over_time.fail"
    if fault.kind == "over_time" and evidence.get("unfinished"):
        return "over_time.unfinished", "over_time.unfinished"
    return fault.kind, fault.kind


def _fields(fault: Fault, reference: Reference, rule: Rule | None, language: str) -> dict[str, str]:
    """The words that the sentences of all kinds may ask for."""
    evidence: Mapping[str, Any] = fault.evidence
    fields = {"name": rule_name(reference, rule, fault, language), "at": clock(fault.at_s or 0.0)}
    steps = {one.id: one for one in reference.steps}
    others = evidence.get("before") or evidence.get("after") or ()
    named = [step_name(reference, steps.get(step), step, language) for step in _nearest(others, evidence)]
    quoted = [f"“{name}”" for name in named]
    fields["others"] = _joined(quoted, language, JOINING[language][1])
    if "choice" in evidence:
        choice = str(evidence["choice"])
        fields["choice"] = choice_word(reference, rule, choice, language)
        fields["value"] = _quoted(answer_word(reference, rule, choice, evidence.get("value"), language))
        right = [_quoted(answer_word(reference, rule, choice, one, language)) for one in evidence.get("right", ())]
        fields["right"] = _joined(right, language, JOINING[language][2])
        fields["corrected"] = clock(evidence.get("corrected_at_s") or 0.0)
    elif "right" in evidence:
        fields["right"] = _whose_task(reference, evidence["right"], language)
    if "tried_s" in evidence:
        fields["barred"] = _barred(fault, reference, language)
    if evidence.get("again"):
        count = len(evidence["again"])
        fields["more"] = TIMES[language][count > 1].format(count=count)
        fields["last"] = clock(float(evidence["last_s"]))
    if "actor" in evidence:
        fields["actor"] = _person(reference, evidence["actor"], language)
    long = fault.kind == "over_time"
    for key in ("took_s", "limit_s", "fail_after_s"):
        if evidence.get(key) is not None:
            value = float(evidence[key])
            fields[key.split("_")[0]] = clock(value) if long else number(value)
    if "took_s" in evidence and "limit_s" in evidence:
        fields["over"] = number(float(evidence["took_s"]) - float(evidence["limit_s"]))
    if "ended_s" in evidence:
        fields["ended"] = clock(float(evidence["ended_s"]))
    if "seconds" in evidence:
        fields["seconds"] = number(float(evidence["seconds"]))
    if fault.kind == "limit_exceeded":
        fields |= _limit_fields(evidence, language)
    return fields


def _barred(fault: Fault, reference: Reference, language: str) -> str:
    """The sentence with which a try was refused, in quotation marks; empty if there is none."""
    told = said(reference.names.get(str(fault.evidence.get("barred")), {}), language)
    return _quoted(told) if told else ""


def _limit_fields(evidence: Mapping[str, Any], language: str) -> dict[str, str]:
    """Figures of a limit. A measure without a unit lies between 0 and 1: it needs a digit more."""
    unit, track_unit = str(evidence["unit"]), str(evidence["track_unit"])
    digits, track_digits = (1 if unit else 2), (1 if track_unit else 2)
    counted = {key: str(evidence[key]) for key in ("count", "of", "most") if key in evidence}
    if "mean" in evidence:
        counted["mean"] = number(float(evidence["mean"]), track_digits) + _after_number(track_unit, language)
    return counted | {
        "value": number(float(evidence["value"]), digits),
        "limit": number(float(evidence["limit"]), digits),
        "unit": _after_number(unit, language),
        "peak": number(float(evidence["peak"]), track_digits) + _after_number(track_unit, language),
        "over": number(float(evidence["over"]), track_digits) + _after_number(track_unit, language),
        "where": WHERE[language].format(where=evidence["where"]) if evidence["where"] else "",
    }


def _quoted(text: str) -> str:
    """In quotation marks, unless the text is in such already; those within it become single ones."""
    whole = text[:1] == QUOTES[0] and text[-1:] == QUOTES[1] and text.count(QUOTES[0]) == 1
    return text if whole else QUOTED.format(text=text.translate(INNER))


def _is_you(reference: Reference, actor: str, language: str) -> bool:
    """Does the scene call this person by the second person?"""
    return word(reference, "actor", actor, language).lower() == YOU[language][0]


def _person(reference: Reference, actor: str, language: str) -> str:
    """A person's name inside a sentence."""
    return YOU[language][0] if _is_you(reference, actor, language) else word(reference, "actor", actor, language)


def _whose_task(reference: Reference, actors: Sequence[str], language: str) -> str:
    """The persons whose task it is, as the sentence names them."""
    names = [_person(reference, actor, language) for actor in actors]
    joined = _joined(names, language, JOINING[language][2])
    _, alone, several = YOU[language]
    if not any(_is_you(reference, actor, language) for actor in actors):
        return joined
    return (alone if len(actors) == 1 else several).format(all=joined)


def _after_number(unit: str, language: str) -> str:
    """A unit as it stands behind a number: the degree sign without a space, everything else with one."""
    unit = UNITS[language].get(unit, unit)
    return unit if unit.startswith("°") or not unit else f" {unit}"


def _nearest(others: Sequence[str], evidence: Mapping[str, Any]) -> Sequence[str]:
    """At most two of the steps that show the order: the last that should have come first, the first that came."""
    return others[-2:] if evidence.get("early") else others[:2]


def _joined(words: Sequence[str], language: str, last: str) -> str:
    comma = JOINING[language][0]
    return last.join([comma.join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def step_name(reference: Reference, rule: StepRule | None, step: str, language: str) -> str:
    """The name of a step for people."""
    return (said(rule.texts.name, language) if rule else "") or word(reference, "step", step, language)


def rule_name(reference: Reference, rule: Rule | None, fault: Fault, language: str) -> str:
    """The name of the rule that a fault offends; of an extra act the name of its action."""
    own = said(rule.texts.name, language) if rule is not None else ""
    kind = {"extra": "action", "condition_broken": "condition"}.get(fault.kind, "rule")
    name = fault.evidence.get("condition", fault.rule) if kind == "condition" else fault.rule
    return own or word(reference, kind, name, language)
