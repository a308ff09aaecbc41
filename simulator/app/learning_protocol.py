"""Proposes a scene's protocol from performances by experts: journals, or logs that were recorded elsewhere."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from scoring.parsing import nearest
from scoring.protocol import step_ids
from scoring.trace import Trace
from simulator import assessment
from simulator.app.catalogue import Catalogue
from simulator.app.problems import UserError
from simulator.app.records import journals_at
from simulator.app.writing import write_whole
from simulator.core.scene import Scene
from simulator.core.text import Text
from simulator.mining import writing
from simulator.mining.performances import Known
from simulator.mining.proposal import Proposal, propose
from simulator.recording.journal import JournalError
from simulator.recording.logs import NOTHING, LogError, Row, named, quoted, read_log
from simulator.recording.replay import recorded
from simulator.scene_files import SCENE_FILE
from simulator.scenefile import check


@dataclass(frozen=True, slots=True)
class Learned:
    """A proposal for a scene: as a fragment to paste, and as the whole scene file with its protocol replaced."""

    scene: Scene
    proposal: Proposal
    fragment: str
    whole: str


def learn(scene_name: str, records: Sequence[Path], encoding: str | None = None) -> Learned:
    """The protocol that these performances have in common. UserError if they are fewer than two or not of the scene."""
    catalogue = Catalogue()
    scene = catalogue.scene(scene_name)
    traces = traces_of(scene, records, encoding)
    if len(traces) < 2:
        raise UserError(f"{len(traces)} performance is too few to see what experts have in common; give two or more.")
    protocol = assessment.protocol(scene.protocol)
    actions = {step: scene.steps[step].action for step in (*step_ids(protocol), *scene.steps)}
    neutral = frozenset(name for name, rule in scene.actions.items() if rule.neutral)
    try:
        proposal = propose(traces, Known(actions, neutral, protocol))
    except ValueError as error:
        raise UserError(f"nothing can be learned: {error}.") from error
    text = catalogue.file(scene_name).read_text(encoding="utf-8-sig")
    return Learned(scene, proposal, fragment(scene, proposal), rewritten(text, scene, proposal))


def save(learned: Learned, out: Path, scene_name: str) -> tuple[str, ...]:
    """Write the whole scene file to `out` (a folder takes `scene.yaml`); what is wrong with it as it is now."""
    file = out / SCENE_FILE if out.is_dir() else out
    if file.exists() and file.samefile(Catalogue().file(scene_name)):
        raise UserError(f"{file}: this is the scene that was read; give --out another file and compare the two.")
    write_whole(file, learned.whole.encode())
    return tuple(str(problem) for problem in check(file).problems)


# -- performances -------------------------------------------------------------------------------------------------


def traces_of(scene: Scene, records: Sequence[Path], encoding: str | None = None) -> dict[str, Trace]:
    """The performances in these files (or folders of journals), by name; `encoding`: of logs that are not UTF-8."""
    found: dict[str, Trace] = {}
    for path in (file for record in records for file in journals_at(record)):
        try:
            for name, trace in _traces(scene, path, encoding):
                found[_free(name, found)] = trace
        except (JournalError, LogError) as error:
            raise UserError(str(error)) from error
    return found


def _traces(scene: Scene, path: Path, encoding: str | None) -> list[tuple[str, Trace]]:
    if path.suffix == ".jsonl":
        kept = recorded(path)
        if kept.head.scene != scene.id:
            raise UserError(f"{path}: recorded in {kept.head.scene}, not in {scene.id}.")
        # The program calls every record `session.jsonl` where it has a folder to itself.
        name = path.absolute().parent.name if path.stem == "session" else path.stem
        return [(name, assessment.trace(scene, kept.events))]
    cases: dict[str, list[assessment.Done]] = {}
    for row in read_log(path, encoding):
        if row.activity == NOTHING:
            continue  # who did nothing shows no order
        acts = cases.setdefault(row.case, [])
        acts.append(_done(scene, path, row, len(acts)))
    if not cases:
        raise UserError(f"{named(path)}: there is no case in this log.")
    return [(case, assessment.judge_acts(scene, acts).trace) for case, acts in cases.items()]


def _done(scene: Scene, path: Path, row: Row, number: int) -> assessment.Done:
    """An event of a log: the action that it names, or that of the step that it names. Without times, one a second."""
    action = row.activity if row.activity in scene.actions else None
    if action is None and row.activity in scene.steps:
        action = scene.steps[row.activity].action
    if action is None:
        hint = nearest(row.activity, (*scene.actions, *scene.steps)) or "correct the name"
        raise UserError(f"{named(path)}:{row.line}: {quoted(row.activity)} is no action of this scene; {hint}.")
    start = float(number) if row.start_s is None else row.start_s
    return assessment.Done(action, row.actor, row.choices, start, start if row.end_s is None else row.end_s)


def _free(name: str, taken: dict[str, Trace]) -> str:
    count = sum(one == name or one.startswith(f"{name} (") for one in taken)
    return f"{name} ({count + 1})" if count else name


# -- text ---------------------------------------------------------------------------------------------------------


def fragment(scene: Scene, proposal: Proposal) -> str:
    """The proposed protocol, the steps that the scene lacks, what was kept and chosen, as a part of a scene file."""
    kept = {rule.condition for rule in scene.keep}
    held = [one for one in proposal.kept if one.condition not in kept and _can_be_lost(scene, one.condition)]
    names = {id_: _said(condition.name) for id_, condition in scene.conditions.items()}
    steps = _new_steps(scene, proposal)
    lines = [
        *writing.protocol_lines(proposal),
        *(("", "steps:", *steps) if steps else ()),
        *(("", "keep:", *writing.keep_lines(proposal, held, names, [rule.id for rule in scene.keep])) if held else ()),
        "",
        *writing.kept_comments(proposal, [one for one in proposal.kept if one not in held]),
        "",
        *writing.rights_lines(proposal),
    ]
    return "\n".join(lines) + "\n"


def _can_be_lost(scene: Scene, condition: str) -> bool:
    """Hands can leave it, or it rests on others; what simply lasts is nothing to keep."""
    rule = scene.conditions[condition]
    return rule.hands or bool(rule.any_of)


def _new_steps(scene: Scene, proposal: Proposal) -> list[str]:
    new = [one.step for one in proposal.steps if one.step not in scene.steps]
    names = {action: _said(rule.name) for action, rule in scene.actions.items()}
    section = Counter(rule.section for rule in scene.steps.values()).most_common(1)[0][0]
    return writing.step_lines(proposal, new, names, section)


def rewritten(text: str, scene: Scene, proposal: Proposal) -> str:
    """The scene file with the proposed protocol in the place of its own, and with the steps that it lacks.

    All other lines stay as they are, comments included.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    notes = [*writing.kept_comments(proposal, proposal.kept), *writing.rights_lines(proposal)]
    lines = _replaced(lines, "protocol", [*notes, *writing.protocol_lines(proposal)])
    return "\n".join(_extended(lines, "steps", _new_steps(scene, proposal)))


def _said(text: Text) -> tuple[str, str]:
    return text["en"], text["zh"]


def _block(lines: Sequence[str], key: str) -> tuple[int, int] | None:
    """The lines of a key of the file; blank lines and comments before the next key belong to that."""
    start = next((number for number, line in enumerate(lines) if line.startswith(f"{key}:")), None)
    if start is None:
        return None
    inside = takewhile(lambda line: not line or line[0] in " #-\t", lines[start + 1 :])
    end = start + 1 + len(list(inside))
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return start, end


def _replaced(lines: list[str], key: str, by: Sequence[str]) -> list[str]:
    found = _block(lines, key)
    if found is None:  # a scene that is a difference to another one, and had this from there
        return [*lines, *by, ""]
    return [*lines[: found[0]], *by, *lines[found[1] :]]


def _extended(lines: list[str], key: str, by: Sequence[str]) -> list[str]:
    found = _block(lines, key)
    if found is None or not by:
        return [*lines, f"{key}:", *by, ""] if by else lines
    return [*lines[: found[1]], *by, *lines[found[1] :]]
