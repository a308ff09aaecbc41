"""What the review shows: every session as an entry, filtered, sorted and put into words. Plain values, no toolkit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from scoring.rules import Say
from scoring.sentences import TITLES
from simulator.core.twin.exposure import band
from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import LANGUAGES, Language, mode_name, say
from simulator.presenting.motion import BAND_TONES
from simulator.presenting.reviewing_words import ReviewWord
from simulator.presenting.told import in_language
from simulator.presenting.welcome import when
from simulator.recording.annotations import PASSES_FROM

Column = Literal["learner", "scene", "mode", "when", "score", "motion", "verdict", "finding", "rated"]
COLUMNS: tuple[Column, ...] = ("learner", "scene", "mode", "when", "score", "motion", "verdict", "finding", "rated")
Choice = Literal["", "passed", "failed", "critical", "unfinished", "damaged", "unrated", "otherwise"]


@dataclass(frozen=True, slots=True)
class Lost:
    """A finding of a session: its kind and rule, what it cost, and when. `early` tells early from late steps."""

    kind: str
    rule: str
    points: float
    critical: bool
    at_s: float | None
    early: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A session. `state`: finished, unfinished or damaged; without a judgement `percent` and `passed` are None.

    `started` is ISO 8601 in UTC and `day` its date here; `lost`: its findings, those that decided first. `grade`: what
    a person gave. `from_moment`: practised from a moment of another session, so not judged. `exposure`: the largest
    motion exposure of its handlings, None where none was measured.
    """

    session: str
    file: str
    learner: str
    scene: str
    mode: str
    started: str
    day: str
    state: str
    problem: str = ""
    percent: float | None = None
    passed: bool | None = None
    critical: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()
    grade: int | None = None
    grade_percent: float | None = None
    notes: int = 0
    from_moment: bool = False
    exposure: float | None = None

    @property
    def rated_otherwise(self) -> bool:
        """Did a person pass whom the program failed, or the other way round?"""
        return self.grade is not None and self.passed is not None and (self.grade >= PASSES_FROM) is not self.passed


@dataclass(frozen=True, slots=True)
class Wish:
    """A filter; empty fields ask for nothing. `since` and `until` are days (2026-01-31), both included."""

    text: str = ""
    learner: str = ""
    scene: str = ""
    mode: str = ""
    choice: Choice = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a scene and its rules are called, and the pass mark of its usual rubric."""

    title: Say
    rules: Mapping[str, Say]
    pass_percent: float


Book = Mapping[str, Sheet]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table. `tone`: of the verdict, "ok", "bad", "warn" or ""; `motion_tone`: of the motion exposure;
    `rated_tone`: of a rating that says otherwise than the program."""

    texts: tuple[str, ...]
    tone: str
    critical: bool
    motion_tone: str = ""
    rated_tone: str = ""


_CHOICES: Mapping[str, Callable[[Entry], bool]] = {
    "passed": lambda one: one.passed is True,
    "failed": lambda one: one.passed is False,
    "critical": lambda one: bool(one.critical),
    "unfinished": lambda one: one.state == "unfinished",
    "damaged": lambda one: one.state == "damaged",
    "unrated": lambda one: one.state == "finished" and one.grade is None,
    "otherwise": lambda one: one.rated_otherwise,
}
CHOICES: tuple[tuple[Choice, ReviewWord], ...] = (
    ("", ReviewWord.ALL_VERDICTS),
    ("passed", ReviewWord.ONLY_PASSED),
    ("failed", ReviewWord.ONLY_FAILED),
    ("critical", ReviewWord.ONLY_CRITICAL),
    ("unrated", ReviewWord.ONLY_UNRATED),
    ("otherwise", ReviewWord.ONLY_OTHERWISE),
    ("unfinished", ReviewWord.ONLY_UNFINISHED),
    ("damaged", ReviewWord.ONLY_DAMAGED),
)


def day_of(started: str) -> str:
    """The date of a moment here; "" for what is no moment."""
    try:
        return datetime.fromisoformat(started).astimezone().date().isoformat()
    except (ValueError, OverflowError):
        return ""


def good_day(said: str) -> bool:
    """Is this empty or a day such as 2026-01-31?"""
    try:
        return not said or date.fromisoformat(said).isoformat() == said
    except ValueError:
        return False


def chosen(entries: Sequence[Entry], wish: Wish, book: Book) -> list[Entry]:
    """The entries that a filter asks for, in their order."""
    words = wish.text.casefold().split()
    fits = _CHOICES.get(wish.choice)
    exact = [(name, value) for name in ("learner", "scene", "mode") if (value := getattr(wish, name))]
    found = []
    titles: dict[tuple[str, str, str], str] = {}  # thousands share a few findings
    for one in entries:
        if any(getattr(one, name) != value for name, value in exact):
            continue
        if (wish.since and one.day < wish.since) or (wish.until and one.day > wish.until):
            continue
        if fits is not None and not fits(one):
            continue
        if words and not _holds(one, words, book, titles):
            continue
        found.append(one)
    return found


