"""What authors get wrong: the place, the words and the hint of every kind of problem."""

from pathlib import Path

import pytest

from simulator.scenefile import Severity, has_errors, load
from simulator.scenefile.source import LARGEST_BYTES
from tests.scenefile.small import TEXT, changed, written

# (what stands in the scene, what an author writes instead, where the problem points, its words, its hint)
MISTAKES = [
    # keys and kinds of values
    ("key: Space", "key: h", "h\n", "the key h belongs to the screen", "choose another"),
    ("    takes_s: 20", "    takes: 20", "takes: 20", "the key `takes` is not known", "did you mean `takes_s`?"),
    ("    takes_s: 20\n", "", "rub:\n    name", "the key `takes_s` is missing in `actions.rub`", ""),
    ("minutes: 3", "minutes: three", "three", "`minutes` must be a whole number, not `three`", ""),
    ("minutes: 3", "minutes: 3.5", "3.5", "`minutes` must be a whole number, not `3.5`", ""),
    ("minutes: 3", "minutes:3", "minutes:3", "a colon is missing", "a colon and a space"),
    ("minutes: 3", "minutes： 3", "minutes： 3", "a colon is missing", "type it with Latin input"),
    ("at_start: [arm-on-rest]", "at_start: [arm-on-rest，x]", "arm-on-rest，x", "cannot be `arm-on", "`，` is another"),
    ("minutes: 3", "minutes: 3\nminutes: 4", "minutes: 4", "stands here a second time", "line 7"),
    ("takes_s: 20", "takes_s: .nan", ".nan", "must be a finite number", ""),
    ("takes_s: 20", "takes_s: -1", "-1", "must be at least 0, not `-1`", ""),
    ("takes_s: 20", 'takes_s: "20"', '"20"', "must be a number", ""),
    ("stoppable: true", "stoppable: yes", "yes", "must be `true` or `false`, not `yes`", ""),
    ("stoppable: true", "stoppable:", "stoppable:", "must be `true` or `false`, not nothing", ""),
    ("level: 1\n", "level: 4\n", "4\n", "`level` must be at most 3", ""),
    ("format: 1", "format: 2", "2\n", "`format` must be 1", ""),
    ("format: 1", "format: true", "true", "`format` must be 1", ""),
    ("id: hand-washing", "id: Hand Washing", "Hand W", "cannot be `Hand Washing`", "small letters"),
    ("  soaped: {", "  Soaped!: {", "Soaped!", "`Soaped!` is not a good name", "small letters"),
    ("{en: Hand washing, zh: 洗手}", "{en: '  ', zh: 洗手}", "'  '", "`title.en` is empty", "write the text"),
    ("{en: Hand washing, zh: 洗手}", "{zh: 洗手}", "title", "the key `en` is missing in `title`", ""),
    ("{en: Hand washing, zh: 洗手}", "{en: A, zn: 洗手}", "zn", "the key `zn` is not known", "known: en, zh"),
    ("{en: Hand washing, zh: 洗手}", "{en: Wash, dry, zh: 洗手}", "dry", "`dry` is not known", "needs quotes"),
    ("{en: Hand washing, zh: 洗手}", "12", "12", "must be a mapping", ""),
    ("[0, 0, 1]", "[0, 0]", "[0, 0]", "needs at least 3 entries", ""),
    ("HR: 72", "HR: 720", "720", "must be at most 300", ""),
    ("figure: patient", "picture: ../../x.png\n  figure: patient", "picture", "`picture` is not known", ""),
    ("level: 1\n", "level: 1\npicture: ../x.png\n", "../x.png", "`picture` cannot be `../x.png`", ""),
    # words that name nothing
    (
        "    unless: [water-on]\n",
        "    unless: [water-on]\n    answer_with: {wy: {elbow: {en: Warm., zh: 温。}}}\n",
        "wy",
        "the action has no choice `wy`",
        "did you mean `way`?",
    ),
    (
        "    unless: [water-on]\n",
        "    unless: [water-on]\n    answer_with: {way: {elbw: {en: Warm., zh: 温。}}}\n",
        "elbw",
        "`way` has no answer `elbw`",
        "did you mean `elbow`?",
    ),
    (
        "    unless: [water-on]\n",
        "    unless: [water-on]\n    answer_with: {way: {elbow: {en: 'Warm, {hr}.', zh: 温。}}}\n",
        "'Warm",
        "nothing fills the placeholder {hr}",
        "",
    ),
    ("requires: [soaped]", "requires: [soped]", "soped]", "no condition `soped`", "did you mean `soaped`?"),
    ("    action: rinse", "    action: rinze", "rinze", "no action `rinze`", "did you mean `rinse`?"),
    ("steps: [turn-on, take-soap", "steps: [turnon, take-soap", "turnon", "no step `turnon`", "`turn-on`?"),
    ("by: [helper, nurse]", "by: [helper, nurze]", "nurze", "no person `nurze`", "did you mean `nurse`?"),
    ("stance: {at: sink,", "stance: {at: sinc,", "sinc,", "no station `sinc`", "did you mean `sink`?"),
    ("using: towel", "using: towl", "towl", "no item of equipment `towl`", "did you mean `towel`?"),
    ("items: {soap: hands}", "items: {sop: hands}", "sop:", "no item of equipment `sop`", "`soap`?"),
    ("    takes_s: 20\n    by: [nurse]\n    on: [hands]", "    takes_s: 20\n    by: [nurse]\n    on: [hand]",
     "hand]", "no region `hand`", "did you mean `hands`?"),
    ("camera: arm,", "camera: am,", "am,", "no view `am`", "did you mean `arm`?"),
    ("people: {helper: {at", "people: {helpr: {at", "helpr:", "no person `helpr`", "`helper`?"),
    ("with: {way: elbow}", "with: {way: elbw}", "elbw", "choice `way` has no option `elbw`", "`elbow`?"),
    ("with: {way: elbow}", "with: {wya: elbow}", "wya", "has no choice `wya`", "did you mean `way`?"),
    ("share: {way: 0.5}", "share: {wy: 0.5}", "wy: 0.5", "has no choice `wy`", "did you mean `way`?"),
    ("    with: {way: elbow}\n", "", "way: 0.5", "`share` needs to know what is right", "in `with`"),
    ("    by: [helper]\n    points", "    by: [doctor]\n    points", "doctor]", "no person `doctor`", ""),
    ("within_of: turn-on", "within_of: turn", "turn\n", "no step `turn`", "turn-on"),
    ("    within_s: 60\n", "", "turn-on\n    name", "no effect without `within_s`", ""),
    ("    section: hands\n    critical", "    section: hand\n    critical", "hand\n", "no section `hand`", "`hands`?"),
    ("    condition: arm-safe", "    condition: arm-save", "arm-save", "no condition `arm-save`", "`arm-safe`?"),
    ("    from: turn-on", "    from: turnon", "turnon", "no step `turnon`", "`turn-on`?"),
    ("actions: [touch-wound]", "actions: [touch]", "touch]", "no action `touch`", ""),
    ("    unless: dry", "    unless: dri", "dri\n", "no condition `dri`", "did you mean `dry`?"),
    ("    unless: dry", "    unless: dry\n    because_of: [wip]", "wip]", "no step or `never` `wip`", "mean `wipe`?"),
    # steps, protocol, phases
    ("      - step: hold-arm\n", "", "hold-arm:\n    ref", "`hold-arm` does not stand in the protocol", ""),
    ("- step: turn-on", "- step: turnon", "turnon", "no step `turnon`", "did you mean `turn-on`?"),
    ("- step: turn-on", "- stp: turn-on", "stp", "`stp` is no part of a protocol", "did you mean `step`?"),
    ("- step: turn-on", "- turn-on", "turn-on\n", "a part of the protocol is expected", "write `step: turn-on`"),
    ("- step: turn-on", "- step: turn-on\n    befor: rub", "befor", "`befor` is not known", "after, step"),
    ("at_most: 2", "at_most: 0", "0\n", "must be at least 1", ""),
    ("- step: turn-on", "- step: turn-on\n  - step: rub", "{step: rub}]", "`rub` stands in the protocol twice", ""),
    ("[turn-on, take-soap, rub, rinse]", "[turn-on, take-soap, rub]", "rinse:\n    ref", "is in no phase", ""),
    ("[hold-arm, turn-off, wipe", "[hold-arm, turn-off, turn-on, wipe", "turn-on, wipe", "phase `wash` already", ""),
    ("- id: finish", "- id: wash", "wash\n    goal: {en: Get ready", "`wash` stands twice in `phases`", ""),
    # conditions
    ("any_of: [arm-held, arm-on-rest]", "any_of: [arm-held, arm-safe]", "[arm-held, arm-safe", "depends on", ""),
    ("at_start: [arm-on-rest]", "at_start: [arm-safe]", "arm-safe]", "follows from other conditions", "any_of"),
    ("ends: [arm-on-rest]", "ends: [arm-safe]", "arm-safe]", "follows from other conditions", ""),
    ("    requires: [soaped]", "    requires: [soaped]\n    unless: [soaped]", "soaped]\n    sta", "can never be", ""),
    ("starts: [soaped, foam-left]", "starts: [foam-left]", "soaped]", "nothing starts `soaped`", ""),
    # texts of actions
    ("{actor} rubbed the hands", "{actr} rubbed the hands", '"{actr}', "placeholder {actr}", "`actor`?"),
    ("{actor} rubbed the hands", "actor} rubbed the hands", '"actor}', "a brace { or } has no partner", ""),
    ('model: "soap-{kind}"', 'model: "soap-{knd}"', '"soap-{knd}"', "choice `knd` that could fill", ""),
    ("items: {soap: hands}", 'items: {soap: "{kid}"}', '"{kid}"', "no choice `kid`", "did you mean `kind`?"),
    # people, rubrics
    (", learner: true", "", "team:", "nobody in the team is the learner", "learner: true"),
    ("stance: {at: bedside, look: forearm}", "stance: {at: bedside}, learner: true", "true}\nequipment", "already", ""),
    ("points: 30", "points: 20", "70}", "`hands` is of 70 points, but there are 60", "write 60"),
    ("    of: 100\n", "    of: 90\n", "90\n", "the sections make 100 points", ""),
    ("    default: true\n", "", "rubrics:", "no rubric is the default", ""),
    ("time: {section: team, points: 5", "time: {section: tem, points: 5", "tem, points", "no section `tem`", "`team`?"),
    ("none_s: 240", "none_s: 90", "90,", "`none_s` must be more than `full_s`", ""),
    ("    actions: [touch-wound]\n", "", "id: no-touch", "needs either `actions` or `touching: true`", ""),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "points_at", "words", "hint"), MISTAKES, ids=[m[1][:40] for m in MISTAKES])
