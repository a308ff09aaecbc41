"""Looks at a journal for the command line: run again, verify."""

from collections.abc import Sequence
from pathlib import Path

from simulator import assessment, preferences
from simulator.app.catalogue import Catalogue
from simulator.app.problems import UserError
from simulator.recording.journal import JournalError, read, read_head, sealed_by
from simulator.recording.keys import KEY_FILE, installation_key
from simulator.recording.replay import drift, motion_drift, recorded
from simulator.recording.rerun import OTHERWISE_DEG


def replay_journal(path: Path) -> tuple[str, bool]:
    """What running the journal again gives, as text, and whether it gives the same."""
    try:
        kept = recorded(path)
        scene = Catalogue().scene(kept.head.scene)
        differs = drift(path, scene)
        moved = motion_drift(kept, scene) if differs is None else None
    except JournalError as error:
        raise UserError(str(error)) from error
    card = assessment.judge(scene, kept.events, movements=kept.movements).card
    lines = [
        f"{kept.head.scene} · {kept.head.learner} · {kept.head.mode} · {kept.head.started}",
        f"{len(kept.events)} facts in {kept.events[-1].at_s if kept.events else 0:.1f} s",
        f"{assessment.versions(kept.head.scene_sha256, scene.sha256).sentence}: "
        f"{'passed' if card.passed else 'not passed'}, {card.total:g} of {card.of:g} (rubric {card.rubric})",
    ]
    if kept.head.scene_sha256 != scene.sha256:
        lines.append(_changed(scene.id))
    if differs is None:
        lines.append("run again: the same facts at the same times")
    else:
        lines.append(f"run again: different from line {differs.line} on")
    if moved is not None:
        many = f"{len(kept.movements)} handlings computed again from their hand inputs"
        lines.append(f"{many}: {_drifted(*moved)}")
    return "\n".join(lines), differs is None and moved in (None, (0.0, ()))


def _drifted(by_deg: float, others: Sequence[str]) -> str:
    if by_deg >= OTHERWISE_DEG:
        return "they take another course"
    if by_deg:
        return f"largest drift of an angle {by_deg:.3f} deg"
    same = "the same angles to the last digit"
    return f"{same}, but not the same {', '.join(others)}" if others else same


def verify_record(path: Path) -> str:
    """One sentence that the record is whole; UserError with the first bad line if it is not."""
    try:
        head, lines = read(path)
        key = sealed_by(path, lines)
        finished = recorded(path).finished
    except JournalError as error:
        raise UserError(str(error)) from error
    if key is None and finished:
        raise UserError(
            f"{path}:{len(lines)}: the session was finished but the record has no seal; the seal was removed, or could "
            "not be written, so nothing shows that the record is unaltered."
        )
    if key is None:
        return f"{path}: {len(lines)} lines, chained without a gap, not sealed (the session was not finished)."
    whose = "this installation" if key == _own_key() else "ANOTHER installation, which this computer cannot vouch for"
    return f"{path}: {len(lines)} lines, whole and sealed by {whose}, key {key[:16]} (learner {head.learner})."


def other_version(path: Path) -> str:
    """A sentence where the scene of a whole record has been changed since, or ""."""
    head = read_head(path)
    now = Catalogue().version(head.scene)
    return _changed(head.scene) if now not in ("", head.scene_sha256) else ""


def _changed(scene: str) -> str:
    return f"the scene {scene} has been changed since, so nobody can practise on from a moment of it"


def _own_key() -> str | None:
    """The public key (hex) of this installation; None where there is none yet."""
    if not (preferences.home() / KEY_FILE).is_file():
        return None
    try:
        return installation_key(preferences.home()).public_key().public_bytes_raw().hex()
    except JournalError:
        return None  # a damaged key seals nothing; whoever begins a session is told
