"""The look of the panels: colours by role in a light and a dark theme, the bundled fonts, applying both.

Widgets that paint themselves ask `palette()` at paint time, so that a switch of the theme reaches them too.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from simulator.panels.stylesheet import stylesheet

_log = logging.getLogger(__name__)

FAMILIES = ("Manikin Sans", "Manikin Sans SC")
FONT_FILES = (
    "ManikinSans-Regular.ttf",
    "ManikinSans-SemiBold.ttf",
    "ManikinSans-Bold.ttf",
    "ManikinSansSC-Regular.ttf",
    "ManikinSansSC-SemiBold.ttf",
)


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by role, `#RRGGBB`. `on_accent` is text on the accent; `*_line` borders a soft ground of that tone."""

    name: str
    bg: str
    surface: str
    raised: str
    line: str
    control: str
    ink: str
    ink2: str
    ink3: str
    accent: str
    accent_soft: str
    on_accent: str
    ok: str
    ok_soft: str
    ok_mark: str
    warn: str
    warn_soft: str
    warn_mark: str
    bad: str
    bad_soft: str
    bad_line: str
    violet: str
    plate: str = "#F4F6F8"  # the ground of small pictures: light enough for dark things in both themes
    monitor: str = "#101820"
    monitor_ink: str = "#9FB0BF"
    heart: str = "#69DB7C"
    pressure: str = "#FF8787"
    breath: str = "#FFD43B"
    oxygen: str = "#74C0FC"
    alarm: str = "#FFC9C9"
    on_alarm: str = "#8A1119"

    def tone(self, tone: str) -> str:
        """The strong colour of a tone ("ok", "warn", "bad", "" for quiet)."""
        return {"ok": self.ok, "warn": self.warn, "bad": self.bad}.get(tone, self.ink2)

    def mark(self, tone: str) -> str:
        """The colour of a bar or dot of a tone."""
        marks = {"ok": self.ok_mark, "warn": self.warn_mark, "bad": self.bad, "event": self.violet}
        return marks.get(tone, self.line)

    def soft(self, tone: str) -> str:
        """The quiet ground of a tone."""
        return {"ok": self.ok_soft, "warn": self.warn_soft, "bad": self.bad_soft}.get(tone, self.bg)


LIGHT = Palette(
    "light", bg="#F4F6F8", surface="#FFFFFF", raised="#FFFFFF", line="#E1E6EB", control="#CBD3DA", ink="#17212B",
    ink2="#52606D", ink3="#66737F", accent="#0B7285", accent_soft="#E3F3F6", on_accent="#FFFFFF",
    ok="#1F7A33", ok_soft="#E7F5EA", ok_mark="#2B8A3E", warn="#9C5700", warn_soft="#FDF1DF", warn_mark="#E8A33D",
    bad="#C92A2A", bad_soft="#FCE8E8", bad_line="#F3C9C9", violet="#7048C8",
)  # fmt: skip
DARK = Palette(
    "dark", bg="#0F151B", surface="#171F27", raised="#1E2832", line="#2B3743", control="#44525F", ink="#E9EFF4",
    ink2="#AFBCC8", ink3="#8C9AA7", accent="#3DB8CC", accent_soft="#143640", on_accent="#04242B",
    ok="#5FCF76", ok_soft="#17331F", ok_mark="#37A34F", warn="#F2B25C", warn_soft="#3A2C16", warn_mark="#D9932F",
    bad="#FF8A8A", bad_soft="#402022", bad_line="#6B3134", violet="#B197FC", plate="#8FA0AF", monitor="#070B0F",
)  # fmt: skip
THEMES = {palette.name: palette for palette in (LIGHT, DARK)}

_shown: list[Palette] = [LIGHT]  # the one palette on screen; a program has one look at a time


def palette() -> Palette:
    """The palette on screen."""
    return _shown[0]


def colour(role: str) -> QColor:
    """A colour of the palette on screen by its role."""
    return QColor(getattr(palette(), role))


def load_fonts(folder: Path) -> bool:
    """Make the bundled fonts known to Qt. False if one is missing: the system's fonts then take its place."""
    found = [QFontDatabase.addApplicationFont(str(folder / name)) != -1 for name in FONT_FILES]
    if not all(found):
        _log.warning("The bundled fonts are not complete in %s; system fonts are used.", folder)
    return all(found)


def ui_font(size_px: int = 14, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The UI font in a size (device-independent pixels)."""
    font = QFont()
    font.setFamilies([*FAMILIES, "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC"])
    font.setPixelSize(size_px)
    font.setWeight(weight)
    # Fractional advances: at 11 to 14 px whole-pixel ones set the letters visibly apart.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def apply(app: QApplication, theme: str) -> None:
    """Give the whole program the theme "light" or "dark". Raises KeyError for another name."""
    chosen = THEMES[theme]
    _shown[0] = chosen
    app.setFont(ui_font())
    app.setPalette(_qt_palette(chosen))
    app.setStyleSheet(stylesheet(chosen))
    for widget in app.allWidgets():
        widget.update()


def _qt_palette(chosen: Palette) -> QPalette:
    result = QPalette()
    roles = {
        QPalette.ColorRole.Window: chosen.bg,
        QPalette.ColorRole.Base: chosen.surface,
        QPalette.ColorRole.AlternateBase: chosen.bg,
        QPalette.ColorRole.Button: chosen.surface,
        QPalette.ColorRole.WindowText: chosen.ink,
        QPalette.ColorRole.Text: chosen.ink,
        QPalette.ColorRole.ButtonText: chosen.ink,
        QPalette.ColorRole.PlaceholderText: chosen.ink3,
        QPalette.ColorRole.Highlight: chosen.accent,
        QPalette.ColorRole.HighlightedText: chosen.on_accent,
        QPalette.ColorRole.ToolTipBase: chosen.raised,
        QPalette.ColorRole.ToolTipText: chosen.ink,
    }
    for role, value in roles.items():
        result.setColor(role, QColor(value))
    return result
