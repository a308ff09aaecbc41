"""The list of the review: filtered, sorted, put into words, compared before and after."""

from dataclasses import replace

import pytest

from simulator.presenting.language import LANGUAGES, Language
from simulator.presenting.reviewing import (
    COLUMNS,
    Column,
    Entry,
    Lost,
    Sheet,
    Wish,
    chosen,
    decided_first,
    good_day,
    line,
    main_finding,
    ordered,
    title,
    verdict,
)
from simulator.presenting.reviewing_again import Again, most_changed_first, summary, texts
from simulator.presenting.reviewing_side import side_view
from simulator.presenting.reviewing_words import ReviewWord

BOOK = {
    "spine": Sheet(
        {"en": "Spinal transport", "zh": "脊柱搬运"},
        {"hold": {"en": "Head held", "zh": "头部固定"}, "strap": {"en": "Torso strapped", "zh": "固定躯干"}},
        80.0,
    )
}
LET_GO = Lost("condition_broken", "hold", 5.0, True, 20.0)
NO_STRAP = Lost("missed", "strap", 3.0, False, None)
DAY = "2026-03-0{}T10:00:00+00:00"


def entry(session: str = "a", number: int = 1, **changes: object) -> Entry:
    made = Entry(
        session, f"{session}.jsonl", "Ann", "spine", "assess", DAY.format(number), f"2026-03-0{number}", "finished",
        percent=90.0, passed=True, exposure=0.125,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


FAILED = entry(
    "f", 2, learner="Bo", percent=95.0, passed=False, critical=("hold",), lost=(LET_GO, NO_STRAP), exposure=0.8
)
BELOW = entry("b", 3, learner="Cy", percent=60.0, passed=False, lost=(NO_STRAP,), exposure=None)
UNFINISHED = entry("u", 4, learner="Ann", percent=None, passed=None, state="unfinished", mode="learn", exposure=None)
DAMAGED = Entry("d", "d.jsonl", "", "", "", "", "", "damaged", problem="d.jsonl:3: this line was altered.")
ALL = (entry(), FAILED, BELOW, UNFINISHED, DAMAGED)


def ids(entries: list[Entry]) -> str:
    return "".join(one.session for one in entries)


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (Wish(), "afbud"),
        (Wish(learner="Ann"), "au"),
        (Wish(mode="learn"), "u"),
        (Wish(scene="spine", choice="failed"), "fb"),
        (Wish(choice="passed"), "a"),
        (Wish(choice="critical"), "f"),
        (Wish(choice="unfinished"), "u"),
        (Wish(choice="damaged"), "d"),
        (Wish(choice="unrated"), "afb"),
        (Wish(since="2026-03-02", until="2026-03-03"), "fb"),
        (Wish(until="2026-03-01"), "ad"),
        (Wish(text="bo"), "f"),
        (Wish(text="HELD interrupted"), "f"),
        (Wish(text="遗漏"), "b"),
        (Wish(text="脊柱 ann"), "au"),
        (Wish(text="d.jsonl"), "d"),
        (Wish(text="nobody"), ""),
    ],
)
def test_a_filter_leaves_what_it_asks_for(wish: Wish, found: str) -> None:
    assert ids(chosen(ALL, wish, BOOK)) == found


def test_who_was_rated_otherwise_than_judged_is_found_and_marked() -> None:
    passed, failed = ALL[0], FAILED
    rated = [replace(one, grade=grade) for one in (passed, failed) for grade in (2, 3)] + [replace(BELOW, grade=None)]
    found = chosen(rated, Wish(choice="otherwise"), BOOK)
    assert [(one.session, one.grade) for one in found] == [(passed.session, 2), (failed.session, 3)]
    assert [line(one, BOOK, "en").rated_tone for one in rated] == ["warn", "", "", "warn", ""]


@pytest.mark.parametrize(
    ("by", "ascending", "order"),
    [
        ("when", False, "ubfad"),
        ("when", True, "afbud"),
        ("score", False, "fabud"),
        ("score", True, "bafud"),
        ("learner", True, "uafbd"),
        ("verdict", True, "fbaud"),
        ("finding", True, "dfbua"),
        ("rated", False, "ubfad"),
        ("motion", False, "faubd"),
        ("motion", True, "afubd"),
    ],
)
def test_sorted_by_a_column_with_what_has_no_value_last(by: Column, ascending: bool, order: str) -> None:
    assert ids(ordered(ALL, by, ascending, BOOK, "en")) == order


def test_the_motion_is_told_in_the_colour_of_its_band() -> None:
    told = [(row.texts[COLUMNS.index("motion")], row.motion_tone) for row in (line(one, BOOK, "en") for one in ALL)]
    assert told == [("0.12", "ok"), ("0.80", "bad"), ("", ""), ("", ""), ("", "")]


def test_every_column_has_a_text_in_both_languages() -> None:
    for language in LANGUAGES:
        for one in ALL:
            shown = line(one, BOOK, language)
            assert len(shown.texts) == len(COLUMNS)
            assert shown.texts[COLUMNS.index("verdict")]


