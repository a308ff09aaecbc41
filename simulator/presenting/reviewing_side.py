"""One session beside the table: what decided it, what cost the most, and how its learner has done so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from simulator.presenting.charts import Attempts
from simulator.presenting.language import Language, clock_text, mode_name, say
from simulator.presenting.reviewing import Book, Entry, scene_title, title, verdict
from simulator.presenting.reviewing_words import ReviewWord
from simulator.presenting.told import in_language
from simulator.presenting.welcome import when

_MOST = 5


@dataclass(frozen=True, slots=True)
class Point:
    """A finding: its words, and its moment or what it cost."""

    text: str
    figure: str


@dataclass(frozen=True, slots=True)
class SideView:
    """All texts in the language of the screen. `tone` is of the verdict; `progress` None without two attempts.

    `can_open` is False for a record that is damaged. `rating`: what a person said beside the program.
    """

    session: str
    title: str
    subtitle: str
    verdict: str
    tone: str
    score: str
    problem: str
    critical: tuple[Point, ...]
    lost: tuple[Point, ...]
    nothing: str
    rating: str
    rating_tone: str
    progress_title: str
    progress: Attempts | None
    progress_text: str
    can_open: bool


def side_view(one: Entry, attempts: Sequence[Entry], book: Book, language: Language) -> SideView:
    """`attempts`: all sessions of the same learner in the same scene, in any order."""
    text, tone = verdict(one, book, language)
    parts = (scene_title(one.scene, book, language), mode_name(one.mode, language), when(one.started))
    critical = [found for found in one.lost if found.critical]
    rest = [found for found in one.lost if not found.critical][:_MOST]
    rating, rating_tone = _rating(one, text, language)
    heading = say(ReviewWord.PROGRESS, language, learner=one.learner)
    judged = [each for each in sorted(attempts, key=lambda each: each.started) if each.percent is not None]
    return SideView(
        session=one.session,
        title=one.learner or one.file,
        subtitle=" · ".join(part for part in parts if part),
        verdict=text,
        tone=tone,
        score="" if one.percent is None else f"{one.percent:.0f} %",
        problem=in_language(one.problem, language),
        critical=tuple(
            Point(title(one, found, book, language), "" if found.at_s is None else clock_text(found.at_s))
            for found in critical
        ),
        lost=tuple(
            Point(title(one, found, book, language), say(ReviewWord.MINUS, language, points=f"{found.points:g}"))
            for found in rest
        ),
        nothing=_nothing(one, language),
        rating=rating,
        rating_tone=rating_tone,
        progress_title=heading if judged else "",
        progress=_progress(judged, heading, language) if len(judged) > 1 else None,
        progress_text=say(ReviewWord.ONE_ATTEMPT, language) if len(judged) == 1 else "",
        can_open=one.state != "damaged",
    )


def _nothing(one: Entry, language: Language) -> str:
    if one.lost or one.problem:
        return ""
    if one.percent is None:
        return say(ReviewWord.UNJUDGED, language)
    return say(ReviewWord.NOTHING_LOST, language) if one.percent >= 100 else ""


def _rating(one: Entry, said: str, language: Language) -> tuple[str, str]:
    if one.grade is None:
        notes = say(ReviewWord.NOTES_COUNT, language, count=one.notes) if one.notes else ""
        return notes, ""
    grade = say(GRADES[one.grade - 1], language)
    if one.passed is None:
        return grade, ""
    same = not one.rated_otherwise
    word = ReviewWord.AGREES if same else ReviewWord.DIFFERS
    between = "。" if language == "zh" else ". "
    return f"{grade}{between}{say(word, language, verdict=said)}", "" if same else "warn"


GRADES = (ReviewWord.GRADE_1, ReviewWord.GRADE_2, ReviewWord.GRADE_3, ReviewWord.GRADE_4, ReviewWord.GRADE_5)


def _progress(judged: Sequence[Entry], heading: str, language: Language) -> Attempts:
    """The percents of the attempts; beside their mean how many were passed, which percents alone do not tell."""
    percents = [each.percent or 0.0 for each in judged]
    passed = say(ReviewWord.PASSED_OF, language, passed=sum(bool(each.passed) for each in judged), count=len(judged))
    return Attempts(
        title=heading,
        x_title="",
        y_title="",
        each=(),
        mean=tuple(percents),
        fitted=(),
        people=(),
        mean_text=f"{say(ReviewWord.MEAN, language, percent=f'{fmean(percents):.0f}')} · {passed}",
        fitted_text="",
    )
