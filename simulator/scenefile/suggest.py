"""Did you mean ...? For words that are not known."""

from collections.abc import Iterable
from difflib import get_close_matches

# Longer words are no misspelt ids, and comparing them takes long.
_LONGEST = 80
_MOST = 2000


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word; else a few of the known ones; empty if there are none."""
    words = sorted(set(known))
    near = get_close_matches(word, words, n=1, cutoff=0.6) if len(word) <= _LONGEST and len(words) <= _MOST else []
    if near:
        return f"did you mean `{near[0]}`?"
    if not words:
        return ""
    if len(words) <= 8:
        return "known: " + ", ".join(words)
    return ""
