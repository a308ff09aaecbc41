"""The keys that move the view of the stage."""

from PySide6.QtCore import Qt

# key: (orbit right, orbit down, zoom steps), in logical pixels and notches
VIEW_KEYS: dict[Qt.Key, tuple[float, float, float]] = {
    Qt.Key.Key_Left: (36.0, 0.0, 0.0),
    Qt.Key.Key_Right: (-36.0, 0.0, 0.0),
    Qt.Key.Key_Up: (0.0, 24.0, 0.0),
    Qt.Key.Key_Down: (0.0, -24.0, 0.0),
    Qt.Key.Key_Plus: (0.0, 0.0, 1.0),
    Qt.Key.Key_Equal: (0.0, 0.0, 1.0),
    Qt.Key.Key_Minus: (0.0, 0.0, -1.0),
    Qt.Key.Key_PageUp: (0.0, 0.0, 2.0),
    Qt.Key.Key_PageDown: (0.0, 0.0, -2.0),
}
