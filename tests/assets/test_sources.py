"""The list of origins says the truth about every file that ships."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from assets.recipes import bake
from simulator.paths import assets_dir
from simulator.provenance import LIMIT_BYTES, LIST_NAME, differences, shipped


def test_every_file_is_listed_with_its_checksum() -> None:
    assert differences(assets_dir()) == ()


def test_all_assets_together_are_small_enough() -> None:
    assert sum(path.stat().st_size for path in shipped(assets_dir())) < LIMIT_BYTES
    own = [p for folder in ("equipment", "room") for p in shipped(assets_dir() / folder)]
    assert sum(path.stat().st_size for path in own) < 14_000_000


def test_every_origin_names_a_licence_and_a_recipe_that_exists() -> None:
    table = tomllib.loads((assets_dir() / LIST_NAME).read_text("utf-8"))
    assert {entry["origin"] for entry in table["file"]} <= set(table["origin"])
    wheels = {wheel["name"] for wheel in table["wheel"]}
    for origin in table["origin"].values():
        assert origin["licence"]
        path = assets_dir().parent / origin["recipe"].replace(".", "/")
        assert path.is_dir() or path.with_suffix(".py").is_file()
        assert set(origin["wheels"]) <= wheels


def _copy(folder: Path) -> Path:
    room = folder / "room"
    room.mkdir()
    shutil.copy(assets_dir() / "room" / "room.glb", room)
    entry = next(e for e in _entries() if e["path"] == "room/room.glb")
    lines = "\n".join(f'{key} = "{value}"' for key, value in entry.items())
    (folder / LIST_NAME).write_text(f"[[file]]\n{lines}\n", "utf-8")
    return folder


def _entries() -> list[dict[str, str]]:
    entries: list[dict[str, str]] = tomllib.loads((assets_dir() / LIST_NAME).read_text("utf-8"))["file"]
    return entries


def test_a_changed_a_missing_and_a_foreign_file_are_told(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    assert differences(folder) == ()
    with (folder / "room" / "room.glb").open("r+b") as file:
        file.seek(5000)
        file.write(b"\x00\x01\x02")
    assert differences(folder) == ("room/room.glb is damaged or was changed.",)
    (folder / "room" / "room.glb").unlink()
    (folder / "room" / "new.glb").write_bytes(b"glTF")
    assert differences(folder) == ("room/room.glb is missing.", "room/new.glb is not in SOURCES.toml.")


def test_a_changed_file_that_bakes_differently_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def other(_: Path, out: Path) -> None:
        (out / "room.glb").write_bytes(b"something else")

    family = next(f for f in bake.FAMILIES if f.folder == "room")
    changed = bake.Family(family.folder, family.origin, family.licence, family.recipe, (), other)
    assert bake.compared(changed, tmp_path, tmp_path) == ["room/room.glb bakes differently."]


def test_an_unknown_family_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        bake.main(["furniture"])
    assert stop.value.code == 2
    assert "no such family: furniture" in capsys.readouterr().err
