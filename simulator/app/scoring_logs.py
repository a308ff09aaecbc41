"""Scores logs for the command line: journals, tables and XES, against scenes and bare protocols."""

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from scoring.alignment import Alignment, align
from scoring.parsing import nearest
from scoring.prepared import ImpossibleProtocolError, prepared
from scoring.protocol import step_ids
from simulator import assessment
from simulator.app.catalogue import Catalogue
from simulator.app.kinds_of_file import is_scene
from simulator.app.problems import UserError
from simulator.app.records import journals_at
from simulator.core import events as ev
from simulator.core.scene import Scene
from simulator.recording.journal import JournalError
from simulator.recording.logs import NOTHING, STANDARD_INPUT, LogError, Row, named, quoted, read_log
from simulator.recording.replay import Recorded, recorded
from simulator.scenefile import Severity, has_errors, load_protocol

Told = Callable[[str, float], None]
_EVERY = 500
_MOST_SHARED = 12


def score_log(
    protocol: str,
    log: Path,
    rubric: str | None,
    told: Told,
    unknown_is_extra: bool = False,
    encoding: str | None = None,
) -> list[dict[str, Any]]:
    """Every case of the log with its moves and cost, and its scorecard where the protocol is a scene. UserError.

    `encoding`: of a log that is a text in another encoding than the one that it names, or UTF-8.
    """
    catalogue = Catalogue()
    path = Path(protocol)
    try:
        if protocol in catalogue.names() or path.is_dir() or is_scene(path):
            scene = catalogue.scene(protocol)
            return _by_scene(scene, log, rubric, told, unknown_is_extra, encoding)
        if rubric is not None:
            raise UserError(f"{path}: this protocol stands alone and has no rubrics; leave --rubric out.")
        return _by_protocol(path, log, told, unknown_is_extra, encoding)
    except (JournalError, LogError, assessment.RubricError) as error:
        raise UserError(str(error)) from error
    except ImpossibleProtocolError as error:
        raise UserError(f"{path}: no order satisfies this protocol ({error}).") from error


# -- scenes ---------------------------------------------------------------------------------------------------


def _by_scene(
    scene: Scene, log: Path, rubric: str | None, told: Told, unknown_is_extra: bool, encoding: str | None
) -> list[dict[str, Any]]:
    assessment.rubric(scene, rubric)
    if _is_journals(log):
        journals = journals_at(log)
        return [
            _judged(scene, kept.head.learner, assessment.judge(scene, kept.events, rubric, kept.movements), kept)
            for number, kept in enumerate(_of_scene(scene, log, journals), start=1)
            if _tell(told, number, len(journals))
        ]
    cases: dict[str, list[assessment.Done]] = {}
    for row in _rows(log, told, encoding):
        acts = cases.setdefault(row.case, [])
        if row.activity != NOTHING:
            acts.append(_act(scene, log, row, len(acts), unknown_is_extra))
    cards = []
    for number, (case, acts) in enumerate(cases.items(), start=1):
        cards.append(_judged(scene, case, assessment.judge_acts(scene, acts, rubric)))
        _tell(told, number, len(cases))
    return cards


def _of_scene(scene: Scene, log: Path, journals: Sequence[Path]) -> Iterable[Recorded]:
    """The journals of this scene; those of others in the same folder are not for it to judge."""
    others: set[str] = set()
    count = 0
    for kept in map(recorded, journals):
        if kept.head.scene == scene.id:
            count += 1
            yield kept
        else:
            others.add(kept.head.scene)
    if not count:
        raise UserError(
            f"{log}: recorded in {', '.join(sorted(others))}, not in {scene.id}; score it with the scene it belongs to."
        )


def _judged(scene: Scene, case: str, judged: assessment.Judged, kept: Recorded | None = None) -> dict[str, Any]:
    card = judged.plain
    lanes = card["alignment"]
    moves = [[move["move"], move["step"]] for move in lanes["moves"]]
    then = {} if kept is None else _versions(scene, kept).plain
    return {
        "case": case,
        "cost": lanes["cost"],
        "fitness": lanes["fitness"],
        "moves": moves,
        "scorecard": card,
        **then,
    }


