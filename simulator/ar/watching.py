"""A camera watched in a thread of its own: the newest picture wins, and whoever asks gets the newest result."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import cv2

from simulator.ar.sources import Frame, SourceError, Wanted
from simulator.ar.tracking import Tracked

_log = logging.getLogger(__name__)

Follow = Callable[[Frame], Mapping[str, Tracked]]
Frames = Callable[[Wanted], Iterator[Frame]]

# All own choices.
_STALE_S: Final = 0.1
"""A result that nobody has asked for in so long is replaced by a newer one."""
_AHEAD_S: Final = 0.04
"""So long before a picture is looked at it may come: a little more than from one picture of a camera to the next."""
_EARLY_S: Final = 0.02
"""So long before it is asked for a result should be there, as no computer keeps its times exactly."""
_LONGEST_S: Final = 0.5
"""Nobody is expected to stay away for longer than this."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """The newest picture, what is tracked in it, and how long it took to find that (s)."""

    frame: Frame
    things: Mapping[str, Tracked] = field(default_factory=dict)
    took_s: float = 0.0


class Watcher:
    """Reads `frames` and tracks things in them until it is closed or the source ends.

    Pictures that come while one is being looked at are passed over, and so are those that nobody would see: who draws
    eight pictures a second has eight looked at, each just before it is asked for. A film (not `of_camera`) is read at
    its own speed. `trouble` is why there are no more pictures, None as long as there are and at the end of a film.
    """

    def __init__(
        self,
        frames: Frames,
        follow: Follow,
        of_camera: bool,
    ) -> None:
        self._frames, self._follow, self._of_camera = frames, follow, of_camera
        self._newest: Frame | None = None
        self._sighting: Sighting | None = None
        self._taken_s = self._found_s = self._away_s = 0.0  # for so long nobody asked after one result was taken
        self._away = self._waited_for = True
        self._unseen = False
        self._lock = threading.Condition()
        self._closed = False
        self._all_read = False
        self.trouble: SourceError | None = None
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._read, self._look)]
        for thread in self._threads:
            thread.start()

    @property
    def sighting(self) -> Sighting | None:
        """The newest result; None before the first one. Who asks again before there is a newer one waits for it."""
        with self._lock:
            now_s = time.monotonic()
            if self._away:
                self._away, self._away_s = False, min(now_s - self._taken_s, _LONGEST_S)
            if self._unseen:
                self._unseen, self._away, self._taken_s = False, True, now_s
                self._lock.notify_all()
            elif not self._waited_for:
                self._waited_for = True
                self._lock.notify_all()
            return self._sighting

    @property
    def over(self) -> bool:
        """Has the last picture been looked at?"""
        return not self._threads[1].is_alive()

    def close(self) -> None:
        """Let the camera go."""
        with self._lock:
            self._closed = True
            self._lock.notify_all()
        for thread in self._threads:
            thread.join(timeout=2.0)

    def _read(self) -> None:
        began = time.monotonic()
        try:
            for frame in self._frames(self._wanted):
                if not frame.picture.size:
                    continue  # some drivers begin with an empty one
                with self._lock:
                    if not self._of_camera:
                        self._lock.wait_for(lambda: self._closed, frame.at_s - (time.monotonic() - began))
                    if self._closed:
                        return
                    self._newest = frame
                    self._lock.notify_all()
        except SourceError as error:
            self.trouble = error
        finally:
            with self._lock:
                self._all_read = True
                self._lock.notify_all()

    def _wanted(self) -> bool:
        """Would a picture that comes now be looked at? If not, the one before it is not the newest any more."""
        with self._lock:
            if self._closed or self._due_in_s() <= _AHEAD_S:
                return True
            self._newest = None
            return False

    def _due_in_s(self) -> float:
        """How long there is time until the next look: when somebody waits there is none, and else it should be over
        when the result is asked for again. The lock is held."""
        if self._waited_for:
            return 0.0
        now_s = time.monotonic()
        if self._unseen:
            return self._found_s + _STALE_S - now_s
        took_s = self._sighting.took_s if self._sighting is not None else 0.0
        return self._taken_s + self._away_s - 2.0 * took_s - _EARLY_S - now_s

    def _next(self) -> Frame | None:
        """The newest picture, when it is due; None if there are no more."""
        with self._lock:
            while not self._closed:
                due_in_s = self._due_in_s()
                if self._all_read or (self._newest is not None and due_in_s <= 0.0):
                    break
                self._lock.wait(due_in_s if self._newest is not None else None)
            frame, self._newest = self._newest, None
            return None if self._closed else frame

    def _give_up(self, why: SourceError) -> None:
        with self._lock:
            self.trouble, self._closed = why, True
            self._lock.notify_all()

    def _look(self) -> None:
        while (frame := self._next()) is not None:
            began = time.perf_counter()
            try:
                things = self._follow(frame)
            except SourceError as error:  # such as a calibration that is for other pictures
                self._give_up(error)
                return
            except cv2.error as error:  # a picture that OpenCV cannot work on; what it says goes to the log
                _log.warning("a picture was passed over: %s", error.err)
                things = {}
            sighting = Sighting(frame, things, time.perf_counter() - began)
            with self._lock:
                self._sighting, self._unseen, self._waited_for = sighting, True, False
                self._found_s = time.monotonic()
