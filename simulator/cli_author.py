"""The commands of authors: a new scene, the format's schema, and scenes to give away and take in."""

from pathlib import Path
from typing import Annotated

import typer

_NAME = "The scene's name: small letters and digits, joined by hyphens."


def add_to(app: typer.Typer) -> None:
    """Add the commands to the program's."""

    @app.command()
    def new(
        name: Annotated[str, typer.Argument(help=_NAME)],
        model: Annotated[str | None, typer.Option("--from", help="Copy this scene (a name or a folder).")] = None,
        folder: Annotated[Path, typer.Option(help="Where the scene's folder is made.")] = Path(),
        title: Annotated[str | None, typer.Option(help="The English title.")] = None,
        title_zh: Annotated[str | None, typer.Option(help="The Chinese title.")] = None,
    ) -> None:
        """Make a scene to begin with. It is small and complete, or a copy of one that is there."""
        from simulator.app.creating import Titles, create

        made = create(name, model, folder, Titles(title, title_zh))
        typer.echo(f"{made}\nnext: manikin check {made}\n      manikin practise {made}")

    @app.command()
    def schema(
        out: Annotated[Path | None, typer.Option("--out", help="The file to write; printed if none.")] = None,
    ) -> None:
        """Print the format of scene files as JSON Schema. An editor completes and explains by it."""
        from simulator.app.creating import schema_text, write_schema

        if out is None:
            typer.echo(schema_text(), nl=False)
        else:
            write_schema(out)

    @app.command()
    def names(
        kind: Annotated[str | None, typer.Argument(help="One kind of them, such as models; all if none.")] = None,
    ) -> None:
        """List the names that a scene may use. People, models, places, holds, signals ..."""
        from simulator.app.names import listed

        typer.echo(listed(kind))

    @app.command()
    def pack(
        scene: Annotated[str, typer.Argument(help="A scene's name, or the path of a scene folder.")],
        out: Annotated[Path, typer.Option("--out", help="The file to write, such as my-scene.manikin.")],
        licence: Annotated[str, typer.Option(help="Under which licence, and by whom.")] = "not stated",
        force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")] = False,
    ) -> None:
        """Pack a scene into one file for somebody else."""
        from simulator.app.packing import pack as packed

        typer.echo(packed(scene, out, licence, force))

    @app.command()
    def install(
        package: Annotated[Path, typer.Argument(help="A packed scene.")],
        force: Annotated[bool, typer.Option("--force", help="Replace the scene if it is installed already.")] = False,
    ) -> None:
        """Install a packed scene from somebody else; it is checked first."""
        from simulator.app.installing import install as installed

        made = installed(package, force)
        typer.echo(f"{made}\nnext: manikin practise {made.name}")

    @app.command()
    def upgrade(
        scene: Annotated[str, typer.Argument(help="A scene's name, or the path of a scene folder or file.")],
    ) -> None:
        """Write an older scene file in the format of today; comments stay."""
        from simulator.app.upgrading import upgrade as upgraded

        typer.echo(upgraded(scene))