def _versions(scene: Scene, kept: Recorded) -> assessment.Versions:
    return assessment.versions(kept.head.scene_sha256, scene.sha256, kept.head.program)


def _act(scene: Scene, log: Path, row: Row, number: int, unknown_is_extra: bool) -> assessment.Done:
    """An act of a log: named by the scene's action, or by the step that it fulfils with its right choices."""
    start = float(number) if row.start_s is None else row.start_s
    end = start if row.end_s is None else row.end_s
    if row.activity in scene.actions:
        rule = next((r for r in scene.steps.values() if r.action == row.activity), None)
        chosen = {**_right(scene, rule.id if rule else ""), **row.choices}
        return assessment.Done(row.activity, row.actor, chosen, start, end)
    if row.activity in scene.steps:
        chosen = {**_right(scene, row.activity), **row.choices}
        return assessment.Done(scene.steps[row.activity].action, row.actor, chosen, start, end)
    if not unknown_is_extra:
        raise _unknown(log, row, (*scene.actions, *scene.steps))
    return assessment.Done(row.activity, row.actor, {}, start, end)


def _right(scene: Scene, step: str) -> dict[str, str]:
    """A log without choices says nothing about them: they count as right."""
    rule = scene.steps.get(step)
    return {name: options[0] for name, options in rule.with_.items()} if rule else {}


# -- bare protocols -------------------------------------------------------------------------------------------


def _by_protocol(
    path: Path, log: Path, told: Told, unknown_is_extra: bool, encoding: str | None
) -> list[dict[str, Any]]:
    loaded = load_protocol(path)
    if loaded.protocol is None or has_errors(loaded.problems):
        errors = [str(p) for p in loaded.problems if p.severity is Severity.ERROR]
        more = f" ... and {len(errors) - 1} more; see: manikin check {path}" if len(errors) > 1 else ""
        raise UserError(f"{errors[0]}{more}" if errors else f"{path}: this is no protocol.")
    protocol = assessment.protocol(loaded.protocol)
    ready = prepared(protocol)
    known = frozenset(step_ids(protocol))
    cases: dict[str, list[str]] = {}
    if _is_journals(log):
        for journal in journals_at(log):
            kept = recorded(journal)
            acts = [e.action for e in kept.events if isinstance(e, ev.ActionFinished)]
            cases[str(journal.name)] = [_step_of(act, known, loaded.actions) or act for act in acts]
    else:
        for row in _rows(log, told, encoding):
            acts = cases.setdefault(row.case, [])
            if row.activity == NOTHING:
                continue
            step = _step_of(row.activity, known, loaded.actions)
            if step is None and row.activity in loaded.actions:
                raise _of_several(log, row, loaded.actions[row.activity])
            if step is None and not unknown_is_extra:
                raise _unknown(log, row, sorted(known))
            acts.append(sys.intern(step or row.activity))
    # Cases that went the same way are explained once.
    explained: dict[tuple[str, ...], Alignment] = {}
    done = []
    for number, (case, acts) in enumerate(cases.items(), start=1):
        way = tuple(acts)
        if way not in explained:
            explained[way] = align(ready, way)
        done.append(_case(case, explained[way]))
        _tell(told, number, len(cases))
    return done


def _step_of(activity: str, known: Collection[str], actions: Mapping[str, Sequence[str]]) -> str | None:
    """The step that a log means: by its own name, or by the action that it alone asks for."""
    if activity in known:
        return activity
    steps = actions.get(activity, ())
    return steps[0] if len(steps) == 1 else None


def _of_several(log: Path, row: Row, steps: Sequence[str]) -> UserError:
    return UserError(
        f"{named(log)}:{row.line}: several steps of this protocol ask for {quoted(row.activity)} ({', '.join(steps)}); "
        "let the log name the step that is meant"
    )


def _case(case: str, found: Alignment) -> dict[str, Any]:
    bound = {} if found.optimal else {"optimal": False, "lower_bound": found.lower_bound}
    moves = [[move.kind, move.step] for move in found.moves]
    return {"case": case, "cost": found.cost, "fitness": round(found.fitness, 6), "moves": moves, **bound}


