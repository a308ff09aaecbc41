"""Runs the sheet that scores sessions again."""

import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from simulator.app.background import Background
from simulator.app.catalogue import Catalogue, SceneError
from simulator.app.rescoring import Rescored, catalogue_at, keep, rescore, rubrics
from simulator.assessment import rubrics as rubrics_of
from simulator.panels.review import ReviewScreen
from simulator.panels.review_rescore import RescoreSheet
from simulator.presenting.language import LANGUAGES, Language, say
from simulator.presenting.reviewing import Entry
from simulator.presenting.reviewing_words import ReviewWord


class RescoreRoom(QObject):
    """The sheet over the review; the work is done beside the window and can be stopped."""

    closed = Signal()

    def __init__(
        self, screen: ReviewScreen, catalogue: Catalogue, entries: Sequence[Entry], language: Language
    ) -> None:
        super().__init__()
        self._screen, self._catalogue, self._entries, self._language = screen, catalogue, entries, language
        self._changed: Path | None = None
        self._stopped = threading.Event()
        self._background = Background("re-score")
        self._found: Rescored | None = None
        self.sheet = RescoreSheet(screen, language, len(entries))
        scenes = sorted({one.scene for one in entries})
        # No sheet fits another scene: of several scenes each is judged by its own, unless one is chosen.
        usual: dict[str, str] = {one: say(ReviewWord.USUAL, one) for one in LANGUAGES}
        self._offer([*([("", usual)] if len(scenes) > 1 else []), *rubrics(catalogue, scenes)])
        self._background.told.connect(self.sheet.show_share)
        self.sheet.run_asked.connect(self.run)
        self.sheet.stop_asked.connect(self._stopped.set)
        self.sheet.scene_asked.connect(self._ask_scene)
        self.sheet.keep_asked.connect(self._keep)
        self.sheet.closed.connect(self.close)
        screen.rest(True)

    def judge_by(self, folder: Path) -> None:
        """Judge by the scene in this folder."""
        try:
            scene = catalogue_at(folder)
        except SceneError as error:
            self.sheet.refuse(str(error))
            return
        self._changed = folder
        self._offer(tuple((one.id, dict(one.title)) for one in rubrics_of(scene)))
        self.sheet.show_scene(str(folder))

    def run(self, rubric: str) -> None:
        """Score again by this rubric ("" for the usual one)."""
        self._stopped.clear()
        told = self._background.told.emit
        entries, changed, stopped = self._entries, self._changed, self._stopped

        def work() -> Rescored | str:
            try:
                return rescore(entries, self._catalogue, rubric or None, changed, told, stopped)
            except SceneError as error:
                return str(error)

        self._background.ask(work, self._show)

    def close(self) -> None:
        """Stop, and give the screen back."""
        self._stopped.set()
        self._background.close()
        self._screen.rest(False)
        self.closed.emit()

    def _offer(self, found: Sequence[tuple[str, dict[str, str]]]) -> None:
        self.sheet.show_rubrics([(id_, title.get(self._language) or id_) for id_, title in found])

    def _show(self, found: Rescored | str) -> None:
        if isinstance(found, str):
            self.sheet.refuse(found)
            return
        self._found = found
        self.sheet.show_result(found.rows, found.left_out)

    def _keep(self) -> None:
        if self._found is not None:
            written, why = keep(self._found.rows)
            said = say(ReviewWord.KEPT, self._language, count=written)
            missing = len(self._found.rows) - written
            if missing:
                said = f"{said} {say(ReviewWord.NOT_KEPT, self._language, count=missing, why=why)}"
            self.sheet.tell(said)

    def _ask_scene(self) -> None:
        dialog = QFileDialog(self._screen, say(ReviewWord.OTHER_SCENE_SAYS, self._language))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda said: self.judge_by(Path(said)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