def _holds(one: Entry, words: Sequence[str], book: Book, titles: dict[tuple[str, str, str], str]) -> bool:
    text = f"{one.learner} {one.file} {one.session} {one.scene}".casefold()
    if all(word in text for word in words):
        return True
    main = one.lost[0] if one.lost else None
    key = (one.scene, _title(main), main.rule) if main else (one.scene, "", "")
    if key not in titles:
        decided = [title(one, main, book, language) for language in LANGUAGES] if main else []
        sheet = book.get(one.scene)
        titles[key] = " ".join([*decided, *(sheet.title.values() if sheet else ())]).casefold()
    return all(word in text or word in titles[key] for word in words)


def ordered(entries: Sequence[Entry], by: Column, ascending: bool, book: Book, language: Language) -> list[Entry]:
    """Sorted by a column; among equals the newest first. What has no value comes last either way."""
    newest = sorted(entries, key=lambda one: (one.started, one.session), reverse=True)
    keyed = [(_KEYS[by](one, book, language), one) for one in newest]
    there = [(key, one) for key, one in keyed if key is not None]
    there.sort(key=lambda pair: pair[0], reverse=not ascending)
    return [one for _, one in there] + [one for key, one in keyed if key is None]


# What a column is sorted by; None where it has no value.
_KEYS: Mapping[Column, Callable[[Entry, Book, Language], Any]] = {
    "learner": lambda one, book, language: one.learner.casefold() or None,
    "scene": lambda one, book, language: scene_title(one.scene, book, language).casefold() or None,
    "mode": lambda one, book, language: one.mode or None,
    "when": lambda one, book, language: one.started or None,
    "score": lambda one, book, language: one.percent,
    "motion": lambda one, book, language: one.exposure,
    "verdict": lambda one, book, language: None if one.passed is None else (one.passed, not one.critical),
    "finding": lambda one, book, language: main_finding(one, book, language).casefold() or None,
    "rated": lambda one, book, language: one.grade,
}


def line(one: Entry, book: Book, language: Language) -> Line:
    """The row of an entry, in the order of `COLUMNS`."""
    text, tone = verdict(one, book, language)
    return Line(
        texts=(
            one.learner,
            scene_title(one.scene, book, language) or one.file,
            mode_name(one.mode, language),
            when(one.started),
            "" if one.percent is None else f"{one.percent:.0f}",
            "" if one.exposure is None else f"{one.exposure:.2f}",
            text,
            main_finding(one, book, language),
            "" if one.grade is None else str(one.grade),
        ),
        tone=tone,
        critical=bool(one.critical),
        motion_tone="" if one.exposure is None else BAND_TONES[band(one.exposure)],
        rated_tone="warn" if one.rated_otherwise else "",
    )


def verdict(one: Entry, book: Book, language: Language) -> tuple[str, str]:
    """The verdict in a word, and its tone."""
    if one.state == "damaged":
        return say(JudgingWord.DAMAGED, language), "bad"
    if one.state == "unfinished":
        return say(JudgingWord.NOT_FINISHED, language), ""
    if one.passed is None:
        return say(JudgingWord.FROM_MOMENT if one.from_moment else JudgingWord.NOT_JUDGED, language), ""
    if one.passed:
        return say(JudgingWord.PASSED, language), "ok"
    sheet = book.get(one.scene)
    if not one.critical and sheet and one.percent is not None and one.percent < sheet.pass_percent:
        return say(ReviewWord.BELOW, language, mark=f"{sheet.pass_percent:g}"), "warn"
    return say(JudgingWord.NOT_PASSED, language), "bad"


def main_finding(one: Entry, book: Book, language: Language) -> str:
    """What decided, in a few words: the first critical error, or what cost the most."""
    if one.problem:
        return in_language(one.problem, language)
    if not one.lost:
        return ""
    first = title(one, one.lost[0], book, language)
    more = len(one.critical) - 1
    return say(ReviewWord.MORE_CRITICAL, language, first=first, more=more) if more > 0 else first


def title(one: Entry, lost: Lost, book: Book, language: Language) -> str:
    """A finding in a few words, as the debrief calls it."""
    words = TITLES[_title(lost)][language]
    name = rule_name(one.scene, lost.rule, book, language)
    said = words.format(name=name)
    return said[:1].upper() + said[1:]


def rule_name(scene: str, rule: str, book: Book, language: Language) -> str:
    """What a rule is called; its id in words where the scene does not know it."""
    sheet = book.get(scene)
    known = sheet.rules.get(rule) if sheet else None
    return (known.get(language) or known.get("en") if known else None) or rule.replace("-", " ")


def _title(lost: Lost) -> str:
    if lost.kind == "out_of_order":
        return "out_of_order.early" if lost.early else "out_of_order.late"
    if lost.kind == "condition_broken" and lost.at_s is None:
        return "condition_broken.never"
    return lost.kind if lost.kind in TITLES else "forbidden_act"


def scene_title(scene: str, book: Book, language: Language) -> str:
    """The title of a scene, or its id where it is not on this computer."""
    sheet = book.get(scene)
    return sheet.title[language] if sheet else scene


def decided_first(lost: Sequence[Lost]) -> tuple[Lost, ...]:
    """Findings with those that decided first: critical ones in the order of time, then by what they cost."""
    told = [one for one in lost if one.critical or one.points > 0]
    return tuple(
        sorted(told, key=lambda one: (not one.critical, 0.0 if one.critical else -one.points, one.at_s or 0.0))
    )
