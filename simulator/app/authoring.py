"""The author's room: the scene file as it is saved, on the stage within a second, with its protocol and problems."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from simulator import preferences
from simulator.app.arranging import Arranging
from simulator.app.author_play import AuthorPlay
from simulator.app.author_stage import AuthorStage
from simulator.app.checking import problems_of
from simulator.app.file_watch import FileWatch
from simulator.app.from_step import NoWayError
from simulator.app.model_files import model_files
from simulator.app.naming import name_of
from simulator.app.running import application, let_signals_in
from simulator.app.scene_edits import Edit, EditError, change, take_back
from simulator.app.scene_values import item_values, spot_of, station_of, station_values, view_values
from simulator.core.scene import Scene
from simulator.panels import theme
from simulator.panels.author import AuthorScreen
from simulator.panels.qttexts import translate_dialogs
from simulator.panels.viewport import Viewport
from simulator.panels.window import Window
from simulator.paths import assets_dir
from simulator.presenting.authoring import AuthorView, Trouble, drawing, outline
from simulator.presenting.authoring_words import AuthorWord
from simulator.presenting.language import Language, say
from simulator.presenting.told import in_language, problem_in_language
from simulator.scene_files import REFERENCE_FILE
from simulator.scenefile import Problem, Severity, has_errors
from simulator.scenefile.document import Document
from simulator.scenefile.load import read_scene
from simulator.scenefile.own_models import MODELS_FOLDER
from simulator.scenefile.problems import Path as Way

_PROOF_AFTER_MS = 250  # the new picture comes first
_ITEM = "item."


class AuthorRoom(QObject):
    """One scene file in the author's window. `scene` is its last version without errors."""

    reloaded = Signal()
    _proved = Signal(int, object)

    def __init__(self, app: QApplication, file: Path, renderer: str | None = None) -> None:
        super().__init__()
        self._app, self.file = app, file
        self.preferences = preferences.load()
        theme.load_fonts(assets_dir() / "fonts")
        theme.apply(app, self.preferences.theme)
        translate_dialogs(app, self.language)
        self.window = Window()
        self.window.language = self.language
        self.viewport = Viewport()
        self.screen = AuthorScreen(self.viewport)
        self.stage = AuthorStage(self.viewport, renderer)
        self.arranging = Arranging(self.viewport, self._place, self._moved)
        self.play = AuthorPlay(self)
        self.scene: Scene | None = None
        self._document = Document()
        self._problems: tuple[Problem, ...] = ()
        self._edits: list[Edit] = []
        self._notice: tuple[str, str] = ("", "warn")
        self._broken = self._proving = False
        self._view_id = ""
        self._version = 0
        self._connect()
        self.window.show_screen(self.screen)
        self.watch = FileWatch([file], self.reload, self)
        self.reload()

    @property
    def language(self) -> Language:
        """The language of the window."""
        return self.preferences.language

    def _connect(self) -> None:
        screen = self.screen
        screen.play_asked.connect(self.play_from)
        screen.entry_chosen.connect(self._look_at)
        screen.view_kept.connect(self.keep_view)
        screen.moving_toggled.connect(self._arrange)
        screen.undo_asked.connect(self.undo)
        screen.language_chosen.connect(self.speak)
        screen.theme_chosen.connect(self.wear)
        self.viewport.lost.connect(lambda sentence: self._tell(sentence, "warn"))
        self.window.closed.connect(self.leave)
        self._proved.connect(self._hear_proof)

    # -- the file --------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the file again and show it; a broken one leaves the last good version where it is."""
        if self.play.going:
            return  # whoever plays plays what there was; `play` asks for it again at the end
        self._version += 1
        document, _, loaded = read_scene(self.file)
        self.watch.follow(self._files(document, loaded.scene or self.scene))
        self._problems = loaded.problems
        self._broken = loaded.scene is None or has_errors(loaded.problems)
        self._notice = ("", "warn") if self._broken else self._notice
        if loaded.scene is not None and not self._broken:
            self._document, self.scene = document, loaded.scene
            self._stage(loaded.scene)
            self._proving = True
            version = self._version
            QTimer.singleShot(_PROOF_AFTER_MS, self, lambda: self._prove(version))
        self.show()
        self.reloaded.emit()

    def _files(self, document: Document, scene: Scene | None) -> list[Path]:
        """Every file that a save may change: the scene, the one that it extends, its scripted learner, its models."""
        scenes = [self.file, *([Path(document.base)] if document.base else [])]
        folders = [file.parent / MODELS_FOLDER for file in scenes]
        models = model_files(scene.models) if scene is not None else {}
        return [*scenes, self.file.parent / REFERENCE_FILE, *folders, *models.values()]

    def _stage(self, scene: Scene) -> None:
        trouble = self.stage.show(scene)
        self.arranging.view = self.stage.view
        self.viewport.name_things(lambda tag: name_of(scene, tag, self.language))
        if self._view_id not in scene.views:
            self._view_id = next(iter(scene.views), "")
        if trouble:
            self._notice = (trouble, "warn")

    def _prove(self, version: int) -> None:
        """Look for problems beside the window, which goes on meanwhile."""
        if version == self._version:
            look = threading.Thread(target=lambda: self._proved.emit(version, problems_of(self.file)), daemon=True)
            look.start()

    def _hear_proof(self, version: int, problems: tuple[Problem, ...]) -> None:
        if version == self._version and not self._broken:
            self._problems, self._proving = problems, False
            self.show()

    # -- showing ---------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Bring the window up to what is known."""
        scene, language = self.scene, self.language
        notice, tone = in_language(self._notice[0], language), self._notice[1]
        self.viewport.speak(language)
        if self._broken:
            notice, tone = say(AuthorWord.BROKEN if scene else AuthorWord.NEVER_GOOD, language), "warn"
        view = AuthorView(
            "", str(self.file), language, self.preferences.theme, notice=notice, tone=tone, troubles=self._troubles()
        )
        if scene is not None:
            view = replace(
                view,
                title=scene.title[language],
                outline=outline(scene, language, self._line),
                graph=drawing(scene, language),
                view_id=self._view_id,
                view_name=scene.views[self._view_id].name[language] if self._view_id else "",
            )
        undo, moving = bool(self._edits), self.arranging.on
        self.screen.show_view(replace(view, can_undo=undo, moving=moving, proving=self._proving))

    def _troubles(self) -> tuple[Trouble, ...]:
        return tuple(
            Trouble(
                p.line,
                p.column,
                problem_in_language(f"{p.message} ({p.hint})" if p.hint else p.message, self.language),
                p.severity is Severity.ERROR,
                self._named(p.path),
            )
            for p in self._problems
        )

    def _line(self, *way: str) -> tuple[int, str]:
        place = self._document.place(way, at_key=True)
        return place.line, self._named(place.file)

    def _named(self, path: str) -> str:
        """A file as the window calls it: beside the scene by its name, elsewhere with its folder; "" for the scene."""
        other = Path(path)
        if not path or other == self.file:
            return ""
        return other.name if other.parent == self.file.parent else f"{other.parent.name}/{other.name}"

    def _tell(self, sentence: str, tone: str) -> None:
        self._notice = (sentence, tone)
        self.show()

    def _look_at(self, kind: str, id_: str) -> None:
        """A line of the outline was chosen: what it stands for is seen on the stage."""
        scene = self.scene
        if scene is None:
            return
        camera = id_ if kind == "view" else scene.actions[id_].show.camera if kind == "action" else None
        if camera is not None and camera in scene.views:
            self._view_id = camera
            self.stage.fly(camera)
            self.show()
        if kind in ("person", "item"):
            self.viewport.light_up(id_ if kind == "person" else _ITEM + id_)

    # -- changing the file -----------------------------------------------------------------------------------

    def _arrange(self, on: bool) -> None:
        self.arranging.on = on
        self._tell(say(AuthorWord.MOVE_SAYS, self.language) if on else "", "ok")

    def _place(self, tag: str) -> tuple[float, float] | None:
        """Where on the floor something is that can be moved."""
        scene = self.scene
        if scene is None:
            return None
        return station_of(scene, tag) if tag in scene.team else spot_of(scene, tag.removeprefix(_ITEM))

    def _moved(self, tag: str, by_x_m: float, by_y_m: float) -> None:
        scene = self.scene
        assert scene is not None
        if tag in scene.team:
            values = station_values(scene, tag, by_x_m, by_y_m)
        else:
            values = item_values(scene, tag.removeprefix(_ITEM), by_x_m, by_y_m)
            if list(values.values()) == [scene.equipment[tag.removeprefix(_ITEM)].place]:
                return  # no other place is nearer
        self._write(name_of(scene, tag, self.language) or tag, values)

    def keep_view(self) -> None:
        """Write the camera as it stands into the view that was flown to last."""
        if self.scene is not None and self._view_id and self.stage.view is not None:
            values = view_values(self._view_id, self.stage.view.rig.view)
            self._write(self.scene.views[self._view_id].name[self.language], values)

    def _write(self, what: str, values: dict[Way, str]) -> None:
        try:
            self._edits.append(change(self.file, what, values))
        except (EditError, OSError) as error:
            self._tell(say(AuthorWord.NOT_WRITTEN, self.language, why=str(error)), "warn")
            return
        self._notice = (say(AuthorWord.WRITTEN, self.language, what=what), "ok")
        self.watch.look_twice()

    def undo(self) -> None:
        """Take the last change of this window back, if nobody has changed the same value since."""
        if not self._edits:
            return
        edit = self._edits.pop()
        try:
            take_back(self.file, edit)
        except (EditError, OSError):
            self._tell(say(AuthorWord.CHANGED_SINCE, self.language), "warn")
            return
        self._notice = (say(AuthorWord.UNDONE, self.language, what=edit.what), "ok")
        self.watch.look_twice()

    # -- playing ---------------------------------------------------------------------------------------------

    def play_from(self, step: str) -> None:
        """Practise the scene from this step on; everything before it has been done. "" is the start."""
        if self.scene is None:
            return
        self._app.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self.play.begin(self.scene, step)
        except NoWayError as error:
            self._tell(say(AuthorWord.CANNOT_PLAY, self.language, why=str(error)), "warn")
        finally:
            self._app.restoreOverrideCursor()

    # -- the whole -------------------------------------------------------------------------------------------

    def speak(self, language: str) -> None:
        """Switch the window to `language`."""
        self._remember(language=language)
        self.window.language = self.language
        translate_dialogs(self._app, self.language)
        self._notice = ("", "warn")
        self._refresh()

    def wear(self, name: str) -> None:
        """Switch to the light or the dark theme."""
        self._remember(theme=name)
        theme.apply(self._app, name)
        self._refresh()

    def _refresh(self) -> None:
        self.play.look()
        self.show()

    def _remember(self, **changes: Any) -> None:
        self.preferences = replace(self.preferences, **changes)
        preferences.save(self.preferences)

    def leave(self) -> None:
        """Close everything that is open."""
        self.watch.stop()
        self.play.end()
        self._version += 1
        self.stage.close()


def open_author(file: Path, renderer: str | None) -> int:
    """Open the author's window for a scene file; the exit status."""
    app = application()
    room = AuthorRoom(app, file, renderer)
    room.window.show()
    let_signals_in(app, room)
    return app.exec()
