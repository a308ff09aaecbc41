"""Events in a scene file: what is read, what an author gets wrong, and what is only doubtful."""

from pathlib import Path

import pytest

from simulator.app.checking import not_on_stage
from simulator.core.text import Text
from simulator.scenefile import Severity, check, load
from tests.scenefile.small import changed, written

EVENTS = """events:
  drips:
    while: water-on
    unless: [soaped, dry]
    for_s: 45
    starts: [foam-left]
    says: {en: "The tap drips.", zh: "水龙头在滴水。"}
    again: true
    show: {people: {helper: {at: bedside}}, items: {soap: sink}}
"""


def with_events(*changes: tuple[str, str]) -> str:
    text = changed(("actions:\n  turn-on:", EVENTS + "actions:\n  turn-on:"))
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_an_event_is_read_as_it_stands(tmp_path: Path) -> None:
    loaded = check(written(tmp_path, with_events()))
    assert loaded.problems == ()
    assert loaded.scene is not None
    event = loaded.scene.events["drips"]
    assert (event.while_, event.unless, event.for_s) == (("water-on",), ("soaped", "dry"), 45.0)
    assert (event.starts, event.ends, event.again, event.bars) == (("foam-left",), (), True, False)
    assert event.says == Text("The tap drips.", "水龙头在滴水。")
    assert event.show.people["helper"].at == "bedside"
    assert dict(event.show.items) == {"soap": "sink"}


MISTAKES = [
    ("    while: water-on", "    while: water-n", "water-n", "no condition `water-n`", "did you mean `water-on`?"),
    ("[soaped, dry]\n    for", "[soped, dry]\n    for", "soped", "no condition `soped`", "did you mean `soaped`?"),
    ("starts: [foam-left]\n    says", "starts: [foam-lft]\n    says", "foam-lft", "no condition", "`foam-left`?"),
    ("    for_s: 45", "    for: 45", "for: 45", "the key `for` is not known", "`for_s`"),
    ("    for_s: 45\n", "", "drips:", "the key `for_s` is missing", ""),
    ("    for_s: 45", "    for_s: 0", "0\n", "must be at least 0.1", ""),
    ("    for_s: 45", "    for_s: soon", "soon", "must be a number", ""),
    ("The tap drips.", "The tap drips {HR}.", '"The tap', "nothing fills the placeholder {HR}", ""),
    ("[soaped, dry]\n", "[soaped, water-on]\n", "water-on]", "`drips` can never happen", ""),
    ("[foam-left]\n    says", "[arm-held]\n    says", "arm-held]", "held by hands", "let an action"),
    ("[foam-left]\n    says", "[arm-safe]\n    says", "arm-safe]", "follows from other conditions", ""),
    ("{helper: {at: bedside}}, i", "{helpr: {at: bedside}}, i", "helpr", "no person `helpr`", "`helper`?"),
    ("{helper: {at: bedside}}, i", "{helper: {at: bedsid}}, i", "bedsid", "no station `bedsid`", "`bedside`?"),
    ("items: {soap: sink}}\nactions", "items: {sop: sink}}\nactions", "sop", "no item of equipment `sop`", "`soap`?"),
    ("items: {soap: sink}}\nactions", 'items: {soap: "{way}"}}\nactions', '"{way}"', "an event asks nothing", ""),
    ("    again: true", "    agan: true", "agan", "`agan` is not known", "did you mean `again`?"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "points_at", "words", "hint"), MISTAKES, ids=[m[3] for m in MISTAKES])
def test_a_mistake_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, points_at: str, words: str, hint: str
) -> None:
    text = with_events((old, new))
    loaded = load(written(tmp_path, text))
    assert loaded.scene is None
    lines = text.splitlines(keepends=True)
    told = [
        (problem, "".join(lines[problem.line - 1 :])[problem.column - 1 :])
        for problem in loaded.problems
        if problem.severity is Severity.ERROR
    ]
    assert any(
        words in problem.message and hint in problem.hint and there.startswith(points_at) for problem, there in told
    ), [str(problem) for problem, _ in told]


def test_an_event_that_changes_nothing_is_a_mistake(tmp_path: Path) -> None:
    bare = "events:\n  drips:\n    while: water-on\n    for_s: 45\nactions:\n  turn-on:"
    loaded = load(written(tmp_path, changed(("actions:\n  turn-on:", bare))))
    assert [problem.message for problem in loaded.problems] == ["the event `drips` changes nothing and says nothing"]


def test_a_condition_that_is_not_there_excludes_nothing(tmp_path: Path) -> None:
    text = with_events(("    while: water-on", "    while: water-n\n    unless: soaped"))
    told = [problem.message for problem in load(written(tmp_path, text)).problems]
    assert "there is no condition `water-n`" in told
    assert not any("can never happen" in one for one in told)


def _warnings(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    loaded = load(written(tmp_path, text))
    assert loaded.scene is not None, [str(problem) for problem in loaded.problems]
    assert all(problem.severity is Severity.WARNING for problem in loaded.problems)
    return [(problem.message, problem.hint) for problem in loaded.problems]


def test_an_event_that_waits_for_what_nothing_starts_is_told(tmp_path: Path) -> None:
    text = with_events(
        ("    while: water-on", "    while: flood"),
        ("conditions:\n", "conditions:\n  flood: {name: {en: Flood, zh: 水漫}}\n"),
    )
    assert _warnings(tmp_path, text) == [("nothing starts `flood`, so this has no effect", "")]


def test_an_event_may_start_what_an_action_needs(tmp_path: Path) -> None:
    text = with_events(
        ("[foam-left]\n    says", "[flood]\n    says"),
        ("conditions:\n", "conditions:\n  flood: {name: {en: Flood, zh: 水漫}}\n"),
        ("    by: [nurse]\n    using: towel", "    by: [nurse]\n    requires: [flood]\n    using: towel"),
    )
    assert check(written(tmp_path, text)).problems == ()


def test_an_event_that_bars_a_step_for_good_is_told_unless_it_is_meant(tmp_path: Path) -> None:
    ends = ("    starts: [foam-left]\n    says", "    ends: [water-on]\n    says")
    shut = (
        ("    starts: [water-on]\n", "    starts: []\n"),
        ("at_start: [arm-on-rest]", "at_start: [arm-on-rest, water-on]"),
    )
    free = ("    unless: [water-on]\n", "")
    told = _warnings(tmp_path, with_events(ends, *shut, free))
    assert [message for message, _ in told] == [
        f"after `drips` the step `{step}` can never be done: nothing starts `water-on` again"
        for step in ("rinse", "take-soap", "turn-off")
    ]
    assert {hint for _, hint in told} == {"add `bars: true` if that is meant"}
    meant = ("    again: true\n", "    again: true\n    bars: true\n")
    assert _warnings(tmp_path, with_events(ends, *shut, free, meant)) == []


def test_what_the_stage_does_not_have_is_told(tmp_path: Path) -> None:
    scene = load(
        written(tmp_path, with_events(("items: {soap: sink}}\nactions", "items: {soap: moon}}\nactions")))
    ).scene
    assert scene is not None
    found = [(one.path, one.message) for one in not_on_stage(scene) if one.path[0] == "events"]
    assert (("events", "drips", "show", "items", "soap"), "the stage has no place `moon`") in found


def test_the_chinese_text_of_an_event_may_not_be_missing(tmp_path: Path) -> None:
    text = with_events((', zh: "水龙头在滴水。"}', "}"))
    assert ("the Chinese text is missing", "English is shown") in _warnings(tmp_path, text)
