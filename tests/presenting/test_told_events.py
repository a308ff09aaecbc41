"""What comes about by itself is told: while practising, in the debrief and in the report."""

from dataclasses import replace

import pytest

from simulator import assessment
from simulator.core import events as ev
from simulator.core.actions import Finish, Perform
from simulator.core.scene import Happening, Scene, frozen_map
from simulator.core.state import State
from simulator.core.text import Text
from simulator.panels.legend import meanings
from simulator.presenting import debriefing
from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import LANGUAGES, Language
from simulator.presenting.reporting import Case, report_html
from simulator.presenting.wording import happened
from tests.core.test_happenings import play
from tests.presenting.test_practising import view
from tests.small_scene import SCENE

SAID = Text("He faints", "他晕倒了")
RUBRIC = {
    "form": {"en": "form"},
    "of": 100,
    "pass_percent": 60,
    "default": True,
    "sections": {"all": {"name": {"en": "all"}}},
}
STORY = replace(
    SCENE,
    rubrics=frozen_map({"own": RUBRIC}),
    events=frozen_map({"faints": Happening(12.0, says=SAID), "cools": Happening(3.0, ends=("lying",))}),
)


def played() -> tuple[State, list[ev.Event]]:
    fit = Perform(14.0, "fit", "aide", frozen_map({"size": "small"}))
    return play(STORY, Perform(8.0, "hold", "lead"), fit, Finish(30.0))


@pytest.mark.parametrize("mode", ["learn", "practise", "assess"])
def test_the_list_of_what_was_done_tells_it_in_every_mode(mode: str) -> None:
    state, told = played()
    lines = [(line.time, line.text) for line in view(STORY, mode, told, state).log]
    assert ("00:12", "He faints.") in lines
    assert [time for time, _ in lines] == ["00:14", "00:12", "00:08"], "what says nothing is not told"


@pytest.mark.parametrize(
    ("language", "said", "verdict"), [("en", "He faints.", "by itself"), ("zh", "他晕倒了。", "自行发生")]
)
def test_the_debrief_tells_it_at_its_time(language: Language, said: str, verdict: str) -> None:
    judged = assessment.judge(STORY, played()[1])
    shown = debriefing.debrief_view(
        STORY, judged.trace, judged.card, "practise", "2026-01-02T10:00:00+00:00", language, "light",
        occurred=judged.occurred,
    )  # fmt: skip
    (row,) = [row for row in shown.rows if row.verdict == verdict]
    assert (row.done, row.time, row.at_s) == (said, "00:12", 12.0)
    done = [row.time for row in shown.rows if row.time]
    assert done == ["00:08", "00:12", "00:14"]
    assert [(block.text, block.start_s) for block in shown.done if block.tone == "event"] == [(said, 12.0)]
    assert ("done", "event", JudgingWord.ROW_BY_ITSELF) in meanings(shown)


def test_the_report_tells_it() -> None:
    judged = assessment.judge(STORY, played()[1])
    case = Case("0" * 32, "someone", "practise", "2026-01-02T10:00:00+00:00")
    page = report_html(STORY, judged.trace, judged.card, case, LANGUAGES, occurred=judged.occurred)
    assert "He faints." in page
    assert "他晕倒了。" in page


def test_an_event_that_the_scene_has_no_more_is_left_out() -> None:
    judged = assessment.judge(STORY, played()[1])
    older: Scene = replace(STORY, events=frozen_map({}))
    shown = debriefing.debrief_view(
        older, judged.trace, judged.card, "practise", "2026-01-02T10:00:00+00:00", "en", "light",
        occurred=judged.occurred,
    )  # fmt: skip
    assert [row.time for row in shown.rows if row.time] == ["00:08", "00:14"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (Text("He faints", "他晕倒了"), ("He faints.", "他晕倒了。")),
        (Text("“I am here.”", "“我来了！”"), ("“I am here.”", "“我来了！”")),
        (Text("He says “here”", "他说“在”"), ("He says “here”.", "他说“在”。")),
    ],
)
def test_a_quotation_that_has_its_stop_gets_no_second_one(said: Text, told: tuple[str, str]) -> None:
    scene = replace(STORY, events=frozen_map({"faints": Happening(12.0, says=said)}))
    assert (happened(scene, "faints", "en"), happened(scene, "faints", "zh")) == told
