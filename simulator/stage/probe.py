"""Which renderer works on this computer, tried in a child process because a driver can take its process down with it.

The answer is remembered in the user's cache folder as long as the graphics drivers stay the same. A remembered answer
that brought the program down is not believed twice: a mark stands beside it from the opening of the driver until its
first frame.

`python -m simulator.stage.probe NAME` is the child: it draws one small frame and prints what the driver says of itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

FORCE_VARIABLE = "MANIKIN_RENDERER"
NO_RENDERER = "none"
_LADDER = ("pandagl", "p3headlessgl", "p3tinydisplay")  # display.LADDER, without loading a graphics library for it
_PATIENCE_S = 45.0
_ANSWER, _MARK = "renderer.json", "renderer.opening"

# What decides which driver answers: these variables, and the driver files themselves.
_VARIABLES = (
    "DISPLAY", "EGL_PLATFORM", "GALLIUM_DRIVER", "LIBGL_ALWAYS_SOFTWARE", "LIBGL_DRIVERS_PATH",
    "MESA_LOADER_DRIVER_OVERRIDE", "MESA_GL_VERSION_OVERRIDE", "WAYLAND_DISPLAY", "__GLX_VENDOR_LIBRARY_NAME",
)  # fmt: skip
_DRIVER_FILES = (
    "/proc/driver/nvidia/version",
    "/usr/lib/*/libGL.so.1*",
    "/usr/lib/*/libEGL.so.1*",
    "/usr/lib/*/dri/swrast_dri.so",
    "/usr/lib/*/libgallium*.so",
    "/usr/lib64/libGL.so.1*",
    "/usr/lib64/dri/swrast_dri.so",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What works here: the renderer's name (None if nothing does) and what its driver says of itself."""

    renderer: str | None
    driver: str = ""
    tried: tuple[str, ...] = ()


Try = Callable[[str], str | None]


def fingerprint(environment: Mapping[str, str] | None = None) -> str:
    """A short text that changes when another driver may answer."""
    env = os.environ if environment is None else environment
    facts = [version("panda3d"), platform.platform(), sys.version]
    facts += [f"{name}={env.get(name, '')}" for name in _VARIABLES]
    root = Path("/")
    for pattern in _DRIVER_FILES:
        for file in sorted(root.glob(pattern.lstrip("/"))):
            state = file.stat()
            facts.append(f"{file}:{state.st_size}:{int(state.st_mtime)}")
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:24]


def try_in_child(name: str) -> str | None:
    """Draw one frame in a child process: what the driver says of itself, or None if it fails, crashes or hangs."""
    command = [sys.executable, "-m", "simulator.stage.probe", name]
    try:
        child = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_S, check=False)
    except (subprocess.TimeoutExpired, OSError):
        return None  # a driver that hangs is as useless as one that crashes
    if child.returncode != 0:
        return None
    last = child.stdout.strip().rpartition("\n")[2]
    return last or None


def ladder_here(environment: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The renderers worth trying here. Where no X display is named Panda3D would open `:0`, which is not ours: the
    program would end with it."""
    env = os.environ if environment is None else environment
    return _LADDER if env.get("DISPLAY") or not sys.platform.startswith("linux") else _LADDER[1:]


def choose(
    cache_dir: Path, forced: str | None = None, ladder: Iterable[str] | None = None, attempt: Try = try_in_child
) -> Answer:
    """The first renderer of the ladder that works. `forced` (or the variable MANIKIN_RENDERER) asks for that one only;
    `none` asks for no 3D at all. Raises ValueError for a name that is no renderer."""
    wish = wished(forced)
    if wish == NO_RENDERER:
        return Answer(None)
    known = _remembered(cache_dir)
    rungs = (wish,) if wish else tuple(ladder_here() if ladder is None else ladder)
    if known is not None and (known.renderer in rungs):
        return known
    tried: list[str] = []
    for name in rungs:
        driver = attempt(name)
        tried.append(name)
        if driver is not None:
            answer = Answer(name, driver, tuple(tried))
            if not wish:
                _remember(cache_dir, answer)
            return answer
    return Answer(None, "", tuple(tried))


def wished(forced: str | None = None) -> str | None:
    """The renderer that is asked for by name, here or in the variable; ValueError for a name that is no renderer."""
    wish = forced or os.environ.get(FORCE_VARIABLE) or None
    if wish is not None and wish not in (*_LADDER, NO_RENDERER):
        where = "" if forced else f" (from the variable {FORCE_VARIABLE})"
        raise ValueError(f"There is no renderer {wish!r}{where}; choose {', '.join(_LADDER)} or {NO_RENDERER}.")
    return wish


def mark_opening(cache_dir: Path) -> None:
    """Say that the driver is about to be opened in this process."""
    _write(cache_dir / _MARK, "")


def mark_drawn(cache_dir: Path) -> None:
    """Say that the first frame has been drawn: the remembered answer is good."""
    (cache_dir / _MARK).unlink(missing_ok=True)


def forget(cache_dir: Path) -> None:
    """Drop the remembered answer."""
    (cache_dir / _ANSWER).unlink(missing_ok=True)
    (cache_dir / _MARK).unlink(missing_ok=True)


def _remembered(cache_dir: Path) -> Answer | None:
    if (cache_dir / _MARK).exists():
        forget(cache_dir)
        return None
    try:
        kept = json.loads((cache_dir / _ANSWER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None  # never written, not readable, or cut off: ask the drivers again
    if not isinstance(kept, dict) or kept.get("fingerprint") != fingerprint():
        return None
    name = kept.get("renderer")
    return Answer(name, str(kept.get("driver", ""))) if name in _LADDER else None


def _remember(cache_dir: Path, answer: Answer) -> None:
    kept = {"fingerprint": fingerprint(), "renderer": answer.renderer, "driver": answer.driver}
    _write(cache_dir / _ANSWER, json.dumps(kept))


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        return  # a full or read-only disk only means that the next start asks the drivers again


def draw_once(name: str) -> str:
    """Draw one small frame with every shader. Raises NoDisplayError, or ArithmeticError if the picture stays empty."""
    from simulator.stage.display import open_display
    from simulator.stage.trial import draw_trial

    display = open_display(name)
    draw_trial(display)
    return f"{display.driver} {display.version}".strip()


if __name__ == "__main__":
    from simulator.stage.display import NoDisplayError

    try:
        print(draw_once(sys.argv[1]))
    except (NoDisplayError, ArithmeticError) as problem:
        sys.exit(str(problem))
