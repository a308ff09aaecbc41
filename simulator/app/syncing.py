"""In the background: reads journals that the index does not know yet, and sends what waits to the lab's store.

Nothing here is needed for a session. A store that does not answer is asked again later; what is to be sent is never
lost, because it is told by the index itself (see `recording.store.outbox`).
"""

import threading
from collections.abc import Callable

from simulator import preferences
from simulator.app.catalogue import Catalogue
from simulator.app.index import fresh_index, unread
from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import Language, say
from simulator.recording.store import Store, StoreError, open_url, send, waiting

_AGAIN_S = 60.0
_AT_ONCE = 20
_GOODBYE_S = 3.0


class Keeper:
    """A thread that works while `idle` says so; it begins with the first `wake` that has something to do."""

    def __init__(self, idle: Callable[[], bool] = lambda: True, again_s: float = _AGAIN_S) -> None:
        self._idle, self._again_s = idle, again_s
        self._thread: threading.Thread | None = None
        self._woken, self._stopped = threading.Event(), threading.Event()
        self.left = 0
        """How many sessions have not been sent yet, as far as is known."""
        self.trouble = ""
        """Why the lab's store cannot be used, in one sentence; "" when all is well."""

    def wake(self, unread: int = 0) -> None:
        """Look now whether there is something to do; `unread` journals are known to be."""
        if self._stopped.is_set() or (self._thread is None and not unread and not preferences.store_url()):
            return
        self._woken.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)
            self._thread.start()

    def said(self, language: Language) -> str:
        """A sentence about sessions that the lab's store has not got, as long as it gives trouble."""
        trouble, count = self.trouble, self.left
        return say(JudgingWord.NOT_SENT, language, count=count, why=trouble) if trouble and count else ""

    def stop(self) -> None:
        """End the thread: what is being written is finished, the rest is done at the next start."""
        self._stopped.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join(_GOODBYE_S)
            self._thread = None

    def _run(self) -> None:
        catalogue = Catalogue()
        while True:
            self._woken.clear()
            if self._stopped.is_set():  # asked after the mark is down: who stops sets both, and is not overheard
                return
            if self._idle():
                try:
                    self._work(catalogue)
                except StoreError as error:
                    self.trouble = str(error)
            self._woken.wait(self._again_s)

    def _work(self, catalogue: Catalogue) -> None:
        left = 1
        while left and not self._rests():
            # A few at a time, so that the window is never kept waiting for the index.
            with fresh_index(catalogue, most=_AT_ONCE) as local:
                left = unread(local)
                if not left:
                    self._send(local)

    def _send(self, local: Store) -> None:
        url = preferences.store_url()
        if not url:
            self.left, self.trouble = 0, ""
            return
        try:
            server = open_url(url)
        except StoreError:
            self.left = waiting(local)
            raise
        try:
            send(local, server, stop=self._rests)
            self.left, self.trouble = waiting(local, server.name), ""
        except StoreError:
            self.left = waiting(local, server.name)
            raise
        finally:
            server.close()

    def _rests(self) -> bool:
        return self._stopped.is_set() or not self._idle()
