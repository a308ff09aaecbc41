"""The command line. Everything heavy is imported when it is needed."""

import os
import signal

# The threads of the linear algebra library keep a core busy after each product, and the software renderer needs it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import socket
import sys
from pathlib import Path
from typing import Annotated

import typer

from simulator import __version__, cli_ar, cli_author, cli_export, cli_learn, cli_review
from simulator.cli_saying import fail, harmless, print_json, progress, show_every_sign, warn

app = typer.Typer(
    name="manikin",
    help="Clinical skills, practised until they hold: a simulator that judges order and explains every lost point.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="Exit status: 0 done; 1 a problem, told in a sentence on the standard error output, or errors that check "
    "lists; 2 words that are not understood; 130 stopped. MANIKIN_HOME names the folder of the program's own files.",
)

# The status of a program that was asked to stop (SIGINT), as shells say it.
_STOPPED = 130
# The platform plugins that Qt ships; it would end the whole process for any other name.
_PLATFORMS = (
    "xcb", "wayland", "wayland-egl", "offscreen", "minimal", "minimalegl", "eglfs", "linuxfb", "vkkhrdisplay", "vnc",
    "windows", "cocoa",
)  # fmt: skip

app.add_typer(cli_ar.ar, name="ar")

Out = Annotated[Path, typer.Option("--out", help="Folder for what is written.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Renderer = Annotated[
    str | None, typer.Option("--renderer", help="pandagl, p3headlessgl, p3tinydisplay, or none for no 3D view.")
]


def main() -> None:
    """Run the command line; whatever the user can mend is said in one sentence, with exit status 1."""
    show_every_sign()
    stopped: list[int] = []

    def stop(number: int, _: object) -> None:
        stopped.append(number)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    try:
        _run()
    except SystemExit as ended:
        if stopped and ended.code == _STOPPED:
            warn("stopped.")
        raise
    except Exception:  # raised again, unless somebody has asked to stop
        # Whoever is stopped while a library is being imported may get any error instead: trimesh, for one, keeps the
        # interrupt to itself and fails with a TypeError later. Nothing else is swallowed here.
        if not stopped:
            raise
        fail("stopped.", _STOPPED)


def _run() -> None:
    from simulator.app.problems import UserError

    try:
        app()
    except UserError as error:
        fail(str(error))
    except ImportError as error:
        # A wheel brings its own libraries, but Qt and Panda3D also open some of the system's.
        if "cannot open shared object file" not in str(error):
            raise
        fail(f"a system library is missing: {error}; README.md lists the packages, and .ci/setup installs them.")
    except KeyboardInterrupt:
        raise SystemExit(_STOPPED) from None
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            # Whoever read the output has gone away; Python would complain once more while closing it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(0) from None
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        name = str(error.filename)[:200] if error.filename else "the output"
        fail(f"{name}: {error.strerror}; check the name and the rights, and whether there is room.")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"manikin {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    renderer: Renderer = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Open the program."""
    if context.invoked_subcommand is None:
        from simulator.app.starting import check_renderer

        check_renderer(renderer)
        _need_screen()
        from simulator.app.running import run_program

        raise SystemExit(run_program(renderer))


@app.command()
def practise(
    scene: Annotated[str, typer.Argument(help="A scene's name, or the path of a scene folder.")],
    mode: Annotated[str, typer.Option(help="learn, practise or assess.")] = "practise",
    learner: Annotated[str, typer.Option(help="Your name or code.")] = "guest",
    renderer: Renderer = None,
) -> None:
    """Practise a scene in the window."""
    from simulator.app.starting import check_renderer, check_start

    check_start(scene, mode, learner)
    check_renderer(renderer)
    _need_screen()
    from simulator.app.running import run_program

    raise SystemExit(run_program(renderer, (scene, mode, learner)))


@app.command()
def demo(
    out: Out = Path("manikin-demo"),
    headless: Annotated[bool, typer.Option("--headless", help="Write the files only; open no window.")] = False,
    scene: Annotated[str | None, typer.Option(help="Another scene than the first one.")] = None,
    speed: Annotated[float, typer.Option(min=0.25, max=16, help="How fast it plays in the window.")] = 2.0,
    renderer: Renderer = None,
    by_film: Annotated[
        bool, typer.Option("--ar", help="Augmented reality without hardware: a rendered webcam film leads the head.")
    ] = False,
) -> None:
    """Let the reference learner perform the scene. Writes the record, the judgement, a report and pictures."""
    if by_film:
        from simulator.app.ar_demo import demonstrate_ar

        filmed, said = demonstrate_ar(out, scene, renderer, progress)
        typer.echo(f"{filmed.summary}\n{said}")
        return
    from simulator.app.demo import demonstrate, play

    done = demonstrate(out, scene, renderer, progress)
    typer.echo(done.summary)
    if done.lacking:
        typer.echo(f"manikin: no pictures were taken. {done.lacking}", err=True)
    if not headless and _has_screen():
        raise SystemExit(play(done, speed, renderer))
    raise SystemExit(1 if done.lacking else 0)


@app.command()
def perform(
    scene: Annotated[str, typer.Argument(help="A scene's name or path.")],
    script: Annotated[Path, typer.Argument(help="A scripted learner (YAML).")],
    out: Out,
    rubric: Annotated[str | None, typer.Option(help="Judge by this rubric of the scene.")] = None,
) -> None:
    """Let a scripted learner perform a scene. Writes session.jsonl and scorecard.json."""
    from simulator.app.demo import perform_script

    done = perform_script(scene, script, out, rubric)
    typer.echo(done.summary)


@app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Scene files or folders; all scenes if none.")] = None,
    as_json: Json = False,
    language: Annotated[
        str | None, typer.Option(help="en or zh; as on the screen if none is named, and in JSON English.")
    ] = None,
) -> None:
    """Check scene files and bare protocols. Tells every problem with its place; exit status 1 if there are errors."""
    from simulator.app.checking import check_paths
    from simulator.app.speaking import language_of, spoken

    said_in = language_of(language)
    problems, errors = check_paths(paths or [])
    if as_json:
        plain = [p.plain(said_in if language else "en") for p in problems]
        print_json(plain)
    else:
        for problem in problems:
            typer.echo(harmless(problem.line(said_in)))
        if not problems:
            typer.echo(f"manikin: {spoken('no problem found', said_in)}", err=True)
    raise SystemExit(1 if errors else 0)


