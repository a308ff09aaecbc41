"""The commands `manikin learn` and `manikin author`. What they do lies in `simulator.app` and is imported when it is
needed."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer


def add_to(app: typer.Typer, warn: Callable[[str], None], need_screen: Callable[[], None]) -> None:
    """Add the commands to the program's; `warn` says what is not right yet, `need_screen` ends where there is none."""

    @app.command()
    def learn(
        scene: Annotated[str, typer.Argument(help="A scene's name or path.")],
        records: Annotated[
            list[Path],
            typer.Argument(help="Two or more performances by experts: journals, folders of them, CSV or XES logs."),
        ],
        out: Annotated[
            Path | None, typer.Option("--out", help="Write the whole scene file with its protocol replaced.")
        ] = None,
        encoding: Annotated[
            str | None, typer.Option(help="The logs' encoding, if they say none and are not UTF-8 (gb18030 ...).")
        ] = None,
    ) -> None:
        """Propose a scene's protocol from performances by experts. The evidence stands beside each order."""
        from simulator.app.learning_protocol import learn as learn_from
        from simulator.app.learning_protocol import save

        learned = learn_from(scene, records, encoding)
        if out is None:
            typer.echo(learned.fragment, nl=False)
            return
        for problem in save(learned, out, scene):
            warn(problem)
        found = len(learned.proposal.performances)
        typer.echo(f"The protocol of {found} performances is in {out}; read it and edit it.")

    @app.command()
    def author(
        scene: Annotated[str, typer.Argument(help="A scene's name, or the path of a scene folder or file.")],
        renderer: Annotated[
            str | None, typer.Option("--renderer", help="pandagl, p3headlessgl, p3tinydisplay, or none for no 3D view.")
        ] = None,
    ) -> None:
        """Show a scene while you write it. Every save is on the stage within a second, with its problems."""
        from simulator.app.catalogue import Catalogue
        from simulator.app.starting import check_renderer

        file = Catalogue().file(scene)
        check_renderer(renderer)
        need_screen()
        from simulator.app.authoring import open_author

        raise SystemExit(open_author(file, renderer))
