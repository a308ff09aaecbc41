"""The keys of the practice screen, as its page of keys lists them."""

from simulator.panels.switches import LANGUAGE_KEY, THEME_KEY
from simulator.presenting.camera_words import CameraWord
from simulator.presenting.language import Word
from simulator.presenting.moving_words import MovingWord

CAMERA_KEY = "F4"
KEY_ROWS = (
    ("G", Word.KEY_WHERE), ("1 – 0  A – Z", Word.KEY_PICK), ("↑ ↓ ← →", Word.KEY_MOVE), ("Enter", Word.KEY_ENTER),
    ("← → ↑ ↓  Page ↑↓", MovingWord.KEY_HANDS), ("Esc", MovingWord.KEY_STOP), ("Esc", Word.KEY_ESC),
    ("Tab", Word.KEY_TAB), ("1 – {cameras}", Word.KEY_CAMERA), ("X", Word.SEE_THROUGH), ("H", Word.HINT),
    (CAMERA_KEY, CameraWord.TITLE), (LANGUAGE_KEY, Word.LANGUAGE), (THEME_KEY, Word.SWITCH_THEME),
    ("F1  ?", Word.KEY_HELP),
)  # fmt: skip
HELPING = (Word.HINT, Word.SEE_THROUGH)  # not in assess
CAMERA_DIGITS = 9
LETTERS = frozenset("HXG")  # of this screen's own keys
