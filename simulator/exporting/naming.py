"""What steps, items, kinds of findings and texts are called in one language."""

from scoring import explain
from scoring.rubric import TIME, all_rules
from scoring.rules import Say
from scoring.scorecard import FindingKind
from simulator.assessment import school
from simulator.core.scene import Scene
from simulator.exporting.words import KINDS
from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import LANGUAGES, Language, say


def text_in(said: Say, language: Language) -> str:
    """The text in a language, else in English, else in any."""
    return said.get(language) or said.get("en") or next(iter(said.values()), "")


def kind_name(kind: FindingKind, language: Language) -> str:
    """What a kind of finding is called."""
    return KINDS[kind][LANGUAGES.index(language)]


def step_name(scene: Scene, step: str, language: Language) -> str:
    """The name of a step, or its id where the scene does not know it."""
    return scene.steps[step].name[language] if step in scene.steps else step


def item_title(title: Say, item: str, scene: Scene, language: Language) -> str:
    """What a line of a sheet is called: by the sheet, or by the step, or as the time of the whole."""
    if item == TIME:
        return text_in(title, language) or say(JudgingWord.TIME, language)
    return text_in(title, language) or step_name(scene, item, language)


def rule_names(scene: Scene) -> dict[str, Say]:
    """What each rule is called by itself, whatever was found about it; the time of the whole is one of them."""
    reference, _ = school(scene, None)
    names: dict[str, Say] = {}
    for rule in all_rules(reference):
        own = {language: explain.said(rule.texts.name, language) for language in LANGUAGES}
        kept = str(getattr(rule, "condition", rule.id))
        kind = "condition" if hasattr(rule, "condition") else "rule"
        names[rule.id] = {
            language: own[language] or explain.word(reference, kind, kept, language) for language in LANGUAGES
        }
    names[TIME] = {language: say(JudgingWord.TIME, language) for language in LANGUAGES}
    return names
