"""The files of an export: which there will be, what is in them, and that none is overwritten unasked."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from simulator.app.exporting import Chosen, Told, Wanted
from simulator.app.portable_names import name_part
from simulator.app.problems import UserError
from simulator.app.writing import write_whole
from simulator.exporting.case import Case
from simulator.exporting.csv_text import csv_bytes
from simulator.exporting.tables import tables
from simulator.exporting.workbook import workbook_bytes
from simulator.exporting.xapi.statements import statements
from simulator.exporting.xes import xes_bytes

Made = Callable[[], bytes]
Files = dict[Path, Made]


def csv_files(chosen: Chosen, wanted: Wanted, out: Path) -> Files:
    """Six tables: the sessions in `out`; findings, items, notes, events and what the columns mean beside it."""
    whole = tables(chosen.cases, wanted.language)
    names = (out, *(out.with_name(f"{out.stem}-{table.name}{out.suffix}") for table in whole[1:]))
    return {path: partial(csv_bytes, table, wanted.language) for path, table in zip(names, whole, strict=True)}


def xlsx_file(chosen: Chosen, wanted: Wanted, out: Path) -> Files:
    """One workbook with a sheet for each of these tables."""
    return {out: lambda: workbook_bytes(tables(chosen.cases, wanted.language), wanted.language)}


def xes_file(chosen: Chosen, wanted: Wanted, out: Path) -> Files:
    """One event log."""
    return {out: lambda: xes_bytes(chosen.cases)}


def xapi_file(chosen: Chosen, out: Path, home: str) -> Files:
    """All statements: a JSON array, or one on each line where the name ends in .jsonl."""
    return {out: lambda: _statements(chosen.cases, home, by_line=out.suffix == ".jsonl")}


def pdf_files(chosen: Chosen, wanted: Wanted, out: Path) -> Files:
    """A file: one session's report, or of several the cohort's. A folder: the cohort's and each session's."""
    from simulator.app import printed

    printed.make_ready()
    if out.suffix.lower() == ".pdf":
        if len(chosen.cases) == 1:
            return {out: lambda: printed.session(chosen.cases[0], wanted.language)}
        return {out: lambda: printed.cohort(chosen.cases, wanted.language)}
    files: Files = {out / "cohort.pdf": lambda: printed.cohort(chosen.cases, wanted.language)}
    for case in chosen.cases:
        files[out / f"{_file_name(case)}.pdf"] = partial(printed.session, case, wanted.language)
    return files


MAKERS: dict[str, Callable[[Chosen, Wanted, Path], Files]] = {
    "csv": csv_files,
    "xlsx": xlsx_file,
    "pdf": pdf_files,
    "xes": xes_file,
}


def write(files: Files, force: bool, told: Told) -> None:
    """Write them one after another; UserError where one lies there already (without `force`) or cannot be written."""
    for path in files:
        if path.exists() and not force:
            raise UserError(f"{path}: this file is there already; choose another name, or overwrite it with --force.")
    for number, (path, made) in enumerate(files.items(), start=1):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, made())
        except OSError as error:
            raise UserError(f"{path}: this file cannot be written ({error.strerror}).") from error
        told("Writing", number / len(files))


def _statements(cases: Sequence[Case], home: str, by_line: bool) -> bytes:
    told = (json.dumps(one, ensure_ascii=False) for case in cases for one in statements(case, home))
    if by_line:
        return "".join(f"{one}\n" for one in told).encode()
    return "".join(("[", ",\n".join(told), "]\n")).encode()


def _file_name(case: Case) -> str:
    """When, what, who, and enough of the session's id to tell two apart."""
    day = case.head.started[:10]
    who = name_part(case.learner, "learner")
    return name_part(f"{day}-{case.head.scene}-{who}-{case.head.session[:8]}", "session", most=160)
