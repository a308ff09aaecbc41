"""What steps, items, kinds of findings and texts are called in one language."""

from scoring.rubric import TIME
from scoring.rules import Say
from scoring.scorecard import FindingKind
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