def test_a_mistake_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, points_at: str, words: str, hint: str
) -> None:
    text = changed((old, new))
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
    ("    starts: [rubbed]\n", "", "rubbed: {", "the condition `rubbed` is not used"),
    ("    on: [forearm]\n    answer", "    answer", "touch-wound:", "nothing offers the action `touch-wound`"),
    ("    command: true\n    key: Space", "    on: [hands]\n    key: Space", "Space", "only commands have keys"),
    ("requires: [soaped]", "requires: [soaped, soaped]", "soaped]", "`soaped` stands twice in this list"),
    ("    actions: [touch-wound]", "    actions: [stop]", "touch-wound:", "is in no step and in no `never`"),
    ("level: 1\n", "level: 1\npicture: gone.png\n", "gone.png", "there is no file `gone.png`"),
]


@pytest.mark.parametrize(("old", "new", "points_at", "words"), WARNINGS, ids=[w[3] for w in WARNINGS])
def test_a_doubtful_thing_is_a_warning(tmp_path: Path, old: str, new: str, points_at: str, words: str) -> None:
    text = changed((old, new))
    loaded = load(written(tmp_path, text))
    assert loaded.scene is not None, [str(problem) for problem in loaded.problems]
    assert not has_errors(loaded.problems)
    (problem,) = [p for p in loaded.problems if words in p.message]
    assert text.splitlines(keepends=True)[problem.line - 1][problem.column - 1 :].startswith(points_at)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = changed(
        ("requires: [soaped]", "requires: [soped]"),
        ("camera: arm,", "camera: am,"),
        ("    from: turn-on", "    from: turnon"),
        ("points: 30", "points: 20"),
        ("stoppable: true", "stopable: true"),
        ("minutes: 3", "minutes: 3\nminutes: 4"),
    )
    problems = load(written(tmp_path, text)).problems
    words = ["soped", "`am`", "turnon", "70 points", "stopable", "second time"]
    assert [any(word in str(problem) for problem in problems) for word in words] == [True] * 6
    assert [p.line for p in problems] == sorted(p.line for p in problems)


