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
were laid on; it holds for its own act only. `seed` says which team it is.

`expect` may hold what the judgement must be; it is for tests and not read here.
"""

from dataclasses import dataclass
from pathlib import Path as File
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, ValidationError

from simulator.core.twin.people import Leader
from simulator.core.twin.steering import SCRIPTED, HeadInput, Path, Scripted, Source
from simulator.scenefile.document import parse
from simulator.scenefile.problems import Fault, Problem, Severity
from simulator.scenefile.source import read_text
from simulator.scenefile.wording import without_tags

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
    """One order of a scripted learner; `by` None means the usual person. `line` is its place in the file."""

    timing: Timing
    action: str
    by: str | None
    choices: dict[str, str]
    line: int
    hands: Source | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A scripted learner."""

    scene: str
    learner: str
    mode: str
    acts: tuple[ScriptedAct, ...]
    finish: Timing
    seed: int = 0


class _Timed(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    at: Seconds | None = None
    then: Seconds | None = None
    with_previous: Seconds | None = None

    def timing(self, otherwise: Timing | None = None) -> Timing | None:
        given = [(kind, value) for kind in _KINDS if (value := getattr(self, kind)) is not None]
        if not given:
            return otherwise
        return Timing(*given[0]) if len(given) == 1 else None


class _Skill(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    skill: Share = SCRIPTED.skill
    attention: Share = SCRIPTED.attention


class _Point(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    at: Seconds
    turn_deg: Annotated[float, Field(ge=-180, le=180)] = 0.0
    height_m: Annotated[float, Field(ge=-2, le=2)] = 0.0
    pull_m: Annotated[float, Field(ge=-1, le=1)] = 0.0
    nod_deg: Annotated[float, Field(ge=-90, le=90)] = 0.0


def _hands_kind(value: Any) -> str:
    return "<path>" if isinstance(value, list) else "<skill>"


_Points = Annotated[list[_Point], Field(min_length=1, max_length=10_000)]
_Hands = Annotated[Annotated[_Skill, Tag("<skill>")] | Annotated[_Points, Tag("<path>")], Discriminator(_hands_kind)]


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
        points = [(p.at, HeadInput(p.turn_deg, p.height_m, p.pull_m, p.nod_deg)) for p in self.hands]
        return Path(sorted(points, key=lambda point: point[0]))


class _Script(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
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
    text = read_text(path)
    if isinstance(text, Fault):
        return (_problem(path, text.place.line, text.place.column, text.message, text.hint),)
    document = parse(text)
    if document.faults:
        return tuple(_problem(path, f.place.line, f.place.column, f.message, f.hint) for f in document.faults)
    try:
        read = _Script.model_validate(document.data)
    except ValidationError as error:
        return tuple(
            _problem(path, place.line, place.column, f"{'.'.join(map(str, way))}: {e['msg']}")
            for e in error.errors()
            for way in [without_tags(e["loc"], document.data)]
            for place in [document.place(way, at_key=e["type"] == "extra_forbidden")]
        )
    problems = []
    acts = []
    for number, act in enumerate(read.acts):
        place = document.place(("acts", number))
        timing = act.timing(Timing("then", 0.0))
        if timing is None:
            problems.append(_problem(path, place.line, place.column, _WHEN))
            continue
        acts.append(ScriptedAct(timing, act.do, act.by, act.choose, place.line, act.source()))
    finish = read.finish.timing(Timing("then", 1.0))
    if finish is None:
        place = document.place(("finish",))
        problems.append(_problem(path, place.line, place.column, _WHEN))
    if problems or finish is None:
        return tuple(problems)
    return Script(read.scene, read.learner, read.mode, tuple(acts), finish, read.seed)


def _problem(path: File, line: int, column: int, message: str, hint: str = "") -> Problem:
    return Problem(str(path), line, column, Severity.ERROR, message, hint)
