"""A scripted learner performs a scene: headless into files, or in the window for somebody to watch."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from simulator import assessment, performing
from simulator.app import records
from simulator.app.catalogue import Catalogue
from simulator.app.problems import UserError
from simulator.app.starting import check_learner, check_renderer, draw_off_screen
from simulator.app.writing import write_whole
from simulator.core.scene import Scene
from simulator.core.twin.steering import Source
from simulator.recording.journal import Head, JournalError, Line, is_left, read
from simulator.recording.replay import Recorded, recorded
from simulator.scenefile.script import Script, load_script
from simulator.session import Session
from simulator.stage.probe import NO_RENDERER, wished

Progress = Callable[[str, float], None]
JOURNAL, SCORECARD = "session.jsonl", "scorecard.json"
_EARLIER = "session.earlier.jsonl"


@dataclass(frozen=True, slots=True)
class Performed:
    """A finished performance and where its files lie."""

    scene: Scene
    folder: Path
    kept: Recorded
    judged: assessment.Judged
    lacking: str = ""
    """Why there are no pictures, in one sentence; empty where there are some or nobody wanted any."""
    aside: Path | None = None
    """Where an unfinished record is kept now that lay in the folder."""

    @property
    def summary(self) -> str:
        """The judgement in one line, and the folder in another."""
        card = self.judged.card
        verdict = "passed" if card.passed else "not passed"
        critical = f", critical: {', '.join(card.critical)}" if card.critical else ""
        kept = f"\nan unfinished record that lay there is kept as {self.aside}" if self.aside else ""
        points = f"{card.total:g} of {card.of:g} points{critical}"
        return f"{self.scene.id}: {verdict}, {points}\nwritten to {self.folder}{kept}"


def perform_script(
    scene_name: str,
    script_path: Path,
    out: Path,
    rubric: str | None = None,
    told: Callable[[float], None] = lambda share: None,
    lead: Callable[[Session], Source] | None = None,
) -> Performed:
    """Perform the script in the scene and judge it; UserError says what is wrong with either. `lead` makes the hands
    that lead where the script does not say how."""
    scene = Catalogue().scene(scene_name)
    script = _script(script_path)
    check_learner(script.learner, f"{script_path}: ")
    if script.scene != scene.id:
        raise UserError(f"{script_path}: this script is for the scene {script.scene!r}, not for {scene.id!r}.")
    try:
        performing.check(script, scene, str(script_path))
        assessment.rubric(scene, rubric)
    except (performing.ScriptError, assessment.RubricError) as error:
        raise UserError(str(error)) from error
    aside = _make_room(out, script.learner)
    try:
        writer = records.begin(scene, script.mode, script.learner, out, JOURNAL, script.seed)
        with closing(writer):
            session = Session(scene, script.mode, writer, script.seed)
            if lead is not None:
                session.lead(lead(session))
            performing.perform(script, session, told)
            records.seal(writer)
        kept = recorded(out / JOURNAL)
    except JournalError as error:
        raise UserError(str(error)) from error
    judged = assessment.judge(scene, session.events, rubric, session.movements)
    _remove(out / _EARLIER)
    _write(out / SCORECARD, json.dumps(judged.plain, ensure_ascii=False, indent=1) + "\n")
    return Performed(scene, out, kept, judged, aside=aside)


def demonstrate(out: Path, scene_name: str | None, renderer: str | None, progress: Progress) -> Performed:
    """The reference learner's performance with report and pictures."""
    draw_off_screen()
    check_renderer(renderer)
    catalogue = Catalogue()
    if not catalogue.names() and scene_name is None:
        raise UserError(f"{catalogue.folder}: there is no scene in this folder.")
    name = scene_name or flagship(catalogue)
    done = perform_script(
        name, catalogue.reference_script(name), out, told=lambda share: progress("Performing the scene", share)
    )
    from simulator.app.picturing import take_pictures, write_reports

    pictures = take_pictures(done.scene, done.kept.events, out / "pictures", renderer, progress, done.kept.movements)
    if isinstance(pictures, str):
        write_reports(done, (), progress)
        return done if wished(renderer) == NO_RENDERER else replace(done, lacking=pictures)
    write_reports(done, pictures, progress)
    return done


def flagship(catalogue: Catalogue) -> str:
    """The first scene of the home screen that has a reference learner."""
    from simulator.app.offers import offers

    for offer in offers(catalogue):
        if catalogue.reference_script(offer.name).is_file():
            return offer.name
    raise UserError(f"{catalogue.folder}: no scene here has a reference learner (reference.yaml).")


def play(done: Performed, speed: float, renderer: str | None) -> int:
    """Show the performance in the window and end on the debrief; the exit status."""
    from simulator.app.playing import play_in_window

    return play_in_window(done, speed, renderer)


def _script(path: Path) -> Script:
    read_script = load_script(path)
    if isinstance(read_script, Script):
        return read_script
    first = str(read_script[0])
    more = f" ... and {len(read_script) - 1} more" if len(read_script) > 1 else ""
    raise UserError(first + more)


def _make_room(out: Path, learner: str) -> Path | None:
    """An earlier run of the same scripted learner is put aside until the new one is whole; somebody else's session is
    never touched. An unfinished record is kept under a name of its own, which is given back."""
    journal = out / JOURNAL
    try:
        out.mkdir(parents=True, exist_ok=True)
        if journal.exists() and journal.stat().st_size == 0:
            journal.unlink()  # of a session that never began: the disk was full before its first line
        elif journal.exists():
            head, lines = _read(journal)
            if head.learner != learner:
                raise UserError(f"{journal}: this is another learner's session; choose another folder with --out.")
            if lines[-1].kind == "seal":
                journal.replace(out / _EARLIER)
            elif is_left(journal):
                return journal.rename(_free(out))
            else:
                raise UserError(f"{journal}: another program is recording this session; choose another folder.")
        elif (out / SCORECARD).exists():
            raise UserError(f"{out / SCORECARD}: this is not from here; choose another folder with --out.")
    except OSError as error:
        raise UserError(
            f"{out}: this folder cannot be written ({error.strerror}); choose another with --out."
        ) from error
    return None


def _free(out: Path) -> Path:
    """A name for an unfinished record that no other one has."""
    names = (out / f"session.unfinished-{number}.jsonl" for number in count(1))
    return next(path for path in names if not path.exists())


def _read(journal: Path) -> tuple[Head, tuple[Line, ...]]:
    try:
        return read(journal)
    except JournalError as error:
        raise UserError(f"{error} Choose another folder with --out.") from error


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # it only lies beside the new record and does no harm


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise UserError(f"{path}: this file cannot be written ({error.strerror}); choose another folder.") from error
