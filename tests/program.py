"""Runs the program as a user does: in a process of its own, with a home of its own and no screen."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
SCENE = "spinal-transport"
LEARNERS = ROOT / "tests" / "learners"
COMMAND = (sys.executable, "-c", "from simulator.cli import main; main()")
_SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "MANIKIN_RENDERER")
_PATIENCE_S = 120


@dataclass(frozen=True, slots=True)
class Said:
    """How a run of the program ended and what it said."""

    status: int
    out: str
    err: str

    def sentence(self, status: int = 1) -> str:
        """The one sentence on stderr of a run that failed as it should."""
        assert self.status == status, self
        assert "Traceback" not in self.out + self.err, self
        lines = [line for line in self.err.splitlines() if line.startswith("manikin: ")]
        assert len(lines) == 1, self
        return lines[0]


def environment(home: Path, **more: str) -> dict[str, str]:
    """The user's environment without a screen, with the program's own files in `home`."""
    kept = {name: value for name, value in os.environ.items() if name not in _SCREEN}
    return {**kept, "MANIKIN_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1", **more}


def manikin(
    *arguments: object,
    home: Path,
    more: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    before: Callable[[], None] | None = None,
    command: Sequence[str] = COMMAND,
) -> Said:
    """Run `manikin ARGUMENTS...`. `before` runs in the child just before the program starts (limits, rights)."""
    done = subprocess.run(
        [*command, *map(str, arguments)],
        env=environment(home, **(more or {})),
        cwd=cwd,
        preexec_fn=before,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_PATIENCE_S,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)
