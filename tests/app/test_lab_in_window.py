"""A lab's store that does not answer: the program works on, and says what still waits."""

import time
from pathlib import Path

import pytest

from simulator.app.index import fresh_index
from simulator.app.review_data import records
from simulator.app.syncing import Keeper
from simulator.presenting.told import in_language
from simulator.recording.store import open_url, send
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


def test_the_review_misses_no_session_that_has_not_reached_the_lab(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lab = f"sqlite:///{tmp_path / 'lab.sqlite'}"
    monkeypatch.setattr(Keeper, "wake", lambda self, unread=0: None)
    desk.start()
    desk.order("secure-scene", gloves="worn")
    desk.finish()
    (desk.home / "sessions" / "broken.jsonl").write_text("no journal")
    monkeypatch.setenv("MANIKIN_STORE", lab)
    catalogue = desk.program.catalogue
    found = records(catalogue, most=None)
    assert sorted(one.state for one in found.entries) == ["damaged", "finished"]
    assert found.notice.startswith("Sessions of this computer that have not reached the lab's store yet: 1;")
    assert in_language(found.notice, "zh").startswith("这台电脑上有 1 次练习尚未送达")
    with fresh_index(catalogue) as local:
        server = open_url(lab)
        send(local, server)
        server.close()
    found = records(catalogue)
    assert sorted(one.state for one in found.entries) == ["damaged", "finished"]
    assert found.notice == ""
