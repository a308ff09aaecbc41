"""The focus: how it came, and how Tab stays among a few widgets, as in a sheet that lies over everything else."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


def by_keys(event: QFocusEvent) -> bool:
    """Who clicked knows where they are; who came by keyboard has to see it."""
    return event.reason() in _BY_KEYS


def go_round(fields: Iterable[QWidget], forward: bool) -> bool:
    """Give the focus to the next (or the last) of these that can be seen and used; False where there is none."""
    stops = [one for one in fields if one.isVisible() and one.isEnabled()]
    if not stops:
        return False
    now = next((number for number, one in enumerate(stops) if one.hasFocus()), 0)
    stops[(now + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
    return True
