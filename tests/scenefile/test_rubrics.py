"""Score sheets in a scene file: what is read from them, and what authors get wrong."""

from pathlib import Path

import pytest

from scoring.rubric import DEFAULT_SHARES
from simulator.scenefile import Severity, check, json_schema, load
from simulator.scenefile.shapes.rubrics import SharesShape
from tests.scenefile.small import changed, written

SHEET = """\
  strict:
    form: {en: A sheet of ten, zh: 十分表}
    title: {en: Ten points, zh: 十分}
    of: 20
    scaled_from: 10
    pass_percent: 70
    sections:
      clean: {name: {en: Clean, zh: 清洁}}
      safe: {name: {en: Safe, zh: 安全}}
    items:
      - {id: soap, title: {en: Soap and rubbing, zh: 肥皂揉搓}, points: 5, rules: [take-soap, rub], section: clean}
      - {id: arm, title: {en: Arm, zh: 前臂}, points: 2, rules: [hold-arm, arm-safe], section: safe}
      - {id: quick, title: {en: Quick, zh: 迅速}, points: 3, rules: [time], section: safe}
    deductions:
      - {rule: no-touch, section: safe}
    shares: {missed: 1, out_of_order: 0.25, wrong_choice: 0.75}
    with:
      take-soap: {kind: liquid}
    critical: {no-touch: false, rub: true}
    texts: {rub: {why: {en: It must be quick., zh: 动作要快。}}}
    ignored: [turn-on, rinse, turn-off, wipe, air-dry]
    order:
      drop: [{step: hold-arm, after: take-soap}]
      add: [{step: rub, after: hold-arm}]
    time: {full_s: 60, fail_s: 90, from: turn-on, until: rub, at_least_done: 0.5}
"""
LINE = "      - {id: quick,"


def with_sheet(*changes: tuple[str, str]) -> str:
    """The small scene with the sheet above as its second rubric, and changes to the sheet."""
    sheet = SHEET
    for old, new in changes:
        assert sheet.count(old) == 1, f"{old!r} stands {sheet.count(old)} times in the sheet"
        sheet = sheet.replace(old, new)
    freed = ("      - step: hold-arm\n", "      - {step: hold-arm, after: [take-soap]}\n")
    return changed(freed, ("views:\n", sheet + "views:\n"))


def test_a_whole_sheet_is_read(tmp_path: Path) -> None:
    loaded = check(written(tmp_path, with_sheet()))
    assert loaded.problems == ()
    assert loaded.scene is not None
    strict = loaded.scene.rubrics["strict"]
    assert [line["rules"] for line in strict["items"]] == [["take-soap", "rub"], ["hold-arm", "arm-safe"], ["time"]]
    assert strict["deductions"] == [{"rule": "no-touch", "section": "safe"}]
    assert strict["shares"] == {"missed": 1.0, "out_of_order": 0.25, "wrong_choice": 0.75}
    assert strict["with"] == {"take-soap": {"kind": ["liquid"]}}
    assert strict["order"]["drop"] == [{"step": "hold-arm", "after": "take-soap"}]
    assert (strict["time"]["from"], strict["time"]["until"], strict["time"]["at_least_done"]) == ("turn-on", "rub", 0.5)


def test_the_file_knows_all_shares_of_the_scoring() -> None:
    assert set(SharesShape.model_fields) == set(DEFAULT_SHARES)


def test_the_schema_knows_the_sheet() -> None:
    shapes = json_schema()["$defs"]
    assert {"items", "deductions", "order", "scaled_from", "with", "ignored"} <= set(
        shapes["RubricShape"]["properties"]
    )
    assert set(shapes["LineShape"]["required"]) == {"id", "title", "points", "rules", "section"}


