"""Notices that a file was saved: in place, or by putting another file in its place, as many editors do."""

from collections.abc import Callable, Iterable
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
    """Calls `changed` when one of the files has changed and has stayed as it is from one look to the next.

    It looks by itself and trusts no notifications of the system: those get lost on network drives and end when an
    editor replaces the file.
    """

    def __init__(self, paths: Iterable[Path], changed: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changed = changed
        self._known: dict[Path, Mark | None] = {}
        self._seen: dict[Path, Mark | None] = {}
        self.follow(paths)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    def follow(self, paths: Iterable[Path]) -> None:
        """Look at these files from now on; what is known of those that were looked at already stays known."""
        self._known = {path: self._known[path] if path in self._known else mark(path) for path in paths}
        self._seen = {path: self._seen.get(path, known) for path, known in self._known.items()}

    def look(self) -> None:
        """Look once; what is still being written is waited for."""
        # All of them: one is not forgotten because another has changed too.
        if [path for path in self._known if self._look_at(path)]:
            self._changed()

    def _look_at(self, path: Path) -> bool:
        """Is this file another one by now?"""
        now, known, seen = mark(path), self._known[path], self._seen[path]
        # A file that was put in the place of another one is whole; one that is written in place may not be yet.
        replaced = now is not None and known is not None and now[2] != known[2]
        self._seen[path] = now
        if now is None or now == known or not (now == seen or replaced):
            return False
        self._known[path] = now
        return True

    def look_twice(self) -> None:
        """The file was changed by the program itself: it is whole already."""
        self.look()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
