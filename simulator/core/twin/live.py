"""The patient's body through a session: opens a course when a handling starts, moves it tick by tick, ends it.

Fed with the facts of the session and with time; between handlings the body stays as physics left it. How often
`advance` is called changes nothing. A body that is left on its side or in the air without hands at the head goes on
falling: a short course without a leader runs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from simulator.core import events as ev
from simulator.core.actions import Complete
from simulator.core.facts import History
from simulator.core.scene import ActionRule, HandlingRule, Scene
from simulator.core.state import after, at_start
from simulator.core.twin import planning
from simulator.core.twin.body import BOARD_Y_M, MIDDLE_Y_M, POSES
from simulator.core.twin.course import TICK_S, Course
from simulator.core.twin.fixing import Fixing
from simulator.core.twin.found import build_of, found
from simulator.core.twin.handling import Handling
from simulator.core.twin.laying import FLAT_DEG, laid_as, laid_over
from simulator.core.twin.leading import Worn, hasty, holder_of_head, team, worn
from simulator.core.twin.movement import Movement, Moving, Opened, Piece
from simulator.core.twin.people import Leader, Team
from simulator.core.twin.planning import Lie
from simulator.core.twin.plans import HELMET, Plan
from simulator.core.twin.pressing import Pressing
from simulator.core.twin.rotations import roll_deg
from simulator.core.twin.running import Run, pressed
from simulator.core.twin.sampling import lowest_m
from simulator.core.twin.steering import HeadInput, Scripted, Source, Steered
from simulator.core.twin.tape import EVERY_TICKS, Tape
from simulator.core.twin.twin import PhysicsError, Twin

_PIECE_SAMPLES: Final = 15
"""Half a second: what is lost at most when the program is killed."""
_HELPER: Final = Leader(skill=0.6)  # somebody of the team at the head; own choice
_PRESSES: Final = Leader(skill=0.95)  # somebody of the team at the chest: trained; own choice
_REACTS_S: Final = 0.6  # until everybody stands still after a stop: own choice
_SETTLES_S: Final = 2.0
_LIFTED_M: Final = 0.05


@dataclass(frozen=True, slots=True)
class _Order:
    """A handling that was ordered: by which fact, and how things stood before it."""

    event: ev.ActionStarted
    rule: ActionRule
    handling: HandlingRule
    worn: Worn


class LiveTwin:
    """The body of one session. `source` says where the leading hands go; `movements` are all handlings so far."""

    def __init__(self, scene: Scene, seed: int, source: Source | None = None) -> None:
        self.scene, self.seed = scene, seed
        self.source: Source = source or Scripted()
        self.movements: list[Movement] = []
        self._state = at_start(scene)
        self._history = History()
        self._last_handling_s = 0.0
        self._technique, self._team = "hold", Team()
        self._run: Run | None = None
        self._done: list[Run] = []
        self._twin: Twin | None = None
        self._origin_m = (0.0, 0.0)
        self._lift_m = 0.0  # what is added to the height of the lowest point
        self._lie_m = 0.0  # how high he lies now
        self._support = "floor"

    # -- time --------------------------------------------------------------------------------------------------

    def advance(self, to_s: float) -> None:
        """Move the body up to `to_s` (s of the session)."""
        while (run := self._run) is not None:
            end = EVERY_TICKS * int((run.end_s - run.opened.start_s) / (EVERY_TICKS * TICK_S) + 1e-6)
            due = min(end, int((to_s - run.opened.start_s) / TICK_S + 1e-6))
            try:
                while run.ticks < due and not self._given(run):
                    self._tick(run)
            except PhysicsError:
                # No number came out: the handling ends with its last good sample, the session goes on.
                self._close("failed")
                self._twin = None
                continue
            self._note(run)
            if to_s < run.end_s or self._given(run):
                return
            self._close(run.ends_as)
            if run.back:
                self._go_back(run)

    def heard(self, events: Iterable[ev.Event]) -> None:
        """Take in what happened; `advance` has come to its time before."""
        held_before = holder_of_head(self.scene, self._state) != "nobody"
        order: _Order | None = None
        last: ev.ActionStarted | None = None
        for event in events:
            if isinstance(event, ev.ActionStarted):
                last = event
                rule = self.scene.actions[event.action]
                if rule.handling is not None:
                    now = worn(self.scene, self._state, self._history, self._last_handling_s)
                    order = _Order(event, rule, rule.handling, now)
            elif isinstance(event, ev.ActionStopped):
                self._stop(event)
            elif isinstance(event, ev.ActionFinished):
                self._finish_pressing(event)
            elif isinstance(event, ev.SessionFinished):
                self._close("stopped")
            self._state = after(self._state, event)
            self._history = self._history.after((event,))
        if order is not None:
            self._open(order)
        elif held_before and last is not None and holder_of_head(self.scene, self._state) == "nobody":
            self._lose_head(last)

    @property
    def moving(self) -> Moving | None:
        """What goes on now."""
        run = self._run
        if run is None:
            return None
        opened = run.opened
        return Moving(
            number=run.number,
            action=opened.action,
            kind=opened.kind,
            technique=opened.plan.technique,
            start_s=opened.start_s,
            word_s=round(opened.start_s + opened.word_s, 3),
            until_s=run.end_s,
            led_by=opened.led_by,
            wanted=run.course.wanted().rounded,
            track=run.tape.track(),
            actor=opened.actor,
        )

    @property
    def completed(self) -> Complete | None:
        """The handling that its hands say is done, before its time is over; nothing moves on until that was heard."""
        run = self._run
        if run is None or not self._given(run):
            return None
        # The next whole millisecond: facts are told in milliseconds, and may not lie before the last tick.
        at_s = ceil(1e3 * (run.opened.start_s + run.ticks * TICK_S) - 1e-6) / 1e3
        return Complete(at_s, run.opened.action, run.opened.actor)

    def pieces(self) -> tuple[Piece, ...]:
        """What has not been recorded yet, in order: half a second of a handling that goes on, all of one that ended."""
        found = [run.piece() for run in self._done]
        self._done = []
        run = self._run
        if run is not None and (not run.told_opened or run.tape.count - run.told >= _PIECE_SAMPLES):
            found.append(run.piece())
        return tuple(found)

    # -- the body ----------------------------------------------------------------------------------------------

    @property
    def lie(self) -> Lie:
        """How the body lies now, as the stage counts it."""
        twin = self._body()
        x, y, _ = (float(part) for part in twin.data.qpos[:3])
        _, frame = twin.frame("pelvis")
        return Lie((x + self._origin_m[0], y + self._origin_m[1]), roll_deg(frame), self._lie_m)

    def _body(self) -> Twin:
        if self._twin is None:
            build = replace(build_of(self.scene), support=self._support)
            last = next((one.track for one in reversed(self.movements) if not one.track.of_chest), None)
            if last is None:
                self._twin = found(self.scene, self._support)
                place = POSES[self.scene.patient.pose].shift_m
            else:
                sample = {name: getattr(last, name)[-1] for name in ("levels_deg", "root_m", "root_turn")}
                self._twin = laid_as(build, self._wear(), sample)
                place = (float(last.root_m[-1][0]), float(last.root_m[-1][1]))
            self._twin.refresh()
            self._place(place, 0.0)  # whoever was in the air when the physics failed lies on the ground again
            self._lie_m = 0.0
        return self._twin

    def _wear(self) -> Fixing:
        return worn(self.scene, self._state, self._history, self._last_handling_s).fixing

    def _place(self, shift_m: tuple[float, float], lift_m: float) -> None:
        """From now on the body counts from here on the stage."""
        twin = self._body()
        x, y, _ = (float(part) for part in twin.data.qpos[:3])
        self._origin_m = (shift_m[0] - x, shift_m[1] - y)
        self._lift_m = lift_m - lowest_m(twin.model, twin.data)

    def _dress(self, now: Worn, carried: bool) -> None:
        """Put on him and under him what he has by now; what is under him counts when he lies on his back, or at the
        latest when he is carried on it."""
        twin, lie = self._body(), self.lie
        build = twin.model.build
        lies = (carried or abs(lie.roll_deg) < FLAT_DEG) and lie.lift_m < _LIFTED_M
        if now.support != build.support and lies:
            self._support = now.support
            self._twin = laid_over(
                twin,
                replace(build, support=now.support),
                now.fixing,
                (lie.shift_m[0], lie.shift_m[1] - MIDDLE_Y_M.get(now.support, BOARD_Y_M)),
            )
            self._place(lie.shift_m, lie.lift_m)
        elif now.fixing != twin.fixing:
            twin.fix(now.fixing)

    # -- handlings ---------------------------------------------------------------------------------------------

    def _open(self, order: _Order) -> None:
        event, handling = order.event, order.handling
        self._close("done")
        if handling.presses:
            self._press(event, handling)
            return
        plan = planning.planned(handling, order.rule.show.patient, event.choices, self.lie)
        self._dress(order.worn, plan.technique == "carry")
        lie = self.lie
        if plan.technique == "carry" and self._support == "floor":
            plan = replace(plan, technique="flat-lift")  # without anything under him he is taken up by hand
        if plan.technique == "hold":
            plan = self._held(plan, lie)
            led_by = "learner" if event.actor == self.scene.learner else "helper"
        else:
            self._technique = plan.technique
            seed = self.seed + len(self.movements)
            self._team = team(self.scene, order.rule, event.actor, event.choices, order.worn, plan.technique)
            if "placed" in handling.led and "placed" not in order.worn.said:
                self._team = hasty(self._team, seed)
            led_by = self._led_by(plan, order.rule, event.actor)
            self._last_handling_s = event.at_s
        pull = planning.pull_m(handling, event.choices)
        self._begin("handling", event, plan, handling.hold_s, event.until_s, led_by, order.worn.squeeze, pull)

    def _led_by(self, plan: Plan, rule: ActionRule, actor: str) -> str:
        if plan.technique == "carry" or plan.technique in HELMET:
            return "learner" if self.scene.learner in (actor, *rule.team) else "helper"
        return holder_of_head(self.scene, self._state)

    def _held(self, plan: Plan, lie: Lie) -> Plan:
        """Whoever is on the side or in the air is held there meanwhile, by the hands that brought him there."""
        up = abs(lie.roll_deg) >= FLAT_DEG or lie.lift_m >= _LIFTED_M
        return Plan(self._technique, plan.move_s) if up else plan

    def _begin(
        self,
        kind: str,
        event: ev.ActionStarted | Run,
        plan: Plan,
        hold_s: float,
        end_s: float,
        led_by: str,
        squeeze: str,
        pull_m: float = 0.0,
    ) -> None:
        action, actor, start_s = (
            (event.action, event.actor, event.at_s)
            if isinstance(event, ev.ActionStarted)
            else (event.opened.action, event.opened.actor, event.end_s)
        )
        twin, number = self._body(), len(self.movements)
        if isinstance(self.source, Steered):
            self.source.head = HeadInput()  # hands count from where they take hold
        scripted = led_by == "learner" and self.source.led_by == "script"
        leader = None
        if led_by == "learner":
            leader = replace(self.source.leader(number), squeeze=squeeze)
        elif led_by == "helper":
            leader = _HELPER
        if leader is not None and pull_m and (led_by != "learner" or self.source.at(number, 0) is None):
            leader, pull_m = replace(leader, pull_m=pull_m), 0.0
        seed = self.seed + number
        handling = Handling(plan, twin.model.build, twin.fixing, self._team, leader, seed, hold_s)
        lie = self.lie
        course = Course(handling, twin)
        hands = tuple(grip.hand for grip in twin.hands.grips)
        tape = Tape(hands, hold_s, plan, twin.model.build.injury.row)
        tape.delay_s = {name: round(delay, 3) for name, delay in course.delay_s.items()}
        opened = Opened(
            kind=kind,
            action=action,
            actor=actor,
            start_s=start_s,
            led_by="script" if scripted else led_by,
            plan=plan,
            word_s=hold_s,
            hands=hands,
            injured=tape.injured,
            delay_s=tape.delay_s,
            leader=leader if scripted and self.source.at(number, 0) is None else None,
        )
        self._run = Run(opened, number, course, tape, end_s, pull_m, started_at=lie, team=self._team)
        self._sample(self._run)
        self.movements.append(self._run.movement())

    def _press(self, event: ev.ActionStarted, handling: HandlingRule) -> None:
        if isinstance(self.source, Steered):
            self.source.head = HeadInput()
        led_by = "learner" if event.actor == self.scene.learner else "helper"
        helper = _PRESSES if led_by == "helper" else None
        self._run = pressed(event, handling, len(self.movements), led_by, self.source, helper)
        self._sample(self._run)
        self.movements.append(self._run.movement())

    @staticmethod
    def _given(run: Run) -> bool:
        """Are all compressions given, with a whole sample at the end?"""
        return isinstance(run.course, Pressing) and run.course.done and run.ticks % EVERY_TICKS == 0

    def _finish_pressing(self, event: ev.ActionFinished) -> None:
        run = self._run
        if run is not None and isinstance(run.course, Pressing) and run.opened.action == event.action:
            self._close("done")

    def _tick(self, run: Run) -> None:
        head = self.source.at(run.number, run.ticks) if run.opened.led_by in ("learner", "script") else None
        if head is not None:
            if not run.inputs or run.inputs[-1][1] != head:
                run.inputs.append((run.ticks, head))
            if run.pull_m:
                head = replace(head, pull_m=head.pull_m + run.pull_m * min(1.0, run.ticks * TICK_S))
        run.course.tick(head)
        run.ticks += 1
        if run.ticks % EVERY_TICKS == 0:
            self._sample(run)

    def _sample(self, run: Run) -> None:
        sample = dict(run.course.latest)
        if isinstance(run.course, Pressing):
            run.tape.add(sample)
            return
        x, y, z = sample["root_m"]
        sample["root_m"] = (x + self._origin_m[0], y + self._origin_m[1], z)
        sample["lift_m"] = self._lie_m = float(sample["lift_m"]) + self._lift_m
        run.tape.add(sample)

    def _note(self, run: Run) -> None:
        self.movements[run.number] = run.movement()

    def _close(self, ended: str) -> None:
        run = self._run
        if run is not None:
            run.ended = ended
            self._note(run)
            self._done.append(run)
            self._run = None

    # -- what goes wrong ---------------------------------------------------------------------------------------

    def _stop(self, event: ev.ActionStopped) -> None:
        """Everybody stands still; then what was moved goes back."""
        run = self._run
        if run is not None and run.opened.kind == "handling" and run.opened.action == event.action:
            run.course.stop()
            run.ends_as, run.back = "stopped", isinstance(run.course, Course)
            run.end_s = round(min(run.end_s, event.at_s + _REACTS_S), 3)

    def _go_back(self, run: Run) -> None:
        if isinstance(run.course, Pressing):
            return
        plan = planning.back(run.opened.plan, self.lie, run.started_at, run.course.share)
        if plan is not None:
            led_by = "learner" if run.opened.led_by == "script" else run.opened.led_by
            leader = run.course.handling.leader
            end_s = round(run.end_s + planning.BACK_HOLD_S + 1.3 * plan.move_s + 0.8, 3)
            squeeze = leader.squeeze if leader is not None else "head"
            self._begin("back", run, plan, planning.BACK_HOLD_S, end_s, led_by, squeeze)

    def _lose_head(self, event: ev.ActionStarted) -> None:
        """Nobody has the head any more: in a handling it slips out of the hands, else it drops if it can."""
        if self._run is not None:
            if isinstance(self._run.course, Course):
                self._run.course.let_go("leader")
            return
        lie = self.lie
        if abs(lie.roll_deg) >= FLAT_DEG or lie.lift_m >= _LIFTED_M:
            plan = Plan(self._technique, 1.0)
            self._begin("settling", event, plan, 0.0, round(event.at_s + _SETTLES_S, 3), "nobody", "head")
