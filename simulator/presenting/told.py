"""Sentences that the rooms below the screen make in English, in the language of the screen.

The stage, the scene file and the records know no language: they say one English sentence, which the command line and
the logs show as it is. Here it is recognised by its template and said in Chinese, whatever names and figures it holds.
A sentence that no template knows stays as it is; a test goes through the sources, so that none is forgotten.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from simulator.presenting.language import Language
from simulator.presenting.told_files import OF_FILES
from simulator.presenting.told_logs import OF_LOGS
from simulator.presenting.told_records import OF_RECORDS
from simulator.presenting.told_rubrics import OF_RUBRICS
from simulator.presenting.told_rules import OF_RULES
from simulator.presenting.told_stage import OF_STAGE
from simulator.presenting.told_store import OF_STORE

_HOLE = re.compile(r"\{(\d?)\}")
_PROBLEM = re.compile(r"(?P<place>[^:]*(?::[^:]*)?:\d+:\d+: )?(?P<kind>warning: )?(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Template:
    """One sentence: how it is recognised, which of its holes hold names only, and how it reads in Chinese."""

    sign: re.Pattern[str]
    names: tuple[bool, ...]
    chinese: str


def in_language(sentence: str, language: Language) -> str:
    """The sentence in `language`, or as it is where nothing else is known for it."""
    return sentence if language == "en" else (_chinese(sentence) or sentence)


def problem_in_language(told: str, language: Language) -> str:
    """`PATH:LINE:COL: message (hint)` of a scene file, its message and hint in `language`."""
    return told if language == "en" else _problem(told)


def _problem(told: str) -> str:
    found = _PROBLEM.fullmatch(told)
    assert found is not None, "every part of it may be missing"
    kind = "警告：" if found["kind"] else ""
    return (found["place"] or "") + kind + _with_hint(found["rest"])


def _with_hint(rest: str) -> str:
    """Where the hint begins is not known: a message may hold brackets too."""
    starts = [at.start() for at in re.finditer(r" \(", rest)] if rest.endswith(")") else []
    parts = [(_chinese(rest[:start]), _chinese(rest[start + 2 : -1]), rest[start + 2 : -1]) for start in starts]
    both = next((f"{message}（{hint}）" for message, hint, _ in parts if message and hint), None)
    one = next((f"{message}（{hint}）" for message, _, hint in parts if message), None)
    return both or _chinese(rest) or one or rest


@lru_cache(maxsize=4096)
def _chinese(sentence: str) -> str | None:
    for template in _templates():
        found = template.sign.fullmatch(sentence)
        if found is not None:
            said = zip(found.groups(), template.names, strict=True)
            return _filled(template.chinese, [hole if name else _problem(hole) for hole, name in said])
    return None


def _filled(chinese: str, holes: list[str]) -> str:
    order = iter(range(len(holes)))
    fill: Callable[[re.Match[str]], str] = lambda hole: holes[int(hole[1]) if hole[1] else next(order)]  # noqa: E731
    return _HOLE.sub(fill, chinese)


@cache
def _templates() -> tuple[_Template, ...]:
    """Those that say how they begin, and then those that say most, come first: a sentence may fit a looser one too."""
    every = sorted(all_templates(), key=lambda pair: (pair[0].startswith("{}"), -len(_HOLE.sub("", pair[0]))))
    return tuple(_template(english, chinese) for english, chinese in every)


def all_templates() -> tuple[tuple[str, str], ...]:
    """English and Chinese; `{}` is a hole, in Chinese also `{0}`, `{1}` where the order is another one."""
    return (*OF_STAGE, *OF_RECORDS, *OF_STORE, *OF_LOGS, *OF_FILES, *OF_RULES, *OF_RUBRICS)


def _template(english: str, chinese: str) -> _Template:
    parts = _HOLE.split(english)[::2]
    # What stands between backticks is a name of the author's, even where it looks like a word of ours.
    names = tuple(part.endswith("`") for part in parts[:-1])
    holes = ["([^`]+?)" if name else "(.+?)" for name in names]
    sign = "".join(re.escape(part) + hole for part, hole in zip(parts, [*holes, ""], strict=True))
    return _Template(re.compile(sign, re.DOTALL), names, chinese)
