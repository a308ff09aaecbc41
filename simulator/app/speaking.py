"""In which language the command line speaks: that of the screen, unless a command is told another one."""

from simulator import preferences
from simulator.app.problems import UserError
from simulator.presenting.language import LANGUAGES, Language
from simulator.presenting.told import in_language, problem_in_language


def language_of(named: str | None) -> Language:
    """The language that is named, or that of the screen. UserError if there is no such language."""
    for language in LANGUAGES:
        if named == language:
            return language
    if named is not None:
        raise UserError(f"--language {named!r} is unknown; it is one of {', '.join(LANGUAGES)}.")
    return preferences.load().language


def spoken(sentence: str, language: Language) -> str:
    """A sentence, or a problem with its place, in `language`; as it is where nothing else is known for it."""
    said = in_language(sentence, language)
    return problem_in_language(sentence, language) if said == sentence else said
