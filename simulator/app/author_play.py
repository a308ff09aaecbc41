"""Playing from the author's window: the practice room in its place, unrecorded, and back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from simulator.app.from_step import session_from
from simulator.app.icons import icons
from simulator.app.room import PracticeRoom
from simulator.core.scene import Scene
from simulator.presenting.hands import LearnersHands
from simulator.presenting.practising import Screen
from simulator.stage.camera import View
from simulator.stage.vocabulary import nowhere

if TYPE_CHECKING:
    from simulator.app.authoring import AuthorRoom


class AuthorPlay(QObject):
    """Opens and closes the practice room of an author's room."""

    def __init__(self, room: "AuthorRoom") -> None:
        super().__init__(room)
        self._author = room
        self.room: PracticeRoom | None = None
        self._seen: View | None = None

    @property
    def going(self) -> bool:
        """Is somebody playing?"""
        return self.room is not None

    def begin(self, scene: Scene, step: str) -> None:
        """Play from `step`, or from the start. NoWayError if nobody can get there."""
        author = self._author
        session = session_from(scene, step)
        self._seen = author.stage.view.rig.view if author.stage.view else None
        theatre = author.stage.lend()
        action = scene.actions[scene.steps[step].action] if step else None
        camera = action.show.camera if action is not None and action.show.camera else next(iter(scene.views), "")
        look = Screen(
            author.language, author.preferences.theme, camera, seed=session.seed, nowhere=nowhere(session.scene)
        )
        if theatre is not None:
            theatre.reset()
        self.room = PracticeRoom(session, theatre, look, icons(scene), hands=LearnersHands(), from_s=session.state.at_s)
        self.room.language_chosen.connect(author.speak)
        self.room.theme_chosen.connect(author.wear)
        self.room.finished.connect(self.end, Qt.ConnectionType.QueuedConnection)
        author.window.show_screen(self.room.screen)

    def look(self) -> None:
        """The language or the theme was switched."""
        if self.room is not None:
            self.room.look(self._author.language, self._author.preferences.theme)

    def end(self) -> None:
        """Back to the author's window; what was saved meanwhile is read then."""
        room, self.room = self.room, None
        if room is None:
            return
        author = self._author
        room.close()
        author.window.show_screen(author.screen)
        author.window.drop_screen(room.screen)
        author.stage.take_back()
        if author.stage.view is not None and self._seen is not None:
            author.stage.view.rig.jump(self._seen)
        author.reload()
