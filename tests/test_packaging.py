"""The wheel holds the program with its scenes and assets, nothing else, and works where there is no source tree."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from simulator.provenance import listed, shipped
from tests.program import LEARNERS, ROOT, SCENE, manikin

DATA = "simulator/_data/"
MOST_BYTES = 30_000_000


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this source tree."""
    out = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", build, out], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as pip fills it: the wheel is pure Python, so installing it is unpacking it."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(folder)
    return folder


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as file:
        return set(file.namelist())


def test_the_wheel_is_pure_and_small(wheel: Path) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert wheel.name == f"manikin-{version}-py3-none-any.whl"
    assert wheel.stat().st_size < MOST_BYTES


def test_every_asset_and_scene_is_inside(wheel: Path) -> None:
    # The pictures are for the README alone.
    wanted = {f"{DATA}assets/{name}" for name in listed(ROOT / "assets") if not name.startswith("pictures/")} | {
        f"{DATA}assets/SOURCES.toml"
    }
    wanted |= {DATA + p.relative_to(ROOT).as_posix() for p in (ROOT / "scenes").rglob("*") if p.is_file()}
    assert f"{DATA}scenes/{SCENE}/scene.yaml" in wanted
    assert wanted - names(wheel) == set()


def test_every_module_is_inside_and_the_shaders_too(wheel: Path) -> None:
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in ("simulator", "scoring")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in (".pyc", ".so") and path.parent.name != "native"
    }
    assert any(name.endswith(".frag") for name in wanted)
    assert wanted - names(wheel) == set()


def test_nothing_else_is_inside(wheel: Path) -> None:
    inside = {name for name in names(wheel) if ".dist-info/" not in name}
    assert {name.partition("/")[0] for name in inside} == {"simulator", "scoring"}
    in_assets = {name.removeprefix(f"{DATA}assets/") for name in inside if name.startswith(f"{DATA}assets/")}
    pictures = {p.relative_to(ROOT / "assets").as_posix() for p in shipped(ROOT / "assets")}
    assert in_assets <= pictures | {"SOURCES.toml"}
    assert not any(name.endswith(".py") for name in in_assets), "the recipes stay in the source tree"
    assert not any(name.endswith((".c", ".h", ".so")) for name in inside), "nothing is compiled for one computer"


def test_the_licence_and_the_command_are_declared(unpacked: Path) -> None:
    (info,) = unpacked.glob("manikin-*.dist-info")
    assert (info / "entry_points.txt").read_text().split() == [
        "[console_scripts]",
        "manikin",
        "=",
        "simulator.cli:main",
    ]
    assert "Apache License" in (info / "licenses" / "LICENSE").read_text(encoding="utf-8")


def test_the_unpacked_wheel_performs_and_draws_far_from_the_source(unpacked: Path, tmp_path: Path) -> None:
    more = {"PYTHONPATH": str(unpacked)}
    where = [sys.executable, "-c", "import simulator; print(simulator.__file__)"]
    found = subprocess.run(where, env={**more}, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert found.stdout.startswith(str(unpacked)), "the unpacked wheel is what runs"
    checked = manikin("check", home=tmp_path, cwd=tmp_path, more=more)
    assert (checked.status, checked.out) == (0, ""), checked
    done = manikin("demo", "--headless", "--out", "out", home=tmp_path, cwd=tmp_path, more=more)
    assert done.status == 0, done
    assert len(list((tmp_path / "out" / "pictures").glob("*.png"))) >= 8
    performed = manikin(
        "perform", SCENE, LEARNERS / "perfect.yaml", "--out", "again", home=tmp_path, cwd=tmp_path, more=more
    )
    assert performed.status == 0, performed
