"""The fingerprint of the judging part covers the code that a verdict depends on; another one has all judged again."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from simulator import preferences
from simulator.app import index, judging_part, summing
from simulator.app.catalogue import Catalogue
from simulator.app.demo import perform_script
from simulator.app.index import fresh_index
from simulator.app.judging_part import files, of_files
from simulator.recording.store import Summary, ask
from tests.program import ROOT

SCENE = "severe-bleeding"

_JUDGE = """
import json, sys
from pathlib import Path
from simulator.app.summing import summary
from simulator.app.catalogue import Catalogue
judged = summary(Path(sys.argv[1]), Catalogue())
assert judged.judgements, judged.problem
print(json.dumps([str(m.__file__) for m in sys.modules.values() if getattr(m, "__file__", None)]))
"""

# Loaded while a journal is judged, without a say in what comes out: where files lie, texts of the screen, the index.
NO_JUDGES = {
    "simulator/app/catalogue.py", "simulator/app/catalogue_index.py", "simulator/app/index.py",
    "simulator/app/judging_part.py", "simulator/app/problems.py", "simulator/paths.py", "simulator/preferences.py",
    "simulator/scene_files.py", "simulator/recording/locking.py",
}  # fmt: skip
NO_JUDGING_PACKAGES = ("simulator/presenting/", "simulator/recording/store/")


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole performance of the shipped scene that is judged fastest."""
    folder = tmp_path_factory.mktemp("performed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MANIKIN_HOME", str(folder / "home"))
        perform_script(SCENE, ROOT / "scenes" / SCENE / "reference.yaml", folder / "out")
    return folder / "out" / "session.jsonl"


def test_whatever_takes_part_in_judging_is_in_the_fingerprint(journal: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", _JUDGE, str(journal)], cwd=ROOT, capture_output=True, text=True)
    loaded = {Path(name) for name in json.loads(ran.stdout)}
    known = {file for _, file in files()}
    ours = {path.relative_to(ROOT).as_posix() for path in loaded - known if path.is_relative_to(ROOT / "simulator")}
    ours |= {path.relative_to(ROOT).as_posix() for path in loaded - known if path.is_relative_to(ROOT / "scoring")}
    judges = {name for name in ours if name.endswith(".py") and not name.endswith("__init__.py")} - NO_JUDGES
    assert not [name for name in judges if not name.startswith(NO_JUDGING_PACKAGES)]
    assert loaded & known


def test_any_change_makes_another_fingerprint_and_other_ends_of_lines_do_not(tmp_path: Path) -> None:
    one, two = tmp_path / "one.py", tmp_path / "two.py"
    one.write_bytes(b"points = 1\n")
    two.write_bytes(b"")
    first = of_files((("one", one), ("two", two)))
    one.write_bytes(b"points = 1\r\n")
    assert of_files((("one", one), ("two", two))) == first
    assert of_files((("one", one),)) != first
    one.write_bytes(b"points = 2\n")
    assert of_files((("one", one), ("two", two))) != first


def test_a_newer_program_judges_again_what_an_older_one_judged(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, journal: Path
) -> None:
    monkeypatch.setenv("MANIKIN_HOME", str(tmp_path))
    preferences.sessions_dir().mkdir(parents=True)
    shutil.copy(journal, preferences.sessions_dir())
    (preferences.sessions_dir() / "broken.jsonl").write_text("no journal")
    read: list[Path] = []
    judge = summing.summary

    def counted(path: Path, catalogue: Catalogue) -> Summary:
        read.append(path)
        return judge(path, catalogue)

    monkeypatch.setattr(summing, "summary", counted)

    def looked_up() -> set[str]:
        read.clear()
        with fresh_index(Catalogue()) as store:
            return {row.judge for row in ask(store)}

    assert looked_up() == {judging_part.fingerprint()}
    assert len(read) == 2
    assert looked_up()
    assert not read, "nothing has changed"
    for module in (index, summing):
        monkeypatch.setattr(module, "fingerprint", lambda: "0" * 16)
    assert looked_up() == {"0" * 16}
    assert len(read) == 2, "what could not be read is tried again too"
    assert looked_up()
    assert not read
