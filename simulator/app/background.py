"""Long work beside the window: one thing after the other in a thread, the answers back in the window's thread."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")


class Background(QObject):
    """`ask` hands work over. An exception of the work is raised where its answer would have come."""

    told = Signal(float)
    noticed = Signal(str)
    _answered = Signal(object, object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(1, name)
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._waiting = 0

    @property
    def busy(self) -> bool:
        """Is anything not answered yet?"""
        return self._waiting > 0

    def ask(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do `work` in the thread, after what was asked before, and then `then` with its result in the window's."""
        self._waiting += 1
        self._pool.submit(work).add_done_callback(lambda future: self._answered.emit(then, future))

    def close(self) -> None:
        """Forget what has not begun, and wait for what has."""
        self._answered.disconnect(self._deliver)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _deliver(self, then: Callable[[Any], None], future: "Future[Any]") -> None:
        self._waiting -= 1
        if not future.cancelled():
            then(future.result())
