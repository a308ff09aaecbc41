"""For all tests: Qt draws off screen, and a log line that nobody expects is a failure."""

import logging
import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def quiet(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test on any warning in the log, unless its mark `logs("a part of it")` expects it; then it must come."""
    yield
    loud = [
        r.getMessage() for when in ("setup", "call") for r in caplog.get_records(when) if r.levelno >= logging.WARNING
    ]
    mark = request.node.get_closest_marker("logs")
    expected = mark.args if mark is not None else ()
    assert [line for line in loud if not any(part in line for part in expected)] == []
    assert [part for part in expected if not any(part in line for line in loud)] == []
