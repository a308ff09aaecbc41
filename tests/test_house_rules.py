"""The rules of the house, and the proof that they bite."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parent.parent
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS = CONFIG["contracts"]
MOST_LINES = 400
USUAL_LINES = 150
# A home folder, a build folder or a drive of somebody's computer.
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|private|mnt|workspace)/|(?<!\w)[A-Z]:\\\\?Users\\")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|NotImplementedError)\b")
PURE = ("scoring", "simulator/core", "simulator/mining")
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


def sources() -> list[Path]:
    return sorted(p for package in ("simulator", "scoring", "assets") for p in (ROOT / package).rglob("*.py"))


def own_tests() -> list[Path]:
    return sorted((ROOT / "tests").rglob("*.py"))


def _listed_by_git() -> list[str] | None:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return None
    command = [git, "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [name for name in done.stdout.split("\0") if name] if done.returncode == 0 else None


def texts() -> list[Path]:
    """Every file in the source tree that people read or programs run; what git ignores is left out."""
    listed = _listed_by_git()
    if listed is not None:
        found = [ROOT / name for name in listed]
    else:  # a source tree that was unpacked and not cloned, or a machine without git
        folders = ("simulator", "scoring", "assets", "scenes", "tests", ".ci")
        found = [*ROOT.glob("*"), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]
    return sorted(path for path in found if path.is_file() and b"\0" not in path.read_bytes()[:8000])


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
    every = [*sources(), *own_tests()]
    lines = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in every}
    assert {name: n for name, n in lines.items() if n > MOST_LINES} == {}
    assert median(n for n in lines.values() if n) <= USUAL_LINES


def test_every_module_says_what_it_is_for() -> None:
    """An empty `__init__` that only makes a folder a package needs no words."""
    bare = []
    for path in [*sources(), *own_tests()]:
        whole = path.read_text(encoding="utf-8")
        if whole.strip() and not (ast.get_docstring(ast.parse(whole)) or "").strip():
            bare.append(str(path.relative_to(ROOT)))
    assert bare == []


def test_no_file_knows_the_machine_that_it_was_written_on() -> None:
    own = Path(__file__)
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in texts()
        if path != own
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if MACHINE.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("line", ["see /home/ann/x", 'open("/' + 'root/x")', "C:\\Users\\ann", "/Users/ann/x"])
def test_a_path_of_a_machine_is_recognised(line: str) -> None:
    assert MACHINE.search(line)


def test_nothing_is_left_to_be_done_later() -> None:
    assert [str(p.relative_to(ROOT)) for p in sources() if UNFINISHED.search(p.read_text(encoding="utf-8"))] == []


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
