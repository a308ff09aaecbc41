"""What follows from an order: pure and deterministic, the same facts for the same orders at the same times.

Time comes in only with an action or with `advance`; how often `advance` is called changes nothing. What happens by
itself happens at its exact moment; what is finished at the same moment counts as done before it.
"""

from collections.abc import Mapping
from dataclasses import replace

from simulator.core import events as ev
from simulator.core.actions import Action, Complete, Finish, Perform
from simulator.core.scene import ActionRule, Scene, Stance, frozen_map
from simulator.core.state import Running, State, after, holds
from simulator.core.waiting import next_of

# How long what happens by itself is on its way on the stage: our own choice.
HAPPENS_OVER_S = 2.0


def respond(scene: Scene, state: State, action: Action) -> tuple[ev.Event, ...]:
    """Everything that happens up to `action.at_s` and because of `action`, in the order in which it happens.

    An order dated before `state.at_s` counts as given at `state.at_s`: time never runs backwards.
    """
    story = _Story(scene, state)
    at_s = max(round(action.at_s, 3), state.at_s)
    story.advance(at_s)
    if isinstance(action, Finish):
        story.finish(at_s)
    elif isinstance(action, Complete):
        story.complete(at_s, action)
    else:
        story.perform(at_s, action)
    return tuple(story.events)


def advance(scene: Scene, state: State, to_s: float) -> tuple[ev.Event, ...]:
    """Everything that comes to its end or happens by itself by `to_s` (s)."""
    story = _Story(scene, state)
    story.advance(round(to_s, 3))
    return tuple(story.events)


def next_s(state: State) -> float | None:
    """When something is finished or happens by itself next (s), if nobody orders anything; None if nothing will."""
    happens = next_of(state.waiting) if not state.finished else None
    times = [run.until_s for run in state.running] + ([happens[0]] if happens else [])
    return min(times, default=None)


def refusal(
    scene: Scene, state: State, action: str, actor: str, choices: Mapping[str, str]
) -> tuple[ev.Refusal, str] | None:
    """Why `actor` cannot do `action` now, and what stands in the way; None if it can be done."""
    rule = scene.actions.get(action)
    if state.finished:
        return ev.Refusal.OVER, action
    if rule is None:
        return ev.Refusal.UNKNOWN_ACTION, action
    if actor not in rule.by:
        return ev.Refusal.NOT_THIS_PERSON, actor
    for name, choice in rule.choices.items():
        if choices.get(name) not in choice.options:
            return ev.Refusal.UNKNOWN_CHOICE, name
    for name in choices:
        if name not in rule.choices:
            return ev.Refusal.UNKNOWN_CHOICE, name
    for person in () if rule.stops else (actor, *rule.team):
        if state.doing(person, scene):
            return ev.Refusal.BUSY, person
    for condition in rule.requires:
        if not holds(scene, state, condition):
            return ev.Refusal.MISSING, condition
    for condition in rule.unless:
        if holds(scene, state, condition):
            return ev.Refusal.PREVENTED, condition
    return None


