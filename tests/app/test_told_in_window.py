"""In the window everything follows the language, also what the rooms below say in English."""

import pytest

from simulator.app import program, theatre
from simulator.app.offers import offers
from simulator.presenting.welcome import Offer, Wishes, home_view
from tests.app.conftest import Desk

WHY = "There is no 3D view: /opt/assets/people/r1.glb is missing; install the program again."
IN_CHINESE = "没有三维画面：缺少文件 /opt/assets/people/r1.glb；请重新安装本程序。"


@pytest.mark.parametrize(("language", "said"), [("en", WHY), ("zh", IN_CHINESE)])
def test_why_there_is_no_3d_view_is_said_in_the_language_of_the_window(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.setattr(theatre, "open_theatre", lambda *wanted, **more: WHY)
    monkeypatch.setattr(program, "wished", lambda renderer: None)
    desk.program.speak(language)
    room = desk.start("practise")
    assert room.screen.stage.toast.text == said


def test_a_notice_and_the_problems_of_a_scene_are_said_in_the_language_of_the_window(desk: Desk) -> None:
    problem = "scene.yaml:41:7: there is no step `fit-colar` (did you mean `fit-collar`?)"
    broken = Offer("broken", None, "", (problem,))
    whole = [*offers(desk.program.catalogue), broken]
    record = "/r/a.jsonl: another program is recording this session."
    for language, card, notice in (
        ("en", problem, record),
        (
            "zh",
            "scene.yaml:41:7: 没有步骤 `fit-colar`（是否指 `fit-collar`？）",
            "/r/a.jsonl：另一个程序正在记录此次练习。",
        ),
    ):
        view = home_view(whole, (), Wishes(language, "light", "A", "learn"), record)
        assert view.scenes[-1].problems == (card,)
        assert view.notice == notice
