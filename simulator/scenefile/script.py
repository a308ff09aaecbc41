"""A scripted learner: a YAML file with the scene, and what is done when.

    scene: the-scene's-id
    learner: reference
    mode: assess
    acts:
      - {at: 2, do: hold-head, choose: {hold: in-line}}     # seconds since the start
      - {then: 0.5, do: check-neck, by: r1}                  # so long after all that was begun before is over
      - {with_previous: 1, do: fit-collar}                   # so long after the one before it began
      - {then: 1, do: roll, hands: {skill: 0.3, attention: 0}}  # whoever leads the handling, from now on
    finish: {then: 1}

`hands` may also be a path: `[{at: 1.5, turn_deg: 0}, {at: 5, turn_deg: 70, height_m: 0.07}]`, in seconds since hands
were laid on; it holds for its own act only. So does the rhythm of compressions: `hands: {per_min: 110, depth_mm: 55,
left_mm: 0}`. `seed` says which team it is.

`expect` may hold what the judgement must be; it is for tests and not read here.
"""

# ruff: noqa: RUF012 - pydantic copies the defaults of a model

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path as File
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from simulator.core.twin.people import Leader
from simulator.core.twin.pressing import Rhythm, Rhythmic
from simulator.core.twin.steering import SCRIPTED, HeadInput, Path, Scripted, Source
from simulator.scenefile.load import in_order, placed, read
from simulator.scenefile.problems import Finding, Problem
from simulator.scenefile.shapes.base import Shape