def test_problems_read_as_path_line_column_message_hint(tmp_path: Path) -> None:
    path = written(tmp_path, changed(("requires: [soaped]", "requires: [soped]")))
    line = 1 + TEXT[: TEXT.index("requires: [soaped]")].count("\n")
    told = [str(problem) for problem in load(path).problems]
    assert f"{path}:{line}:16: there is no condition `soped` (did you mean `soaped`?)" in told


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", (1, 1), "the file is empty"),
        ("- a\n- b\n", (1, 1), "must be a mapping"),
        ("a: 1\n\tb: 2\n", (2, 1), "there is a tab here"),
        ("a: b: c\n", (1, 5), "a colon is not expected here"),
        ("a: 'b\nc: d\n", (1, 4), "is opened and never closed"),
        ("a: [b, c\nd: e\n", (2, 2), "is not closed"),
        ("a: &x 1\nb: *x\n", (1, 4), "anchors (&) are not allowed"),
        ("a: *x\n", (1, 4), "aliases (*) are not allowed"),
        ("a: !!python/object:os.system x\n", (1, 4), "tags (!) are not allowed"),
        ("%YAML 1.1\n---\na: 1\n", (2, 1), "directives (%) are not allowed"),
        ("a: 1\n---\nb: 2\n", (2, 1), "a second document begins here"),
        ("? [a]\n: 1\n", (1, 3), "a key must be a single word"),
        ("a: \x00\n", (1, 4), "the character U+0000 may not be here"),
        ('a: "\\ud800"\n', (1, 4), "the character U+D800 may not be in a text"),
        ("a: 1\n" * 2, (2, 1), "stands here a second time"),
        ("[" * 130, (1, 101), "more than 100 levels"),
        ("a: [" + "x, " * 50_000 + "]", (1, 119_996), "more than 40000 values"),
        ("a" * (LARGEST_BYTES + 1), (1, 1), "larger than 1 MB"),
        ("title: 你好\n".encode("gbk"), (1, 8), "not UTF-8"),
        ("a: 1\n".encode("utf-16"), (1, 1), "not UTF-8"),
    ],
)
def test_what_is_no_scene_at_all(tmp_path: Path, text: str | bytes, place: tuple[int, int], words: str) -> None:
    loaded = load(written(tmp_path, text))
    assert loaded.scene is None
    found = [(p.line, p.column) for p in loaded.problems if words in p.message]
    assert found == [place], [str(problem) for problem in loaded.problems]


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (missing,) = load(tmp_path / "none.yaml").problems
    assert missing.message == "there is no such file"
    (folder,) = load(tmp_path).problems
    assert folder.message == "this is a folder, not a file"
    (odd,) = load("a\0b").problems
    assert "cannot be read" in odd.message

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)  # the tests may run as a user who may read everything
    (forbidden,) = load(tmp_path / "secret.yaml").problems
    assert forbidden.message == "the file may not be read"
