"""The signs that the answers of a scene may name, such as `{HR}`; they are filled in as they are at the moment."""

from typing import Final

PLACEHOLDERS: Final = ("HR", "BP", "RR", "SPO2", "skin", "breathing", "chest", "airway", "pulse")
"""Numbers in capitals; words about skin, breathing, chest, airway and pulse in small letters."""
