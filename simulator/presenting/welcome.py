"""Makes the home screen's view from the scenes, the last sessions and what is remembered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.presenting.front import Front
from simulator.presenting.home import HomeView, RecentSession, SceneCard
from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import Language, mode_name, say
from simulator.presenting.told import in_language, problem_in_language

_LEVELS = {1: JudgingWord.LEVEL_EASY, 2: JudgingWord.LEVEL_MIDDLE, 3: JudgingWord.LEVEL_HARD}


@dataclass(frozen=True, slots=True)
class Offer:
    """A scene as it was found: what is told of it if it could be read, a picture, and its problems."""

    name: str
    front: Front | None
    picture: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lately:
    """An earlier session. `result` is its scorecard as plain data, None if it was not judged.

    `problem`: the sentence that says why its record cannot be read, or "".
    """

    id: str
    scene: str
    mode: str
    learner: str
    started: str
    result: Mapping[str, Any] | None
    finished: bool = True
    problem: str = ""
    from_moment: bool = False
    """Began in the middle of another session: practice only."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is remembered."""

    language: Language
    theme: str
    learner: str
    mode: str


def home_view(offers: Sequence[Offer], lately: Sequence[Lately], wishes: Wishes, notice: str = "") -> HomeView:
    """The whole home screen."""
    lang = wishes.language
    titles = {offer.name: offer.front.title[lang] for offer in offers if offer.front}
    return HomeView(
        language=lang,
        theme=wishes.theme,
        learner=wishes.learner,
        mode=wishes.mode,
        scenes=tuple(_card(offer, lately, wishes) for offer in offers),
        recent=tuple(_recent(session, titles, lang) for session in lately),
        notice=in_language(notice, lang),
    )


def _card(offer: Offer, lately: Sequence[Lately], wishes: Wishes) -> SceneCard:
    lang, front = wishes.language, offer.front
    problems = tuple(problem_in_language(one, lang) for one in offer.problems)
    if front is None:
        return SceneCard(offer.name, offer.name, "", "", 1, "", problems=problems)
    mine = [s.result for s in lately if s.scene == front.id and s.learner == wishes.learner and s.result]
    return SceneCard(
        scene_id=offer.name,
        title=front.title[lang],
        summary=front.summary[lang],
        duration=say(JudgingWord.MINUTES, lang, count=front.minutes),
        level=front.level,
        level_text=say(_LEVELS.get(front.level, JudgingWord.LEVEL_MIDDLE), lang),
        best=_verdict(max(mine, key=lambda one: (bool(one.get("passed")), one["percent"])), lang) if mine else "",
        picture=offer.picture,
        problems=problems,
    )


def _recent(session: Lately, titles: Mapping[str, str], language: Language) -> RecentSession:
    if session.problem:
        return RecentSession(session.id, session.scene, "", "", say(JudgingWord.DAMAGED, language), "warn")
    title = titles.get(session.scene, session.scene)
    if not session.finished:
        result, tone = say(JudgingWord.NOT_FINISHED, language), ""
    elif session.from_moment:
        result, tone = say(JudgingWord.FROM_MOMENT, language), ""
    elif session.result is None:
        result, tone = say(JudgingWord.NOT_JUDGED, language), ""
    else:
        result = _verdict(session.result, language)
        tone = "ok" if session.result.get("passed") else "bad"
    mode = mode_name(session.mode, language)
    return RecentSession(session.id, f"{title} · {session.learner}", mode, when(session.started), result, tone)


def _verdict(result: Mapping[str, Any], language: Language) -> str:
    """Passed or not, and the percent: many points alone are no pass."""
    word = JudgingWord.PASSED if result.get("passed") else JudgingWord.NOT_PASSED
    return f"{say(word, language)} · {result.get('percent', 0):.0f} %"


def when(started: str) -> str:
    """A moment in local time, to the minute."""
    try:
        return datetime.fromisoformat(started).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return started
