"""Where a menu lies and in how many columns, so that what was asked about stays in sight."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize

BESIDE_PX = 28  # so far from the point that was asked for, which stays in sight
# Prices of a place, in covered square pixels of the patient (own choice; held by pictures of every scene).
DEAR = 4  # a square pixel of what was clicked, or of a face
HIDDEN = 2  # a square pixel of the menu itself that only scrolling shows
FAR_PX = 12  # a pixel away from the point
POINT = 10**7  # the very point


@dataclass(frozen=True, slots=True)
class Shape:
    """A menu in so many columns: its size, and how much of its height (px) is left to scrolling."""

    columns: int
    size: QSize
    hidden_px: int


@dataclass(frozen=True, slots=True)
class Clear:
    """What should stay in sight: the patient, and dearer than the rest of it, what was clicked and the face."""

    patient: QRect
    dear: tuple[QRect, ...] = ()


def inside(box: QRect, free: QRect) -> QRect:
    """The box, moved so that it lies wholly in the free room (at its top left where it is too large)."""
    left = max(free.left(), min(box.left(), free.right() + 1 - box.width()))
    top = max(free.top(), min(box.top(), free.bottom() + 1 - box.height()))
    return QRect(QPoint(left, top), box.size())


def cheapest(shapes: Iterable[Shape], at: QPoint, free: QRect, clear: Clear, *, beside: bool) -> tuple[Shape, QRect]:
    """The shape and the place that cost least; of those that cost the same, the first shape and the nearest place.

    Points and boxes are in the parent's pixels. `beside`: the point `at` was clicked and stays in sight; otherwise it
    is where the menu would rather begin. Raises ValueError where there is no shape.
    """
    found = [
        (_price(shape, box, at, clear, beside=beside), number, shape, box)
        for number, shape in enumerate(shapes)
        for box in _places(shape.size, at, free, beside=beside)
    ]
    _, _, shape, box = min(found, key=lambda one: one[:2])
    return shape, box


def _places(size: QSize, at: QPoint, free: QRect, *, beside: bool) -> list[QRect]:
    """Beside, above and below the point, and along the edges of the free room."""
    x, y = at.x(), at.y()
    right, left = x + BESIDE_PX, x - BESIDE_PX - size.width()
    middle, centred = y - size.height() // 2, x - size.width() // 2
    above, below = y - BESIDE_PX - size.height(), y + BESIDE_PX
    first, second = (right, left) if x < free.center().x() else (left, right)
    near = [(first, middle), (second, middle), (centred, below), (centred, above)] if beside else [(x, y)]
    edges = [(side, high) for side in (free.left(), free.right()) for high in (middle, free.top(), free.bottom())]
    across = [(centred, free.top()), (centred, free.bottom())]
    return [inside(QRect(QPoint(*corner), size), free) for corner in (*near, *edges, *across)]


def _price(shape: Shape, box: QRect, at: QPoint, clear: Clear, *, beside: bool) -> int:
    covered = _area(box.intersected(clear.patient))
    covered += DEAR * sum(_area(box.intersected(dear)) for dear in clear.dear)
    hidden = HIDDEN * shape.hidden_px * box.width()
    if not beside:
        return covered + hidden + FAR_PX * (box.topLeft() - at).manhattanLength()
    nearest = QPoint(min(max(at.x(), box.left()), box.right()), min(max(at.y(), box.top()), box.bottom()))
    return covered + hidden + FAR_PX * (nearest - at).manhattanLength() + (POINT if box.contains(at) else 0)


def _area(box: QRect) -> int:
    return box.width() * box.height() if box.isValid() else 0
