"""Sessions as an event log (XES, IEEE 1849): a trace per session, an event where an action began and where it ended.

Actions that were refused did not happen and are no events. An action that was broken off ends with the transition
`pi_abort` of the standard's life cycle, which is no completion. What came about by itself (the patient gets worse) is
an event of the resource `scene` with `by_itself` true and the transition `unknown`, which the standard keeps for what
is outside of its life cycle: whoever mines completed actions filters as for the beginnings.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from xml.etree import ElementTree as ET

from simulator import __version__
from simulator.core import events as ev
from simulator.exporting.case import Case
from simulator.presenting.wording import happened
from simulator.recording.logs import BY_ITSELF

_NAMESPACE = "http://www.xes-standard.org/"
_EXTENSIONS = (
    ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
    ("Time", "time", "http://www.xes-standard.org/time.xesext"),
    ("Lifecycle", "lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
    ("Organizational", "org", "http://www.xes-standard.org/org.xesext"),
)
# What every trace and event has, with the value that the standard asks for where one had none.
_EVERY_TRACE = (("string", "concept:name", "unknown"),)
_EVERY_EVENT = (
    ("string", "concept:name", "unknown"),
    ("string", "org:resource", "unknown"),
    ("date", "time:timestamp", "1970-01-01T00:00:00.000+00:00"),
    ("string", "lifecycle:transition", "complete"),
)
_TRANSITION: dict[type, str] = {
    ev.ActionStarted: "start",
    ev.ActionFinished: "complete",
    ev.ActionStopped: "pi_abort",
}
# What XML 1.0 cannot hold.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_KEY = re.compile(r"[^\w.-]")


def xes_bytes(cases: Sequence[Case]) -> bytes:
    """The log, in UTF-8. Cases in which nobody did anything are left out: an empty trace reads as damaged elsewhere."""
    log = ET.Element("log", {"xes.version": "1849.2016", "xes.features": "", "xmlns": _NAMESPACE})
    for name, prefix, uri in _EXTENSIONS:
        ET.SubElement(log, "extension", {"name": name, "prefix": prefix, "uri": uri})
    for scope, every in (("trace", _EVERY_TRACE), ("event", _EVERY_EVENT)):
        declared = ET.SubElement(log, "global", {"scope": scope})
        for kind, key, value in every:
            ET.SubElement(declared, kind, {"key": key, "value": value})
    for name, keys in (("Activity", "concept:name"), ("ActivityAndTransition", "concept:name lifecycle:transition")):
        ET.SubElement(log, "classifier", {"name": name, "scope": "event", "keys": keys})
    _string(log, "concept:name", "Manikin sessions")
    _string(log, "lifecycle:model", "standard")
    _string(log, "program", f"Manikin {__version__}")
    for case in cases:
        if any(isinstance(fact, ev.ActionStarted) for fact in case.kept.events):
            _trace(log, case).extend(_events(case))
    ET.indent(log, " ")
    written: bytes = ET.tostring(log, encoding="utf-8", xml_declaration=True)
    return written


def case_name(case: Case) -> str:
    """What a case is called: who, when, and enough of the session's id to tell two apart."""
    return f"{case.learner} {case.head.started[:10]} {case.head.session[:8]}"


def _trace(log: ET.Element, case: Case) -> ET.Element:
    trace = ET.SubElement(log, "trace")
    head, card = case.head, case.card
    texts = {
        "concept:name": case_name(case),
        "session": head.session,
        "learner": case.learner,
        "scene": head.scene,
        "scene_sha256": head.scene_sha256,
        "mode": head.mode,
        "rubric": card.rubric,
        "critical": " ".join(card.critical),
    }
    for key, text in texts.items():
        _string(trace, key, text)
    for key, number in (("points", card.total), ("out_of", card.of), ("percent", card.percent)):
        ET.SubElement(trace, "float", {"key": key, "value": repr(float(number))})
    for key, true in (("passed", card.passed), ("finished", case.finished)):
        ET.SubElement(trace, "boolean", {"key": key, "value": "true" if true else "false"})
    return trace


def _events(case: Case) -> Iterator[ET.Element]:
    for fact in case.kept.events:
        if isinstance(fact, ev.ActionStarted | ev.ActionFinished | ev.ActionStopped):
            event = _event(case, fact.at_s, fact.action, fact.actor, _TRANSITION[type(fact)])
            for name, option in fact.choices.items():
                _string(event, f"choice_{_NO_KEY.sub('_', name)}", option)
            yield event
        elif isinstance(fact, ev.Happened):
            event = _event(case, fact.at_s, fact.event, "scene", "unknown")
            ET.SubElement(event, "boolean", {"key": BY_ITSELF, "value": "true"})
            if said := happened(case.scene, fact.event, "en"):
                _string(event, "says", said)
            yield event


def _event(case: Case, at_s: float, name: str, resource: str, transition: str) -> ET.Element:
    event = ET.Element("event")
    _string(event, "concept:name", name)
    _string(event, "org:resource", resource)
    ET.SubElement(event, "date", {"key": "time:timestamp", "value": _time(case.moment(at_s))})
    _string(event, "lifecycle:transition", transition)
    return event


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def _string(owner: ET.Element, key: str, value: str) -> None:
    ET.SubElement(owner, "string", {"key": key, "value": _NO_XML.sub("\ufffd", value)})
