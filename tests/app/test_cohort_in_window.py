"""The figures of a cohort in the review: whose they are, what is not counted, and that they keep nobody waiting."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.app import index, summing
from simulator.app.catalogue import Catalogue
from simulator.app.review_figures import index_figures
from simulator.app.review_words import cohort_view
from simulator.exporting.naming import item_title
from simulator.recording.store import Summary
from tests.app.conftest import SCENE, Desk
from tests.app.stocked import enter, review, wait


def test_figures_do_not_wait_until_all_journals_are_read_again(stocked: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(stocked)
    stocked.program.show_home()
    goes_on, judge = threading.Event(), summing.summary

    def slow(path: Path, catalogue: Catalogue) -> Summary:
        goes_on.wait(30)
        return judge(path, catalogue)

    for module in (index, summing):
        monkeypatch.setattr(module, "fingerprint", lambda: "0" * 16)
    monkeypatch.setattr("simulator.app.program.lately", lambda *_, **__: ((), 0))
    monkeypatch.setattr(summing, "summary", slow)
    stocked.program.review.enter()
    room, screen = review(stocked)
    try:
        wait(stocked, lambda: room._figures is not None)
        assert room.background is not None
        assert room.background.busy
        assert not screen.progress.isHidden()
        assert screen.notice_text.text() == "Records to be read and judged: 3. What is shown may still change."
    finally:
        goes_on.set()
    wait(stocked, lambda: room.background is not None and not room.background.busy)
    assert screen.progress.isHidden()
    assert screen.notice_text.text() == ""


def test_the_cohort_says_whose_figures_these_are_and_what_is_not_counted(stocked: Desk) -> None:
    room, screen = enter(stocked)
    wait(stocked, lambda: room._figures is not None)
    assert room._figures is not None
    assert screen.about.text() == "Figures of 3 sessions: Spinal-injury transport"
    alone = " ".join(cohort_view(room._figures, "en").sentences)
    assert "not counted here" not in alone
    assert "By mode" not in alone
    group, sheet = room._known.groups[SCENE], room._known.book[SCENE]
    other = [replace(one, session=f"{one.session}-", scene="severe-bleeding") for one in room.shown[:2]]
    rows = tuple(
        replace(row, mode=mode, judged_sha256=row.judged_sha256 if mode else "older")
        for row, mode in zip(group.cohort.rows, ("learn", "assess", ""), strict=True)
    )
    group = replace(group, cohort=replace(group.cohort, rows=rows))
    figures = index_figures(group, sheet, [*room.shown, *other])
    assert figures is not None
    said = " ".join(cohort_view(figures, "en").sentences)
    assert "By mode: Assess 1, Learn 1." in said
    assert "Judged sessions of other scenes, not counted here: 2" in said
    assert "Judged by another version of the scene, not counted here: 1." in said


def test_the_cohort_names_the_items_that_the_weaker_learners_did_better(stocked: Desk) -> None:
    room, _ = enter(stocked)
    wait(stocked, lambda: room._figures is not None)
    assert room._figures is not None
    items = [replace(one, figures=replace(one.figures, discrimination=0.0)) for one in room._figures.items]
    assert "weaker" not in " ".join(cohort_view(replace(room._figures, items=tuple(items)), "en").sentences)
    items[2] = replace(items[2], figures=replace(items[2].figures, discrimination=-0.25))
    said = " ".join(cohort_view(replace(room._figures, items=tuple(items)), "en").sentences)
    title = item_title(items[2].title, items[2].figures.item, room._figures.scene, "en")
    assert f"“{title}” −0.25; in all 1." in said
