"""A text in the languages of the product."""

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in English and Chinese; a missing Chinese text falls back to English."""

    en: str
    zh: str = ""

    def __getitem__(self, language: str) -> str:
        """The text in `language` ("en" or "zh"); English where the other is missing."""
        return (self.zh or self.en) if language == "zh" else self.en

    def filled(self, **values: "Text | str") -> "Text":
        """The same text with every `{name}` replaced; a `Text` is replaced language by language."""
        return Text(*(_fill(self[lang], values, lang) for lang in LANGUAGES))


def _fill(pattern: str, values: Mapping[str, "Text | str"], language: str) -> str:
    for name, value in values.items():
        pattern = pattern.replace("{" + name + "}", value[language] if isinstance(value, Text) else value)
    return pattern