@app.command()
def score(
    protocol: Annotated[str, typer.Argument(help="A scene (name or path) or a bare protocol file.")],
    log: Annotated[
        Path,
        typer.Argument(
            help="A journal (or a folder of them), a CSV file with case, activity[, start[, end]], or a XES file, also "
            "packed with gzip; - reads a table or XES from the standard input."
        ),
    ],
    as_json: Json = False,
    rubric: Annotated[str | None, typer.Option(help="Judge by this rubric of the scene.")] = None,
    unknown_is_extra: Annotated[
        bool, typer.Option("--unknown-is-extra", help="Count activities that the protocol does not know as extra.")
    ] = False,
    encoding: Annotated[
        str | None, typer.Option(help="The log's encoding, if it says none itself and is not UTF-8 (gb18030 ...).")
    ] = None,
) -> None:
    """Compare a log with a protocol or a scene."""
    from simulator.app.scoring_logs import cohort, score_log, table

    cases = score_log(protocol, log, rubric, progress, unknown_is_extra, encoding)
    together = {"cohort": cohort(cases)} if len(cases) > 1 else {}
    if as_json:
        print_json({"cases": cases, **together})
    else:
        typer.echo(harmless(table(cases)))


@app.command()
def replay(
    journal: Annotated[Path, typer.Argument(help="The journal of a session.")],
    verify: Annotated[bool, typer.Option("--verify", help="Exit status 1 if anything differs.")] = False,
) -> None:
    """Run a session again from its journal."""
    from simulator.app.looking_back import replay_journal

    said, same = replay_journal(journal)
    typer.echo(said)
    raise SystemExit(0 if same or not verify else 1)


