"""The small scene of these tests, and changes to its text."""

from pathlib import Path

SCENE = Path(__file__).parent / "scenes" / "hand-washing" / "scene.yaml"
TEXT = SCENE.read_text("utf-8")


def changed(*changes: tuple[str, str]) -> str:
    """The scene's text with every `old` (which must stand in it once) replaced by its `new`."""
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the scene"
        text = text.replace(old, new)
    return text


def written(folder: Path, text: str | bytes) -> Path:
    """A scene file with this text, in a folder of the right name."""
    path = folder / "hand-washing" / "scene.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path