DROP = "{step: hold-arm, after: take-soap}"
ADD = "add: [{step: rub, after: hold-arm}]"
MISTAKES = [
    # words that are not known
    ("    deductions:", "    deductons:", "deductons", "the key `deductons` is not known", "`deductions`?"),
    ("out_of_order: 0.25", "out_of_ordr: 0.25", "out_of_ordr", "`out_of_ordr` is not known", "`out_of_order`?"),
    ("rules: [take-soap, rub]", "rules: [take-soap, rubb]", "rubb]", "no rule or `time` `rubb`", "`rub`?"),
    ("rules: [take-soap, rub]", "rules: []", "[]", "needs at least one entry", ""),
    ("{rule: no-touch,", "{rule: no-tuch,", "no-tuch", "no rule `no-tuch`", "`no-touch`?"),
    ("{no-touch: false, rub: true}", "{no-touch: false, rubs: true}", "rubs: true", "no rule `rubs`", "`rub`?"),
    ("[turn-on, rinse,", "[turn-on, rinze,", "rinze", "no rule `rinze`", "`rinse`?"),
    ("take-soap: {kind: liquid}", "take-sop: {kind: liquid}", "take-sop", "no step `take-sop`", "`take-soap`?"),
    ("take-soap: {kind: liquid}", "take-soap: {kid: liquid}", "kid: l", "has no choice `kid`", "`kind`?"),
    ("take-soap: {kind: liquid}", "take-soap: {kind: liqid}", "liqid", "has no option `liqid`", "`liquid`?"),
    ("rules: [take-soap, rub], section: clean", "rules: [take-soap, rub], section: clen", "clen", "`clen`", "`clean`?"),
    ("{rule: no-touch, section: safe}", "{rule: no-touch, section: sfe}", "sfe", "no section `sfe`", "`safe`?"),
    ("texts: {rub:", "texts: {rubs:", "rubs:", "no rule `rubs`", "`rub`?"),
    ("{rub: {why:", "{rub: {wy:", "wy:", "the key `wy` is not known", "did you mean `why`?"),
    ("from: turn-on", "from: turnon", "turnon", "no step `turnon`", "`turn-on`?"),
    (DROP, "{step: hold-arm, after: take-sop}", "take-sop}", "no step `take-sop`", "`take-soap`?"),
    ("title: {en: Arm, zh: 前臂}, ", "", "{id: arm,", "the key `title` is missing", ""),
    ("missed: 1,", "missed: 2,", "2,", "must be at most 1", ""),
    # contradictions
    ("rules: [hold-arm, arm-safe]", "rules: [hold-arm, rub]", "rub], section: s", "in the line `soap` already", "one"),
    (LINE, "      - {id: soap,", "soap, title: {en: Q", "`soap` stands twice in `items`", "name of its own"),
    ("[turn-on, rinse,", "[turn-on, rub, rinse,", "rub, rinse", "`rub` is ignored, but `critical` names it", "one"),
    ("[turn-on, rinse,", "[turn-on, hold-arm, rinse,", "hold-arm, r", "ignored, but the line `arm` names it", "one"),
    ("{rule: no-touch, section: safe}", "{rule: wipe, section: safe}", "wipe,", "`wipe` is no `never` rule", "a line"),
    ("{rule: no-touch, section: safe}", "{rule: arm-safe, section: safe}", "arm-safe, s", "in the line `arm`", "or a"),
    ("full_s: 60,", "full_s: 60, points: 3, section: safe,", "3, sec", "its points in a line already", "either"),
    ("    time: {full_s: 60, fail_s: 90, from: turn-on, until: rub, at_least_done: 0.5}\n", "", "time], s",
     "this rubric has no `time`", "add it"),
    ("until: rub", "until: turn-on", "turn-on, at", "from a step until another one", ""),
    ("fail_s: 90", "fail_s: 30", "30,", "`fail_s` must be at least `full_s`", ""),
    ("fail_s: 90", "none_s: 50", "50,", "`none_s` must be more than `full_s`", ""),
    # sums
    ("points: 5,", "points: 6,", "10\n    pass", "the lines make 11 points, but `scaled_from` says 10", "write 11"),
    ("    scaled_from: 10\n", "", "20\n    pass", "make 10 points, but the rubric is of 20", "scaled_from: 10"),
    ("清洁}}", "清洁}, of: 5}", "5}\n", "the points of `clean` follow from scaling 10 to 20", "take `of` away"),
    # order
    (ADD, "add: [{step: rub, after: rub}]", "rub}]", "`rub` cannot come after itself", "another"),
    (ADD, "add: [{step: turn-on, after: rub}]", "rub}]", "the protocol puts `rub` later", "take this edge away"),
    (ADD, "add: [{step: hold-arm, after: rub}, {step: take-soap, after: hold-arm}]", "", "in a circle", "edge"),
    (ADD, "add: [{step: wipe, after: air-dry}]", "air-dry}]", "are alternatives", ""),
    (ADD, "add: [{step: hold-arm, after: take-soap}]", "take-soap}]\n    time", "is added and dropped", "one"),
    (DROP, "{step: rub, after: turn-on}", "turn-on}]", "stand so in a list", "any_order"),
    (DROP, "{step: air-dry, after: rinse}", "rinse}]", "stand so in a list", ""),
    (DROP, "{step: hold-arm, after: rub}", "rub}]", "no `after` of the protocol puts", ""),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "points_at", "words", "hint"), MISTAKES, ids=[m[1][:40] for m in MISTAKES])
