"""A camera watched in a thread of its own: the newest picture wins, and whoever asks gets the newest result."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import cv2

from simulator.ar.sources import Frame, SourceError
from simulator.ar.tracking import Tracked

_log = logging.getLogger(__name__)

Follow = Callable[[Frame], Mapping[str, Tracked]]


@dataclass(frozen=True, slots=True)
class Sighting:
    """The newest picture, what is tracked in it, and how long it took to find that (s)."""

    frame: Frame
    things: Mapping[str, Tracked] = field(default_factory=dict)
    took_s: float = 0.0


class Watcher:
    """Reads `frames` and tracks things in them until it is closed or the source ends.

    Pictures that come while one is being looked at are passed over; a film (not `of_camera`) is read at its own speed.
    `trouble` is why there are no more pictures, None as long as there are and at the end of a film.
    """

    def __init__(
        self,
        frames: Callable[[], Iterator[Frame]],
        follow: Follow,
        of_camera: bool,
    ) -> None:
        self._frames, self._follow, self._of_camera = frames, follow, of_camera
        self._newest: Frame | None = None
        self._sighting: Sighting | None = None
        self._lock = threading.Condition()
        self._closed = False
        self._all_read = False
        self.trouble: SourceError | None = None
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._read, self._look)]
        for thread in self._threads:
            thread.start()

    @property
    def sighting(self) -> Sighting | None:
        """The newest result; None before the first one."""
        with self._lock:
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
            for frame in self._frames():
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

    def _give_up(self, why: SourceError) -> None:
        with self._lock:
            self.trouble, self._closed = why, True
            self._lock.notify_all()

    def _look(self) -> None:
        while True:
            with self._lock:
                while self._newest is None and not self._closed and not self._all_read:
                    self._lock.wait()
                if self._closed or self._newest is None:
                    return
                frame, self._newest = self._newest, None
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
                self._sighting = sighting
