"""The keys of the debrief, as its sheet of keys lists them."""

from simulator.panels.switches import LANGUAGE_KEY, THEME_KEY
from simulator.presenting.language import Language, Word, say

CAMERA_DIGITS = 9
_REPLAY = (
    ("P", Word.KEY_PLAY), ("S  ⇧S", Word.KEY_SPEED), ("1 – {cameras}", Word.KEY_VIEWS), ("F", Word.KEY_FOLLOW),
    ("X", Word.SEE_THROUGH), ("R", Word.COMPARE),
)  # fmt: skip
_ALL = (
    ("← →", Word.KEY_STEP), ("Home  End", Word.KEY_ENDS), ("T", Word.KEY_TURN), ("+  −", Word.KEY_ZOOM),
    (LANGUAGE_KEY, Word.LANGUAGE), (THEME_KEY, Word.SWITCH_THEME), ("F1  ?", Word.KEY_HELP),
)  # fmt: skip


def key_rows(language: Language, cameras: int, *, with_replay: bool) -> tuple[tuple[str, str], ...]:
    """(key, what it does) for every key; those of the replay only where there is one, with so many views."""
    rows = (*_REPLAY, *_ALL) if with_replay else _ALL
    return tuple((key.format(cameras=cameras), say(word, language)) for key, word in rows)
