"""A calibration that goes on in the window: how far it is, and what comes of it."""

from pathlib import Path

import cv2
import numpy as np

from simulator.app.augmenting import write_lens
from simulator.app.problems import UserError
from simulator.ar.calibrating import ENOUGH_VIEWS, FEWEST_VIEWS, quality
from simulator.ar.following import Surveyor
from simulator.ar.tracking import Picture
from simulator.presenting.camera import Survey
from simulator.presenting.camera_words import CameraWord
from simulator.presenting.frames import Frame
from simulator.presenting.language import Language, say

_WIDE_PX = 640
_QUALITY = {"good": CameraWord.WORD_GOOD, "usable": CameraWord.WORD_USABLE, "poor": CameraWord.WORD_POOR}


class Surveying:
    """Between a `Surveyor`, which works in the watcher's thread, and the panel."""

    def __init__(self, surveyor: Surveyor) -> None:
        self._surveyor = surveyor
        self.kept = False

    @property
    def survey(self) -> Survey:
        """How far it is."""
        views = self._surveyor.views
        covered = tuple(bool(seen) for seen in views.covered.ravel())
        return Survey(len(views.views), ENOUGH_VIEWS, FEWEST_VIEWS, covered, self._surveyor.working)

    def finish(self) -> None:
        """Work the lens out with the next picture."""
        self._surveyor.working = True

    def over(self, no_more_pictures: bool) -> bool:
        """Is there a lens, or a reason why there is none? When no more pictures come, what there is must do."""
        surveyor = self._surveyor
        if no_more_pictures and surveyor.lens is None and surveyor.trouble is None:
            surveyor.finish()
        return surveyor.lens is not None or surveyor.trouble is not None

    def keep(self, file: Path, language: Language) -> str:
        """Keep the lens; what came of it in one sentence."""
        lens, trouble = self._surveyor.lens, self._surveyor.trouble
        if lens is None:
            few = trouble is not None and trouble.few
            count = len(self._surveyor.views.views)
            return say(CameraWord.FEW if few else CameraWord.CHANGED, language, count=count, fewest=FEWEST_VIEWS)
        try:
            write_lens(file, lens)
        except UserError:
            return say(CameraWord.NOT_WRITTEN, language, file=str(file))
        self.kept = True
        said = say(_QUALITY[quality(lens)], language)
        return say(CameraWord.KEPT, language, quality=said, error=f"{lens.error_px:.2f}")

    def picture(self, picture: Picture) -> Frame:
        """A picture as the panel shows it: small, the way round that the camera sees it."""
        height, width = picture.shape[:2]
        times = min(1.0, _WIDE_PX / max(width, height))
        size = (max(1, round(width * times)), max(1, round(height * times)))
        small = np.asarray(
            cv2.cvtColor(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2BGRA), dtype=np.uint8
        )
        return Frame(size[0], size[1], np.ascontiguousarray(small).data.cast("B"))
