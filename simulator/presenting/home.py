"""What the home screen shows, as plain values. Every text is already in the language of the view."""

import unicodedata
from dataclasses import dataclass, field

from simulator.presenting.language import Language, Word

NAME_LIMIT = 60


@dataclass(frozen=True, slots=True)
class SceneCard:
    """One scene to choose. `picture` is the path of an image file or "". `level` counts from 1 to 3.

    With `problems` (sentences, each naming file and line) the scene is shown but cannot be started.
    """

    scene_id: str
    title: str
    summary: str
    duration: str
    level: int
    level_text: str
    best: str = ""
    picture: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecentSession:
    """A finished or broken-off session. `tone`: "ok", "warn", "bad" or "" (not judged)."""

    session_id: str
    title: str
    mode: str
    when: str
    result: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class HomeView:
    """The whole home screen. `notice` is one sentence about something that went wrong outside a scene, or ""."""

    language: Language = "en"
    theme: str = "light"
    learner: str = ""
    mode: str = "learn"
    scenes: tuple[SceneCard, ...] = ()
    recent: tuple[RecentSession, ...] = field(default=())
    notice: str = ""


def learner_problem(name: str) -> Word | None:
    """What is wrong with a learner's name, or None. A name or a code is 1 to 60 printable characters."""
    if not name.strip():
        return Word.NAME_MISSING
    if len(name.strip()) > NAME_LIMIT:
        return Word.NAME_TOO_LONG
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co") for sign in name):
        return Word.NAME_HAS_CONTROL
    return None
