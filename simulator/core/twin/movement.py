"""One handling as it happened in a session, and what goes on while it happens. No physics is needed to read these."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from simulator.core.twin.people import Leader
from simulator.core.twin.plans import Plan
from simulator.core.twin.steering import HeadInput
from simulator.core.twin.track import Track

LED_BY = ("learner", "script", "helper", "fixed", "nobody")
"""Who had the head (or the corner of the board) in his hands: the learner, a scripted learner, another person, nobody
because blocks and straps hold it, or nobody at all."""
KINDS = ("handling", "back", "settling")
"""What was ordered; the way back after a stop; what a body does that is left without hands at the head."""
ENDED = ("going", "done", "stopped", "failed")


@dataclass(frozen=True, slots=True)
class Movement:
    """`track` counts time from `start_s` (s of the session), when hands were laid on; its samples are as recorded.

    `led_by` is one of `LED_BY`, `ended` of `ENDED`, `kind` of `KINDS`. `number` counts a session's movements from 0.
    """

    number: int
    action: str
    actor: str
    start_s: float
    led_by: str
    ended: str
    track: Track
    kind: str = "handling"

    @property
    def until_s(self) -> float:
        """The time of its last sample so far (s of the session)."""
        return self.start_s + float(self.track.time_s[-1])


@dataclass(frozen=True, slots=True)
class Opened:
    """The beginning of a movement as it is recorded: all but its samples.

    `word_s`: how long after `start_s` the word comes. `leader`: the scripted leader who goes his own way, if there is
    one.
    """

    kind: str
    action: str
    actor: str
    start_s: float
    led_by: str
    plan: Plan
    word_s: float
    hands: tuple[str, ...]
    injured: int
    delay_s: Mapping[str, float]
    leader: Leader | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a movement as it goes into the record.

    `opened`: with the first one. `first`: number of its first sample. `signals`: the samples (N, ...) by the names of
    the track's fields. `inputs`: where the leading hands were told to go, by tick (60 a second), when that changed.
    `ended`: with the last one.
    """

    number: int
    opened: Opened | None
    first: int
    signals: Mapping[str, npt.NDArray[Any]]
    inputs: tuple[tuple[int, HeadInput], ...]
    ended: str | None


@dataclass(frozen=True, slots=True)
class Moving:
    """What goes on now. Times are seconds of the session; `word_s` is when the team moves, `until_s` when it is over.

    `technique` is a key of `core.twin.grips.TECHNIQUES`; in a `carry` the leading hands hold a corner of the board.
    `led_by` is one of `LED_BY`; the learner's hands go where the session's source has them (`Session.lead`).
    `wanted`: where a perfect leader's hands would be now. `track`: the samples so far.
    """

    number: int
    action: str
    kind: str
    technique: str
    start_s: float
    word_s: float
    until_s: float
    led_by: str
    wanted: HeadInput
    track: Track
    actor: str = ""
