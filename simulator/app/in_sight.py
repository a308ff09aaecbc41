"""What of the patient an open menu should leave in sight."""

from PySide6.QtCore import QRect

from simulator.app.naming import PATIENT
from simulator.panels.practice import PracticeScreen
from simulator.panels.viewport import Viewport

_FACE = "head"
_AROUND_PX = 24  # a box goes from joint to joint: so much of flesh lies around it, about, in an overview


def keep_in_sight(screen: PracticeScreen, viewport: Viewport | None, place: str) -> None:
    """The menu covers as little as it can of the patient, least of all of this place and of the face."""
    if viewport is not None:
        dear = tuple(_around(viewport.box(PATIENT + name)) for name in (place, _FACE) if name)
        screen.stage.menu.keep_clear(_around(viewport.box(PATIENT)), dear)


def _around(box: QRect) -> QRect:
    return box.adjusted(-_AROUND_PX, -_AROUND_PX, _AROUND_PX, _AROUND_PX) if not box.isNull() else QRect()
