"""`manikin review`: the passphrase from a file, one sentence when it is wrong, and no window without a screen."""

import json
from pathlib import Path

from simulator.app import passphrase
from tests.program import manikin


def secret(folder: Path, text: str) -> Path:
    file = folder / f"{text.split()[0]}.txt"
    file.write_text(f"{text}\n")
    return file


def test_without_a_screen_it_says_so(tmp_path: Path) -> None:
    assert "no screen" in manikin("review", home=tmp_path).sentence()


def test_a_file_sets_the_first_passphrase_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    right, wrong = secret(tmp_path, "correct horse"), secret(tmp_path, "wrong horse")
    home = tmp_path / "home"
    manikin("review", "--passphrase-file", right, home=home).sentence()
    assert (home / passphrase.FILE).is_file()
    refused = manikin("review", "--passphrase-file", wrong, home=home)
    assert refused.sentence() == f"manikin: {wrong}: this is not the passphrase."
    assert "no screen" in manikin("review", "--passphrase-file", right, home=home).sentence()


def test_guessing_is_slowed_down_from_program_to_program(tmp_path: Path) -> None:
    home, wrong = tmp_path / "home", secret(tmp_path, "wrong horse")
    right = secret(tmp_path, "correct horse")
    manikin("review", "--passphrase-file", right, home=home)
    for _ in range(3):
        assert "not the passphrase" in manikin("review", "--passphrase-file", wrong, home=home).sentence()
    file = home / passphrase.FILE
    kept = json.loads(file.read_text())
    assert kept["wrong"] == 3
    file.write_text(json.dumps({**kept, "wrong": 9}))  # so long a pause that a slow machine does not outlast it
    said = manikin("review", "--passphrase-file", right, home=home).sentence()
    assert "too many wrong attempts: wait " in said


def test_a_file_that_is_not_there_and_a_short_passphrase_are_said(tmp_path: Path) -> None:
    assert "cannot be read" in manikin("review", "--passphrase-file", tmp_path / "none", home=tmp_path).sentence()
    short = secret(tmp_path, "short")
    assert "at least 8 characters" in manikin("review", "--passphrase-file", short, home=tmp_path).sentence()
