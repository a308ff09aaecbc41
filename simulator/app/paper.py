"""Prints what augmented reality needs: the board's sheet, and cubes to cut and fold, at exact scale."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QPolygonF,
    QTransform,
)

from simulator.app.problems import UserError
from simulator.app.writing import write_whole
from simulator.ar.targets import BOARDS, EDGE_M, FACES, TOOLS, Board, Cube
from simulator.panels.theme import ui_font

Draw = Callable[[QPainter], None]
Size = tuple[float, float]

PER_MM: Final = 10
"""Pixels of a PNG for each millimetre: then every edge of a module lies between two pixels."""
_A4: Final = (0.297, 0.210)
_RULER_MM: Final = 100
_INK: Final = QColor("#1b2733")
_FAINT: Final = QColor("#9aa7b4")

# What stands on the sheets, in English and Chinese.
_BOARD_TITLE: Final = "Manikin AR · {paper}"
_BOARD_LINE: Final = (
    "Print at 100 % (no “fit to page”), lay flat; this line must measure 100 mm.",
    "按100%打印（不要“适合页面”），平放；此线应为100毫米。",
)
_STEPS: Final = (
    ("Print page 1 at 100 %: no scaling, no “fit to page”.", "第1页按100%打印，不缩放，不选“适合页面”。"),
    ("Measure the line under the board. It must be 100 mm long.", "量一量图案下方的线，必须为100毫米。"),
    ("Glue the sheet on stiff card: a curved board is seen in the wrong place.", "将纸贴在硬板上，弯曲会使位置出错。"),
    (
        "Lay it where the patient's hips shall be; the head comes to its right.",
        "平放在患者髋部所在处；头部在图案右侧。",
    ),
    ("Let the camera see the whole board from half a metre to two metres.", "摄像头距离0.5～2米，须看到整张图案。"),
    ("Use even light without shine, and calibrate the camera once.", "光线均匀、不反光；首次使用请校准摄像头。"),
    ("Cover no more than half of the board with hands or tools.", "手和工具遮挡不要超过图案的一半。"),
)
_TOOL_NAMES: Final = {
    "head": ("the head in your hands", "手中的头部"),
    "collar": ("the collar", "颈托"),
    "board": ("the long board", "脊柱板"),
    "pointer": ("the pointer", "指针"),
}
_CUBE_LINE: Final = (
    "Print at 100 %. Cut along the outer lines, fold along the edges of the faces, glue the tabs. Edge: 60 mm.",
    "按100%打印。沿外线剪下，沿各面边线折叠，粘贴边。边长60毫米。",
)


def print_board(paper: str, out: Path) -> None:
    """The sheet `paper` (a4 or a3) as `out` (.pdf with an instruction page, or .png); UserError."""
    board = BOARDS[paper]
    _print(out, [(board.page_m, partial(_board, board=board)), (_A4, _instruction)])


def print_tools(out: Path) -> None:
    """A sheet for each cube as `out` (.pdf); UserError."""
    if out.suffix.lower() != ".pdf":
        raise UserError(f"{out}: the tools are printed as PDF; give the file the ending .pdf.")
    _print(out, [(_A4, partial(_cube, cube=cube)) for cube in TOOLS.values()])


def _print(out: Path, pages: list[tuple[Size, Draw]]) -> None:
    kind = out.suffix.lower()
    if kind not in (".pdf", ".png"):
        raise UserError(f"{out}: a sheet is written as .pdf or .png; give the file one of these endings.")
    whole = _pdf(pages) if kind == ".pdf" else _png(*pages[0])
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, whole)
    except OSError as error:
        raise UserError(f"{out}: this file cannot be written ({error.strerror}); choose another place.") from error


def _pdf(pages: list[tuple[Size, Draw]]) -> bytes:
    paper = QBuffer()
    paper.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(paper)
    writer.setCreator("Manikin")
    writer.setTitle("Manikin AR")
    writer.setResolution(25_400 // 20)  # dots per inch: 50 a millimetre
    painter = QPainter()
    for number, (size_m, draw) in enumerate(pages):
        writer.setPageSize(QPageSize(QSizeF(size_m[0] * 1e3, size_m[1] * 1e3), QPageSize.Unit.Millimeter))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
        if number:
            writer.newPage()
        else:
            painter.begin(writer)
        painter.save()
        painter.scale(writer.logicalDpiX() / 25.4, writer.logicalDpiY() / 25.4)
        draw(painter)
        painter.restore()
    painter.end()
    return bytes(paper.data().data())


def _png(size_m: Size, draw: Draw) -> bytes:
    image = QImage(round(size_m[0] * 1e3 * PER_MM), round(size_m[1] * 1e3 * PER_MM), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    image.setDotsPerMeterX(PER_MM * 1000)
    image.setDotsPerMeterY(PER_MM * 1000)
    painter = QPainter(image)
    painter.scale(PER_MM, PER_MM)
    draw(painter)
    painter.end()
    paper = QBuffer()
    paper.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(paper, b"png").write(image)
    return bytes(paper.data().data())


def _board(painter: QPainter, board: Board) -> None:
    left, top = (edge * 1e3 for edge in board.origin_m)
    module = board.size_m[0] * 1e3 / board.modules.shape[1]
    _modules(painter, board.modules, left, top, module)
    bottom = top + board.size_m[1] * 1e3
    _ruler(painter, left, bottom + 5.0)
    text = QRectF(left + _RULER_MM + 8.0, bottom + 2.0, board.size_m[0] * 1e3 - _RULER_MM - 8.0, 15.0)
    _words(painter, text.adjusted(0, 0, 0, -10), _BOARD_TITLE.format(paper=board.paper.upper()), 3.4, _INK, bold=True)
    for row, line in enumerate(_BOARD_LINE):
        _words(painter, text.adjusted(0, 5.0 + 4.6 * row, 0, -5.0 + 4.6 * row), line, 3.0, _INK)


def _ruler(painter: QPainter, left: float, top: float) -> None:
    painter.setPen(QPen(_INK, 0.25))
    painter.drawLine(QPointF(left, top), QPointF(left + _RULER_MM, top))
    for mm in range(0, _RULER_MM + 1, 5):
        painter.drawLine(QPointF(left + mm, top), QPointF(left + mm, top + (3.0 if mm % 10 == 0 else 1.8)))
    for mm in range(0, _RULER_MM + 1, 50):
        at = QRectF(left + mm - 10.0, top + 3.4, 20.0, 4.0)
        _words(painter, at, f"{mm} mm", 2.8, _INK, Qt.AlignmentFlag.AlignHCenter)


def _instruction(painter: QPainter) -> None:
    _words(painter, QRectF(25, 22, 250, 12), "Manikin AR", 8.0, _INK, bold=True)
    for number, pair in enumerate(_STEPS):
        top = 44.0 + 21.0 * number
        _words(painter, QRectF(25, top, 12, 8), str(number + 1), 5.6, _INK, bold=True)
        for row, line in enumerate(pair):
            _words(painter, QRectF(38, top + 7.4 * row, 240, 8), line, 4.6, _INK if row == 0 else QColor("#44525f"))


def _cube(painter: QPainter, cube: Cube) -> None:
    edge = EDGE_M * 1e3
    left, top = (_A4[0] * 1e3 - 4 * edge) / 2, (_A4[1] * 1e3 - 3 * edge) / 2
    places = {"left": (0, 1), "front": (1, 1), "right": (2, 1), "back": (3, 1), "top": (1, 0), "bottom": (1, 2)}
    painter.setPen(QPen(_FAINT, 0.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for column, row, side in _TABS:
        _tab(painter, left + column * edge, top + row * edge, edge, side)
    for face in FACES:
        column, row = places[face]
        x, y = left + column * edge, top + row * edge
        picture = cube.face_modules(face)
        _modules(painter, picture, x, y, edge / len(picture))
        painter.setPen(QPen(_FAINT, 0.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(x, y, edge, edge))
    english, chinese = _TOOL_NAMES[cube.name]
    aside = QRectF(left + 2 * edge + 14, top, 2 * edge - 14, 8)
    _words(painter, aside, f"Manikin AR · {english} · {chinese}", 4.2, _INK, bold=True)
    for row, line in enumerate(_CUBE_LINE):
        _words(painter, aside.adjusted(0, 9.0 + 14.0 * row, 0, 18.0 + 14.0 * row), line, 3.4, _INK, wrap=True)
    _ruler(painter, left + 2 * edge + 14, top + 2.72 * edge)


# Where glue goes: (column, row) of the face in the net, and the side of it.
_TABS: Final = (
    (1, 0, "left"), (1, 0, "right"), (1, 0, "up"), (1, 2, "left"), (1, 2, "right"), (1, 2, "down"), (0, 1, "left"),
)  # fmt: skip


def _tab(painter: QPainter, x: float, y: float, edge: float, side: str) -> None:
    slant, deep = 6.0, 9.0
    turned = {
        "up": QTransform(1, 0, 0, 1, x, y),
        "down": QTransform(1, 0, 0, -1, x, y + edge),
        "left": QTransform(0, 1, 1, 0, x, y),
        "right": QTransform(0, 1, -1, 0, x + edge, y),
    }[side]
    corners = QPolygonF([QPointF(0, 0), QPointF(edge, 0), QPointF(edge - slant, -deep), QPointF(slant, -deep)])
    painter.drawPolygon(turned.map(corners))


def _modules(painter: QPainter, picture: npt.NDArray[np.uint8], left: float, top: float, size: float) -> None:
    """Black modules as exact rectangles, those in a line as one: thin gaps would show between them."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    dark = picture < 128
    rows = [0, *(np.flatnonzero((dark[1:] != dark[:-1]).any(axis=1)) + 1).tolist(), len(dark)]
    for first, last in pairwise(rows):
        edges = np.flatnonzero(np.diff(np.concatenate([[False], dark[first], [False]]).astype(np.int8)))
        for start, end in edges.reshape(-1, 2).tolist():
            painter.drawRect(
                QRectF(left + start * size, top + first * size, (end - start) * size, (last - first) * size)
            )


def _words(
    painter: QPainter, at: QRectF, words: str, size_mm: float, colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft, bold: bool = False, wrap: bool = False,
) -> None:  # fmt: skip
    """Words in millimetres: a font has whole pixels, so it is drawn large and scaled."""
    fine = 20.0
    font = ui_font(round(size_mm * fine))
    font.setBold(bold)
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    painter.translate(at.topLeft())
    painter.scale(1 / fine, 1 / fine)
    flags = int(align) | (int(Qt.TextFlag.TextWordWrap) if wrap else 0)
    painter.drawText(QRectF(0, 0, at.width() * fine, max(at.height(), 1.0) * fine), flags, words)
    painter.restore()
