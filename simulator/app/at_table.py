"""Augmented reality in a practice room: a camera is watched, its picture becomes the room, and cubes become orders."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from simulator import preferences
from simulator.app.at_hand import AtHand
from simulator.app.augmented import Augmented
from simulator.app.augmenting import lens_file, lens_for
from simulator.app.filmed_view import FilmedView
from simulator.app.problems import UserError
from simulator.app.surveying import Surveying
from simulator.ar.calibrating import quality
from simulator.ar.following import Follower, Surveyor
from simulator.ar.lens import Lens, LensError, read
from simulator.ar.sources import Frame, SourceError, Wanted, cameras, frames
from simulator.ar.targets import BOARDS
from simulator.ar.tracking import BOARD
from simulator.ar.watching import Follow, Sighting, Watcher
from simulator.presenting.camera import PAPERS, SIZES, CameraView, Wish
from simulator.presenting.camera_words import CameraWord
from simulator.presenting.language import Language, say
from simulator.presenting.tabletop import SCALES, TABLE

if TYPE_CHECKING:
    from simulator.app.room import PracticeRoom

_LOOK_MS = 15
_SILENT_LOOKS = 200  # so many looks without a new picture, about three seconds, are said


class Watching(Protocol):
    """A camera that is being watched, such as `ar.watching.Watcher`."""

    trouble: SourceError | None

    @property
    def sighting(self) -> Sighting | None:
        """The newest result."""

    @property
    def over(self) -> bool:
        """Do no more pictures come?"""

    def close(self) -> None:
        """Let the camera go."""


Watch = Callable[[Wish, Follow], Watching]


def watch(wish: Wish, follow: Follow) -> Watching:
    """Watch the source of a wish."""

    def pictures(wanted: Wanted) -> Iterator[Frame]:
        return frames(wish.source, *wish.size_px, wanted)

    return Watcher(pictures, follow, of_camera=not Path(wish.source).exists())


class AtTable(QObject):
    """The camera of one practice room. Off until somebody turns it on."""

    def __init__(self, room: "PracticeRoom", language: Language, watch: Watch = watch) -> None:
        super().__init__(room)
        self.room, self.watch, self.language = room, watch, language
        self.wish = wished_before()
        self.view: FilmedView | None = None
        self.hand: AtHand | None = None
        self._trouble = ""
        self._watching: Watching | None = None
        self._follower: Follower | None = None
        self._survey: Surveying | None = None
        self._shown: Sighting | None = None
        self._silent = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        stage, screen = room.screen.stage, room.screen
        self.panel, self._notice = stage.camera, stage.camera_notice
        screen.camera_button.show()
        screen.camera_asked.connect(self.toggle_panel)
        self.panel.closed.connect(self.toggle_panel)
        self.panel.wished.connect(self.want)
        self.panel.switched.connect(self.switch)
        self.panel.calibration_asked.connect(self.calibrate)
        self.panel.calibration_taken.connect(self._take_survey)
        self.panel.calibration_cancelled.connect(lambda: self._end_survey(""))

    @property
    def on(self) -> bool:
        """Is a camera watched for the stage?"""
        return self._follower is not None

    @property
    def scale(self) -> float | None:
        """The scale of a table on which cubes are followed now; None while there is none."""
        return SCALES[self.wish.scale] if self.hand is not None else None

    # -- the panel -------------------------------------------------------------------------------------------

    def toggle_panel(self) -> None:
        """Open the panel, or close it."""
        if self.panel.isVisible():
            self._end_survey("")
            self.panel.hide()
            self.room.screen.stage.slot.setFocus()
        else:
            self.room.screen.stage.menu.close_menu()
            self.panel.show()
            self.panel.setFocus()
        self.show()

    def speak(self, language: Language) -> None:
        """Say everything in `language`."""
        self.language, self._trouble = language, ""
        self.show()

    def show(self) -> None:
        """Bring panel and notice up to how things are."""
        self.room.screen.camera_button.setChecked(self.on or self.panel.isVisible())
        if self.panel.isVisible():
            lens = self._lens()
            self.panel.show_view(
                CameraView(
                    self.language,
                    tuple(one.name for one in cameras()),
                    self.wish,
                    self.on,
                    quality(lens) if lens is not None else "guess",
                    lens.error_px if lens is not None else None,
                    self._trouble,
                    self._survey.survey if self._survey is not None else None,
                )
            )
        self._say(self._notice_word())

    def _lens(self) -> Lens | None:
        """What is known of the wished camera's lens; None for a guess."""
        try:
            file = lens_file(self.wish.source)
            return read(file) if self.wish.source and file.is_file() else None
        except LensError:
            return None  # said when the camera is turned on

    def want(self, wish: Wish) -> None:
        """Use the camera like this from now on, and remember it."""
        self.wish, self._trouble = wish, ""
        said = (wish.source, wish.size, wish.mirror, wish.scale, wish.paper)
        names = ("camera", "camera_size", "camera_mirror", "camera_scale", "camera_paper")
        self.room.remembered.emit(dict(zip(names, said, strict=True)))
        if self.on:
            self.switch(True)
        self.show()

    # -- on and off ------------------------------------------------------------------------------------------

    def switch(self, on: bool) -> None:
        """Turn the camera on (again), or off."""
        self._let_go()
        self._stop()
        self._trouble = ""
        if on and not self.wish.source:
            self._trouble = say(CameraWord.NO_SOURCE, self.language)
        elif on:
            self._follower = Follower(BOARDS[self.wish.paper], self._lens_of)
            self._start(self._follower)
            self.panel.hide()
            self.room.screen.stage.slot.setFocus()
        self.show()

    def _lens_of(self, width: int, height: int) -> Lens:
        """In the watcher's thread: the lens to see pictures of this size by."""
        try:
            return lens_for(self.wish.source, None, width, height)
        except UserError as error:
            raise SourceError(str(error), "lens", self.wish.source) from error

    def _start(self, follow: Follow) -> None:
        self._silent, self._shown = 0, None
        self._watching = self.watch(self.wish, follow)
        self._timer.start()

    def _stop(self) -> None:
        self._timer.stop()
        if self._watching is not None:
            self._watching.close()
        self._watching = self._follower = self._survey = self._shown = None
        self._leave_stage()

    def _leave_stage(self) -> None:
        viewport, theatre = self.room.viewport, self.room.theatre
        if self.hand is not None:
            self.hand.close()
            self.hand = None
        if self.view is not None and viewport is not None and theatre is not None:
            self.view.close()
            self.view = None
            viewport.set_source(theatre.view)
            self._stage_filmed(False)

    def _stage_filmed(self, filmed: bool) -> None:
        self.room.screen.stage.filmed = filmed
        self.room.show()

    def close(self) -> None:
        """Let the camera go for good."""
        self._stop()
        self.panel.hide()

    # -- picture by picture ----------------------------------------------------------------------------------

    def look(self) -> None:
        """See whether there is a new picture, and do what it says."""
        watching = self._watching
        if watching is None:
            return
        over, newest = watching.over, watching.sighting  # in this order: none can come in between
        if watching.trouble is not None:
            self._fail(watching.trouble)
            return
        if newest is not None and newest is not self._shown:
            self._shown, self._silent = newest, 0
            self._take(newest)
        else:
            self._silent += 1
        if self.hand is not None and self.hand.lost(over):
            self._stop_hands()
        if over and self._survey is None:
            self._come_to_rest()
        self._say(self._notice_word())
        if self._survey is not None:
            self.panel.survey.show_survey(self._survey.survey, self.language)
            if self._survey.over(over):
                self._end_survey(self._survey.keep(lens_file(self.wish.source), self.language))

    def _come_to_rest(self) -> None:
        """No more pictures come: the last one stays, and pointer and keys lead alone."""
        self._timer.stop()
        if self.view is not None:
            self.view.going = False
        if self.hand is not None:
            self.hand.close()
            self.hand = None

    def _take(self, sighting: Sighting) -> None:
        if self._survey is not None:
            self.panel.survey.picture.show_picture(self._survey.picture(sighting.frame.picture))
            return
        lens = self._follower.lens if self._follower is not None else None
        if lens is None or self.room.viewport is None or self.room.theatre is None:
            return
        if self.view is None or self.hand is None or self.view.augmented.lens is not lens:
            self._enter_stage(lens)
        assert self.view is not None
        assert self.hand is not None
        self.view.take(sighting)
        cubes = self.view.augmented.tools(sighting.things)
        self.view.augmented.cut_out(cubes)
        self.room.viewport.wake()
        self.hand.take(cubes, sighting.frame.at_s)

    def _enter_stage(self, lens: Lens) -> None:
        """The first picture, or one of another size: the stage stands on it from now on."""
        theatre, viewport = self.room.theatre, self.room.viewport
        assert theatre is not None
        assert viewport is not None
        self._leave_stage()
        scale = SCALES[self.wish.scale]
        augmented = Augmented(theatre, BOARDS[self.wish.paper], lens, scale, theatre.view.renderer.size_px)
        self.view = FilmedView(theatre.view, augmented, self.wish.mirror)
        self.hand = AtHand(self.room, scale)
        viewport.set_source(self.view)
        self._stage_filmed(True)

    def _fail(self, error: SourceError) -> None:
        """The camera is gone: one sentence, and the session goes on."""
        why = say(TROUBLES[error.kind], self.language, what=error.what)
        survey = self._survey is not None
        self._let_go()
        self._stop()
        self._trouble = why
        if not survey:
            self.room.tell(say(CameraWord.OFF, self.language, why=why))
        self.show()

    def _let_go(self) -> None:
        """Whatever the cube leads now is stopped before the camera goes."""
        if self.hand is not None and self.hand.leads:
            self.room.stop()

    def _stop_hands(self) -> None:
        """Whoever leads cannot be followed any more: the movement is stopped as by the word."""
        self.room.stop()
        self.room.tell(say(CameraWord.STOPPED, self.language))

    def _notice_word(self) -> CameraWord | None:
        watching, shown = self._watching, self._shown
        if watching is None or self._follower is None:
            return None
        if self.view is None or shown is None or (self._silent > _SILENT_LOOKS and not watching.over):
            return CameraWord.WAITING
        if watching.over:
            return CameraWord.ENDED
        if BOARD not in shown.things:
            return CameraWord.LOST if self.view.augmented.seen else CameraWord.LAY
        return CameraWord.HIDDEN if self.hand is not None and self.hand.hiding else None

    def _say(self, word: CameraWord | None) -> None:
        text = say(word, self.language) if word is not None else ""
        if text != self._notice.text:
            self._notice.show_text(text, "warn" if word in _WARNINGS else "")
            self.room.screen.stage.arrange()

    # -- calibration -----------------------------------------------------------------------------------------

    def calibrate(self) -> None:
        """Begin to look for views of the board."""
        self._let_go()
        self._stop()
        self._trouble = "" if self.wish.source else say(CameraWord.NO_SOURCE, self.language)
        if self.wish.source:
            surveyor = Surveyor(BOARDS[self.wish.paper])
            self._survey = Surveying(surveyor)
            self.panel.survey.picture.show_picture(None)
            self._start(surveyor)
        self.show()

    def _take_survey(self) -> None:
        if self._survey is not None:
            self._survey.finish()

    def _end_survey(self, said: str) -> None:
        if self._survey is not None:
            kept = self._survey.kept
            self._stop()
            self._trouble = "" if kept else said
            if kept:
                self.room.screen.stage.say_locally(said, "ok")
            self.show()


TROUBLES = {
    "nothing": CameraWord.NOTHING,
    "busy": CameraWord.BUSY,
    "gone": CameraWord.GONE,
    "unreadable": CameraWord.UNREADABLE,
    "lens": CameraWord.OTHER_LENS,
}
_WARNINGS = (CameraWord.LOST, CameraWord.HIDDEN, CameraWord.ENDED)


def wished_before() -> Wish:
    """The wish of last time, as far as it still makes sense."""
    said, plain = preferences.load(), Wish()
    return replace(
        plain,
        source=said.camera,
        size=said.camera_size if said.camera_size in SIZES else plain.size,
        mirror=said.camera_mirror,
        scale=said.camera_scale if said.camera_scale in SCALES else TABLE,
        paper=said.camera_paper if said.camera_paper in PAPERS else plain.paper,
    )
