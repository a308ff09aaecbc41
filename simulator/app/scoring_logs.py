"""Scores logs for the command line: journals and CSV tables, against scenes and bare protocols."""

import csv
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import scoring.protocol as sp
from scoring.alignment import Alignment, align_protocol
from scoring.judge import judge
from scoring.scorecard import to_json
from scoring.trace import Act, Trace
from simulator import assessment
from simulator.app.catalogue import Catalogue
from simulator.app.problems import UserError
from simulator.core.scene import Scene
from simulator.recording.journal import JournalError
from simulator.recording.replay import recorded
from simulator.scenefile import has_errors, load_protocol

Rows = Mapping[str, Sequence[Act]]


def score_log(protocol: str, log: Path, rubric: str | None = None) -> list[dict[str, Any]]:
    """Every case of the log with its moves and cost, and its scorecard where the protocol is a scene."""
    catalogue = Catalogue()
    path = Path(protocol)
    if protocol in catalogue.names() or path.is_dir() or (path.is_file() and _is_scene(path)):
        return _by_scene(catalogue.scene(protocol), log, rubric)
    if not path.exists():
        known = ", ".join(catalogue.names()) or "none"
        raise UserError(f"there is no protocol file and no scene {protocol!r}; the scenes are: {known}.")
    return _by_protocol(path, log)


def _is_scene(path: Path) -> bool:
    """A scene file says its id; a bare protocol file does not."""
    with path.open("rb") as file:
        return any(line.startswith(b"id:") for line in file)


def _by_scene(scene: Scene, log: Path, rubric: str | None) -> list[dict[str, Any]]:
    try:
        school = assessment.rubric(scene, rubric)
    except assessment.RubricError as error:
        raise UserError(str(error)) from error
    reference = assessment.reference(scene)
    cases = []
    for case, trace in _traces(scene, log):
        card = to_json(judge(reference, school, trace))
        lanes = card["alignment"]
        moves = [[move["move"], move["step"]] for move in lanes["moves"]]
        cases.append({"case": case, "cost": lanes["cost"], "fitness": lanes["fitness"], "moves": moves, **card})
    return cases


def _traces(scene: Scene, log: Path) -> list[tuple[str, Trace]]:
    if log.suffix == ".csv":
        return [(case, Trace(acts=tuple(acts), end_s=acts[-1].end_s)) for case, acts in read_csv(log).items()]
    try:
        kept = recorded(log)
    except JournalError as error:
        raise UserError(str(error)) from error
    return [(kept.head.learner, assessment.trace(scene, kept.events))]


def _by_protocol(path: Path, log: Path) -> list[dict[str, Any]]:
    loaded = load_protocol(path)
    if loaded.protocol is None or has_errors(loaded.problems):
        raise UserError(next((str(p) for p in loaded.problems), f"{path}: this is no protocol."))
    protocol: sp.Protocol = assessment.protocol(loaded.protocol)
    if log.suffix == ".csv":
        rows = read_csv(log)
    else:
        raise UserError(f"{log}: a bare protocol is compared with a CSV file (columns case and activity).")
    return [_case(case, align_protocol(protocol, [act.action for act in acts])) for case, acts in rows.items()]


def _case(case: str, found: Alignment) -> dict[str, Any]:
    return {
        "case": case,
        "cost": found.cost,
        "fitness": round(found.fitness, 6),
        "moves": [[move.kind, move.step] for move in found.moves],
        **({} if found.optimal else {"lower_bound": found.lower_bound}),
    }


def read_csv(path: Path) -> Rows:
    """Acts by case, in the order of the file; UserError names the line that is wrong."""
    cases: dict[str, list[Act]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            columns = reader.fieldnames or []
            for column in ("case", "activity"):
                if column not in columns:
                    raise UserError(f"{path}:1: the column {column!r} is missing; the first line names the columns.")
            for row in reader:
                act = _act(path, reader.line_num, row)
                cases.setdefault(row["case"], []).append(act)
    except OSError as error:
        raise UserError(f"{path}: this log cannot be read ({error.strerror}); check the name.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UserError(f"{path}: this file cannot be read as CSV in UTF-8 ({error}).") from error
    if not cases:
        raise UserError(f"{path}: there is no case in this file.")
    return cases


def _act(path: Path, line: int, row: Mapping[str, str | None]) -> Act:
    activity = row.get("activity")
    if not activity or not row.get("case"):
        raise UserError(f"{path}:{line}: a case and an activity are needed in every line.")
    start = _seconds(path, line, row.get("start"), 0.0)
    end = _seconds(path, line, row.get("end"), start)
    if end < start:
        raise UserError(f"{path}:{line}: this act ends ({end:g} s) before it starts ({start:g} s).")
    return Act(activity, row.get("actor") or "", {}, start, end)


def _seconds(path: Path, line: int, text: str | None, otherwise: float) -> float:
    if not text:
        return otherwise
    try:
        value = float(text)
    except ValueError as error:
        raise UserError(f"{path}:{line}: {text!r} is no time in seconds.") from error
    if not math.isfinite(value):
        raise UserError(f"{path}:{line}: {text!r} is no time in seconds.")
    return value


def table(cases: Sequence[Mapping[str, Any]]) -> str:
    """The cases as lines to read."""
    lines = [f"{'case':<24} {'cost':>5} {'fitness':>8}  verdict"]
    for case in cases:
        verdict = (
            "" if "passed" not in case else f"{'passed' if case['passed'] else 'not passed'} {case['percent']:g} %"
        )
        lines.append(f"{case['case']:<24} {case['cost']:>5} {case['fitness']:>8.4f}  {verdict}")
    return "\n".join(lines)
