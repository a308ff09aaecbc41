"""The rules of the house, and the proof that they bite."""

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS = CONFIG["contracts"]
MOST_LINES = 400
PURE = ("scoring", "simulator/core")
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


def sources() -> list[Path]:
    return sorted(p for package in ("simulator", "scoring", "assets") for p in (ROOT / package).rglob("*.py"))


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "import sys; from importlinter.cli import lint_imports_command as run; sys.argv=['x','--no-cache']; run()"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": "."},
    )


def copy_of_the_house(folder: Path) -> None:
    for package in ("simulator", "scoring"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)


def test_every_package_keeps_its_import_contract() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda c: c["name"])
def test_a_forbidden_import_breaks_the_contract(contract: dict[str, list[str]], tmp_path: Path) -> None:
    """One breach for every forbidden module of the contract, all found in one run."""
    copy_of_the_house(tmp_path)
    source = contract["source_modules"][0]
    path = tmp_path / source.replace(".", "/")
    package = path if path.is_dir() else path.parent
    file = package / "a_breach.py" if path.is_dir() else path.with_suffix(".py")
    here = source if not path.is_dir() else f"{source}.a_breach"
    missed = []
    whole = file.read_text() if file.exists() else ""
    lines = [f"import {name}" for name in contract["forbidden_modules"]]
    file.write_text(whole + "\n" + "\n".join(lines) + "\n")
    done = lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout
    for name in contract["forbidden_modules"]:
        if f"{here} -> {name}" not in done.stdout:
            missed.append(name)
    assert not missed, done.stdout


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    too_long = {str(p.relative_to(ROOT)): n for p in sources() if (n := len(p.read_text().splitlines())) > MOST_LINES}
    assert too_long == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [p for p in sources() if p.stem in NAMES_THAT_SAY_NOTHING] == []


@pytest.mark.parametrize("package", PURE)
def test_the_pure_packages_open_no_file_and_throw_no_dice(package: str) -> None:
    found = []
    for path in sorted((ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            opens = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("open", "print")
            dice = isinstance(node, ast.Attribute) and node.attr == "random"
            if opens or dice:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []


def test_no_code_knows_a_scene_by_name() -> None:
    scenes = [p.name for p in (ROOT / "scenes").iterdir() if p.is_dir()]
    assert scenes
    named = [
        str(p.relative_to(ROOT))
        for p in sources()
        for scene in scenes
        if f'"{scene}"' in p.read_text() or f"'{scene}'" in p.read_text()
    ]
    assert named == []
