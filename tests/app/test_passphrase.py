"""The instructors' passphrase: kept as a slow hash, slowed down, across restarts too."""

import json
from pathlib import Path

import pytest

from simulator.app import passphrase
from simulator.app.problems import UserError

RIGHT = "correct horse"


class Clock:
    def __init__(self) -> None:
        self.now_s = 1_000_000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setenv("MANIKIN_HOME", str(tmp_path))
    return Clock()


def test_the_first_use_sets_it_and_only_it_opens(clock: Clock, tmp_path: Path) -> None:
    assert not passphrase.is_set()
    passphrase.choose(RIGHT)
    assert passphrase.is_set()
    assert passphrase.attempt(RIGHT, clock) == "right"
    assert passphrase.attempt("Correct horse", clock) == "wrong"
    kept = (tmp_path / passphrase.FILE).read_text()
    assert RIGHT not in kept
    assert (tmp_path / passphrase.FILE).stat().st_mode & 0o077 == 0


def test_two_installations_with_one_passphrase_keep_different_hashes(clock: Clock, tmp_path: Path) -> None:
    passphrase.choose(RIGHT)
    first = json.loads((tmp_path / passphrase.FILE).read_text())
    passphrase.choose(RIGHT)
    second = json.loads((tmp_path / passphrase.FILE).read_text())
    assert first["salt"] != second["salt"]
    assert first["hash"] != second["hash"]


def test_wrong_attempts_are_slowed_down_more_and_more_and_a_right_one_ends_it(clock: Clock) -> None:
    passphrase.choose(RIGHT)
    waits = []
    for _ in range(8):
        assert passphrase.attempt("guess", clock) == "wrong"
        waits.append(passphrase.wait_s(clock))
        clock.now_s += waits[-1]
    assert waits == [0, 0, 5, 10, 20, 40, 80, 160]
    assert passphrase.attempt(RIGHT, clock) == "right"
    assert passphrase.attempt("guess", clock) == "wrong"
    assert passphrase.wait_s(clock) == 0


def test_within_the_pause_even_the_right_one_is_not_looked_at(clock: Clock) -> None:
    passphrase.choose(RIGHT)
    for _ in range(3):
        passphrase.attempt("guess", clock)
    assert passphrase.attempt(RIGHT, clock) == "wait"
    clock.now_s += 4.9
    assert passphrase.attempt(RIGHT, clock) == "wait"
    clock.now_s += 0.2
    assert passphrase.attempt(RIGHT, clock) == "right"


def test_putting_the_clock_back_neither_ends_nor_prolongs_the_pause(clock: Clock) -> None:
    passphrase.choose(RIGHT)
    for _ in range(3):
        passphrase.attempt("guess", clock)
    clock.now_s -= 86_400
    assert passphrase.wait_s(clock) == 5.0


def test_the_longest_pause_is_a_quarter_of_an_hour(clock: Clock) -> None:
    passphrase.choose(RIGHT)
    for _ in range(20):
        passphrase.attempt("guess", clock)
        clock.now_s += 10_000
    passphrase.attempt("guess", clock)
    assert passphrase.wait_s(clock) == 900.0


def test_a_short_one_is_refused(clock: Clock) -> None:
    with pytest.raises(UserError, match="at least 8"):
        passphrase.choose("1234567")
    assert not passphrase.is_set()


def test_a_damaged_file_opens_nothing_and_says_what_to_do(clock: Clock, tmp_path: Path) -> None:
    passphrase.choose(RIGHT)
    (tmp_path / passphrase.FILE).write_text('{"salt": "zz"}')
    with pytest.raises(UserError, match="may remove it"):
        passphrase.attempt(RIGHT, clock)
    (tmp_path / passphrase.FILE).unlink()
    assert not passphrase.is_set()


def test_it_can_come_from_the_first_line_of_a_file(clock: Clock, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{RIGHT}\nmore\n")
    assert passphrase.from_file(file) == RIGHT
    with pytest.raises(UserError, match="cannot be read"):
        passphrase.from_file(tmp_path / "no such file")
