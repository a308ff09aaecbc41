"""Compiles scoring/native into the source tree when Manikin is installed from there (`pip install -e .`).

The compiled form only saves time: where there is no compiler, and in the wheel, which is the same for every computer,
Python does the same work.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NATIVE = Path("scoring") / "native"


class NativeHook(BuildHookInterface):  # type: ignore[type-arg]
    """What hatchling calls before it builds."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            trouble = compile_native(Path(self.root))
            if trouble:
                self.app.display_warning(f"The judge will run in Python alone, which is slower: {trouble}")


def fingerprint(root: Path) -> str:
    """SHA-256 of all sources, which the compiled module carries as `SOURCE`."""
    sources = sorted((root / NATIVE).glob("*.[ch]"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()


def compile_native(root: Path) -> str:
    """Compile into scoring/; returns why not, or an empty text."""
    linker = sysconfig.get_config_var("LDSHARED")
    if os.name == "nt" or not linker:
        return "this Python does not say how to compile for it."
    name = f"_native{sysconfig.get_config_var('EXT_SUFFIX')}"
    with tempfile.TemporaryDirectory(dir=root / "scoring") as folder:
        made = Path(folder) / name
        command = [
            *shlex.split(linker),
            *("-std=c11", "-O3", "-fPIC", "-fvisibility=hidden", f'-DSOURCE="{fingerprint(root)}"'),
            f"-I{sysconfig.get_paths()['include']}",
            *map(str, sorted((root / NATIVE).glob("*.c"))),
            *("-o", str(made)),
        ]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError as error:
            return f"no compiler ({error})."
        if done.returncode:
            return (done.stderr.strip().splitlines() or ["the compiler failed."])[0]
        made.replace(root / "scoring" / name)
    return ""
