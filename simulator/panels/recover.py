"""The sheet that offers a session that was left: go on, score it as it is, discard it, or decide later."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from simulator.panels.ask import Sheet
from simulator.panels.parts import KeyButton, column, label, row
from simulator.presenting.recovering import Choice, RecoverView

CARD_PX, BUTTON_PX = 600, 190


def offer(over: QWidget, view: RecoverView, chosen: Callable[[str], None]) -> Sheet:
    """Ask; `chosen` hears "resume", "score" or "discard". Esc decides later.

    The focus is on going on where that is possible, else on the least that can be done: nothing.
    """
    sheet = Sheet(over)
    sheet.card.setFixedWidth(CARD_PX)
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(10)
    grid.setColumnStretch(1, 1)
    buttons = {}
    for number, (name, choice) in enumerate(_choices(view)):
        button = KeyButton(choice.name, kind="primary" if name == "resume" and choice.possible else "")
        button.setObjectName(name)
        button.setFixedWidth(BUTTON_PX)
        button.setEnabled(choice.possible)
        button.setAccessibleDescription(choice.says)
        button.clicked.connect(_answer(sheet, name, chosen))
        grid.addWidget(button, number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label("small", choice.says, wrap=True), number, 1, Qt.AlignmentFlag.AlignVCenter)
        buttons[name] = button
    later = KeyButton(view.later, "Esc", kind="quiet")
    later.setObjectName("later")
    later.clicked.connect(sheet.dismiss)
    words = column(
        label("goal", view.title),
        label("strong", view.what, wrap=True),
        label("quiet", view.when, wrap=True),
        spacing=4,
    )
    foot = row(label("small", view.more) if view.more else None, None, later)
    sheet.card.setLayout(column(words, 16, grid, 12, foot, spacing=0, margins=(24, 22, 24, 18)))
    sheet.setAccessibleName(f"{view.title} {view.what} {view.when}")
    sheet.present(buttons["resume"] if view.resume.possible else later)
    return sheet


def _choices(view: RecoverView) -> tuple[tuple[str, Choice], ...]:
    return (("resume", view.resume), ("score", view.score), ("discard", view.discard))


def _answer(sheet: Sheet, name: str, chosen: Callable[[str], None]) -> Callable[[], None]:
    def answered() -> None:
        sheet.dismiss()
        chosen(name)

    return answered