class _Story:
    """Gathers events and keeps the state that they lead to."""

    def __init__(self, scene: Scene, state: State) -> None:
        self.scene = scene
        self.state = state
        self.events: list[ev.Event] = []

    def tell(self, event: ev.Event) -> None:
        self.events.append(event)
        self.state = after(self.state, event)

    def advance(self, to_s: float) -> None:
        while (at_s := next_s(self.state)) is not None and at_s <= to_s:
            due = [run for run in self.state.running if run.until_s == at_s]
            if due:
                self._complete(min(due, key=lambda run: run.start_s))
            elif (happens := next_of(self.state.waiting)) is not None:
                self._happen(*happens)

    def finish(self, at_s: float) -> None:
        if self.state.finished:
            self.tell(ev.ActionRefused(at_s, "finish", self.scene.learner, {}, ev.Refusal.OVER, "finish"))
            return
        for run in self.state.running:
            self._break_off(at_s, run)
        self.tell(ev.SessionFinished(at_s))

    def complete(self, at_s: float, said: Complete) -> None:
        """What is not going on, or is no handling, cannot be over before its time."""
        for run in self.state.running:
            if (run.action, run.actor) == (said.action, said.actor) and self.scene.actions[run.action].handling:
                self._complete(replace(run, until_s=at_s))

    def perform(self, at_s: float, order: Perform) -> None:
        choices = frozen_map(order.choices)
        no = refusal(self.scene, self.state, order.action, order.actor, choices)
        if no is not None:
            self.tell(ev.ActionRefused(at_s, order.action, order.actor, choices, *no))
            return
        rule = self.scene.actions[order.action]
        if rule.stops:
            for run in self.state.running:
                if self.scene.actions[run.action].stoppable:
                    self._break_off(at_s, run)
        ended = self._ended_by(rule, (order.actor, *rule.team), choices)
        until_s = round(at_s + rule.takes_s, 3)
        self.tell(ev.ActionStarted(at_s, order.action, order.actor, choices, until_s, ended))
        for name in ended:
            self.tell(ev.ConditionEnded(at_s, name))
        self._show(at_s, rule, order.actor, choices)
        self.advance(at_s)  # an action that takes no time is over at once

    def _ended_by(self, rule: ActionRule, persons: tuple[str, ...], choices: Mapping[str, str]) -> tuple[str, ...]:
        """What ends when `persons` begin: what the rule says, and what their hands held until now."""
        said = rule.ended_by(choices)
        return tuple(
            name
            for name, held in self.state.conditions.items()
            if name in said or (rule.hands and self.scene.conditions[name].hands and held.holder in persons)
        )

    def _show(self, at_s: float, rule: ActionRule, actor: str, choices: Mapping[str, str]) -> None:
        for person, stance in _shown_people(self.scene, rule, actor).items():
            self.tell(ev.PersonMoved(at_s, person, _chosen(self._placed(person, stance), choices)))
        for item, place in rule.show.items.items():
            model = _filled(self.scene.equipment[item].model, choices)
            self.tell(ev.ItemMoved(at_s, item, model, _filled(place, choices), rule.takes_s))
        if rule.show.patient is not None:
            self.tell(ev.PatientMoved(at_s, _filled(rule.show.patient, choices), rule.takes_s))

    def _complete(self, run: Running) -> None:
        rule = self.scene.actions[run.action]
        at_s = run.until_s
        self.tell(ev.ActionFinished(at_s, run.action, run.actor, run.choices, run.start_s))
        for condition in rule.started_by(run.choices):
            self.tell(ev.ConditionStarted(at_s, condition, run.actor))
        self._go_to_rest(at_s, rule, run.actor, run.choices)

    def _happen(self, at_s: float, id_: str) -> None:
        """An event of the scene: what it ends and starts, and what is seen of it."""
        event = self.scene.events[id_]
        self.tell(ev.Happened(at_s, id_))
        for name in event.ends:
            if name in self.state.conditions:
                self.tell(ev.ConditionEnded(at_s, name))
        for name in event.starts:
            if name not in self.state.conditions:
                self.tell(ev.ConditionStarted(at_s, name, ""))
        for person, stance in event.show.people.items():
            self.tell(ev.PersonMoved(at_s, person, self._placed(person, stance)))
        for item, place in event.show.items.items():
            self.tell(ev.ItemMoved(at_s, item, self.state.items[item].current.model, place, HAPPENS_OVER_S))
        if event.show.patient is not None:
            self.tell(ev.PatientMoved(at_s, event.show.patient, HAPPENS_OVER_S))

    def _break_off(self, at_s: float, run: Running) -> None:
        """What it ended holds again and what it moved goes back; what hands let go of is not taken up again."""
        rule = self.scene.actions[run.action]
        self.tell(ev.ActionStopped(at_s, run.action, run.actor, run.choices, run.start_s))
        for name in run.ended:
            if not self.scene.conditions[name].hands:
                self.tell(ev.ConditionStarted(at_s, name, run.actor))
        back_s = round(at_s - run.start_s, 3)
        for item in rule.show.items:
            was = self.state.items[item].previous
            self.tell(ev.ItemMoved(at_s, item, was.model, was.place, back_s))
        if rule.show.patient is not None:
            self.tell(ev.PatientMoved(at_s, self.state.patient.previous, back_s))
        self._go_to_rest(at_s, rule, run.actor, run.choices)

    def _go_to_rest(self, at_s: float, rule: ActionRule, actor: str, choices: Mapping[str, str]) -> None:
        """Hands that hold nothing are taken back; hands that hold something return to it."""
        if rule.show.stay:
            return
        for person, shown in _shown_people(self.scene, rule, actor).items():
            if any(self._holds_by_hand(person, name) for name in rule.started_by(choices)):
                continue
            still_holding = any(self._holds_by_hand(person, name) for name in self.state.conditions)
            at_rest = Stance(at=self._placed(person, shown).at, look=shown.look)
            rest = self.state.people[person].previous if still_holding else at_rest
            self.tell(ev.PersonMoved(at_s, person, rest))

    def _placed(self, person: str, shown: Stance) -> Stance:
        """What an action shows without a station is done where the person is."""
        return shown if shown.at else replace(shown, at=self.state.people[person].current.at)

    def _holds_by_hand(self, person: str, condition: str) -> bool:
        held = self.state.conditions.get(condition)
        return held is not None and held.holder == person and self.scene.conditions[condition].hands


def _shown_people(scene: Scene, rule: ActionRule, actor: str) -> dict[str, Stance]:
    """Who takes which stance: what a scene shows of the usual person is done by whoever was told to do it, at a station
    of his own (`chest-r1` for `chest`) where the scene has one."""
    shown = dict(rule.show.people)
    usual = rule.by[0] if rule.by else actor
    if actor != usual and usual in shown and actor not in shown:
        stance = shown.pop(usual)
        own = f"{stance.at}-{actor}"
        shown[actor] = replace(stance, at=own) if own in scene.stations else stance
    return shown


def _chosen(stance: Stance, choices: Mapping[str, str]) -> Stance:
    """The stance with the grips that were chosen: `{lock}.left`."""
    left, right = (grip and _filled(grip, choices) for grip in (stance.left, stance.right))
    return replace(stance, left=left, right=right)


def _filled(pattern: str, choices: Mapping[str, str]) -> str:
    """`collar-{size}` with the answer to the choice `size`; unanswered names stay as they are."""
    for name, option in choices.items():
        pattern = pattern.replace("{" + name + "}", option)
    return pattern
