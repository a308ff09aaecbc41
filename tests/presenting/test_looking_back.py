"""Debrief, report and home screen as values: both languages, texts from outside, what cannot be known."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from simulator import assessment
from simulator.app.catalogue import Catalogue
from simulator.core.events import Event
from simulator.core.scene import Scene
from simulator.presenting import debriefing, welcome
from simulator.presenting.front import front_of
from simulator.presenting.judging_words import JudgingWord
from simulator.presenting.language import LANGUAGES, Language, clock_text, say
from simulator.presenting.reporting import Case, report_html
from simulator.presenting.welcome import Lately, Offer, Wishes, home_view
from tests.learners.runs import played, still

LEARNERS = Path(__file__).parents[1] / "learners"
FLAWED = "e10-carried-in-the-arms"


@pytest.fixture(scope="module")
def scene() -> Scene:
    return Catalogue().scene("spinal-transport")


def performed(scene: Scene, name: str) -> tuple[Event, ...]:
    return tuple(played(LEARNERS / f"{name}.yaml", still()).events)


@pytest.fixture(scope="module")
def flawed(scene: Scene) -> assessment.Judged:
    return assessment.judge(scene, performed(scene, FLAWED))


@pytest.fixture(scope="module")
def perfect(scene: Scene) -> assessment.Judged:
    return assessment.judge(scene, performed(scene, "perfect"))


def debrief(scene: Scene, judged: assessment.Judged, language: Language = "en") -> debriefing.DebriefView:
    return debriefing.debrief_view(
        scene, judged.trace, judged.card, "assess", "2026-01-02T10:00:00+00:00", language, "light"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_critical_errors_fail_whatever_the_points(scene: Scene, flawed: assessment.Judged, language: Language) -> None:
    view = debrief(scene, flawed, language)
    assert view.passed is False
    assert view.critical
    assert all(f.tone == "bad" for f in view.critical)
    assert not {f.finding_id for f in view.critical} & {f.finding_id for f in view.lost}
    assert 1 <= len(view.advice) <= 3, "it says what to practise next, and no more than can be taken in"
    assert all(one.title and one.text for one in view.advice)
    assert view.advice[0].title in view.critical[0].title or len(view.critical) > 1, "what fails comes first"


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_broke_off_has_neither_passed_nor_failed(
    scene: Scene, flawed: assessment.Judged, language: Language
) -> None:
    view = debriefing.debrief_view(
        scene, flawed.trace, flawed.card, "assess", "2026-01-02T10:00:00+00:00", language, "light",
        learner="Ann", finished=False,
    )  # fmt: skip
    assert (view.learner, view.passed, view.verdict) == ("Ann", None, say(JudgingWord.NOT_FINISHED, language))
    assert f"{flawed.card.of:g}" in view.sentence
    assert view.sentence != debrief(scene, flawed, language).sentence
    assert view.critical, "what went wrong until then is told all the same"
    case = Case("s", "Ann", "assess", "2026-01-02T10:00:00+00:00", finished=False)
    page = report_html(scene, flawed.trace, flawed.card, case, (language,))
    assert say(JudgingWord.NOT_FINISHED, language) in page
    assert f"{say(JudgingWord.NOT_PASSED, language)}</p>" not in page


def test_a_flawless_run_has_nothing_to_find(scene: Scene, perfect: assessment.Judged) -> None:
    view = debrief(scene, perfect)
    assert (view.passed, view.critical, view.lost, view.advice) == (True, (), (), ())
    assert {block.tone for block in view.done} == {"ok"}
    assert {row.tone for row in view.rows} == {"ok"}


def test_every_touch_of_a_finding_that_tells_of_several_is_marked(scene: Scene) -> None:
    never_held = [event for event in performed(scene, "perfect") if getattr(event, "action", "") != "hold-head"]
    judged = assessment.judge(scene, never_held)
    told = [one for one in judged.card.findings if one.rule == "touched-first"]
    assert len(told) == 1
    again = told[0].evidence["again"]
    tones = {block.block_id: block.tone for block in debrief(scene, judged).done}
    shown = [tones[f"act{act}"] for act in (told[0].evidence["act"], *again) if f"act{act}" in tones]
    assert len(shown) > 3
    assert set(shown) == {"bad"}


def test_every_block_is_linked_to_one_that_exists(scene: Scene, flawed: assessment.Judged) -> None:
    view = debrief(scene, flawed)
    expected = {block.block_id for block in view.expected}
    blocks = expected | {block.block_id for block in view.done}
    findings = {f.finding_id for f in (*view.critical, *view.lost)}
    assert len(blocks) == len(view.expected) + len(view.done), "no two blocks have one name"
    assert {block.expected for block in view.done} - {""} <= expected
    assert {block.finding_id for block in view.done} - {""} <= findings
    assert {f.block_id for f in (*view.critical, *view.lost)} - {""} <= blocks


@pytest.mark.parametrize("name", sorted(path.stem for path in LEARNERS.glob("e*.yaml")))
def test_the_debrief_of_every_flawed_learner_is_whole_in_both_languages(scene: Scene, name: str) -> None:
    judged = assessment.judge(scene, performed(scene, name))
    english, chinese = (debrief(scene, judged, language) for language in LANGUAGES)
    for view in (english, chinese):
        texts = [f.title + f.text for f in (*view.critical, *view.lost)] + [b.text for b in view.done]
        assert all(texts)
        assert not [text for text in texts if "{" in text]
        assert all(block.start_s <= block.end_s <= view.length_s for block in view.done)
    assert len(english.lost) == len(chinese.lost)
    assert not re.search(r"[\u4e00-\u9fff]", "".join(f.text for f in (*english.critical, *english.lost)))


def test_the_curve_shows_the_axis_that_came_nearest_to_its_limit() -> None:
    samples = tuple((t / 10, (4.0 if t == 5 else 0.0, -2.9 if t == 7 else 0.0, 1.0)) for t in range(10))
    (curve,) = debriefing.curves(samples, "en")
    assert curve.text == "head, side"
    assert (max(curve.values), curve.limit) == (2.9, 3.0)
    assert len(curve.t_s) == len(curve.values) == 10
    assert debriefing.curves(((0.0, (0.0, 0.0, 0.0)),), "en") == ()
    assert debriefing.curves((), "en") == ()


class Texts(HTMLParser):
    """The tags and texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_report_shows_texts_from_outside_as_texts(scene: Scene, flawed: assessment.Judged) -> None:
    nasty = "<script>alert(1)</script>&amp;<b>"
    case = Case("0" * 32, nasty, "assess", "2026-01-02T10:00:00+00:00")
    shown = Texts(report_html(scene, flawed.trace, flawed.card, case, LANGUAGES))
    assert "script" not in shown.tags
    assert shown.text.count(nasty) == 2, "once in each language, letter for letter"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_holds_every_finding(scene: Scene, flawed: assessment.Judged, language: Language) -> None:
    case = Case("0" * 32, "Ada", "assess", "2026-01-02T10:00:00+00:00")
    shown = Texts(report_html(scene, flawed.trace, flawed.card, case, (language,))).text
    view = debrief(scene, flawed, language)
    for finding in (*view.critical, *view.lost):
        assert finding.text in shown
    assert scene.sha256[:12] in shown


