"""What the command line says beside its results: sentences and progress, all on the standard error output."""

import sys
from typing import NoReturn

import typer

# What a bar on the terminal is about while it is not full.
_bar: list[str] = []


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
