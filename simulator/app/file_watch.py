"""Notices that a file was saved: in place, or by putting another file in its place, as many editors do."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 40

Mark = tuple[int, int, int]
"""Time of the last change (ns), size (bytes), number of the file on the disk."""


def mark(path: Path) -> Mark | None:
    """What changes with every save; None while there is no such file."""
    try:
        found = path.stat()
    except OSError:
        return None  # an editor is just putting the new file in the place of the old one
    return found.st_mtime_ns, found.st_size, found.st_ino


class FileWatch(QObject):
    """Calls `changed` when the file has changed and has stayed as it is from one look to the next.

    It looks by itself and trusts no notifications of the system: those get lost on network drives and end when an
    editor replaces the file.
    """

    def __init__(self, path: Path, changed: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path, self._changed = path, changed
        self._known = self._seen = mark(path)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    def look(self) -> None:
        """Look once; what is still being written is waited for."""
        now = mark(self._path)
        # A file that was put in the place of another one is whole; one that is written in place may not be yet.
        replaced = now is not None and self._known is not None and now[2] != self._known[2]
        settled, self._seen = now == self._seen or replaced, now
        if settled and now is not None and now != self._known:
            self._known = now
            self._changed()

    def look_twice(self) -> None:
        """The file was changed by the program itself: it is whole already."""
        self.look()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
