"""What a user can get wrong: one sentence each, and nothing lost."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.paths import scenes_dir
from tests.program import LEARNERS, ROOT, SCENE, manikin

PERFECT = LEARNERS / "perfect.yaml"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


# -- files -------------------------------------------------------------------------------------------------------

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)
FILES = {
    "empty": b"",
    "not text": b"\xff\xfe\x00\x01id",
    "not closed": b"id: [spinal\n",
    "a list": b"- id: x\n",
    "a bomb of aliases": BOMB.encode(),
    "deep": b"id: " + b"[" * 5000,
    "code": b"id: !!python/object/apply:os.system ['touch owned']\n",
    "a key twice": b"id: a\nid: b\n",
    "tabs": b"id: a\n\tpatient: b\n",
    "an unknown key": b"id: a\nnonsense: 1\n",
}


SCENES_THERE = "there are: " + ", ".join(sorted(file.parent.name for file in scenes_dir().glob("*/scene.yaml")))


@pytest.mark.parametrize("what", FILES)
def test_a_bad_scene_file_is_named_with_its_line(what: str, home: Path, tmp_path: Path) -> None:
    (tmp_path / "scene.yaml").write_bytes(FILES[what])
    said = manikin("check", tmp_path / "scene.yaml", home=home, cwd=tmp_path)
    assert said.status == 1, said
    assert "Traceback" not in said.err
    assert said.out.startswith(f"{tmp_path / 'scene.yaml'}:")
    line, column = said.out.splitlines()[0].removeprefix(f"{tmp_path / 'scene.yaml'}:").split(":")[:2]
    assert int(line) >= 1
    assert int(column) >= 1
    assert not (tmp_path / "owned").exists()


@pytest.mark.skipif(os.name != "posix", reason="only there a file's name may be any bytes")
def test_a_file_whose_name_is_no_text_is_named_as_far_as_it_is(home: Path, tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/\xff.yaml"
    Path(os.fsdecode(file)).write_bytes(b"id: [x\n")
    said = manikin("check", os.fsdecode(file), home=home)
    assert (said.status, said.err) == (1, "")
    assert said.out.startswith(f"{tmp_path}/�.yaml:2:1: ")
    assert "�.yaml" in manikin("verify", os.fsdecode(file), home=home).sentence()
    (problem,) = json.loads(manikin("check", os.fsdecode(file), "--json", home=home).out)
    assert problem["path"].endswith("\udcff.yaml")


@pytest.mark.parametrize("command", ["practise", "perform", "demo", "score"])
def test_no_command_begins_with_a_broken_scene(command: str, home: Path, tmp_path: Path) -> None:
    scene = tmp_path / "scene.yaml"
    scene.write_bytes(FILES["not closed"])
    log = tmp_path / "log.csv"
    log.write_text("case,activity\none,a\n")
    arguments = {
        "practise": (scene,),
        "perform": (scene, PERFECT, "--out", tmp_path / "out"),
        "demo": ("--headless", "--scene", scene, "--out", tmp_path / "out"),
        "score": (scene, log),
    }[command]
    assert f"{scene}:2:1: " in manikin(command, *arguments, home=home).sentence()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("practise", "nowhere"), SCENES_THERE),
        (("perform", "nowhere", PERFECT, "--out", "out"), SCENES_THERE),
        (("score", "nowhere", "log.csv"), "nowhere"),
        (("demo", "--headless", "--scene", "nowhere", "--out", "out"), SCENES_THERE),
        (("perform", SCENE, "no.yaml", "--out", "out"), "no.yaml:1:1: there is no such file"),
        (("perform", SCENE, ROOT, "--out", "out"), "this is a folder"),
        (("perform", SCENE, ROOT / "scenes" / SCENE / "scene.yaml", "--out", "out"), "scene.yaml:"),
        (("perform", SCENE, PERFECT, "--out", "out", "--rubric", "gold"), "'gold'"),
        (("score", SCENE, "no.csv"), "no.csv"),
        (("verify", "no.jsonl"), "no.jsonl: the journal cannot be read"),
        (("replay", "no.jsonl"), "no.jsonl: the journal cannot be read"),
        (("verify", PERFECT), f"{PERFECT}:1: this line is damaged"),
        (("install", "/dev/zero"), "it is no ordinary file; nothing was installed"),
        (("install", ROOT), "it is no ordinary file; nothing was installed"),
        (("schema", "--out", "."), "the schema cannot be written (Is a directory)"),
        (("practise", SCENE, "--mode", "cheat"), "learn, practise, assess"),
        (("practise", SCENE, "--learner", ""), "Enter your name"),
        (("practise", SCENE, "--learner", "a\nb"), "a\\nb"),
        (("practise", SCENE, "--learner", "x" * 61), "cannot be used"),
        (("practise", SCENE), "no screen"),
        ((), "no screen"),
        (("--renderer", "magic"), "'magic'"),
        (("practise", SCENE, "--renderer", "magic"), "p3tinydisplay"),
        (("demo", "--headless", "--renderer", "magic", "--out", "out"), "'magic'"),
    ],
    ids=lambda value: " ".join(map(str, value))[:60] if isinstance(value, tuple) else "",
)
def test_a_wrong_word_is_answered_in_one_sentence(
    arguments: tuple[object, ...], part: str, home: Path, tmp_path: Path
) -> None:
    assert part in manikin(*arguments, home=home, cwd=tmp_path).sentence()
    assert list(tmp_path.iterdir()) == [], "nothing is written"


@pytest.mark.parametrize("arguments", [("fly",), ("perform",), ("perform", "a", "b"), ("demo", "--speed", "99")])
def test_a_command_that_is_not_understood_is_status_2(arguments: tuple[str, ...], home: Path) -> None:
    said = manikin(*arguments, home=home)
    assert (said.status, said.out) == (2, "")
    assert said.err.splitlines()[-1].startswith("Error: ")
    assert "--help" in said.err


# -- scripts and names -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "part"),
    [
        ("learner: '  '\nacts: []\n", "Enter your name"),
        ('learner: "a\\u0000b"\nacts: []\n', "U+0000"),
        ("acts: [{at: 1, do: fly}]\n", ":3:8: `fly` is no action"),
        ("acts: [{at: 1, do: hold-head, by: nobody}]\n", "`nobody` is nobody in the team"),
        ("acts: [{at: .nan, do: hold-head}]\n", ":3:"),
        ("acts: [{at: 1, then: 2, do: hold-head}]\n", ":3:"),
        ("mode: cheat\nacts: []\n", ":3:"),
    ],
)
def test_a_script_that_makes_no_sense_is_named_with_its_line(
    script: str, part: str, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "script.yaml"
    file.write_text(f"# a script\nscene: {SCENE}\n{script}", encoding="utf-8")
    sentence = manikin("perform", SCENE, file, "--out", tmp_path / "out", home=home).sentence()
    assert part in sentence
    assert str(file) in sentence
    assert not (tmp_path / "out").exists()


def test_a_learner_named_like_a_path_stays_in_the_folder(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "script.yaml"
    file.write_text(
        f"scene: {SCENE}\nlearner: ../../../etc/x\nacts: [{{at: 1, do: secure-scene, choose: {{gloves: worn}}}}]\n"
    )
    assert manikin("perform", SCENE, file, "--out", tmp_path / "out", home=home).status == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "script.yaml"]
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["scorecard.json", "session.jsonl"]


def test_another_learners_session_is_never_replaced(home: Path, tmp_path: Path) -> None:
    assert manikin("perform", SCENE, PERFECT, "--out", tmp_path, home=home).status == 0
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    script = tmp_path.parent / f"{tmp_path.name}.yaml"
    script.write_text(f"scene: {SCENE}\nlearner: somebody\nacts: []\n")
    assert "another learner's session" in manikin("perform", SCENE, script, "--out", tmp_path, home=home).sentence()
    (tmp_path / "session.jsonl").write_text("no journal\n")
    manikin("perform", SCENE, PERFECT, "--out", tmp_path, home=home).sentence()
    assert (tmp_path / "session.jsonl").read_text() == "no journal\n"
    assert (tmp_path / "scorecard.json").read_bytes() == before["scorecard.json"]


# -- records -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def record(home: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = tmp_path_factory.mktemp("record")
    assert manikin("perform", SCENE, PERFECT, "--out", out, home=home).status == 0
    return (out / "session.jsonl").read_bytes()


def _altered(record: bytes) -> bytes:
    lines = record.splitlines(keepends=True)
    lines[4] = lines[4].replace(b'"actor":"', b'"actor":"x', 1)
    return b"".join(lines)


DAMAGES: dict[str, tuple[Callable[[bytes], bytes], int]] = {
    "an altered line": (_altered, 5),
    "a line gone": (lambda r: b"".join(line for n, line in enumerate(r.splitlines(keepends=True)) if n != 9), 10),
    "a line in a wrong place": (
        lambda r: b"".join([*r.splitlines(keepends=True)[:3], *r.splitlines(keepends=True)[2:]]),
        4,
    ),
    "zeros in the middle": (lambda r: r[:5000] + bytes(200) + r[5200:], 0),
    "no head": (lambda r: r[r.index(b"\n") + 1 :], 1),
}


@pytest.mark.parametrize("what", DAMAGES)
def test_verify_names_the_first_bad_line(what: str, record: bytes, home: Path, tmp_path: Path) -> None:
    damage, line = DAMAGES[what]
    journal = tmp_path / "session.jsonl"
    journal.write_bytes(damage(record))
    first = line or record[:5000].count(b"\n") + 1
    assert f"{journal}:{first}: " in manikin("verify", journal, home=home).sentence()
    assert str(journal) in manikin("replay", journal, "--verify", home=home).sentence()
    assert str(journal) in manikin("score", SCENE, journal, home=home).sentence()


def test_a_cut_off_last_line_is_dropped_and_nothing_else(record: bytes, home: Path, tmp_path: Path) -> None:
    journal = tmp_path / "session.jsonl"
    lines = record.splitlines(keepends=True)
    half = len(lines) // 2
    journal.write_bytes(b"".join(lines[:half]) + lines[half][:-40])
    said = manikin("verify", journal, home=home)
    assert said.status == 0
    assert f"{half} lines, chained without a gap, not sealed" in said.out


def test_a_finished_session_without_its_seal_is_not_called_whole(record: bytes, home: Path, tmp_path: Path) -> None:
    journal = tmp_path / "session.jsonl"
    journal.write_bytes(b"".join(record.splitlines(keepends=True)[:-1]))
    assert "has no seal" in manikin("verify", journal, home=home).sentence()
