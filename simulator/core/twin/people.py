"""How people move on command: when they set out, how fast they are, how far they miss.

What is asked of a hand is a plan; what a person makes of it is late by a reaction, faster or slower than meant, and off
by a share of the way, as movement errors grow with the size of the movement (Harris and Wolpert, Nature 1998;394:780).
How much a briefing, a question and a count help is not known in numbers: the spreads below are our own choices, set so
that a competent team in an ordinary log roll comes near the published medians (validation rows marked as tuned).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import pi, sin, sqrt
from types import MappingProxyType
from typing import Final

from simulator.core.twin import chance
from simulator.core.twin.plans import Plan

_NOBODY: Final[Mapping[str, float]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Conduct:
    """What was said before the movement: was the team briefed, asked whether it is ready, counted in?"""

    briefed: bool = True
    asked: bool = True
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Team:
    """The helpers: who is there (None: all that the technique needs), and what is wrong with whom.

    `late_s`: sets out this much later; `uneven_m`: ends this much too high (+) or low (-); `misplaced_m`: holds this
    much nearer to the head (+) than the technique wants; `lets_go_s`: loses hold this long after the order.
    """

    present: tuple[str, ...] | None = None
    conduct: Conduct = field(default_factory=Conduct)
    late_s: Mapping[str, float] = field(default_factory=lambda: _NOBODY)
    uneven_m: Mapping[str, float] = field(default_factory=lambda: _NOBODY)
    misplaced_m: Mapping[str, float] = field(default_factory=lambda: _NOBODY)
    lets_go_s: Mapping[str, float] = field(default_factory=lambda: _NOBODY)


@dataclass(frozen=True, slots=True)
class Leader:
    """The person at the head.

    `skill` 0..1: how little the hands miss; `attention` 0..1: how far they follow the shoulders that they see instead
    of the path that was planned; `squeeze`: a key of `grips.SQUEEZES`.
    """

    skill: float = 0.6
    attention: float = 0.5
    squeeze: str = "head"
    lets_go_s: float | None = None
    pull_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Manner:
    """How one person performs one movement. Shares are of the way; `wobble_m` is how unsteady the hands are.

    `turn_deg`, `nod_deg`, `aside_m`, `rise_m`: how far off hands end in any movement, however small.
    """

    delay_s: float
    tempo: float
    rise_share: float
    aside_share: float
    turn_share: float
    nod_share: float
    uneven_m: float
    wobble_m: float
    turn_deg: float
    nod_deg: float
    aside_m: float
    rise_m: float
    phases: tuple[float, float]

    def at(self, since_order_s: float, plan: Plan) -> float:
        """The plan's time that this person has reached (s). Setting down begins on a word of its own, whatever the
        tempo was on the way up; who is not up by then goes up first."""
        gone_s = max(0.0, since_order_s - self.delay_s)
        if plan.down_s is None:
            return gone_s / self.tempo
        down_s = self._sets_down_s(plan.down_s, plan)
        if gone_s < down_s:
            return min(gone_s / self.tempo, plan.down_s)
        return plan.down_s + (gone_s - down_s) / self.tempo

    def length_s(self, plan: Plan) -> float:
        """How long after the order this person is done with it (s)."""
        begins_s = 0.0 if plan.down_s is None else self._sets_down_s(plan.down_s, plan)
        return self.delay_s + begins_s + self.tempo * plan.move_s

    def _sets_down_s(self, down_s: float, plan: Plan) -> float:
        return max(down_s, self.tempo * plan.move_s)

    def wobble(self, t_s: float) -> float:
        """Unsteadiness (m): two slow waves."""
        return self.wobble_m * (sin(2 * pi * (0.7 * t_s + self.phases[0])) + sin(2 * pi * (1.3 * t_s + self.phases[1])))


# Delay after the order: mean and spread (s). A count lets everybody meet the beat.
_DELAY_COUNTED: Final = (0.12, 0.06)
_DELAY_UNCOUNTED: Final = (0.40, 0.22)
_NOT_READY: Final = (0.25, 0.7)  # how often somebody is not ready when nobody asks, and how late that makes them (s)
_TEMPO_BRIEFED, _TEMPO_UNBRIEFED = 0.06, 0.18
_MISS_BRIEFED, _MISS_UNBRIEFED = 0.03, 0.10  # share of the way
_WOBBLE_M: Final = 0.0015
_LEADER_TURN_DEG: Final = (4.0, 0.5)  # in turning and in nodding alike
# What hands miss even in a small movement, to the side and in height alike: of a leader, and of a helper who lifts (m).
_LEADER_ASIDE_M: Final = (0.008, 0.002)
_HELPER_RISE_M: Final = 0.008
# The leader's misses (share of the way) without and with full skill: height, aside, turn, nod.
_LEADER_MISS: Final = ((0.12, 0.02), (0.14, 0.02), (0.17, 0.02), (0.08, 0.02))


def helper_manner(team: Team, hand: str, seed: int, needed: int = 1) -> Manner:
    """How this hand of a helper (`person.hand`) moves, for this seed: both set out together, each misses on its own.

    `needed`: how many helpers the technique wants. Where fewer are there, each one does the work of several; the
    unsteadiness of a movement grows in proportion to the effort (Harris and Wolpert 1998), and so do the misses.
    """
    conduct, person = team.conduct, hand.partition(".")[0]
    mean, spread = _DELAY_COUNTED if conduct.counted else _DELAY_UNCOUNTED
    delay = mean + spread * (1.0 if conduct.briefed else 1.6) * chance.normal(seed, person, "delay")
    if not conduct.asked and chance.share(seed, person, "not ready") < _NOT_READY[0]:
        delay += _NOT_READY[1]
    tempo = _TEMPO_BRIEFED if conduct.briefed else _TEMPO_UNBRIEFED
    miss = _MISS_BRIEFED if conduct.briefed else _MISS_UNBRIEFED
    there = needed if team.present is None else max(1, len(team.present))
    effort = max(1.0, needed / there)
    tempo, miss = effort * tempo, effort * miss
    return Manner(
        delay_s=max(0.0, delay) + team.late_s.get(person, 0.0),
        tempo=max(0.5, 1.0 + tempo * chance.normal(seed, person, "tempo")),
        rise_share=miss * _both(seed, person, hand, "rise"),
        aside_share=miss * _both(seed, person, hand, "aside"),
        turn_share=0.0,
        nod_share=0.0,
        uneven_m=team.uneven_m.get(person, 0.0),
        wobble_m=effort * _WOBBLE_M,
        turn_deg=0.0,
        nod_deg=0.0,
        aside_m=0.0,
        rise_m=effort * _HELPER_RISE_M * _both(seed, person, hand, "height at rest"),
        phases=(chance.share(seed, person, "slow"), chance.share(seed, person, "quick")),
    )


def leader_manner(leader: Leader, seed: int) -> Manner:
    """How the leader's hands move, for this seed: the leader gives the word and knows when it comes."""
    rise, aside, turn, nod = (_between(row, leader.skill) for row in _LEADER_MISS)
    return Manner(
        delay_s=max(0.0, 0.10 + (0.05 + 0.15 * (1.0 - leader.skill)) * chance.normal(seed, "leader", "delay")),
        tempo=max(0.5, 1.0 + (0.03 + 0.12 * (1.0 - leader.skill)) * chance.normal(seed, "leader", "tempo")),
        rise_share=rise * chance.normal(seed, "leader", "rise"),
        aside_share=aside * chance.normal(seed, "leader", "aside"),
        turn_share=turn * chance.normal(seed, "leader", "turn"),
        nod_share=nod * chance.normal(seed, "leader", "nod"),
        uneven_m=0.0,
        wobble_m=_WOBBLE_M,
        turn_deg=_between(_LEADER_TURN_DEG, leader.skill) * chance.normal(seed, "leader", "turn at rest"),
        nod_deg=_between(_LEADER_TURN_DEG, leader.skill) * chance.normal(seed, "leader", "nod at rest"),
        aside_m=_between(_LEADER_ASIDE_M, leader.skill) * chance.normal(seed, "leader", "aside at rest"),
        rise_m=_between(_LEADER_ASIDE_M, leader.skill) * chance.normal(seed, "leader", "height at rest"),
        phases=(chance.share(seed, "leader", "slow"), chance.share(seed, "leader", "quick")),
    )


def _both(seed: int, person: str, hand: str, what: str) -> float:
    """Normally spread, half of it common to both hands of a person."""
    return sqrt(0.5) * (chance.normal(seed, person, what) + chance.normal(seed, hand, what))


def _between(unskilled_and_full: tuple[float, float], skill: float) -> float:
    none, full = unskilled_and_full
    return full + (none - full) * (1.0 - skill)
