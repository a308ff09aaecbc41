"""A lab's store that does not answer: the program works on, and says what still waits."""

import time

import pytest

from tests.app.conftest import Desk


def test_a_lab_that_does_not_answer_is_said_on_the_home_screen_in_both_languages(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MANIKIN_STORE", "postgresql://u:secret@127.0.0.1:1/x")
    desk.start()
    desk.order("secure-scene", gloves="worn")
    desk.finish()
    keeper = desk.program._keeper
    end = time.monotonic() + 30
    while not keeper.trouble or not keeper.left:
        assert time.monotonic() < end
        time.sleep(0.05)
    desk.program.show_home()
    desk.settle()
    said = desk.program.home.notice_text.text()
    assert said.startswith("Safe on this computer and still to be sent to the lab: 1.")
    assert "does not answer" in said
    assert "secret" not in said
    desk.program.home.language_chosen.emit("zh")
    desk.settle()
    assert desk.program.home.notice_text.text().startswith("有 1 次练习已安全保存在本机")
    assert len(desk.program.home._view.recent) == 1
    desk.program.leave()
    assert keeper._thread is None
