"""Judges sessions, logs of acts, and sessions that are still going on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scoring.judge import judge as judge_trace
from scoring.progress import progress
from scoring.rubric import protocol_for
from scoring.scorecard import Finding, Scorecard, to_json
from scoring.trace import Act, Trace, Track
from simulator.assessment.schools import school
from simulator.assessment.tracing import trace
from simulator.assessment.tracking import figures, signals_of
from simulator.assessment.undone import undone
from simulator.core import events as ev
from simulator.core.scene import Scene
from simulator.core.twin.movement import Movement
from simulator.core.waiting import next_of, waiting_at_start
from simulator.presenting.practising import Standing


@dataclass(frozen=True, slots=True)
class Judged:
    """A performance with its judgement, and what came about by itself: (time in s, event of the scene)."""

    trace: Trace
    card: Scorecard
    occurred: tuple[tuple[float, str], ...] = ()

    @property
    def plain(self) -> dict[str, Any]:
        """The scorecard as plain data (the program's file and command-line format)."""
        return to_json(self.card)


def judge(
    scene: Scene, happened: Iterable[ev.Event], rubric_id: str | None = None, movements: Sequence[Movement] = ()
) -> Judged:
    """Judge what happened, and how the patient was moved, by one of the scene's rubrics (the default one if none is
    named). The scorecard's `measures` tell what each handling was measured by."""
    happened = tuple(happened)
    done = trace(scene, happened, movements)
    card = judge_trace(*school(scene, rubric_id), done)
    occurred = tuple((fact.at_s, fact.event) for fact in happened if isinstance(fact, ev.Happened))
    return Judged(done, replace(card, measures={**card.measures, "handlings": figures(movements)}), occurred)


@dataclass(frozen=True, slots=True)
class Done:
    """An act of a log that was recorded elsewhere; an empty `actor` is the usual person. Times in seconds."""

    action: str
    actor: str
    choices: Mapping[str, str]
    start_s: float
    end_s: float


def judge_acts(scene: Scene, acts: Sequence[Done], rubric_id: str | None = None) -> Judged:
    """Judge a log of acts: what each of them starts and ends is taken from the scene's actions."""
    return judge(scene, tuple(_told(scene, acts)), rubric_id)


def _told(scene: Scene, acts: Sequence[Done]) -> Iterable[ev.Event]:
    """The facts that these acts amount to, in the order of time; ends come before beginnings at one moment, and what
    happens by itself in between."""
    log = _Log(scene)
    moments = [(act.end_s, 0, n) for n, act in enumerate(acts)] + [(act.start_s, 1, n) for n, act in enumerate(acts)]
    begun: set[int] = set()
    for at_s, beginning, number in sorted(moments):
        act = acts[number]
        yield from log.happen(at_s, at_once=bool(beginning))
        if beginning:
            yield from log.begin(act)
            begun.add(number)
            if act.end_s <= at_s:
                yield from log.end(act)
        elif number in begun:
            yield from log.end(act)


class _Log:
    """Who holds which condition while a log is gone through, and what waits to happen by itself."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._held = dict.fromkeys(scene.at_start, "")
        self._waiting = waiting_at_start(scene)

    def happen(self, to_s: float, at_once: bool) -> Iterable[ev.Event]:
        """What happens by itself before `to_s`, or with `at_once` also at that moment."""
        while (due := next_of(self._waiting)) and (due[0] < to_s or (at_once and due[0] == to_s)):
            at_s, id_ = due
            event = self._scene.events[id_]
            was = self._waiting.pop(id_)
            if was.again:
                self._waiting[id_] = replace(was, since_s=at_s)
            yield ev.Happened(at_s, id_)
            yield from self._end_all(at_s, [name for name in event.ends if name in self._held])
            yield from self._start_all(at_s, [name for name in event.starts if name not in self._held], "")

    def begin(self, act: Done) -> Iterable[ev.Event]:
        """An act begins, and what it ends is over."""
        who = _who(self._scene, act)
        yield ev.ActionStarted(act.start_s, act.action, who, act.choices, act.end_s)
        rule = self._scene.actions.get(act.action)
        if rule is None:
            return
        persons = (who, *rule.team)
        hands = {name for name in self._held if rule.hands and self._scene.conditions[name].hands}
        said = rule.ended_by(act.choices)
        gone = [n for n, holder in self._held.items() if n in said or (n in hands and holder in persons)]
        yield from self._end_all(act.start_s, gone)

    def end(self, act: Done) -> Iterable[ev.Event]:
        """An act is done, and what it starts holds."""
        who = _who(self._scene, act)
        yield ev.ActionFinished(act.end_s, act.action, who, act.choices, act.start_s)
        rule = self._scene.actions.get(act.action)
        yield from self._start_all(act.end_s, rule.started_by(act.choices) if rule else (), who)

    def _end_all(self, at_s: float, names: Iterable[str]) -> Iterable[ev.Event]:
        for name in names:
            del self._held[name]
            self._hear(at_s)
            yield ev.ConditionEnded(at_s, name)

    def _start_all(self, at_s: float, names: Iterable[str], holder: str) -> Iterable[ev.Event]:
        for name in names:
            self._held[name] = holder
            self._hear(at_s)
            yield ev.ConditionStarted(at_s, name, holder)

    def _hear(self, at_s: float) -> None:
        self._waiting = {id_: one.heard(self._held, at_s) for id_, one in self._waiting.items()}


def _who(scene: Scene, act: Done) -> str:
    rule = scene.actions.get(act.action)
    return act.actor or (rule.by[0] if rule and rule.by else "")


class LiveJudge:
    """Judges a session that is still going on, for the modes that react."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._reference, self._rubric = school(scene, None)
        self._ordered = replace(self._reference, protocol=protocol_for(self._reference, self._rubric))
        self._told: set[tuple[str, str, float | None]] = set()
        self._faulty: frozenset[str] = frozenset()
        self._tracks: dict[int, tuple[Track, ...]] = {}

    def standing(self, happened: Sequence[ev.Event]) -> Standing:
        """Which steps are done and which may come next, those among them that were done and are undone again."""
        done = trace(self._scene, happened)
        now = progress(self._ordered, done.acts)
        card = judge_trace(self._reference, self._rubric, done)
        # What is not done yet may still be explained otherwise, and an act then belong to a later step of its kind.
        started = _last_starts(self._scene, now.done, done.acts)
        for step, at_s, in_turn in _starts(card):
            if step in now.done or step in now.early or not (in_turn or step in now.open):
                started[step] = at_s
        again = frozenset(now.optional) & frozenset(now.done)
        lost = undone(self._scene, started, now.to_come, done.intervals, happened)
        kept = {step: at_s for step, at_s in started.items() if step not in lost}
        return Standing(frozenset(now.open) | lost, kept, self._faulty, now.finished, again - lost, lost)

    def new_faults(
        self, happened: Sequence[ev.Event], language: str, movements: Sequence[Movement] = ()
    ) -> tuple[tuple[float, str], ...]:
        """(time, sentence) of every fault that was not told before; what is merely not done yet is none.

        A handling is judged when it is over: while it goes on, its worst moment may still come.
        """
        for movement in movements:
            if movement.ended != "going" and movement.number not in self._tracks:
                self._tracks[movement.number] = signals_of(movement)
        tracks = tuple(track for of_one in self._tracks.values() for track in of_one)
        card = judge_trace(self._reference, self._rubric, replace(trace(self._scene, happened), tracks=tracks))
        faults = [one for one in card.findings if _is_live(one)]
        self._faulty = frozenset(one.step for one in faults if one.step)
        told = []
        for one in faults:
            key = (one.kind, one.rule, one.at_s)
            if key not in self._told:
                self._told.add(key)
                told.append((one.at_s or 0.0, one.text[language]))
        return tuple(told)


def _is_live(finding: Finding) -> bool:
    """A fault that stands whatever comes next."""
    settled = finding.kind not in ("missed", "over_time", "extra", "repeated")
    costs = finding.points > 0 or finding.critical
    told = costs or finding.kind == "wrong_choice" or "because_of" in finding.evidence
    return settled and finding.at_s is not None and told


def _starts(card: Scorecard) -> Iterable[tuple[str, float, bool]]:
    """(step, start in s, in its place?) of every act that fulfils a step, in its place or out of order."""
    for move in card.alignment.moves:
        if move.start_s is not None and (move.kind == "matched" or move.pair is not None):
            yield move.step, move.start_s, move.kind == "matched"


def _last_starts(scene: Scene, done: Sequence[str], acts: Sequence[Act]) -> dict[str, float]:
    """Of each of these steps, when its action was last begun (s)."""
    begun = {act.action: act.start_s for act in acts if act.outcome == "done"}
    return {step: begun[scene.steps[step].action] for step in done if scene.steps[step].action in begun}
