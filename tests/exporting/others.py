"""Programs of others that judge our exports: kept in the user's cache folder, made there the first time.

A published validator of xAPI (npm) and a learning record store (pip). Neither is a dependency of the product.
"""

import os
import shutil
import subprocess
import venv
from functools import cache
from pathlib import Path

import platformdirs
import pytest

from tests.needed import without

VALIDATOR = "@learninglocker/xapi-validation@3.0.0"
STORE = ("ralph-malph[lrs,cli,backend-fs]==5.1.0", "requests")
_PATIENCE_S = 240


def _cache(name: str) -> Path:
    return Path(platformdirs.user_cache_dir("manikin")) / "tests" / name


def _run(*command: object, cwd: Path | None = None) -> None:
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, timeout=_PATIENCE_S, check=False
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"status {done.returncode}"])[-1]
        # They come from the network, which a test run may lack; the product itself needs none of it.
        pytest.skip(f"{command[0]} cannot make the other program here: {last}")


@cache
def validator() -> Path:
    """A folder in which Node finds the published validator."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        without("there is no Node.js, on which the published validator runs")
    folder = _cache("xapi-validation")
    if not (folder / "node_modules" / "@learninglocker").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _run(npm, "install", "--ignore-scripts", "--silent", "--no-audit", "--no-fund", VALIDATOR, cwd=folder)
    return folder


@cache
def store_python() -> Path:
    """A Python that has the learning record store."""
    folder = _cache("store")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    whole = folder / "whole"
    if not whole.exists():
        venv.create(folder, with_pip=True, clear=True)
        _run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *STORE)
        whole.touch()
    return python