@app.command(name="verify")
def verify_journal(journal: Annotated[Path, typer.Argument(help="The journal of a session.")]) -> None:
    """Is the record whole and unaltered?"""
    from simulator.app.looking_back import other_version, verify_record

    typer.echo(verify_record(journal))
    changed = other_version(journal)
    if changed:
        warn(f"{changed}.")


@app.command()
def sessions(
    as_json: Json = False,
    learner: Annotated[str | None, typer.Option(help="Only this learner's.")] = None,
    scene: Annotated[str | None, typer.Option(help="Only those in this scene.")] = None,
    mode: Annotated[str | None, typer.Option(help="Only those in this mode.")] = None,
    since: Annotated[str | None, typer.Option(help="From this date on (2026-01-31).")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this date, included.")] = None,
    passed: Annotated[bool | None, typer.Option("--passed/--failed", help="Only those with this verdict.")] = None,
    search: Annotated[str, typer.Option(help="Words in the learner, the scene, the file's name or the id.")] = "",
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read every record again.")] = False,
    store: Annotated[str, typer.Option(help="A lab's store: postgresql://user:password@host/database.")] = "",
) -> None:
    """List the sessions of this computer, newest first. Damaged records are named; --store lists those of a lab."""
    from simulator.app.listing import list_sessions, moment
    from simulator.preferences import sessions_dir
    from simulator.recording.store import Query

    query = Query(
        learner=learner,
        scene=scene,
        mode=mode,
        since=moment(since) if since else None,
        until=moment(until, end=True) if until else None,
        verdict=None if passed is None else ("passed" if passed else "failed"),
        text=search,
    )
    found = list_sessions(query, store, rebuild, progress, warn)
    for note in found.notes:
        warn(note)
    if as_json:
        print_json(found.rows)
        return
    if not found.rows:
        there = "no such session" if query != Query() else "no session yet"
        typer.echo(f"manikin: there is {there} in {'the store' if store else sessions_dir()}", err=True)
    for row in found.rows:
        cells = (str(row[key])[:120] for key in ("started", "learner", "scene", "mode", "verdict", "journal"))
        typer.echo(harmless("  ".join(cells)).replace("\n", " "))


@app.command()
def twin(as_json: Json = False) -> None:
    """Hold the simulated body against published measurements. Rows that do not hold are named."""
    from simulator.app.validating import plain, table, validation

    rows = validation(progress)
    if as_json:
        print_json(plain(rows))
    else:
        typer.echo(table(rows))


cli_export.add_to(app, progress, warn)
cli_author.add_to(app)


def _has_screen() -> bool:
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    if sys.platform != "linux" or os.environ.get("WAYLAND_DISPLAY"):
        return True
    host, colon, number = os.environ.get("DISPLAY", "").rpartition(":")
    number = number.partition(".")[0]
    if not colon or not number.isdigit():
        return False
    return _answers(number) if host in ("", "unix") else _answers_from_afar(host, int(number))


def _answers(number: str) -> bool:
    """Does an X server listen for this display? Qt would end the whole process where it does not."""
    name = f"/tmp/.X11-unix/X{number}"
    for address in (name, f"\0{name}"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            try:
                probe.connect(address)
            except OSError:
                continue
            return True
    return False


def _answers_from_afar(host: str, number: int) -> bool:
    """The same for a display that is reached through the network."""
    try:
        with socket.create_connection((host, 6000 + number), timeout=3):
            return True
    except OSError:
        return False


def _need_screen() -> None:
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform and platform not in _PLATFORMS:
        fail(f"QT_QPA_PLATFORM names {platform!r}, which Qt does not know; unset it, or choose xcb or wayland.")
    if platform not in ("offscreen", "minimal") and not _has_screen():
        fail("there is no screen to open a window on; try: manikin demo --headless --out DIR")


cli_review.add_to(app, _need_screen)
cli_learn.add_to(app, warn, _need_screen)
