"""What is shown while a chest is pressed: depth, rate, recoil and count; and how a series went, in one sentence."""

from dataclasses import dataclass
from typing import Final

from simulator.core.scene import Scene
from simulator.core.twin.compressions import Counter, rates
from simulator.core.twin.movement import Movement as Over
from simulator.core.twin.pressing import AIM_MM, AIM_PER_MIN, LEFT_MM
from simulator.core.twin.track import Track
from simulator.presenting import wording
from simulator.presenting.language import Language, say
from simulator.presenting.practice import PressGauge
from simulator.presenting.pressing_words import PressingWord as Word

BEAT_PER_MIN: Final = sum(AIM_PER_MIN) / 2
_STALE_S: Final = 2.0  # after this without a compression there is no rate (own choice)
_FEW: Final = 5  # fewer than this say nothing about rate and depth (own choice)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A series that goes on, as the room knows it. `of`: how many it will be (None: until the action is over)."""

    action: str
    led_by: str
    actor: str
    start_s: float
    word_s: float
    steers: bool
    track: Track
    of: int | None


@dataclass(frozen=True, slots=True)
class _Now:
    count: int
    depth_mm: float
    last_mm: float | None
    left_mm: float | None
    per_min: float | None


def _now(track: Track, at_s: float) -> _Now:
    counter = Counter()
    for t_s, depth_mm in zip(track.time_s.tolist(), track.depth_mm.tolist(), strict=True):
        counter.take(t_s, depth_mm)
    up = [one for one in counter.found if one.up]
    told = [rate for since_s, rate in rates(counter.found) if at_s - since_s < _STALE_S]
    depth = float(track.depth_mm[-1]) if len(track.depth_mm) else 0.0
    last, before = (up[-1] if up else None), (up[-2] if len(up) > 1 else None)
    # What is left of a compression is known when the next one has begun.
    known = last if counter.found and counter.found[-1] is not last else before
    return _Now(
        len(up), depth, last.depth_mm if last else None, known.left_mm if known else None, told[-1] if told else None
    )


def gauge(live: Pressed, at_s: float, mode: str, language: Language) -> PressGauge | None:
    """Depth, rate and recoil of the series that goes on; nothing of it in assess. Learn shows the beat too."""
    if mode == "assess":
        return None
    now = _now(live.track, at_s - live.start_s)
    beat = (at_s - live.word_s) * BEAT_PER_MIN / 60.0 % 1.0 if mode == "learn" else None
    full = now.left_mm is not None and now.left_mm <= LEFT_MM
    recoil = say(Word.NONE, language)
    if now.left_mm is not None:
        recoil = say(Word.FULL, language) if full else say(Word.LEFT, language, count=round(now.left_mm))
    return PressGauge(
        title=say(Word.TITLE, language),
        count=counted(live, language, now.count),
        depth=say(Word.DEPTH, language),
        depth_mm=now.depth_mm,
        last_mm=now.last_mm,
        depth_tone=_tone(now.last_mm, AIM_MM),
        aim_mm=AIM_MM,
        rate=say(Word.RATE, language),
        per_min=now.per_min,
        per_min_text=say(Word.NONE, language)
        if now.per_min is None
        else say(Word.PER_MIN, language, count=round(now.per_min)),
        rate_tone=_tone(now.per_min, AIM_PER_MIN),
        aim_per_min=AIM_PER_MIN,
        recoil=f"{say(Word.RECOIL, language)}: {recoil}",
        recoil_tone="" if now.left_mm is None else "ok" if full else "warn",
        beat=beat,
    )


def counted(live: Pressed, language: Language, count: int | None = None) -> str:
    """So many are done: `17 / 30`."""
    count = _now(live.track, 0.0).count if count is None else count
    if live.of is None:
        return say(Word.COUNT, language, count=count)
    return say(Word.COUNTED, language, count=min(count, live.of), of=live.of)


def share(live: Pressed) -> float | None:
    """How much of the series is done (0..1); None where nobody said how many there will be."""
    return min(1.0, _now(live.track, 0.0).count / live.of) if live.of else None


def controls(
    scene: Scene, live: Pressed, pointer: bool, pad: bool, language: Language, table: float | None = None
) -> str:
    """One line: what moves the learner's hands, or who presses instead. `table`: the scale at which a cube leads."""
    if live.led_by == "script":
        return ""
    if not live.steers:
        return say(Word.OTHER, language, who=wording.capital(scene.team[live.actor].name[language]))
    said = [say(Word.BY_POINTER if pointer else Word.BY_KEYS, language)]
    if table is not None:
        said.append(say(Word.BY_CUBE, language, count=round(table * sum(AIM_MM) / 2)))
    if pad:
        said.append(say(Word.BY_PAD, language))
    return ("" if language == "zh" else " ").join(said)


def _tone(value: float | None, aim: tuple[float, float]) -> str:
    if value is None:
        return ""
    return "ok" if aim[0] <= round(value) <= aim[1] else "warn"


def verdict(scene: Scene, over: Over, language: Language) -> tuple[str, str]:
    """How a series went: one sentence and its tone."""
    track, action = over.track, wording.capital(scene.actions[over.action].name[language])
    counter = Counter()
    for t_s, depth_mm in zip(track.time_s.tolist(), track.depth_mm.tolist(), strict=True):
        counter.take(t_s, depth_mm)
    up = [one for one in counter.found if one.up]
    told = [rate for _, rate in rates(up)]
    handling = scene.actions[over.action].handling
    of = handling.count if handling is not None else None
    late = say(Word.TIME_UP, language, of=of) if of is not None and over.ended == "done" and len(up) < of else ""
    if len(up) < _FEW or not told:
        return say(Word.FEW, language, action=action, count=len(up)), "warn"
    rate, depth = sum(told) / len(told), sum(one.depth_mm for one in up) / len(up)
    left = sum(one.left_mm for one in up) / len(up)
    word = _advice(rate, depth, left)
    said = say(
        Word.WENT,
        language,
        action=action,
        count=len(up),
        rate=round(rate),
        depth=round(depth),
        advice=late + say(word, language),
    )
    return said, "ok" if word is Word.GOOD else "warn"


def _advice(per_min: float, depth_mm: float, left_mm: float) -> Word:
    """The one thing to do better: depth before rate before recoil (own choice)."""
    if round(depth_mm) < AIM_MM[0]:
        return Word.DEEPER
    if round(depth_mm) > AIM_MM[1]:
        return Word.LESS_DEEP
    if round(per_min) < AIM_PER_MIN[0]:
        return Word.FASTER
    if round(per_min) > AIM_PER_MIN[1]:
        return Word.SLOWER
    return Word.COME_UP if left_mm > LEFT_MM else Word.GOOD
