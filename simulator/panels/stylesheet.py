"""The Qt style sheet, made from a palette. Widgets are addressed by the dynamic properties `role` and `kind`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.panels.theme import Palette

_RULES = """
QWidget {{ color: {ink}; }}
QToolTip {{ background: {raised}; color: {ink}; border: 1px solid {line}; padding: 4px 8px; }}
QWidget[role="page"] {{ background: {bg}; }}
QWidget[role="surface"], QFrame[role="surface"] {{ background: {surface}; }}
QFrame[role="topbar"] {{ background: {surface}; border: none; border-bottom: 1px solid {line}; }}
QFrame[role="footer"] {{ background: {surface}; border: none; border-top: 1px solid {line}; }}
QListWidget {{ background: transparent; border: none; font-size: 13px; outline: none; }}
QListWidget::item {{ padding: 3px 6px; border-radius: 6px; }}
QListWidget::item:selected {{ background: {accent_soft}; color: {ink}; }}
QFrame[role="side"] {{ background: {surface}; border: none; border-left: 1px solid {line}; }}
QFrame[role="card"] {{ background: {raised}; border: 1px solid {line}; border-radius: 12px; }}
QFrame[role="notice"] {{ background: {warn_soft}; border: 1px solid {warn_mark}; border-radius: 10px; }}
QFrame[role="notice"][tone="ok"] {{ background: {ok_soft}; border-color: {ok_mark}; }}
QFrame[role="rule"] {{ background: {line}; border: none; max-height: 1px; min-height: 1px; }}

