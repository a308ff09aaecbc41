"""Tab stays among a few widgets: round and round, as in a sheet that lies over everything else."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def go_round(fields: Iterable[QWidget], forward: bool) -> bool:
    """Give the focus to the next (or the last) of these that can be seen and used; False where there is none."""
    stops = [one for one in fields if one.isVisible() and one.isEnabled()]
    if not stops:
        return False
    now = next((number for number, one in enumerate(stops) if one.hasFocus()), 0)
    stops[(now + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
    return True
