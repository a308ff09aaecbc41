"""A real window needs a virtual screen and hands on it."""

import shutil

import pytest

from tests.needed import without

NEEDED = ("Xvfb", "xdotool", "openbox")


@pytest.fixture(autouse=True)
def programs_of_a_desk() -> None:
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        without(f"a virtual screen needs {', '.join(missing)}, which Debian's setup installs")
