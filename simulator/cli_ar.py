"""`manikin ar`: print the board and the tools, calibrate a camera, say where things stand in its pictures."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from simulator.cli_saying import print_json, progress

ar = typer.Typer(help="Augmented reality. Print what is needed, calibrate a camera, try what it sees.")

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class Paper(StrEnum):
    """The sheets that there are."""

    a4 = "a4"
    a3 = "a3"


PaperOption = Annotated[Paper, typer.Option("--paper", help="The sheet that the board is printed on.")]
Source = Annotated[str, typer.Argument(help="A camera's name or number, a video, a picture, or a folder of pictures.")]


@ar.command()
def board(
    out: Annotated[Path, typer.Option("--out", help="The file: .pdf with instructions, or .png.")],
    paper: PaperOption = Paper.a4,
    as_json: Json = False,
) -> None:
    """Print the board on which the patient lies."""
    from simulator.app.augmenting import board_geometry
    from simulator.app.paper import print_board
    from simulator.app.printed import make_ready

    make_ready()
    print_board(paper.value, out)
    typer.echo(json.dumps(board_geometry(paper.value)) if as_json else f"written to {out}; print it at 100 %")


@ar.command()
def tools(
    out: Annotated[Path, typer.Option("--out", help="The file (.pdf).")],
    as_json: Json = False,
) -> None:
    """Print the cubes to cut and fold: head, collar, board and pointer."""
    from simulator.app.augmenting import tools_geometry
    from simulator.app.paper import print_tools
    from simulator.app.printed import make_ready

    make_ready()
    print_tools(out)
    typer.echo(json.dumps(tools_geometry()) if as_json else f"written to {out}; print it at 100 %, cut and fold")


@ar.command()
def locate(
    source: Source,
    calibration: Annotated[Path | None, typer.Option(help="The camera's calibration (JSON).")] = None,
    paper: PaperOption = Paper.a4,
    as_json: Json = False,
) -> None:
    """Say for each picture where the board and the tools stand, in the camera's frame."""
    from simulator.app.augmenting import locate as located

    for row in located(source, calibration, paper.value):
        if as_json:
            typer.echo(json.dumps(row))
            continue
        seen = {"board": row["board"], **row["tools"]}
        said = "  ".join(f"{name} {_millimetres(pose)}" for name, pose in seen.items() if pose is not None)
        typer.echo(f"{row['frame']:>5}  {said or 'nothing seen'}")


@ar.command()
def calibrate(
    source: Source,
    out: Annotated[
        Path | None, typer.Option("--out", help="Where to write; otherwise it is kept for the camera.")
    ] = None,
    paper: PaperOption = Paper.a4,
) -> None:
    """Calibrate a camera: show it the printed board near and far, turned, in every part of the picture."""
    from simulator.app.augmenting import calibrate as calibrated

    typer.echo(calibrated(source, out, paper.value, progress))


@ar.command()
def cameras(as_json: Json = False) -> None:
    """List the cameras of this computer."""
    from simulator.ar.sources import cameras as found

    devices = found()
    if as_json:
        print_json([{"number": one.number, "name": one.name} for one in devices])
        return
    for one in devices:
        typer.echo(f"{one.number}  {one.name}")
    if not devices:
        typer.echo("manikin: no camera was found here; a number such as 0 may work, or a video file", err=True)


def _millimetres(pose: dict[str, list[float]]) -> str:
    return "(" + " ".join(f"{1e3 * value:.1f}" for value in pose["position_m"]) + ") mm"