def lately(**changes: object) -> Lately:
    known = Lately(
        "id", "spinal-transport", "learn", "Ada", "2026-01-02T10:00:00+00:00", {"passed": True, "percent": 91.6}
    )
    return replace(known, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("session", "result", "tone"),
    [
        (lately(), "Passed · 92 %", "ok"),
        (lately(result={"passed": False, "percent": 98}), "Not passed · 98 %", "bad"),
        (lately(result=None), "Not judged", ""),
        (lately(result=None, finished=False), "Not finished", ""),
        (lately(problem="bad.jsonl:1: this line is damaged."), "Damaged", "warn"),
    ],
)
def test_every_kind_of_earlier_session_is_told_apart(scene: Scene, session: Lately, result: str, tone: str) -> None:
    offers = (Offer("spinal-transport", front_of(scene), "", ()),)
    recent = home_view(offers, (session,), Wishes("en", "light", "Ada", "learn")).recent[0]
    assert (recent.result, recent.tone) == (result, tone)


@pytest.mark.parametrize(
    ("results", "best"),
    [
        ([(False, 86.8)], "Not passed · 87 %"),
        ([(False, 97.0), (True, 82.4), (True, 81.0)], "Passed · 82 %"),  # what was passed is better than more points
        ([], ""),
    ],
)
def test_the_best_result_tells_the_verdict(scene: Scene, results: list[tuple[bool, float]], best: str) -> None:
    offers = (Offer("spinal-transport", front_of(scene), "", ()),)
    sessions = tuple(lately(result={"passed": passed, "percent": percent}) for passed, percent in results)
    others = (lately(learner="Eve", result={"passed": True, "percent": 100.0}), lately(result=None))
    view = home_view(offers, (*sessions, *others), Wishes("en", "light", "Ada", "learn"))
    assert view.scenes[0].best == best


def test_a_scene_with_problems_is_shown_with_them(scene: Scene) -> None:
    view = home_view((Offer("broken", None, "", ("scene.yaml:3:1: no",)),), (), Wishes("zh", "dark", "", "learn"))
    assert view.scenes[0].problems == ("scene.yaml:3:1: no",)
    assert (view.language, view.theme) == ("zh", "dark")


def test_a_moment_that_makes_no_sense_is_shown_as_it_stands() -> None:
    assert welcome.when("yesterday") == "yesterday"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", welcome.when("2026-01-02T10:00:00+00:00"))


def test_what_was_left_out_leads_to_the_moment_at_which_it_was_due(scene: Scene) -> None:
    done = assessment.judge(scene, performed(scene, "e16-back-not-seen"))
    view = debrief(scene, done)
    left = [one for one in (*view.critical, *view.lost) if one.due]
    assert left, "this learner leaves a step out"
    for one in left:
        assert one.at_s is not None
        assert clock_text(one.at_s) in one.when
        assert "due" in one.when
    rolled = next(block for block in view.done if block.text == scene.actions["roll-to-side"].name["en"])
    missed = next(one for one in left if one.block_id == "step:inspect-back")
    assert missed.at_s is not None
    assert rolled.start_s < missed.at_s <= rolled.end_s + 30.0
    moments = [one.at_s for one in view.critical if one.at_s is not None]
    assert moments == sorted(moments)
