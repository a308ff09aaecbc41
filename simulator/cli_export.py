"""The command `manikin export`: its options. What it does lies in `simulator.app` and is imported when it is needed."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

_OUT = (
    "The file to write. csv: findings and items lie beside it. pdf: a folder takes the cohort's report and each "
    "session's, a file the cohort's. xapi: .json, or .jsonl for one statement a line."
)
_ANONYMOUS = (
    "Replace names by pseudonyms, also within texts. They are keyed hashes with a secret of this installation: the "
    "same person has the same pseudonym in every export, and without the secret nobody can find out who it is. Times "
    "and session numbers stay."
)


def add_to(app: typer.Typer, progress: Callable[[str, float], None], warn: Callable[[str], None]) -> None:
    """Add the command to the program's; `progress` shows how far it is, `warn` what was left out."""

    @app.command()
    def export(
        to: Annotated[str, typer.Option("--to", help="csv, xlsx, pdf, xapi or xes.")],
        journals: Annotated[
            list[Path] | None,
            typer.Argument(help="Journals or folders of them; all sessions of this computer if none."),
        ] = None,
        out: Annotated[Path | None, typer.Option("--out", help=_OUT)] = None,
        language: Annotated[str | None, typer.Option(help="en or zh; as on the screen if none is named.")] = None,
        rubric: Annotated[str | None, typer.Option(help="Judge by this rubric of the scene.")] = None,
        scene: Annotated[
            list[str] | None, typer.Option(help="Only sessions of this scene; may be given again.")
        ] = None,
        learner: Annotated[str | None, typer.Option(help="Only this learner's.")] = None,
        mode: Annotated[str | None, typer.Option(help="Only those in this mode.")] = None,
        since: Annotated[str | None, typer.Option(help="From this date on (2026-01-31).")] = None,
        until: Annotated[str | None, typer.Option(help="Up to this date, included.")] = None,
        passed: Annotated[bool | None, typer.Option("--passed/--failed", help="Only those with this verdict.")] = None,
        anonymous: Annotated[bool, typer.Option("--anonymous", help=_ANONYMOUS)] = False,
        push: Annotated[str | None, typer.Option(help="xapi: send to the learning record store here.")] = None,
        key_file: Annotated[
            Path | None,
            typer.Option("--key-file", help="A file with the store's user:password; or set MANIKIN_LRS_KEY."),
        ] = None,
        home_page: Annotated[
            str | None, typer.Option("--home-page", help="xapi: where the learners' names are accounts (an address).")
        ] = None,
        force: Annotated[bool, typer.Option("--force", help="Overwrite files that are there.")] = False,
    ) -> None:
        """Write sessions for other programs. Tables, reports, learning records or event logs, by --to."""
        from simulator.app.export_command import Order, run
        from simulator.app.listing import moment
        from simulator.recording.store import Query

        order = Order(
            to=to,
            paths=tuple(journals or ()),
            out=out,
            language=language,
            rubric=rubric,
            scenes=tuple(scene or ()),
            query=Query(
                learner=learner,
                mode=mode,
                since=moment(since) if since else None,
                until=moment(until, end=True) if until else None,
                verdict=None if passed is None else ("passed" if passed else "failed"),
            ),
            anonymous=anonymous,
            push=push,
            key_file=key_file,
            home_page=home_page,
            force=force,
        )
        typer.echo(run(order, progress, warn))
