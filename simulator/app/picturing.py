"""Pictures of a performance, and the reports with them."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QImage

from simulator.app import reports
from simulator.app.demo import Performed, Progress
from simulator.app.problems import UserError
from simulator.app.running import application
from simulator.app.theatre import Theatre, open_theatre
from simulator.core import events as ev
from simulator.core.scene import Scene
from simulator.core.state import at_start
from simulator.core.twin.movement import Movement
from simulator.panels import theme
from simulator.paths import assets_dir
from simulator.presenting import wording
from simulator.presenting.frames import Frame
from simulator.presenting.reporting import Picture
from simulator.recording.replay import states

SIZE_PX = (1280, 720)
_MOST = 14
_OVER = (ev.ActionFinished, ev.ActionStopped)


def take_pictures(
    scene: Scene,
    happened: Sequence[ev.Event],
    folder: Path,
    renderer: str | None,
    progress: Progress,
    movements: Sequence[Movement] = (),
) -> tuple[Picture, ...] | str:
    """Pictures of what was done, in order, or the sentence that says why there can be none. UserError if they cannot
    be written."""
    theatre: Theatre | str = ""
    try:
        # The pictures of an earlier run go first: they must not lie beside a record that they do not show.
        _clear(folder)
        theatre = open_theatre(scene, renderer, SIZE_PX)
        if isinstance(theatre, str):
            return theatre
        folder.mkdir(parents=True, exist_ok=True)
        theatre.follow(movements)
        taken = tuple(_pictures(theatre, scene, happened, folder, progress))
        if theatre.trouble:
            _clear(folder)
        return theatre.trouble or taken
    except OSError as error:
        raise UserError(
            f"{folder}: the pictures cannot be written ({error.strerror}); choose another folder."
        ) from error
    finally:
        if isinstance(theatre, Theatre):
            theatre.close()


def _clear(folder: Path) -> None:
    for picture in folder.glob("*.png"):
        picture.unlink()


def _pictures(
    theatre: Theatre, scene: Scene, happened: Sequence[ev.Event], folder: Path, progress: Progress
) -> list[Picture]:
    told = [(event.at_s, state) for event, state in states(scene, tuple(happened))]
    times = [at_s for at_s, _ in told]
    shown = moments(scene, happened)
    taken = []
    for number, (at_s, event) in enumerate(shown, start=1):
        index = bisect_right(times, at_s)
        theatre.show(told[index - 1][1] if index else at_start(scene), at_s)
        camera = scene.actions[event.action].show.camera or next(iter(scene.views), None)
        if camera is not None:
            theatre.view.fly(camera)
            theatre.view.advance(10.0)
        turned = scene.actions[event.action].show.patient is not None and number % 2 == 0
        theatre.see_through(turned)
        if theatre.trouble:
            break
        path = folder / f"{number:02d}-{event.action}.png"
        save_frame(theatre, path)
        taken.append(Picture(f"{folder.name}/{path.name}", wording.done(scene, event, "en")))
        progress("Taking pictures", number / len(shown))
    return taken


def moments(scene: Scene, happened: Sequence[ev.Event]) -> list[tuple[float, ev.ActionStarted]]:
    """Near the end of each action that shows something; where there are many, those that move the most, and rather the
    first of a kind than the next."""
    over_s = {(e.action, e.actor, e.started_s): e.at_s for e in happened if isinstance(e, _OVER)}
    shown: list[tuple[float, float, ev.ActionStarted]] = []
    times: Counter[str] = Counter()
    for event in happened:
        if isinstance(event, ev.ActionStarted):
            show = scene.actions[event.action].show
            weight = 4 * bool(show.patient) + 2 * bool(show.items) + bool(show.people)
            if weight:
                # What is over before its time, such as compressions, is shown while it went on.
                until_s = over_s.get((event.action, event.actor, event.at_s), event.until_s)
                shown.append((weight / 2 ** times[event.action], event.at_s + 0.85 * (until_s - event.at_s), event))
                times[event.action] += 1
    kept = sorted(shown, key=lambda row: -row[0])[:_MOST]
    return [(at_s, event) for _, at_s, event in sorted(kept, key=lambda row: row[1])]


def save_frame(theatre: Theatre, path: Path) -> None:
    """Write the stage as it is now; OSError if that fails."""
    save_picture(theatre.view.still(), path)


def save_picture(frame: Frame, path: Path) -> None:
    """Write a frame; OSError if that fails."""
    image = QImage(frame.data, frame.width_px, frame.height_px, 4 * frame.width_px, QImage.Format.Format_RGB32)
    if not image.save(str(path)):
        raise OSError(5, "the picture was not written")


def write_reports(done: Performed, pictures: Sequence[Picture], progress: Progress) -> None:
    """report.html and report.pdf, in English and Chinese."""
    application()
    theme.load_fonts(assets_dir() / "fonts")
    journal = done.folder / "session.jsonl"
    try:
        for number, kind in enumerate(("html", "pdf"), start=1):
            file = done.folder / f"report.{kind}"
            reports.save(kind, journal, done.scene, done.kept, done.judged, ("en", "zh"), file, pictures)
            progress("Writing the report", number / 2)
    except OSError as error:
        raise UserError(f"{done.folder}: the report cannot be written ({error.strerror}).") from error
