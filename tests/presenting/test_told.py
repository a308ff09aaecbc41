"""What the rooms below the screen say in English is said in Chinese on a Chinese screen; no sentence is forgotten."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.presenting.told import all_templates, in_language, problem_in_language
from simulator.recording.logs.columns import NAMES
from simulator.recording.store.opening import _SAID as SAID

SOURCE = Path(__file__).parents[2] / "simulator"
ROOMS = (
    *sorted((SOURCE / "scenefile" / "checks").glob("*.py")),
    *(SOURCE / "scenefile" / f"{name}.py" for name in ("check", "document", "extending", "load", "script", "source")),
    *(SOURCE / "scenefile" / f"{name}.py" for name in ("syntax", "suggest", "wording", "upgrading")),
    *sorted((SOURCE / "modelfile").glob("*.py")),
    *(
        SOURCE / "stage" / f"{name}.py"
        for name in ("library", "own_model", "display", "garment", "bones", "view", "person")
    ),
    *(SOURCE / "recording" / f"{name}.py" for name in ("keys", "annotations", "journal")),
    *sorted((SOURCE / "recording" / "logs").glob("*.py")),
    *(SOURCE / "app" / f"{name}.py" for name in ("checking", "model_checking", "theatre", "passphrase", "recovery")),
)
# Parts of longer sentences, words of the YAML parser, and what is no sentence at all.
PARTS = frozenset(
    {" in `{}`", " and {} for the time", " and {} more", " before ", " (and {} more)", "{} {}", "known: ", "one of "}
    | {"is too long: at most {} ", "`{}` is not right: {}", "more than", "at least", "less than", "at most"}
    | {
        "`{}` {}",
        "the key `{}` is not known{}",
        "the key `{}` is missing{}",
        "{} cannot be read ({}).",
        "end of stream",
    }
    # for programmers only
    | {"it lacks the joint {}", "a spine has 25 levels", "a model may not do this: {}", "{} has no part {}"}
    | {"it lacks {}", "a palm", "its joints do not fit together", "a grip hangs on {}, which is no joint"}
    # how the columns of a table may be called, and a case that is not the first of its name
    | {name for names in NAMES.values() for name in names}
    | {"{} ({})", ", ..."}
    # on the command line only
    | {"{}: no scene is here (a folder with {}); name one to check."}
)
NO_SENTENCE = (
    "\n", "\\s", "[^",
    "cannot start", "found a tab", "mapping values", "expected ", "unexpected end", "sequence entries",
    "unknown escape", "escape sequence", "could not find", "incompatible YAML",
)  # fmt: skip


def sentences(path: Path) -> Iterator[str]:
    """Every text of a source that reads like words, its holes filled; docstrings are no texts."""
    tree = ast.parse(path.read_text("utf-8"))
    left_out: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            left_out.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            left_out |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in left_out:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if " " in text.strip() and text not in PARTS and not any(word in text for word in NO_SENTENCE):
            yield text


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: path.stem)
def test_every_sentence_of_a_room_is_known(path: Path) -> None:
    unknown = [
        text for text in sentences(path) if in_language(text.replace("{}", "x7"), "zh") == text.replace("{}", "x7")
    ]
    assert unknown == []


@pytest.mark.parametrize("meaning", [meaning for _, meaning in SAID])
def test_what_a_store_refuses_is_told_in_chinese(meaning: str) -> None:
    said = in_language(f"lab.example:5432/manikin: {meaning}", "zh")
    assert said.startswith("lab.example:5432/manikin：")
    assert said.endswith("。")


def test_a_sentence_with_a_path_is_not_taken_for_another_one() -> None:
    english = (
        "/opt/a/annotations.jsonl:3: this line of the notes and ratings was altered, damaged, or others are missing."
    )
    chinese = "/opt/a/annotations.jsonl:3：备注与评价的这一行被改动、损坏，或缺少其他行。"
    assert in_language(english, "zh") == chinese


def test_each_sentence_stands_once_and_keeps_what_differs() -> None:
    english = [english for english, _ in all_templates()]
    assert len(english) == len(set(english))
    for one, other in all_templates():
        holes = one.count("{}")
        assert other.count("{}") + sum(f"{{{number}}}" in other for number in range(holes)) == holes, one
        filled = one.replace("{}", "x7")
        assert in_language(filled, "zh").count("x7") == holes, one
        assert in_language(filled, "en") == filled


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("there is no rule or `time` `care`", "没有规则或 `time` `care`"),
        ("`steps.a.points` must be a whole number, not `x`", "`steps.a.points` 必须是整数，而不是`x`"),
        ("the order runs in a circle: `a` before `b` before `c`", "顺序形成循环：`a` 先于 `b` 先于 `c`"),
        ("there is no step `person`", "没有步骤 `person`"),
        (
            "There is no 3D view: /opt/my files/people/r1.glb is damaged or was changed; install the program again.",
            "没有三维画面：文件 /opt/my files/people/r1.glb 已损坏或被改动；请重新安装本程序。",
        ),
        (
            "The scene 'mine' cannot be used: /s/scene.yaml:3:1: the key `id` is missing (give this scene its own)"
            " ... and 2 more; see: manikin check mine",
            "场景 'mine' 无法使用：/s/scene.yaml:3:1: 缺少键 `id`（请给此场景自己的编号）"
            " …… 另有 2 处，详见 manikin check mine",
        ),
        (
            "/r/a.csv:3: time runs backwards in case 'x': 4 s comes after 5 s; sort the log by time.",
            "/r/a.csv:3：个案 'x' 中时间倒退：4 秒排在 5 秒之后；请按时间排序。",
        ),
        (
            "standard input:3: this is not UTF-8 text (it holds NUL); save the table with the encoding UTF-8, or name "
            "its own (--encoding gb18030, cp1252, utf-16 ...).",
            "标准输入:3：这不是 UTF-8 文本（含有 NUL）；请用 UTF-8 编码保存表格，或指明其编码"
            "（--encoding gb18030、cp1252、utf-16 ……）。",
        ),
        (
            "a.csv:1: the column 'case' is missing; is it 'Cases'? Name it 'case' in the first line.",
            "a.csv:1：缺少列 'case'；是否指 'Cases'？请在第一行写成 'case'。",
        ),
        ("/r/a.jsonl:12: this line was altered.", "/r/a.jsonl:12：此行被改动过。"),
        ("Nobody has ever said this.", "Nobody has ever said this."),
    ],
)
def test_a_sentence_is_said_in_chinese_with_its_names_and_figures(english: str, chinese: str) -> None:
    assert in_language(english, "zh") == chinese
    assert in_language(english, "en") == english


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            "/x/scene.yaml:41:7: the key `poinst` is not known in `steps.a` (did you mean `points`?)",
            "/x/scene.yaml:41:7: `steps.a` 中没有键 `poinst`（是否指 `points`？）",
        ),
        (
            "scene.yaml:4:1: warning: the Chinese text is missing (English is shown)",
            "scene.yaml:4:1: 警告：缺少中文（将显示英文）",
        ),
        ("s.yaml:1:1: `worst` must be at least `limit` (5)", "s.yaml:1:1: `worst` 不得小于 `limit`（5）"),
        (
            "s.yaml:9:3: the section `a` is of 10 points, but there are 9 of the steps and limits and 2 for the time"
            " (write 11)",
            "s.yaml:9:3: 部分 `a` 应为 10 分，实际为步骤和限度共 9 分，时间 2 分（请写 11）",
        ),
        ("a.yaml:1:2: aliases (*) are not allowed (delete the line)", "a.yaml:1:2: 不允许使用别名（*）（请删除此行）"),
    ],
)
def test_a_problem_keeps_its_place_and_both_its_parts_are_said(english: str, chinese: str) -> None:
    assert problem_in_language(english, "zh") == chinese
    assert problem_in_language(english, "en") == english
