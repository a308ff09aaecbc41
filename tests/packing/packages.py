"""Packages for tests: a good one, and the same with one thing changed."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.app.installing import install
from simulator.app.packing import MANIFEST, manifest_of
from simulator.app.problems import UserError
from simulator.paths import scenes_dir
from tests.program import SCENE

PNG = (scenes_dir() / SCENE / "picture.png").read_bytes()
VARIANT = "format: 1\nextends: mine\nid: yours\ntitle: {en: Yours, zh: 你的}\nminutes: 7\n"
Entries = dict[str, bytes]
Change = Callable[[zipfile.ZipInfo], None]


def package(folder: Path, files: Entries, change: Change = lambda entry: None, scene: str = "mine") -> Path:
    """An archive of these files with a true manifest; `change` does to each entry what an ordinary tool would not."""
    manifest = {"format": 1, "scene": scene, "files": manifest_of(files)}
    path = folder / "evil.manikin"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {MANIFEST: json.dumps(manifest).encode(), **files}.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if name != MANIFEST:
                change(entry)
            archive.writestr(entry, content)
    return path


def good(mine: Path) -> Entries:
    return {name: (mine / name).read_bytes() for name in ("scene.yaml", "reference.yaml", "picture.png")}


def refused(evil: Path, says: str, home: Path) -> None:
    around = sorted(path.name for path in evil.parent.iterdir())
    with pytest.raises(UserError) as told:
        install(evil, force=True)
    assert says in str(told.value)
    assert "\n" not in str(told.value)
    assert list((home / "scenes").glob("*")) == []
    assert sorted(path.name for path in evil.parent.iterdir() if path != home) == [n for n in around if n != "home"]


def outcome(path: Path) -> str:
    """What is said of a package."""
    try:
        return str(install(path, force=True))
    except UserError as error:
        return str(error)
