"""What can be wrong with the computer or the installation: one sentence each, and nothing lost."""

import ctypes
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.program import LEARNERS, ROOT, SCENE, Said, manikin

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="limits and rights of a process are set as Linux does")
PERFECT = LEARNERS / "perfect.yaml"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def record(home: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = tmp_path_factory.mktemp("record")
    assert manikin("perform", SCENE, PERFECT, "--out", out, home=home).status == 0
    return (out / "session.jsonl").read_bytes()


# -- screen and libraries ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("screen", [{"DISPLAY": ":9763"}, {"DISPLAY": ""}, {"QT_QPA_PLATFORM": ""}], ids=str)
def test_a_screen_that_does_not_answer_is_no_screen(screen: dict[str, str], home: Path) -> None:
    assert "manikin demo --headless --out DIR" in manikin(home=home, more=screen).sentence()


def test_a_renderer_of_the_environment_that_does_not_exist(home: Path) -> None:
    assert "MANIKIN_RENDERER" in manikin(home=home, more={"MANIKIN_RENDERER": "nonsense"}).sentence()


def test_a_system_library_that_is_missing_is_named(home: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Bare:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'PySide6.QtGui':\n"
        "            raise ImportError('libEGL.so.1: cannot open shared object file: No such file or directory')\n"
        "sys.meta_path.insert(0, Bare())\n"
    )
    said = manikin("demo", "--headless", "--out", tmp_path / "out", home=home, more={"PYTHONPATH": str(tmp_path)})
    assert "a system library is missing: libEGL.so.1" in said.sentence()
    assert (tmp_path / "out" / "session.jsonl").exists()


@pytest.mark.parametrize("command", [(), ("practise", SCENE)], ids=["while home is shown", "when a session begins"])
def test_a_library_that_only_a_session_needs_is_named_too(command: tuple[str, ...], home: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Bare:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'panda3d.core':\n"
        "            raise ImportError('libX11.so.6: cannot open shared object file: No such file or directory')\n"
        "sys.meta_path.insert(0, Bare())\n"
    )
    said = manikin(*command, home=home, more={"PYTHONPATH": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"})
    assert "a system library is missing: libX11.so.6" in said.sentence()


# -- the computer ------------------------------------------------------------------------------------------------


def _small_disk(size_bytes: int) -> Callable[[], None]:
    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, size_bytes))

    return limit


def _nobody_special() -> None:
    """Even root obeys a folder's rights from here on: the right to override them (1) leaves the bounding set (24)."""
    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


@linux_only
@pytest.mark.parametrize("size_bytes", [0, 200, 8_000, 20_000])
def test_a_full_disk_loses_nothing_that_was_recorded(
    size_bytes: int, home: Path, tmp_path: Path, record: bytes
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "session.jsonl").write_bytes(record)
    said = manikin("perform", SCENE, PERFECT, "--out", out, home=home, before=_small_disk(size_bytes))
    assert "free some space" in said.sentence()
    assert (out / "session.earlier.jsonl").read_bytes() == record, (
        "the earlier record is kept until the new one is whole"
    )
    journal = out / "session.jsonl"
    assert journal.exists() == (size_bytes > 1_000), "a journal that could not be begun leaves no file"
    if journal.exists():
        kept = journal.read_bytes()
        assert kept.endswith(b"\n"), "no half line"
        assert len(kept) <= size_bytes
        assert "chained without a gap" in manikin("verify", journal, home=home).out


@linux_only
def test_pictures_that_cannot_be_written_leave_the_record_whole(home: Path, tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir(mode=0o500)
    said = manikin("demo", "--headless", "--out", tmp_path, home=home, before=_nobody_special)
    assert f"{tmp_path / 'pictures'}: the pictures cannot be written" in said.sentence()
    assert "sealed" in manikin("verify", tmp_path / "session.jsonl", home=home).out
    assert json.loads((tmp_path / "scorecard.json").read_text(encoding="utf-8"))["total"] == 100


@linux_only
def test_a_disk_that_fills_up_with_the_report_leaves_no_half_report(home: Path, tmp_path: Path) -> None:
    said = manikin("demo", "--headless", "--out", tmp_path, home=home, before=_small_disk(1_500_000))
    assert f"{tmp_path}: the report cannot be written (File too large)" in said.sentence()
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"session.jsonl", "scorecard.json", "pictures", "report.html"}


@linux_only
@pytest.mark.parametrize("command", ["perform", "demo"])
def test_a_folder_that_may_not_be_written(command: str, home: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    arguments = (SCENE, PERFECT) if command == "perform" else ("--headless",)
    said = manikin(command, *arguments, "--out", tmp_path / "out", home=home, before=_nobody_special)
    tmp_path.chmod(0o755)
    assert f"{tmp_path / 'out'}: this folder cannot be written (Permission denied)" in said.sentence()


@linux_only
def test_a_home_that_may_not_be_written_leaves_the_record_without_a_seal(tmp_path: Path) -> None:
    house, out = tmp_path / "home", tmp_path / "out"
    house.mkdir(mode=0o555)
    said = manikin("perform", SCENE, PERFECT, "--out", out, home=house, before=_nobody_special)
    assert "without a seal" in said.sentence()
    assert "MANIKIN_HOME" in said.err
    assert "has no seal" in manikin("verify", out / "session.jsonl", home=tmp_path).sentence()
    assert manikin("sessions", home=house, before=_nobody_special).status == 0


def test_a_damaged_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "installation-key.pem").write_text("nonsense")
    said = manikin("perform", SCENE, PERFECT, "--out", tmp_path / "out", home=tmp_path)
    assert f"{tmp_path / 'installation-key.pem'}: the key of this installation is damaged" in said.sentence()


# -- the program's own files -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program to be damaged."""
    tree = tmp_path_factory.mktemp("tree")
    for part in ("simulator", "scoring", "scenes", "assets"):
        shutil.copytree(ROOT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__", "recipes"))
    return tree


def _from(tree: Path, home: Path, *arguments: object) -> Said:
    return manikin(*arguments, home=home, cwd=tree, more={"PYTHONPATH": str(tree)})


@pytest.mark.parametrize(
    ("file", "damage", "part"),
    [
        ("equipment/collar-tall.glb", None, "is missing"),
        ("people/patient.glb", lambda whole: whole[: len(whole) // 2], "is damaged"),
        ("skeleton/skeleton.glb", lambda whole: whole[:90_000] + bytes(500) + whole[90_500:], "is damaged"),
        ("SOURCES.toml", lambda whole: whole[:-20], "cannot be read"),
    ],
    ids=["missing", "cut off", "zeros inside", "the list itself"],
)
def test_a_damaged_asset_is_named_and_the_record_and_report_are_made(
    file: str, damage: Callable[[bytes], bytes] | None, part: str, tree: Path, home: Path, tmp_path: Path
) -> None:
    path = tree / "assets" / file
    whole = path.read_bytes()
    try:
        path.unlink() if damage is None else path.write_bytes(damage(whole))
        sentence = _from(tree, home, "demo", "--headless", "--out", tmp_path).sentence()
    finally:
        path.write_bytes(whole)
    assert f"{path} {part}" in sentence
    assert "install the program again" in sentence
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "report.html",
        "report.pdf",
        "scorecard.json",
        "session.jsonl",
    ]


def test_without_any_scene_it_says_where_it_looked(tree: Path, home: Path, tmp_path: Path) -> None:
    away = tree / "scenes-away"
    (tree / "scenes").rename(away)
    try:
        sentence = _from(tree, home, "demo", "--headless", "--out", tmp_path / "out").sentence()
    finally:
        away.rename(tree / "scenes")
    assert str(tree / "scenes") in sentence


def test_a_model_that_a_scene_wants_and_nobody_made(home: Path, tmp_path: Path) -> None:
    scene = tmp_path / "scene"
    shutil.copytree(ROOT / "scenes" / SCENE, scene)
    text = (scene / "scene.yaml").read_text(encoding="utf-8")
    assert 'model: "collar-{size}"' in text
    changed = text.replace('model: "collar-{size}"', 'model: "absent-{size}"')
    (scene / "scene.yaml").write_text(changed, encoding="utf-8")
    said = manikin("demo", "--headless", "--scene", scene, "--out", tmp_path / "out", home=home)
    assert "The model absent" in said.sentence()
    assert (tmp_path / "out" / "report.pdf").exists()
    assert list((tmp_path / "out").rglob("*.png")) == []
