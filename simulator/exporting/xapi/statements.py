"""A session as xAPI statements: begun, every step that was done right, every finding, ended, passed or failed.

The id of a statement is made from what it is about (UUID version 5): exporting a session again gives the same ids, so
a store keeps each statement once. Who is meant, the version of the scene and the rubric are parts of it: judged by
another sheet, or under a pseudonym, it is another statement.
"""

import uuid
from collections.abc import Iterator
from typing import Any

from scoring.rules import Say
from scoring.scorecard import Finding, LaneMove
from simulator.core.text import Text
from simulator.exporting.case import Case
from simulator.exporting.xapi.vocabulary import PROFILE, activity_type, extension, name_of, said, verb

Plain = dict[str, Any]
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:manikin:statements")
_PLATFORM = "Manikin"
_VERSIONS = (1, 2, 3, 4, 5)  # what RFC 4122 knows; stores refuse others


def statements(case: Case, home: str) -> tuple[Plain, ...]:
    """The statements of a session, in the order of time. `home` (an absolute IRI) is where the learner's name is known.

    Raises ValueError where the journal's head has no time.
    """
    return tuple(_Telling(case, home).all())


class _Telling:
    """One session while it is told."""

    def __init__(self, case: Case, home: str) -> None:
        self._case = case
        self._who = f"{home}/{case.learner}"
        self._actor = {"objectType": "Agent", "account": {"homePage": home, "name": case.learner}}
        self._scene = _activity("scene", _both(case.scene.title), name_of("scene", case.scene.id))
        self._judged = f"{case.scene.sha256}/{case.card.rubric}"

    def all(self) -> Iterator[Plain]:
        card, end_s = self._case.card, self._case.length_s
        yield self._statement("attempted", "attempted", self._scene, 0.0)
        told = [self._done(move) for move in card.alignment.moves if move.kind == "matched" and self._is_right(move)]
        told += [self._found(number, finding) for number, finding in enumerate(card.findings)]
        yield from sorted(told, key=lambda one: str(one["timestamp"]))
        finished = self._case.finished
        ended = {"completion": finished, "duration": duration(end_s)}
        yield self._statement("ended", "completed" if finished else "terminated", self._scene, end_s, ended)
        if finished:
            verdict = "passed" if card.passed else "failed"
            result = {"success": card.passed, **ended, "score": self._score(), "extensions": self._verdict()}
            yield self._statement(f"verdict/{self._judged}", verdict, self._scene, end_s, result)

    def _is_right(self, move: LaneMove) -> bool:
        return not any(f.step == move.step and (f.points > 0 or f.critical) for f in self._case.card.findings)

    def _done(self, move: LaneMove) -> Plain:
        rule = self._case.scene.steps.get(move.step)
        about = self._part("step", move.step, _both(rule.name) if rule else {})
        start_s, end_s = move.start_s or 0.0, move.end_s or move.start_s or 0.0
        result = {"success": True, "completion": True, "duration": duration(end_s - start_s)}
        return self._statement(f"step/{self._judged}/{move.step}/{move.act}", "completed", about, end_s, result)

    def _found(self, number: int, finding: Finding) -> Plain:
        kind, name = ("step", finding.step) if finding.step else ("rule", finding.rule)
        rule = self._case.scene.steps.get(name)
        about = self._part(kind, name, _both(rule.name) if rule else finding.title)
        at_s = self._case.length_s if finding.at_s is None else finding.at_s
        faulty = finding.points > 0 or finding.critical
        details: Plain = {
            extension("finding"): finding.kind,
            extension("rule"): finding.rule,
            extension("points-lost"): finding.points,
            extension("critical"): finding.critical,
            extension("explanation"): _map(finding.text),
        }
        if finding.at_s is not None:
            details[extension("at-seconds")] = round(finding.at_s, 3)
        result: Plain = {"success": not faulty and finding.kind != "missed", "extensions": details}
        if finding.kind == "missed":
            result["completion"] = False
        what = f"finding/{self._judged}/{number}/{finding.kind}/{finding.rule}"
        return self._statement(what, "failed" if faulty else "attempted", about, at_s, result)

    def _score(self) -> Plain:
        card = self._case.card
        raw = min(max(card.total, 0.0), card.of)
        return {"scaled": round(raw / card.of, 4) if card.of else 0.0, "raw": raw, "min": 0, "max": card.of}

    def _verdict(self) -> Plain:
        card = self._case.card
        return {
            extension("critical-errors"): list(card.critical),
            extension("pass-percent"): card.pass_percent,
            extension("sections"): [{"id": one.id, "points": one.total, "of": one.of} for one in card.sections],
        }

    def _part(self, kind: str, name: str, title: Say) -> Plain:
        return _activity(kind, title or {"en": name}, name_of("scene", self._case.scene.id, kind, name))

    def _statement(self, what: str, by: str, about: Plain, at_s: float, result: Plain | None = None) -> Plain:
        statement: Plain = {
            "id": str(uuid.uuid5(_SPACE, f"{self._case.head.session}/{self._who}/{what}")),
            "actor": self._actor,
            "verb": verb(by),
            "object": about,
            "context": self._context(about),
            "timestamp": self._case.moment(at_s).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        }
        return statement if result is None else {**statement, "result": result}

    def _context(self, about: Plain) -> Plain:
        head, card = self._case.head, self._case.card
        near: Plain = {"category": [{"id": PROFILE, "definition": {"type": activity_type("profile")}}]}
        if about is not self._scene:
            near["parent"] = [self._scene]
        return {
            "registration": str(registration(head.session)),
            "platform": f"{_PLATFORM} {head.program}",
            "contextActivities": near,
            "extensions": {
                extension("mode"): head.mode,
                extension("rubric"): card.rubric,
                extension("scene-recorded"): head.scene_sha256,
                extension("scene-judging"): self._case.scene.sha256,
                extension("anonymous"): self._case.anonymous,
            },
        }


def registration(session: str) -> uuid.UUID:
    """The session's own UUID, or one that is made from its name where that is none of the standard's kinds."""
    try:
        own = uuid.UUID(hex=session)
    except ValueError:
        return uuid.uuid5(_SPACE, session)
    return own if own.version in _VERSIONS else uuid.uuid5(_SPACE, session)


def duration(seconds: float) -> str:
    """A duration by ISO 8601, to the hundredth of a second, as xAPI compares them."""
    hundredths = round(max(0.0, seconds) * 100)
    minutes, rest = divmod(hundredths, 6000)
    hours, minutes = divmod(minutes, 60)
    parts = f"{hours}H" if hours else ""
    parts += f"{minutes}M" if minutes else ""
    return f"PT{parts}{rest / 100:g}S"


def _activity(kind: str, title: Say, name: str) -> Plain:
    return {
        "objectType": "Activity",
        "id": name,
        "definition": {"type": activity_type(kind), "name": _map(title)},
    }


def _both(text: Text) -> Say:
    return {"en": text["en"], "zh": text["zh"]}


def _map(text: Say) -> dict[str, str]:
    english = text.get("en") or next(iter(text.values()), "")
    return said(english, text.get("zh") or english)