# -- both -----------------------------------------------------------------------------------------------------


def _is_journals(log: Path) -> bool:
    return log != STANDARD_INPUT and (log.suffix == ".jsonl" or log.is_dir())


def _rows(log: Path, told: Told, encoding: str | None) -> Iterable[Row]:
    count = 0
    for row in read_log(log, encoding):
        count += 1
        if count % (100 * _EVERY) == 0:
            told(f"Reading, {count} events", 0.0)
        yield row
    if count == 0:
        raise UserError(f"{named(log)}: there is no case in this log.")


def _unknown(log: Path, row: Row, known: Sequence[str]) -> UserError:
    hint = nearest(row.activity, known)
    return UserError(
        f"{named(log)}:{row.line}: {quoted(row.activity)} is no activity of this protocol; "
        f"{hint or 'correct the name'} (--unknown-is-extra counts such activities as extra)"
    )


def _tell(told: Told, number: int, of: int) -> bool:
    if of >= _EVERY and (number % _EVERY == 0 or number == of):
        told("Scoring", number / of)
    return True


def cohort(cases: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What several cases share: each way to deviate with the share of the cases, the most frequent first.

    `protocol_doubtful`: at least half of five cases or more deviate in this way, so the protocol may be at fault.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for case in cases:
        counts.update(set(_deviations(case)))
    doubtful_from = max(5, (len(cases) + 1) // 2)
    return [
        {
            "kind": kind,
            "step": step,
            "cases": count,
            "share": round(count / len(cases), 4),
            "protocol_doubtful": count >= doubtful_from,
        }
        for (kind, step), count in sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    ]


def _deviations(case: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """(kind, step) of a case: its findings where a scene judged it, else what was missed and extra."""
    card = case.get("scorecard")
    if card is not None:
        for finding in card["findings"]:
            if finding["kind"] not in ("extra", "repeated"):
                yield finding["kind"], finding["step"] or finding["evidence"]["rule"]
        return
    missed = {step for kind, step in case["moves"] if kind == "missed"}
    extra = {step for kind, step in case["moves"] if kind == "extra"}
    yield from (("out_of_order", step) for step in missed & extra)
    yield from (("missed", step) for step in missed - extra)
    yield from (("extra", step) for step in extra - missed)


def table(cases: Sequence[Mapping[str, Any]]) -> str:
    """The cases as lines to read, and what they are like together."""
    wide = min(max([len(str(case["case"])) for case in cases] + [4]), 40)
    lines = [f"{'case':<{wide}} {'cost':>5} {'fitness':>8}  verdict"]
    for case in cases:
        card = case.get("scorecard")
        verdict = "" if card is None else f"{'passed' if card['passed'] else 'not passed'} {card['percent']:g} %"
        bound = f"at least {case['lower_bound']}, not proved optimal" if "lower_bound" in case else ""
        shown = " ".join(str(case["case"]).split())[:wide]
        lines.append(f"{shown:<{wide}} {case['cost']:>5} {case['fitness']:>8.4f}  {verdict}{bound}".rstrip())
    lines += _other_versions(cases)
    if len(cases) > 1:
        lines += _together(cases)
    return "\n".join(lines)


def _other_versions(cases: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    """A line for every version of the scene in which cases were recorded and that is not the one that judged them."""
    recorded_in = Counter(
        assessment.versions(case["scene_sha256_then"], case["scene_sha256_now"]).sentence
        for case in cases
        if not case.get("scene_same", True)
    )
    for sentence, count in recorded_in.items():
        yield f"{count} of {len(cases)}: {sentence}"


def _together(cases: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    mean = sum(case["fitness"] for case in cases) / len(cases)
    yield f"{len(cases)} cases, mean fitness {mean:.4f}"
    shared = [row for row in cohort(cases) if row["cases"] > 1]
    if shared:
        yield ""
        yield "how often  what"
    for row in shared[:_MOST_SHARED]:
        doubt = "  <- so many deviate alike: is the protocol right?" if row["protocol_doubtful"] else ""
        yield f"{row['share']:>9.0%}  {row['step']}: {row['kind'].replace('_', ' ')}{doubt}"
