"""What some tests need and not every computer has. Where everything is installed, its lack is a failure."""

import os
from typing import NoReturn

import pytest

ALL_TESTS = "MANIKIN_ALL_TESTS"
"""Set by `.ci/run` where `.ci/setup` installs whatever is needed: there nothing may be skipped for the lack of it."""


def without(what: str) -> NoReturn:
    """This computer lacks something that a test needs: skip the test, or fail where it was to be installed."""
    if os.environ.get(ALL_TESTS):
        pytest.fail(f"{what} (and {ALL_TESTS} says that everything is installed)")
    pytest.skip(what)
