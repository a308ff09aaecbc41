"""A handling while it goes on, tick by tick, every tick measured.

Feed it the learner's hands (or leave the head to a scripted leader) sixty times a second, and stop it at any time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.core.twin.body import smooth_share
from simulator.core.twin.following import height, moved
from simulator.core.twin.grips import (
    CLAMP_N_M,
    CLAMP_NM_RAD,
    CLAMPED_SHARE,
    SHOULDERS,
    SQUEEZES,
    TECHNIQUES,
    Grip,
    helpers,
)
from simulator.core.twin.handling import Handling, HeadInput
from simulator.core.twin.hands import Clamp, rest_height
from simulator.core.twin.helmet import Shell, is_off, needed_m, scripted, worked
from simulator.core.twin.model import AXIS_M, STEP_S
from simulator.core.twin.people import Leader, Manner, helper_manner, leader_manner
from simulator.core.twin.plans import HELMET
from simulator.core.twin.rotations import from_vector, nodded, roll_deg, rolled, rotation_vector
from simulator.core.twin.sampling import Recorder
from simulator.core.twin.steering import SCRIPTED
from simulator.core.twin.track import Track
from simulator.core.twin.twin import Twin, lay_down

Floats = npt.NDArray[np.float64]

TICK_STEPS: Final = 4
TICK_S: Final = TICK_STEPS * STEP_S
"""One tick (s): a picture at 60 Hz."""
SEES_AFTER_S: Final = 0.2
"""How long it takes until eyes and hands answer to what moves (s): own choice."""
FEELS_AFTER_S: Final = 0.2
"""How long it takes until a bearer goes with a board that rises in his hands (s): own choice."""
_MIDDLE: Final = {"shoulders": "T4", "chest": "T8", "waist": "L2", "pelvis": "pelvis", "board": "board", "head": "head"}


class Course:
    """A handling that is going on. Time counts from when the hands are laid on; the word comes `hold_s` later."""

    def __init__(self, handling: Handling, twin: Twin | None = None) -> None:
        self.handling = handling
        self.plan = handling.course
        self.twin = twin if twin is not None else lay_down(handling.build, handling.fixing)
        self.t_s = 0.0
        self.stopped_s: float | None = None
        self._ticks = 0
        self._take_hold()
        self._recorder = Recorder(self.twin, handling.hold_s)
        self._recorder.note(0.0, self.twin.axial_n(after_step=False))

    @property
    def length_s(self) -> float:
        """How long the whole handling takes (s): the slowest person's time and what is measured afterwards."""
        slowest = max((m.length_s(self.plan) for m in self._manner.values()), default=0.0)
        return self.handling.hold_s + max(slowest, self.plan.length_s) + self.handling.after_s

    @property
    def over(self) -> bool:
        """Has everybody come to rest?"""
        return self.t_s >= self.length_s

    def stop(self) -> None:
        """The word to stop: everybody stays where he is, after his reaction."""
        self.stopped_s = self.t_s if self.stopped_s is None else self.stopped_s

    def let_go(self, person: str) -> None:
        """A person's hands, or one of them (`r1.left`), leave the patient at once."""
        for number, owner in enumerate(self.twin.hands.owner):
            if person in (self.twin.hands.grips[owner].person, self.twin.hands.grips[owner].hand):
                self.twin.hands.held[number] = False

    def tick(self, head: HeadInput | None = None, twist: Floats | None = None) -> None:
        """One sixtieth of a second. `head`: the learner's hands; None leaves the head to the scripted leader."""
        self._ticks += 1
        self.t_s = self._ticks * TICK_S
        self._drop_hands()
        self._command(head)
        for _ in range(TICK_STEPS):
            self.twin.hands.target += self.twin.hands.speed * STEP_S
            self.twin.step(twist)
        axial = self.twin.axial_n()
        self.twin.refresh()
        self._seen.append(self._shoulders())
        self._recorder.note(self.t_s, axial)

    def track(self) -> Track:
        """What was measured so far."""
        return self._recorder.track(self.plan, self.delay_s)

    @property
    def latest(self) -> Mapping[str, Any]:
        """The last sample, by the names of the track's fields."""
        return self._recorder.latest

    @property
    def delay_s(self) -> dict[str, float]:
        """How long after the word each person sets out (s)."""
        return {name.partition(".")[0]: manner.delay_s for name, manner in self._manner.items()}

    @property
    def share(self) -> float:
        """How much of the way the plan has made by now: 0..1."""
        return self._share_at(self.t_s)

    def _share_at(self, t_s: float) -> float:
        now = t_s if self.stopped_s is None else min(t_s, self.stopped_s)
        return self.plan.share(now - self.handling.hold_s)

    def wanted(self) -> HeadInput:
        """Where a perfect leader's hands would be now: the head in line with the shoulders, and a little ahead of them,
        because eyes and hands need their time; at a board's corner, level with the other bearers. Against where the
        hands took hold, as an input says it."""
        ahead = self._share_at(self.t_s + SEES_AFTER_S) - self.share
        if self._at_helmet:
            return HeadInput(height_m=needed_m(self.plan, self.share + ahead))
        if not self.holds_head:
            return HeadInput(height_m=self.plan.lift_m * (self._others_share() + ahead))
        place, frame = self._head_start
        beside, turned = self._beside(SCRIPTED.attention)
        way = beside - place
        turn = (roll_deg(turned) - roll_deg(frame) + 180.0) % 360.0 - 180.0
        rise = self.plan.lift_m + self._rise_m()
        along = 0.0 if self._moves_along else float(way[0]) + ahead * self.plan.along_m
        return HeadInput(turn + ahead * self.plan.turn_deg, float(way[2]) + ahead * rise, along)

    def _rise_m(self) -> float:
        """How much higher the shoulders lie at the end of the way than at its beginning (m)."""
        start, end = (height("shoulders", self._start_deg + turn, 1.0) for turn in (0.0, self.plan.turn_deg))
        return float(end - start) * self.twin.model.build.size.scale

    def _others_share(self) -> float:
        """How much of the way the other bearers have made."""
        manners = [m for hand, m in self._manner.items() if not hand.startswith("leader")]
        return float(np.mean([self.plan.share(self._since_word(m)) for m in manners])) if manners else self.share

    # -- hands ---------------------------------------------------------------------------------------------------

    def _take_hold(self) -> None:
        handling, seed = self.handling, self.handling.seed
        there = handling.team.present
        grips = [g for g in TECHNIQUES[self.plan.technique] if there is None or g.person in there]
        grips = [_misplaced(g, handling.team.misplaced_m.get(g.person, 0.0)) for g in grips]
        needed = len(helpers(self.plan.technique))
        self._manner: dict[str, Manner] = {g.hand: helper_manner(handling.team, g.hand, seed, needed) for g in grips}
        leader = handling.leader
        self._at_helmet = self.plan.technique in HELMET
        if self.twin.shell is not None:
            self.twin.shell = Shell()
        if self._at_helmet:
            self._leader, self._head_deg = leader_manner(leader or Leader(), seed), roll_deg(self.twin.frame("head")[1])
        elif leader is not None and self.plan.technique != "carry":
            grips = [*SQUEEZES[leader.squeeze], *grips]
            manner = leader_manner(leader, seed)
            self._manner |= {grip.hand: manner for grip in SQUEEZES[leader.squeeze]}
        self.twin.grip(tuple(grips))
        self._grips = tuple(grips)
        self._start = self.twin.hands.target.copy()
        self._axes = {name: self._middle(name) for name in dict.fromkeys(g.section for g in grips)}
        self._seen = [self._shoulders()]
        self._start_deg = roll_deg(self._seen[0][1])
        offset = self.twin.model.mj.body_pos
        chain = [f"C{n}" for n in range(7, 0, -1)]
        at_rest = sum((offset[self.twin.model.body(n)] for n in ("T1", *chain, "head")), np.zeros(3))
        self._head_offset = at_rest + (self.twin.hands.local[self.twin.hands.head] if self.holds_head else 0.0)
        self._bent = np.eye(3)
        if self.holds_head:
            self._head_start = (self._start[self.twin.hands.head].copy(), self.twin.frame("head")[1])
            self.twin.hands.head_target = self._head_start[1]
            if self.twin.shell is not None:
                self._keep_bent()
            if any(grip in SHOULDERS for grip in grips):
                self._clamp()

    def _keep_bent(self) -> None:
        """In a helmet the head lies raised and bent as the shell has it: it is brought in line by its turn alone."""
        place, turn = self._head_start
        chest, frame = self._seen[0]
        lies = frame.T @ (place - chest)
        self._head_offset = np.array([lies[0], self._head_offset[1], lies[2]])
        self._bent = frame.T @ rolled(roll_deg(frame) - roll_deg(turn)) @ turn

    def _clamp(self) -> None:
        hands, model = self.twin.hands, self.twin.model
        hands.head_share = CLAMPED_SHARE
        hands.stiffness[hands.head] *= CLAMPED_SHARE
        head, chest = model.body("head"), model.body("T2")
        hands.clamp = Clamp(head, chest, self._head_offset, CLAMP_N_M, CLAMP_NM_RAD)

    @property
    def holds_head(self) -> bool:
        """Are there hands at the head?"""
        return self.twin.hands.head >= 0

    def _shoulders(self) -> tuple[Floats, Floats]:
        return self.twin.frame("T2")

    def _middle(self, section: str) -> Floats:
        body = _MIDDLE[section]
        place, frame = self.twin.frame(body)
        if body in ("pelvis", "board"):
            return place
        up = AXIS_M * self.twin.model.build.size.scale - rest_height(self.twin.model, body)
        return np.asarray(place + frame[:, 2] * up)

    def _drop_hands(self) -> None:
        since = self.t_s - self.handling.hold_s
        for name, when in self.handling.team.lets_go_s.items():
            if since >= when:
                self.let_go(name)
        leader = self.handling.leader
        if leader is not None and leader.lets_go_s is not None and since >= leader.lets_go_s:
            self.let_go("leader")

    def _since_word(self, manner: Manner) -> float:
        now = self.t_s
        if self.stopped_s is not None:
            now = min(now, self.stopped_s + SEES_AFTER_S)
        if self.plan.technique == "carry":
            # Bearers of one board keep step: who has missed the word feels it rise, and little is left of their tempi.
            first = min(m.delay_s for m in self._manner.values())
            tempo = 1.0 + self.plan.miss * (manner.tempo - 1.0)
            manner = replace(manner, tempo=tempo, delay_s=min(manner.delay_s, first + FEELS_AFTER_S))
        return manner.at(now - self.handling.hold_s, self.plan)

    def _command(self, head: HeadInput | None) -> None:
        hands, scale = self.twin.hands, self.twin.model.build.size.scale
        wanted = hands.target.copy()
        for number, owner in enumerate(hands.owner):
            grip = self._grips[owner]
            if number == hands.head:
                wanted[number] = self._command_head(head)
                continue
            if head is not None and grip.section == "board" and grip.person == "leader":
                wanted[number] = self._start[number] + np.array([head.pull_m, 0.0, head.height_m])
                continue
            manner = self._manner[grip.hand]
            if grip.section == "head":  # who holds the head from below keeps it where it is
                wanted[number] = self._start[number] + np.array([0.0, 0.0, manner.wobble(self.t_s)])
                continue
            share = self.plan.share(self._since_word(manner))
            place = moved(
                self.plan, share, self._start_deg, grip.section, self._start[number], self._axes[grip.section], scale
            )
            miss = place - self._start[number]
            place[1] += self.plan.miss * manner.aside_share * miss[1]
            # In a roll the ground still carries him: only who lifts can be too high or too low from the start.
            carried = share if self.plan.lift_m else 0.0
            place[2] += self.plan.miss * (manner.rise_share * miss[2] + manner.rise_m * carried)
            place[2] += manner.uneven_m * share + manner.wobble(self.t_s)
            wanted[number] = place
        if self.plan.technique == "carry" and len(wanted):
            self._agree(wanted)
        hands.speed = (wanted - hands.target) / TICK_S
        if self._at_helmet:
            self._slide_helmet(head)

    def _slide_helmet(self, head: HeadInput | None) -> None:
        """The helmet comes along the plan's way, once it is off it does nothing more."""
        shell, share = self.twin.shell, self.share
        if shell is None:
            return
        if is_off(self.plan, share):
            self.twin.fix(replace(self.twin.fixing, helmet=False))
            return
        # The fastest of the smooth way is 1.875 times its mean.
        moving = (self._share_at(self.t_s + TICK_S) - share) * self.plan.move_s / TICK_S / 1.875
        hands = head or scripted(self.plan, share, self._leader)
        worked(shell, self.plan, share, max(0.0, moving), hands, self._head_deg)

    def _agree(self, wanted: Floats) -> None:
        """A board is stiff: no two bearers at opposite corners can go up against the two others. Each feels it in his
        hands and gives in, so that what is left of their differences tilts the board and does not tear it away."""
        crossed = np.sign(self._start[:, 0] * (self._start[:, 1] - self._axes["board"][1]))
        up = wanted[:, 2] - self._start[:, 2]
        if len(up) == 4 and crossed.sum() == 0.0:
            wanted[:, 2] -= crossed * float((crossed * up).mean())

    def _command_head(self, head: HeadInput | None) -> Floats:
        target, turn = self._learner(head) if head is not None else self._scripted()
        spin = rotation_vector(turn @ self.twin.hands.head_target.T) / TICK_S
        self.twin.hands.head_target, self.twin.hands.head_spin = turn, spin
        return target

    def _learner(self, head: HeadInput) -> tuple[Floats, Floats]:
        place, frame = self._head_start
        carried = self._beside(SCRIPTED.attention)[0] - self._neutral()
        turn = rolled(head.turn_deg) @ nodded(frame, head.nod_deg)
        # Whoever kneels at the head moves along with the shoulders; height, turn and pull are the learner's own.
        along = carried[0] if self._moves_along else 0.0
        return place + np.array([along + head.pull_m, carried[1], head.height_m]), turn

    def _neutral(self) -> Floats:
        """Where the head was in line with the shoulders when hands were laid on."""
        place, frame = self._seen[0]
        return np.asarray(place + frame @ self._head_offset)

    def _beside(self, attention: float) -> tuple[Floats, Floats]:
        """Where the head belongs, place and rotation, for somebody who goes by the plan and, as far as `attention`
        reaches, by the shoulders that he sees. Shoulders alone would be no guide: the head itself drags them along."""
        share = self.plan.share(self._since_word(self._manner["leader.head"]))
        scale = self.twin.model.build.size.scale
        axes = self._axes_shoulders()
        planned = moved(self.plan, share, self._start_deg, "shoulders", self._neutral(), axes, scale)
        planned_turn = rolled(self.plan.turn_deg * share) @ self._seen[0][1]
        seen_place, seen_turn = self._seen[max(0, len(self._seen) - 1 - round(SEES_AFTER_S / TICK_S))]
        place = planned + attention * (seen_place + seen_turn @ self._head_offset - planned)
        turn = from_vector(attention * rotation_vector(seen_turn @ planned_turn.T)) @ planned_turn
        return place, np.asarray(turn @ self._bent)

    @property
    def _moves_along(self) -> bool:
        """In a slide along the long axis the way along it is the learner's own."""
        return self.plan.technique != "slide"

    def _scripted(self) -> tuple[Floats, Floats]:
        leader, manner = self.handling.leader or Leader(), self._manner["leader.head"]
        ready, neutral = self.plan_ready(), self._neutral()
        if ready < 1.0:
            return self._towards_neutral(neutral, self._seen[0][1] @ self._bent, ready)
        since = self._since_word(manner)
        share = self.plan.share(since)
        place, turn = self._beside(leader.attention)
        scale = self.twin.model.build.size.scale
        way = moved(self.plan, share, self._start_deg, "shoulders", neutral, self._axes_shoulders(), scale) - neutral
        going = min(1.0, since / self.plan.move_s)
        place[1] += manner.aside_share * way[1]
        place[2] += manner.rise_share * way[2] + manner.rise_m * going + manner.wobble(self.t_s)
        place[1] += manner.aside_m * going
        place[0] += leader.pull_m * going
        turned = self.plan.turn_deg * share
        nod = manner.nod_share * turned + manner.nod_deg * going
        turn = rolled(manner.turn_share * turned + manner.turn_deg * going) @ nodded(turn, nod)
        return place, turn

    def plan_ready(self) -> float:
        """How far the head has been brought to neutral before the word: 0..1."""
        lead = 0.7 * self.handling.hold_s
        return 1.0 if lead <= 0.0 else min(1.0, self.t_s / lead)

    def _towards_neutral(self, neutral: Floats, frame: Floats, share: float) -> tuple[Floats, Floats]:
        place, turn = self._head_start
        part = smooth_share(share)
        mixed = from_vector(part * rotation_vector(frame @ turn.T)) @ turn
        return place + part * (neutral - place), mixed

    def _axes_shoulders(self) -> Floats:
        if "shoulders" not in self._axes:
            self._axes["shoulders"] = self._middle("shoulders")
        return self._axes["shoulders"]


def perform(
    handling: Handling | Sequence[Handling],
    heads: Sequence[HeadInput] | None = None,
    twin: Twin | None = None,
) -> Track:
    """Run a handling, or several one after the other on the same patient (the first one's build and fixing).

    `heads`: the learner's hands, one for each tick of the (single) handling; the last one stays.
    """
    parts = [handling] if isinstance(handling, Handling) else list(handling)
    tracks: list[Track] = []
    for part in parts:
        course = Course(part, twin)
        twin = course.twin
        number = 0
        while not course.over:
            course.tick(heads[min(number, len(heads) - 1)] if heads else None)
            number += 1
        tracks.append(course.track())
    whole = tracks[0]
    for track in tracks[1:]:
        whole = whole.then(track)
    return whole


def _misplaced(grip: Grip, by_m: float) -> Grip:
    if by_m == 0.0:
        return grip
    return replace(grip, on=tuple((name, (x + by_m, y, z)) for name, (x, y, z) in grip.on))
