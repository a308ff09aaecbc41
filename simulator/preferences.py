"""What the program remembers between two starts, and where it keeps its files."""

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_data_path

Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Preferences:
    """Language and theme of the screens, who practised last and in which mode.

    `store` is the address of a lab's store, "" for none; `camera…` is how augmented reality was last wished for.
    """

    language: Language = "en"
    theme: Literal["light", "dark"] = "light"
    learner: str = ""
    mode: Literal["learn", "practise", "assess"] = "learn"
    store: str = ""
    camera: str = ""
    camera_size: str = "1280 x 720"
    camera_mirror: bool = False
    camera_scale: str = "1:4"
    camera_paper: str = "a4"


_ALLOWED = {"language": ("en", "zh"), "theme": ("light", "dark"), "mode": ("learn", "practise", "assess")}
_LONGEST = {"learner": 60, "store": 500, "camera": 1000, "camera_size": 20, "camera_scale": 20, "camera_paper": 20}


def home() -> Path:
    """The folder of the program's own files: MANIKIN_HOME, or the user's data folder."""
    said = os.environ.get("MANIKIN_HOME")
    return Path(said) if said else user_data_path("manikin", appauthor=False)


def sessions_dir() -> Path:
    """Where the journals lie."""
    return home() / "sessions"


def own_scenes_dir() -> Path:
    """Where the scenes lie that the user installed."""
    return home() / "scenes"


def store_url() -> str:
    """The address of the lab's store: MANIKIN_STORE, or what is remembered; "" where sessions stay on this computer."""
    return os.environ.get("MANIKIN_STORE") or load().store


def load() -> Preferences:
    """The remembered preferences; whatever is missing or makes no sense is as at the first start."""
    try:
        said = json.loads((home() / "preferences.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    if not isinstance(said, dict):
        return Preferences()
    return Preferences(**{f.name: said[f.name] for f in fields(Preferences) if _sensible(f.name, said.get(f.name))})


def save(preferences: Preferences) -> bool:
    """Remember them; False where nothing can be written (the program goes on without)."""
    path = home() / "preferences.json"
    aside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(json.dumps(asdict(preferences), ensure_ascii=False, indent=1), encoding="utf-8")
        aside.chmod(0o600)  # the address of a store may hold a password
        aside.replace(path)
    except OSError:
        return False
    return True


def _sensible(name: str, value: Any) -> bool:
    if name in _ALLOWED:
        return value in _ALLOWED[name]
    if name == "camera_mirror":
        return isinstance(value, bool)
    return isinstance(value, str) and len(value) <= _LONGEST[name]