def test_a_mistake_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, points_at: str, words: str, hint: str
) -> None:
    text = with_sheet((old, new))
    loaded = load(written(tmp_path, text))
    assert loaded.scene is None
    lines = text.splitlines(keepends=True)
    told = []
    for problem in loaded.problems:
        there = "".join(lines[problem.line - 1 :])[problem.column - 1 :]
        told.append(f"{problem}\n    at {there[:30]!r}")
        if words in problem.message and hint in problem.hint and there.startswith(points_at):
            assert problem.severity is Severity.ERROR
            return
    pytest.fail("not told:\n" + "\n".join(told))


WARNINGS = [
    ("turn-off, wipe, air-dry]", "turn-off, air-dry]", "strict:", "does not say what becomes of `wipe`"),
    (ADD, "add: [{step: rub, after: take-soap}]", "take-soap}]", "comes after `take-soap` in the protocol already"),
    ("      safe: {", "      more: {name: {en: More, zh: 其他}}\n      safe: {", "more:", "no line belongs"),
    ("title: {en: Arm, zh: 前臂}", "title: Arm", "Arm", "the Chinese text is missing"),
    ("[turn-on, rinse,", "[turn-on, rinse, rinse,", "rinse, t", "`rinse` stands twice in this list"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "points_at", "words"), WARNINGS, ids=[w[3] for w in WARNINGS])
def test_a_doubtful_thing_is_a_warning(tmp_path: Path, old: str, new: str, points_at: str, words: str) -> None:
    text = with_sheet((old, new))
    loaded = load(written(tmp_path, text))
    assert loaded.scene is not None, [str(problem) for problem in loaded.problems]
    (problem,) = [p for p in loaded.problems if words in p.message]
    assert problem.severity is Severity.WARNING
    assert text.splitlines(keepends=True)[problem.line - 1][problem.column - 1 :].startswith(points_at)


def test_a_name_means_one_rule(tmp_path: Path) -> None:
    text = changed(("  - id: arm-safe\n", "  - id: rub\n"), ("  - id: no-touch\n", "  - id: time\n"))
    problems = [str(problem) for problem in load(written(tmp_path, text)).problems]
    assert any("`rub` is a name of `steps` already" in one for one in problems)
    assert any("`time` is a name of `rubrics` already" in one for one in problems)


def test_the_order_of_a_school_is_proved_too(tmp_path: Path) -> None:
    text = with_sheet(("add: [{step: rub, after: hold-arm}]", "add: []"), ("after: take-soap}]", "after: rub}]"))
    text = text.replace("{step: hold-arm, after: [take-soap]}", "{step: hold-arm, after: [rub]}")
    text = text.replace("    starts: [arm-held]\n", "    requires: [rubbed]\n    starts: [arm-held]\n")
    (problem,) = check(written(tmp_path, text)).problems
    assert problem.message == (
        "as the rubric `strict` orders the steps: the protocol allows an order that cannot be done: "
        "1 turn-on, 2 hold-arm; there `hold-arm` is refused"
    )
    assert problem.hint == "`rubbed` does not hold: nothing has started it"
    assert text.splitlines()[problem.line - 1] == "    order:"


def test_points_of_a_kept_condition_count_in_its_section(tmp_path: Path) -> None:
    kept = "    max_gap_s: 3\n    points: 5\n    section: team\n"
    assert check(written(tmp_path, changed())).problems == ()
    homeless = check(written(tmp_path, changed((kept, "    max_gap_s: 3\n    points: 5\n")))).problems
    assert any("the points of `arm-safe` count in no section of the rubric `standard`" in str(one) for one in homeless)
    more = check(written(tmp_path, changed((kept, "    max_gap_s: 3\n    points: 6\n    section: team\n")))).problems
    assert any("the section `team` is of 15 points, but there are 11 of the steps and kept" in str(p) for p in more)
    lost = check(written(tmp_path, changed((kept, "    max_gap_s: 3\n    points: 5\n    section: teem\n")))).problems
    assert any("no section `teem`" in str(one) for one in lost)