@pytest.mark.parametrize(
    ("one", "said", "tone"),
    [
        (entry(), "Passed", "ok"),
        (FAILED, "Not passed", "bad"),
        (BELOW, "Below 80 %", "warn"),
        (UNFINISHED, "Not finished", ""),
        (DAMAGED, "Damaged", "bad"),
        (entry(percent=None, passed=None), "Not judged", ""),
        (entry(percent=None, passed=None, from_moment=True), "From a moment", ""),
    ],
)
def test_the_verdict_says_why_in_a_word(one: Entry, said: str, tone: str) -> None:
    assert verdict(one, BOOK, "en") == (said, tone)


def test_the_main_finding_is_the_critical_error_and_says_how_many_more() -> None:
    assert main_finding(FAILED, BOOK, "en") == "Head held: interrupted"
    more = replace(FAILED, critical=("hold", "x", "y"))
    assert main_finding(more, BOOK, "en") == "Head held: interrupted (+2 critical)"
    assert main_finding(BELOW, BOOK, "zh") == "固定躯干：遗漏"
    assert main_finding(DAMAGED, BOOK, "en") == DAMAGED.problem
    assert main_finding(entry(), BOOK, "en") == ""


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        (Lost("out_of_order", "strap", 1.0, False, 3.0, early=True), "Torso strapped: too early"),
        (Lost("out_of_order", "strap", 1.0, False, 3.0), "Torso strapped: out of order"),
        (Lost("condition_broken", "hold", 1.0, False, None), "Head held: never begun"),
        (Lost("forbidden_act", "pulled-hard", 1.0, True, 3.0), "Pulled hard"),
        (Lost("over_time", "time", 1.0, False, None), "Too much time"),
    ],
)
def test_a_finding_is_called_as_in_the_debrief(lost: Lost, said: str) -> None:
    assert title(entry(), lost, BOOK, "en") == said


def test_what_decided_comes_first_and_what_cost_nothing_is_left_out() -> None:
    free = Lost("extra", "x", 0.0, False, 1.0)
    later = Lost("forbidden_act", "y", 9.0, True, 30.0)
    small = Lost("too_late", "z", 1.0, False, 2.0)
    assert decided_first([free, small, NO_STRAP, later, LET_GO]) == (LET_GO, later, NO_STRAP, small)


@pytest.mark.parametrize(
    ("said", "good"), [("", True), ("2026-02-28", True), ("2026-02-30", False), ("20260228", False)]
)
def test_a_day_is_written_in_one_way(said: str, good: bool) -> None:
    assert good_day(said) is good


def test_the_side_names_errors_points_rating_and_progress() -> None:
    rated = replace(FAILED, grade=4, notes=2)
    view = side_view(rated, [replace(BELOW, learner="Bo"), rated], BOOK, "en")
    assert [(point.text, point.figure) for point in view.critical] == [("Head held: interrupted", "00:20")]
    assert [(point.text, point.figure) for point in view.lost] == [("Torso strapped: left out", "−3")]
    assert view.rating == "4 · passed. The program says: Not passed."
    assert view.rating_tone == "warn"
    assert view.progress is not None
    assert view.progress.mean == (95.0, 60.0)
    assert view.progress.mean_text == "mean 78 % · 0 of 2 passed"


def test_a_damaged_record_shows_its_sentence_and_cannot_be_opened() -> None:
    for language, said in (("en", DAMAGED.problem), ("zh", "d.jsonl:3：此行被改动过。")):
        view = side_view(DAMAGED, [], BOOK, language)  # type: ignore[arg-type]
        assert view.problem == said
        assert main_finding(DAMAGED, BOOK, language) == said  # type: ignore[arg-type]
        assert not view.can_open


def again(session: str, before: float | None, passed: bool | None, after: float, passes: bool) -> Again:
    return Again(
        session,
        f"{session}.jsonl",
        session,
        DAY.format(1),
        before,
        passed,
        after,
        passes,
        {"en": "Spine", "zh": "脊柱"},
    )


def test_before_and_after_name_who_turned_first() -> None:
    rows = [
        again("same", 80.0, True, 80.0, True),
        again("more", 70.0, False, 79.0, False),
        again("fails", 81.0, True, 80.0, False),
        again("passes", 70.0, False, 90.0, True),
        again("new", None, None, 50.0, False),
    ]
    assert [row.session for row in most_changed_first(rows)] == ["passes", "fails", "more", "new", "same"]
    said = summary(rows, "en")
    assert "Judged again: 5. Mean 75.2 % before, 82.2 % after. Passed only now: 1, failed only now: 1." in said
    assert texts(rows[2], "en") == (
        ("fails", "Spine", texts(rows[2], "en")[0][2], "81.0 % · Passed", "80.0 % · Not passed", "−1.0"),
        "bad",
    )
    assert texts(rows[0], "en")[0][-1] == "0"
    assert texts(rows[4], "zh")[0][1] == "脊柱"
    assert texts(rows[4], "en")[0][3] == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_review_is_empty(language: Language) -> None:
    assert all(word.value[LANGUAGES.index(language)].strip() for word in ReviewWord)
