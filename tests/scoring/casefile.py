"""A case on disk: a performance in plain lines, and the judgement that it must get, in plain lines.

04:10-04:15 leader roll-to-side            an act; name=value are choices; the last word may be an outcome
00:30-03:25 condition head-held            a condition that held ("-end" where it never ended)
track head-thorax deg 110:0 115:6.5 120:0  the signal at seconds of the session
end 04:30                                  when the session ended
"""

from __future__ import annotations

import numpy as np

from scoring.scorecard import Scorecard
from scoring.trace import Act, Interval, Outcome, Trace, Track
from tests.scoring.spinal import plain

OUTCOMES: dict[str, Outcome] = {"refused": "refused", "stopped": "stopped"}


def seconds(text: str) -> float:
    minutes, rest = text.split(":")
    return int(minutes) * 60 + float(rest)


def clock(at_s: float) -> str:
    whole = f"{int(at_s) // 60:02d}:{at_s % 60:04.1f}"
    return whole.removesuffix(".0")


def read_trace(lines: list[str]) -> Trace:
    acts: list[Act] = []
    intervals: list[Interval] = []
    tracks: list[Track] = []
    end_s = 0.0
    for line in lines:
        words = line.split()
        if words[0] == "end":
            end_s = seconds(words[1])
        elif words[0] == "track":
            pairs = [tuple(map(float, word.split(":"))) for word in words[3:]]
            times, values = zip(*pairs, strict=True)
            tracks.append(Track(words[1], words[2], np.array(times), np.array(values)))
        else:
            start, end = words[0].split("-")
            if words[1] == "condition":
                intervals.append(Interval(words[2], seconds(start), None if end == "end" else seconds(end)))
            else:
                acts.append(_act(seconds(start), seconds(end), words[1], words[2], words[3:]))
    return Trace(tuple(acts), tuple(intervals), tuple(tracks), end_s)


def _act(start_s: float, end_s: float, actor: str, action: str, rest: list[str]) -> Act:
    steps = plain()["steps"]
    rule = steps.get(action) or steps.get(f"{action}-before", {})
    choices = dict(word.split("=") for word in rest if "=" in word)
    outcome = next((OUTCOMES[word] for word in rest if word in OUTCOMES), "done")
    touches = bool(rule.get("touches", False)) or "touching" in rest
    return Act(action, "" if actor == "-" else actor, choices, start_s, end_s, outcome, touches)


def write_trace(trace: Trace) -> list[str]:
    lines = []
    for act in trace.acts:
        words = [f"{clock(act.start_s)}-{clock(act.end_s)}", act.actor or "-", act.action]
        words += [f"{name}={value}" for name, value in act.choices.items()]
        if act.outcome != "done":
            words.append(act.outcome)
        rule = plain()["steps"].get(act.action) or plain()["steps"].get(f"{act.action}-before", {})
        if act.touches and not rule.get("touches"):
            words.append("touching")
        lines.append(" ".join(words))
    for one in trace.intervals:
        end = "end" if one.end_s is None else clock(one.end_s)
        lines.append(f"{clock(one.start_s)}-{end} condition {one.condition}")
    for track in trace.tracks:
        points = " ".join(f"{t:g}:{v:g}" for t, v in zip(track.t_s, track.values, strict=True))
        lines.append(f"track {track.name} {track.unit} {points}")
    return [*lines, f"end {clock(trace.end_s)}"]


def verdict(card: Scorecard) -> list[str]:
    """A scorecard in lines that a clinician can read."""
    passed = "passed" if card.passed else "not passed"
    lines = [f"{passed}, {card.total:g} of {card.of:g}, alignment cost {card.alignment.cost}"]
    for one in card.findings:
        mark = "CRITICAL " if one.critical else ""
        lines.append(f"{mark}{one.kind} -{one.points:g} [{one.rule}]")
        lines.append(f"  {one.text['en']}")
        lines.append(f"  {one.text['zh']}")
    return lines


def read_case(text: str) -> tuple[str, list[str], list[str]]:
    """Title, trace lines and expected lines of a case file."""
    title, _, rest = text.partition("\n")
    body, _, expected = rest.partition("== expected ==\n")
    return title, [line for line in body.splitlines() if line.strip()], expected.rstrip("\n").split("\n")
