"""The command `manikin review`. What it does lies in `simulator.app` and is imported when it is needed."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

_FILE = "A file with the instructor's passphrase in its first line, instead of asking in the window."


def add_to(app: typer.Typer, need_screen: Callable[[], None]) -> None:
    """Add the command to the program's; `need_screen` ends it where no window can be opened."""

    @app.command()
    def review(
        passphrase_file: Annotated[Path | None, typer.Option("--passphrase-file", help=_FILE)] = None,
        renderer: Annotated[
            str | None, typer.Option("--renderer", help="pandagl, p3headlessgl, p3tinydisplay, or none.")
        ] = None,
    ) -> None:
        """Open the review for instructors. All sessions, what decided them, the figures of a cohort."""
        from simulator.app.starting import check_renderer

        check_renderer(renderer)
        if passphrase_file is not None:
            from simulator.app.passphrase import let_in

            let_in(passphrase_file)
        need_screen()
        from simulator.app.running import run_program

        known = passphrase_file is not None
        raise SystemExit(run_program(renderer, first=lambda p: p.review.enter() if known else p.review.ask()))
