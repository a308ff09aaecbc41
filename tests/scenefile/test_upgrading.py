"""Older scene files are read as the format of today, say so, and can be written so with every comment."""

from pathlib import Path

import pytest

from simulator.app.upgrading import upgrade
from simulator.scenefile import Severity, load
from tests.scenefile.small import TEXT, changed, written

UNNUMBERED = changed(("format: 1\n", ""))
ZERO = changed(("format: 1\n", "format: 0   # an old one\n"))


@pytest.mark.parametrize("text", [UNNUMBERED, ZERO], ids=["without a number", "zero"])
def test_an_old_file_is_read_and_said_to_be_old(tmp_path: Path, text: str) -> None:
    loaded = load(written(tmp_path, text))
    assert loaded.scene is not None, [str(problem) for problem in loaded.problems]
    assert loaded.scene.sha256 == load(written(tmp_path, TEXT)).scene.sha256  # type: ignore[union-attr]
    (old,) = [problem for problem in loaded.problems if "is of format 0" in problem.message]
    assert (old.severity, old.line) == (Severity.WARNING, 2)
    assert "manikin upgrade" in old.hint


@pytest.mark.parametrize("text", [UNNUMBERED, ZERO], ids=["without a number", "zero"])
def test_problems_of_an_old_file_stand_where_they_stand_in_it(tmp_path: Path, text: str) -> None:
    text = text.replace("requires: [soaped]", "requires: [soped]")
    line = 1 + text[: text.index("[soped]")].count("\n")
    found = [p.line for p in load(written(tmp_path, text)).problems if "`soped`" in p.message]
    assert found == [line]


def test_written_anew_it_differs_by_the_number_only(tmp_path: Path) -> None:
    path = written(tmp_path, UNNUMBERED)
    assert "written as format 1; it was of format 0" in upgrade(str(path))
    assert path.read_text("utf-8") == TEXT
    assert load(path).problems == load(written(tmp_path, TEXT)).problems
    assert "nothing to upgrade" in upgrade(str(path))
    path = written(tmp_path, ZERO)
    upgrade(str(path))
    assert path.read_text("utf-8") == TEXT.replace("format: 1\n", "format: 1   # an old one\n")


@pytest.mark.parametrize("number", ["2", "-1", "true", "one", "0.5"])
def test_what_is_no_older_format_is_an_error_as_before(tmp_path: Path, number: str) -> None:
    loaded = load(written(tmp_path, changed(("format: 1\n", f"format: {number}\n"))))
    assert loaded.scene is None
    assert next(p.message for p in loaded.problems if "format" in p.message).startswith("`format` must be 1")