Seconds = Annotated[float, Field(ge=0, le=36_000, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Start = Literal["at", "then", "with_previous"]


@dataclass(frozen=True, slots=True)
class Timing:
    """When something is done: `after_s` from the start (`at`), from the end of all before (`then`) or from the
    beginning of the one before (`with_previous`)."""

    kind: Start
    after_s: float


@dataclass(frozen=True, slots=True)
class ScriptedAct:
    """One order of a scripted learner; `by` None means the usual person. `line` and `column` are its place."""

    timing: Timing
    action: str
    by: str | None
    choices: dict[str, str]
    line: int
    hands: Source | None = None
    column: int = 1


@dataclass(frozen=True, slots=True)
class Script:
    """A scripted learner."""

    scene: str
    learner: str
    mode: str
    acts: tuple[ScriptedAct, ...]
    finish: Timing
    seed: int = 0


class _Timed(Shape):
    at: Seconds | None = None
    then: Seconds | None = None
    with_previous: Seconds | None = None

    def timing(self, otherwise: Timing | None = None) -> Timing | None:
        given = [(kind, value) for kind in _KINDS if (value := getattr(self, kind)) is not None]
        if not given:
            return otherwise
        return Timing(*given[0]) if len(given) == 1 else None


class _Skill(Shape):
    skill: Share = SCRIPTED.skill
    attention: Share = SCRIPTED.attention


_USUAL = Rhythm()


class _Rhythm(Shape):
    per_min: Annotated[float, Field(ge=20, le=240)] = _USUAL.per_min
    depth_mm: Annotated[float, Field(ge=0, le=90)] = _USUAL.depth_mm
    left_mm: Annotated[float, Field(ge=0, le=90)] = _USUAL.left_mm


class _Point(Shape):
    at: Seconds
    turn_deg: Annotated[float, Field(ge=-180, le=180)] = 0.0
    height_m: Annotated[float, Field(ge=-2, le=2)] = 0.0
    pull_m: Annotated[float, Field(ge=-1, le=1)] = 0.0
    nod_deg: Annotated[float, Field(ge=-90, le=90)] = 0.0


def _hands_kind(value: Any) -> str:
    if isinstance(value, list):
        return "<path>"
    return "<rhythm>" if isinstance(value, dict) and value.keys() & _Rhythm.model_fields.keys() else "<skill>"


_Points = Annotated[list[_Point], Field(min_length=1, max_length=10_000)]
_Hands = Annotated[
    Annotated[_Skill, Tag("<skill>")] | Annotated[_Rhythm, Tag("<rhythm>")] | Annotated[_Points, Tag("<path>")],
    Discriminator(_hands_kind),
]


class _Act(_Timed):
    do: str
    by: str | None = None
    choose: dict[str, str] = {}
    hands: _Hands | None = None

    def source(self) -> Source | None:
        """Where the leading hands go in this act."""
        if self.hands is None:
            return None
        if isinstance(self.hands, _Skill):
            return Scripted(Leader(skill=self.hands.skill, attention=self.hands.attention))
        if isinstance(self.hands, _Rhythm):
            return Rhythmic(Rhythm(self.hands.per_min, self.hands.depth_mm, self.hands.left_mm))
        return Path([(p.at, HeadInput(p.turn_deg, p.height_m, p.pull_m, p.nod_deg)) for p in self.hands])


class _Script(Shape):
    scene: str
    learner: str = "reference"
    mode: Literal["learn", "practise", "assess"] = "assess"
    seed: Annotated[int, Field(ge=0, lt=2**32)] = 0
    acts: list[_Act]
    finish: _Timed = _Timed(then=1.0)
    expect: Any = None


_KINDS: tuple[Start, ...] = ("at", "then", "with_previous")
_WHEN = "an act says exactly one of at, then and with_previous"


def load_script(path: File) -> Script | tuple[Problem, ...]:
    """The scripted learner in `path`, or everything that is wrong with the file."""
    document, shape, problems = read(path, _Script)
    if shape is None or problems:
        return problems
    problems = in_order(placed(path, document, (*_doubtful(shape), *_backwards(shape))))
    finish = shape.finish.timing(_AT_THE_END)
    if problems or finish is None:
        return problems
    places = (document.place(("acts", number)) for number in range(len(shape.acts)))
    acts = tuple(
        ScriptedAct(timing, act.do, act.by, act.choose, place.line, act.source(), place.column)
        for act, place in zip(shape.acts, places, strict=True)
        for timing in [act.timing(_AT_ONCE)]
        if timing is not None
    )
    return Script(shape.scene, shape.learner, shape.mode, acts, finish, shape.seed)


_AT_ONCE, _AT_THE_END = Timing("then", 0.0), Timing("then", 1.0)


def _doubtful(script: _Script) -> Iterator[Finding]:
    """Times that are said twice."""
    for number, act in enumerate(script.acts):
        if act.timing(_AT_ONCE) is None:
            yield Finding(("acts", number), _WHEN)
    if script.finish.timing(_AT_THE_END) is None:
        yield Finding(("finish",), _WHEN)


def _backwards(script: _Script) -> Iterator[Finding]:
    """Times before what was done already. Nothing is known here of how long an act takes, so what lies before the
    earliest moment at which the one before can begin is said, and nothing that might be right."""
    began_s, before = 0.0, "the start"
    timings = [act.timing(_AT_ONCE) for act in script.acts] + [script.finish.timing(_AT_THE_END)]
    for number, timing in enumerate(timings):
        if timing is None:
            continue
        last = number == len(script.acts)
        if timing.kind == "at" and timing.after_s < began_s:
            path = ("finish", "at") if last else ("acts", number, "at")
            message = f"the time runs backwards: {before} does not begin before {began_s:g} s"
            yield Finding(path, message, "move the act up, or write `then` or `with_previous`")
        began_s = max(began_s, timing.after_s if timing.kind == "at" else began_s + timing.after_s)
        before = "the end" if last else f"`{script.acts[number].do}` before it"
        yield from () if last else _path_backwards(("acts", number, "hands"), script.acts[number].hands)


def _path_backwards(path: tuple[str | int, ...], hands: _Skill | _Rhythm | list[_Point] | None) -> Iterator[Finding]:
    points = hands if isinstance(hands, list) else []
    for number, (one, after) in enumerate(pairwise(points), 1):
        if after.at < one.at:
            message = f"the time runs backwards: the point before it is at {one.at:g} s"
            yield Finding((*path, number, "at"), message, "write the points in the order of their times")
