"""How the patient was moved, as debrief and report tell it: charts, figures, and what the measure is not."""

from functools import cache

import numpy as np
import pytest

from scoring.trace import Trace
from simulator import assessment
from simulator.core.twin.movement import Movement
from simulator.presenting import debriefing
from simulator.presenting.language import LANGUAGES, Language, say
from simulator.presenting.motion import EXPOSURE_COLUMN, LEAST_DEG, motion_panels, motion_table
from simulator.presenting.motion_words import MotionWord
from simulator.presenting.reporting import Case, Picture, report_html
from tests.assessment.moved import movement
from tests.learners.runs import HERE, played, still

ACTIONS = (
    ("roll-to-side", "roll-to-side", "nobody"),
    ("roll-back", "roll-back", "skilled"),
    ("lift", "carry", "skilled"),
)


@cache
def movements() -> tuple[Movement, ...]:
    """Three handlings laid into the times of the perfect learner."""
    session = played(HERE / "perfect.yaml", still())
    acts = {act.action: act for act in assessment.trace(still(), session.events).acts}
    return tuple(
        movement(plan, led, acts[action].start_s, action, number) for number, (action, plan, led) in enumerate(ACTIONS)
    )


@cache
def judged() -> assessment.Judged:
    session = played(HERE / "perfect.yaml", still())
    return assessment.judge(still(), session.events, movements=movements())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_handling_has_its_panel(language: Language) -> None:
    panels = motion_panels(still(), judged().trace, judged().card.measures, language)
    assert [one.title for one in panels] == [still().actions[action].name[language] for action, _, _ in ACTIONS]
    assert panels[0].tone == "bad", "nobody held the head"
    for panel, moved in zip(panels, movements(), strict=True):
        assert panel.start_s == moved.start_s < panel.word_s < panel.until_s
        assert panel.until_s == pytest.approx(moved.until_s)
        injured, head = panel.plots
        assert "C5-C6" in injured.title
        assert len(injured.lines) == len(head.lines) == 3
        assert [mark.degrees for mark in injured.marks] == [3, 5]
        assert [mark.degrees for mark in head.marks] == [3, 5, 10]
        for line in (*injured.lines, *head.lines):
            assert len(line.t_s) == len(line.values) > 30
            assert line.t_s[0] == pytest.approx(panel.word_s, abs=0.02)


def test_handlings_are_drawn_on_the_same_scale_that_holds_them_all() -> None:
    panels = motion_panels(still(), judged().trace, judged().card.measures, "en")
    for number in (0, 1):
        assert len({panel.plots[number].most_deg for panel in panels}) == 1
        most = max(abs(v) for panel in panels for line in panel.plots[number].lines for v in line.values)
        assert panels[0].plots[number].most_deg >= max(most, LEAST_DEG)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_holds_the_figures_of_the_scorecard(language: Language) -> None:
    table = motion_table(still(), judged().card.measures, language)
    assert len(table.rows) == len(ACTIONS)
    for (cells, tone), told in zip(table.rows, judged().card.measures["handlings"], strict=True):
        assert len(cells) == len(table.columns)
        assert cells[EXPOSURE_COLUMN].startswith(f"{told['injured']['exposure_peak']:.2f}")
        assert tone in ("ok", "warn", "bad")
        assert cells[1].count("°") == 3
    assert [cells[7] == "–" for cells, _ in table.rows] == [True, True, False], "only a carried board can tilt"


def test_the_exposure_under_the_lanes_is_nought_where_nothing_moves() -> None:
    (curve,) = debriefing.exposure_curves(judged().trace, "en")
    assert len(curve.t_s) == len(curve.values)
    assert (np.diff(curve.t_s) >= 0).all()
    assert curve.t_s[-1] == judged().trace.end_s
    assert max(curve.values) == pytest.approx(
        judged().card.measures["handlings"][0]["injured"]["exposure_peak"], abs=1e-3
    )
    first = movements()[0].start_s
    assert all(value == 0.0 for t_s, value in zip(curve.t_s, curve.values, strict=True) if t_s < first)
    assert debriefing.exposure_curves(Trace(), "en") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_debrief_and_report_say_what_the_exposure_is_not(language: Language) -> None:
    scene, done = still(), judged()
    view = debriefing.debrief_view(
        scene, done.trace, done.card, "assess", "2026-01-02T10:00:00+00:00", language, "light"
    )
    assert len(view.motion) == len(ACTIONS)
    worst = done.card.measures["handlings"][0]["injured"]["exposure_peak"]
    assert (say(MotionWord.EXPOSURE, language), f"{worst:.2f}") in {(one.label, one.value) for one in view.facts}
    case = Case("0" * 32, "A-1", "assess", "2026-01-02T10:00:00+00:00")
    charts = {language: [Picture("data:image/png;base64,AAAA", "roll")]}
    html = report_html(scene, done.trace, done.card, case, [language], charts=charts)
    assert say(MotionWord.NO_PROBABILITY, language) in html
    assert "data:image/png;base64,AAAA" in html
    for cells, _ in motion_table(scene, done.card.measures, language).rows:
        assert all(cell in html for cell in cells)
    without = assessment.judge(scene, played(HERE / "perfect.yaml", scene).events)
    plain = report_html(scene, without.trace, without.card, case, [language])
    assert say(MotionWord.MOVED, language) not in plain


def test_a_limit_leads_to_the_step_to_practise_and_to_its_block() -> None:
    scene, done = still(), judged()
    finding = next(one for one in done.card.findings if one.rule == "motion-roll")
    view = debriefing.debrief_view(scene, done.trace, done.card, "assess", "2026-01-02T10:00:00+00:00", "en", "light")
    shown = next(one for one in (*view.critical, *view.lost) if one.title == finding.title["en"])
    block = next(one for one in view.done if one.block_id == shown.block_id)
    assert block.text == scene.actions["roll-to-side"].name["en"]
    step = next(one for one in scene.steps.values() if one.action == "roll-to-side")
    assert step.name["en"] in [one.title for one in view.advice]
