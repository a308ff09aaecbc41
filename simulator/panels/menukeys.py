"""The keys that pick the lines of a menu: digits, then letters that mean nothing else on the screen, then capitals."""

from string import ascii_uppercase

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

DIGITS = "1234567890"
SHIFT = "⇧"
_OTHER = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def keys_for(count: int, taken: frozenset[str]) -> tuple[str, ...]:
    """A key for each of `count` lines, always the same ones; "" where there are more lines than keys.

    `taken`: letters that do something else while no menu is open; they come last, and only with Shift.
    """
    free = [letter for letter in ascii_uppercase if letter not in taken]
    keys = [*DIGITS, *free, *(SHIFT + letter for letter in (*free, *sorted(taken & set(ascii_uppercase))))]
    return tuple(keys[number] if number < len(keys) else "" for number in range(count))


def key_of(event: QKeyEvent) -> str:
    """What a key that was pressed is called in a menu; Caps Lock makes no difference. "" for all other keys."""
    if event.modifiers() & _OTHER:
        return ""
    if Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        return (SHIFT if shifted else "") + chr(event.key())
    return event.text() if event.text() in tuple(DIGITS) else ""
