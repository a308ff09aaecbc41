"""Both themes: every role is there, texts stand out from their ground, figures are of equal width."""

import re

import pytest
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QApplication

from simulator.panels import theme
from simulator.panels.stylesheet import stylesheet
from simulator.panels.theme import DARK, LIGHT, Palette

PAIRS = (
    ("ink", "surface"), ("ink", "bg"), ("ink2", "surface"), ("ink2", "bg"), ("ink3", "surface"), ("ink3", "raised"),
    ("accent", "surface"), ("accent", "accent_soft"), ("on_accent", "accent"), ("ok", "surface"), ("ok", "ok_soft"),
    ("warn", "surface"), ("warn", "warn_soft"), ("bad", "surface"), ("bad", "bad_soft"), ("ink", "bad_soft"),
    ("ink2", "bad_soft"), ("ink", "warn_soft"), ("heart", "monitor"), ("monitor_ink", "monitor"),
)  # fmt: skip


def _light(colour: str) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in QColor(colour).getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_texts_can_be_read(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_the_style_sheet_holds_no_unfilled_role(palette: Palette) -> None:
    sheet = stylesheet(palette)
    assert not re.search(r"\{[a-z0-9_]+\}", sheet)
    assert set(re.findall(r"font-size: (\d+)px", sheet)) <= {"11", "13", "14", "16", "18", "30", "44"}


def test_switching_the_theme_reaches_self_painted_widgets(look: QApplication) -> None:
    theme.apply(look, "dark")
    assert theme.palette() is DARK
    assert theme.colour("surface").name().upper() == DARK.surface
    theme.apply(look, "light")
    assert theme.palette() is LIGHT


def test_another_theme_is_an_error(look: QApplication) -> None:
    with pytest.raises(KeyError):
        theme.apply(look, "pink")


@pytest.mark.parametrize("size_px", [13, 18, 44])
def test_figures_have_equal_width(look: QApplication, size_px: int) -> None:
    metrics = QFontMetricsF(theme.ui_font(size_px))
    assert len({round(metrics.horizontalAdvance(figure), 2) for figure in "0123456789"}) == 1


@pytest.mark.logs("system fonts")
def test_missing_fonts_are_said_and_survived(tmp_path: object, caplog: pytest.LogCaptureFixture, look: object) -> None:
    from pathlib import Path

    assert not theme.load_fonts(Path(str(tmp_path)))
    assert "system fonts" in caplog.text