QLabel[role="heading"] {{ color: {ink3}; font-size: 11px; font-weight: 600; }}
QLabel[role="title"] {{ font-size: 16px; font-weight: 600; }}
QLabel[role="goal"] {{ font-size: 18px; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="quiet"] {{ color: {ink2}; }}
QLabel[role="small"] {{ color: {ink2}; font-size: 13px; }}
QLabel[role="phase"] {{ color: {ink3}; font-size: 13px; font-weight: 600; }}
QLabel[role="tiny"] {{ color: {ink3}; font-size: 11px; }}
QLabel[role="clock"] {{ font-size: 18px; font-weight: 600; }}
QLabel[role="verdict"] {{ font-size: 44px; font-weight: 700; }}
QLabel[role="verdict"][fit="small"] {{ font-size: 30px; }}
QLabel[role="brand"] {{ font-size: 44px; font-weight: 700; }}
QLabel[role="keycap"] {{ border: 1px solid {control}; border-radius: 5px; padding: 2px 8px; font-size: 13px;
  font-weight: 600; min-width: 14px; }}
QLabel[role="caption"] {{ background: {raised}; border: 1px solid {line}; border-radius: 10px; padding: 8px 12px;
  font-size: 13px; }}
QLabel[tone="ok"] {{ color: {ok}; }}
QLabel[tone="warn"] {{ color: {warn}; }}
QLabel[tone="bad"] {{ color: {bad}; }}
QLabel[role="pill"] {{ border-radius: 12px; padding: 4px 10px; font-size: 13px; font-weight: 600;
  background: {accent_soft}; color: {accent}; }}
QLabel[role="pill"][tone="ok"] {{ background: {ok_soft}; color: {ok}; }}
QLabel[role="pill"][tone="warn"] {{ background: {warn_soft}; color: {warn}; }}
QLabel[role="pill"][tone="bad"] {{ background: {bad_soft}; color: {bad}; }}
QLabel[role="pill"][tone="quiet"] {{ background: {bg}; color: {ink2}; }}

QPushButton {{ background: {surface}; border: 1px solid {control}; border-radius: 8px; padding: 7px 13px;
  font-size: 13px; font-weight: 600; color: {ink}; }}
QPushButton:hover {{ background: {bg}; }}
QPushButton:pressed, QPushButton:checked {{ background: {accent_soft}; border-color: {accent}; color: {accent}; }}
QPushButton:disabled {{ color: {ink3}; background: {bg}; border-color: {line}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 6px 12px; }}
QPushButton[kind="primary"] {{ background: {accent}; border-color: {accent}; color: {on_accent}; }}
QPushButton[kind="primary"]:hover {{ background: {ink}; border-color: {ink}; color: {surface}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {ink}; }}
QPushButton[kind="primary"]:disabled {{ background: {line}; border-color: {line}; color: {ink3}; }}
QPushButton[low="true"] {{ padding: 4px 10px; }}
QPushButton[low="true"]:focus {{ padding: 3px 9px; }}
QPushButton[kind="stop"] {{ background: {bad}; border-color: {bad}; color: {surface}; font-size: 16px; }}
QPushButton[kind="stop"]:hover, QPushButton[kind="stop"]:pressed {{ background: {ink}; border-color: {ink}; }}
QPushButton[kind="stop"]:focus {{ border: 2px solid {ink}; }}
QPushButton[kind="quiet"] {{ background: transparent; border-color: transparent; color: {ink2}; }}
QPushButton[kind="quiet"]:hover {{ background: {bg}; color: {ink}; }}
QPushButton[kind="quiet"]:checked {{ background: {accent_soft}; color: {accent}; }}
QPushButton[kind="quiet"]:focus {{ border-color: {accent}; }}
QPushButton[kind="tab"] {{ background: transparent; border: none; border-radius: 8px; color: {ink2};
  padding: 5px 12px; }}
QPushButton[kind="tab"]:checked {{ background: {accent_soft}; color: {accent}; }}
QPushButton[kind="tab"]:focus {{ border: 2px solid {accent}; padding: 3px 10px; }}

QScrollArea[role="list"] {{ border: 2px solid transparent; border-radius: 8px; }}
QScrollArea[role="list"]:focus {{ border-color: {accent}; }}

QLineEdit {{ background: {surface}; border: 1px solid {control}; border-radius: 8px; padding: 8px 12px;
  font-size: 14px; selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit:focus {{ border: 2px solid {accent}; padding: 7px 11px; }}
QLineEdit[wrong="true"] {{ border: 2px solid {bad}; padding: 7px 11px; }}

QComboBox {{ background: {surface}; border: 1px solid {control}; border-radius: 8px; padding: 6px 10px;
  font-size: 13px; combobox-popup: 0; }}
QComboBox:focus {{ border: 2px solid {accent}; padding: 5px 9px; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {raised}; border: 1px solid {line}; padding: 4px; outline: none;
  selection-background-color: {accent_soft}; selection-color: {accent}; }}
QLineEdit[fit="small"] {{ padding: 6px 10px; font-size: 13px; }}
QLineEdit[fit="small"]:focus {{ padding: 5px 9px; }}
QLineEdit[fit="small"][wrong="true"] {{ padding: 5px 9px; }}
QProgressBar {{ background: {line}; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 2px; }}

QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {control}; border-radius: 3px; min-height: 28px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {control}; border-radius: 3px; min-width: 28px; margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none;
  border: none; width: 0; height: 0; }}

QSlider::groove:horizontal {{ height: 4px; background: {line}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ height: 4px; background: {accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 12px; height: 12px; margin: -6px 0; border-radius: 8px;
  background: {surface}; border: 2px solid {accent}; }}
QSlider::handle:horizontal:focus {{ background: {accent}; }}

QTableView {{ background: transparent; border: none; gridline-color: transparent; font-size: 13px;
  selection-background-color: {accent_soft}; selection-color: {ink}; outline: none; }}
QTableView::item {{ border-bottom: 1px solid {line}; padding: 0 5px; }}
QTableView::item:selected {{ background: {accent_soft}; color: {ink}; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{ background: transparent; border: none; border-bottom: 1px solid {line}; color: {ink3};
  font-size: 11px; font-weight: 600; padding: 6px 8px; }}
QMenu {{ background: {raised}; border: 1px solid {line}; border-radius: 8px; padding: 4px; }}
QMenu::item {{ padding: 8px 16px; border-radius: 6px; font-size: 13px; }}
QMenu::item:selected {{ background: {accent_soft}; color: {accent}; }}
"""


def stylesheet(palette: "Palette") -> str:
    """The style sheet of the whole program in the colours of `palette`."""
    names = [slot.split("}")[0] for slot in _RULES.replace("{{", "").split("{")[1:]]
    return _RULES.format_map({name: getattr(palette, name) for name in names})
