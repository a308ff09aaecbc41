"""The store answers: filters, order, pages, search, cohorts; the same from SQLite and from PostgreSQL."""

import pytest

from simulator.recording.store import Query, Store, ask, cohort, count, learners, put, rubrics, scenes, summaries
from tests.recording.store.samples import LATE, LET_GO, judgement, summary

ALL = (
    summary("s1", "2026-01-01T10:00:00+00:00"),
    summary("s2", "2026-01-02T10:00:00+00:00", learner="Bo 波", judgements=(judgement(40.0, False),)),
    summary("s3", "2026-01-03T10:00:00+00:00", mode="learn", scene="other", state="unfinished", judgements=()),
    summary("s4", "2026-01-03T11:00:00+00:00", learner="ÉVA_100%", length_s=10.0),
)


def test_the_motion_exposure_is_told_and_may_be_missing(store: Store) -> None:
    put(store, (summary("a", exposure=0.8125), summary("b")))
    assert {row.session: row.exposure for row in ask(store)} == {"a": 0.8125, "b": None}
    assert [row.exposure for row in cohort(store, Query(scene="small")).rows] == [0.8125, None]


def ids(store: Store, query: Query) -> list[str]:
    found = [row.session for row in ask(store, query)]
    assert count(store, query) >= len(found)
    return found


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (Query(), "s4 s3 s2 s1"),
        (Query(ascending=True), "s1 s2 s3 s4"),
        (Query(limit=2), "s4 s3"),
        (Query(limit=2, offset=1), "s3 s2"),
        (Query(offset=3), "s1"),
        (Query(learner="Bo 波"), "s2"),
        (Query(learner="Bo"), ""),
        (Query(scene="other"), "s3"),
        (Query(mode="learn"), "s3"),
        (Query(state="unfinished"), "s3"),
        (Query(since="2026-01-02T10:00:00+00:00"), "s4 s3 s2"),
        (Query(until="2026-01-02T10:00:00+00:00"), "s1"),
        (Query(verdict="passed"), "s4 s1"),
        (Query(verdict="failed"), "s2"),
        (Query(verdict="unjudged"), "s3"),
        (Query(verdict="failed", rubric="strict"), "s4 s1"),
        (Query(verdict="unjudged", rubric="strict"), "s3 s2"),
        (Query(fault="fit"), "s4 s2 s1"),
        (Query(fault="held"), ""),
        (Query(fault="held", rubric="strict"), "s4 s1"),
        (Query(text="BO"), "s2"),
        (Query(text="éva"), "s4"),
        (Query(text="100%"), "s4"),
        (Query(text="_"), "s4"),
        (Query(text="ann SMALL"), "s1"),
        (Query(text="s2.jsonl"), "s2"),
        (Query(text="'; drop table manikin_sessions; --"), ""),
        (Query(order="length", ascending=True, limit=1), "s4"),
        (Query(order="percent", limit=1, learner="Ann"), "s1"),
        (Query(order="percent", ascending=True), "s3 s2 s1 s4"),
        (Query(order="scene", limit=1), "s4"),
        (Query(order="mode", limit=1), "s3"),
    ],
)
def test_a_query_finds_what_it_asks_for(store: Store, query: Query, wanted: str) -> None:
    put(store, ALL)
    assert ids(store, query) == wanted.split()
    if query.limit is None and not query.offset:
        assert count(store, query) == len(wanted.split())


def test_a_row_holds_the_judgement_of_the_wanted_rubric(store: Store) -> None:
    put(store, ALL)
    usual = ask(store, Query(learner="Ann"))[-1]
    assert (usual.rubric, usual.percent, usual.passed, usual.critical) == ("usual", 90.0, True, ())
    assert (usual.started, usual.length_s, usual.sealed) == ("2026-01-01T10:00:00+00:00", 61.5, True)
    strict = ask(store, Query(learner="Ann", rubric="strict"))[-1]
    assert (strict.rubric, strict.percent, strict.passed, strict.critical) == ("strict", 70.0, False, ("held",))
    bare = ask(store, Query(state="unfinished"))[0]
    assert (bare.rubric, bare.percent, bare.passed, bare.critical) == (None, None, None, ())


def test_what_was_put_in_comes_out_whole(store: Store) -> None:
    put(store, ALL)
    assert sorted(summaries(store, ["s1", "s2", "s3", "s4"]), key=lambda one: one.session) == list(ALL)


def test_the_values_to_choose_from(store: Store) -> None:
    put(store, ALL)
    assert learners(store) == ("Ann", "Bo 波", "ÉVA_100%")
    assert scenes(store) == ("other", "small")
    assert rubrics(store, "small") == ("usual", "strict")


def test_a_cohort_has_a_line_of_shares_for_every_judged_session(store: Store) -> None:
    newer = judgement(items={"hold": (10.0, 10.0), "pad": (0.0, 4.0)}, faults=(LET_GO, LATE))
    put(store, (*ALL, summary("s5", "2026-01-05T10:00:00+00:00", judgements=(newer,))))
    found = cohort(store, Query(scene="small"))
    assert [row.session for row in found.rows] == ["s1", "s2", "s4", "s5"]
    assert found.items == ("hold", "fit", "pad")
    assert found.shares == ((0.5, 1.0, None), (0.5, 1.0, None), (0.5, 1.0, None), (1.0, None, 0.0))
    assert found.faults == ((LATE,), (LATE,), (LATE,), (LET_GO, LATE))
    strict = cohort(store, Query(scene="small", rubric="strict", learner="Ann"))
    assert [row.session for row in strict.rows] == ["s1"]
    assert strict.faults == ((LET_GO,),)
    assert cohort(store, Query(scene="nowhere")).rows == ()


def test_a_name_that_is_no_text_finds_nothing(store: Store) -> None:
    """The command line passes on bytes that are no UTF-8 as halves of surrogate pairs."""
    assert ask(store, Query(learner="\udcff")) == []
    assert ask(store, Query(scene="\udcff", text="\udcff")) == []
