"""`manikin export`: checks what was asked for, and does it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from simulator import preferences
from simulator.app import export_files
from simulator.app.catalogue import Catalogue
from simulator.app.exporting import Chosen, Told, Wanted, chosen, installation
from simulator.app.problems import UserError
from simulator.presenting.language import LANGUAGES, Language
from simulator.recording.store import Query

_ENDINGS = {"csv": (".csv",), "xlsx": (".xlsx",), "pdf": (".pdf", ""), "xapi": (".json", ".jsonl"), "xes": (".xes",)}


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line said."""

    to: str
    paths: tuple[Path, ...]
    out: Path | None
    language: str | None
    rubric: str | None
    scenes: tuple[str, ...]
    query: Query
    anonymous: bool
    push: str | None
    key_file: Path | None
    home_page: str | None
    force: bool


def run(order: Order, told: Told, warn: Callable[[str], None]) -> str:
    """Do it and say what was done; `warn` hears of every journal that was left out. UserError."""
    language = _checked(order)
    store = None
    if order.push is not None:
        from simulator.app.pushing import store_at
        from simulator.exporting.xapi.store import in_the_clear

        store = store_at(order.push, order.key_file)
        if in_the_clear(store.address):
            warn(f"{store.address} is not encrypted: on the way there the key can be read; use https where you can.")
    wanted = Wanted(order.paths, order.query, order.scenes, order.rubric, order.anonymous, language)
    found = chosen(wanted, told, warn)
    for sentence in found.left_out:
        warn(f"left out: {sentence}")
    said = []
    home = (order.home_page or installation()) if order.to == "xapi" else ""
    if order.out is not None:
        files = (
            export_files.xapi_file(found, order.out, home)
            if order.to == "xapi"
            else export_files.MAKERS[order.to](found, wanted, order.out)
        )
        export_files.write(files, order.force, told)
        said += [_count(found), *(f"written to {path}" for path in files)]
    if store is not None:
        from simulator.app.pushing import push

        said.append(push(found.cases, home, store, told))
    return "\n".join(said)


def _count(found: Chosen) -> str:
    number = len(found.cases)
    return f"{number} session{'' if number == 1 else 's'}, {len(found.left_out)} left out"


def _checked(order: Order) -> Language:
    """The language; UserError for whatever does not fit together."""
    if order.to not in _ENDINGS:
        raise UserError(f"--to {order.to!r} is unknown; it is one of {', '.join(_ENDINGS)}.")
    if order.language is not None and order.language not in LANGUAGES:
        raise UserError(f"--language {order.language!r} is unknown; it is one of {', '.join(LANGUAGES)}.")
    if order.paths and order.query != Query():
        raise UserError("--learner, --mode, --since, --until and --passed choose among the sessions of this computer.")
    if order.to != "xapi" and (order.push or order.key_file or order.home_page):
        raise UserError("--push, --key-file and --home-page belong to --to xapi.")
    if order.out is None and order.push is None:
        raise UserError("say where it shall be written, with --out.")
    if order.out is not None:
        _check_out(order, order.out)
    if order.home_page is not None and not urlsplit(order.home_page).scheme:
        raise UserError(f"--home-page {order.home_page!r} is no whole address; it begins with https:// or urn:.")
    known = Catalogue().names()
    for scene in order.scenes:
        if scene not in known:
            raise UserError(f"there is no scene {scene!r}; there are: {', '.join(known) or 'none'}.")
    return order.language or preferences.load().language


def _check_out(order: Order, out: Path) -> None:
    endings = _ENDINGS[order.to]
    if out.suffix.lower() not in endings and not (order.to == "pdf" and out.is_dir()):
        known = " or ".join(ending or "a folder" for ending in endings)
        raise UserError(f"--out {out}: for {order.to} the name ends in {known}.")
    if out.is_dir() and order.to != "pdf":
        raise UserError(f"--out {out}: this is a folder; name a file in it.")
