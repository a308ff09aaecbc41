"""The program's own texts: complete in both languages, and drawable in the bundled fonts."""

import importlib
import pkgutil
import string
from enum import Enum
from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont

import simulator.presenting
from simulator.presenting.language import LANGUAGES, Word, clock_text, say

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
SCENES = Path(__file__).parents[2] / "scenes"


def _words() -> list[Enum]:
    """Every fixed text of the program, whichever enumeration it stands in."""
    modules = [
        importlib.import_module(f"simulator.presenting.{found.name}")
        for found in pkgutil.iter_modules(simulator.presenting.__path__)
    ]
    own = {value for module in modules for name, value in vars(module).items() if name.endswith("Word")}
    return [word for kind in sorted(own, key=lambda kind: kind.__name__) for word in kind]


WORDS = _words()


def _slots(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("word", WORDS, ids=str)
def test_every_text_is_there_in_every_language_with_the_same_slots(word: Enum) -> None:
    assert len(word.value) == len(LANGUAGES)
    assert all(text.strip() for text in word.value)
    assert len({frozenset(_slots(text)) for text in word.value}) == 1


def test_chinese_texts_are_chinese() -> None:
    same = {str(word) for word in WORDS if word.value[0] == word.value[1]}
    signs_only = {"CameraWord.AR", "MovingWord.CAUSE_ANGLE", "RecoverWord.WHAT", "ReviewWord.MINUS"}
    figures_only = {"PressingWord.BAND", "PressingWord.COUNTED", "PressingWord.NONE"}
    assert same <= {"Word.PROGRAM", *signs_only, *figures_only}


def test_a_missing_value_is_an_error() -> None:
    assert say(Word.ITEM_HELD, "en", item="Collar").startswith("Collar in hand")
    with pytest.raises(KeyError):
        say(Word.ITEM_HELD, "en")


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "00:00"), (59.9, "00:59"), (134, "02:14"), (3600, "1:00:00"), (-3, "00:00")]
)
def test_clock(seconds: float, text: str) -> None:
    assert clock_text(seconds) == text


@pytest.mark.parametrize("style", ["Regular", "SemiBold"])
def test_the_bundled_font_can_draw_a_learners_name(qapp: object, style: str) -> None:
    """Characters that are common in names and rare elsewhere; a lab's computer may have no other Chinese font."""
    font = QRawFont(str(FONTS / f"ManikinSansSC-{style}.ttf"), 14)
    named = "陈嘉怡 李婷 张昊 王鑫 赵睿 孙萱 周晗 吴昕 郑钰 冯瑾 褚琪 卫璇 蒋珺"
    named += "沈喆 韩玥 杨堃 朱祎 秦翀 许骁 何婕 吕嫣 施懿 孔曦 曹煜 严烨 华晔"
    assert {sign for sign in named if sign != " " and not font.supportsCharacter(ord(sign))} == set()


@pytest.mark.parametrize("style", ["Regular", "SemiBold"])
def test_the_bundled_fonts_can_draw_every_text(qapp: object, style: str) -> None:
    """A character that is missing belongs into CLINICAL in assets/fonts/make.py."""
    latin, chinese = (QRawFont(str(FONTS / f"{name}-{style}.ttf"), 14) for name in ("ManikinSans", "ManikinSansSC"))
    texts = [text for word in WORDS for text in word.value]
    texts += [path.read_text(encoding="utf-8") for path in sorted(SCENES.glob("*/*.yaml"))]
    signs = {sign for text in texts for sign in text if not sign.isspace()}
    missing = {sign for sign in signs if not any(font.supportsCharacter(ord(sign)) for font in (latin, chinese))}
    assert missing == set()
