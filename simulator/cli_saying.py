"""How the command line speaks: results on the standard output, sentences and progress on the standard error output."""

import io
import json
import sys
from typing import Any, NoReturn

import typer

# What a bar on the terminal is about while it is not full.
_bar: list[str] = []


def show_every_sign() -> None:
    """Escape what the output cannot say, such as Chinese on a Western Windows, or a file's name that is no text."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def print_json(plain: Any) -> None:
    """Print JSON; with its own escapes where the output is not Unicode."""
    encoding = getattr(sys.stdout, "encoding", None) or ""
    typer.echo(json.dumps(plain, ensure_ascii=not encoding.lower().startswith("utf"), indent=1))


def fail(sentence: str, status: int = 1) -> NoReturn:
    """Say one sentence and end."""
    warn(sentence)
    raise SystemExit(status)


def harmless(text: str) -> str:
    """The text without what a terminal would obey; the wide space of Chinese texts stays."""
    return "".join(sign if sign.isprintable() or sign in "\n\u3000" else "�" for sign in text)


def progress(what: str, share: float) -> None:
    """One line that fills up on a terminal, a line for each part elsewhere."""
    if sys.stderr.isatty():
        bar = "█" * round(24 * share)
        sys.stderr.write(f"\r{what:<28} {bar:<24} {share:>4.0%}")
        _bar[:] = [what]
        if share >= 1.0:
            _end_bar()
        sys.stderr.flush()
    elif share >= 1.0:
        typer.echo(f"{what}: done", err=True)


def warn(sentence: str) -> None:
    """Say one sentence, in the language of the screen where it is known in it."""
    from simulator.app.speaking import language_of, spoken

    _end_bar()
    typer.echo(f"manikin: {harmless(spoken(sentence, language_of(None)))}", err=True)


def _end_bar() -> None:
    """End the line of a bar that is not full."""
    if _bar:
        _bar.clear()
        sys.stderr.write("\n")
