"""The index follows a folder of journals: it reads what is new, forgets what is gone, and lists a session once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.recording.store import (
    Store,
    Summary,
    ask,
    changes,
    count,
    follow,
    instead,
    judged_by_another,
    judged_otherwise,
    open_file,
    start_anew,
    summaries,
)
from tests.recording.store.samples import summary


class Reader:
    """Stands for the program that judges journals; here a file says in words which session it is."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, path: Path) -> Summary:
        self.read.append(path.name)
        session, lines = path.read_text().split()
        return summary(session, file=path.name, lines=int(lines), last_sha256=f"{session}-{lines}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sessions"
    made.mkdir()
    for name, session in (("a", "s1"), ("b", "s2"), ("c", "s3")):
        (made / f"{name}.jsonl").write_text(f"{session} 5")
    (made / "a.scorecard.json").write_text("{}")
    return made


def listed(store: Store) -> dict[str, str]:
    return {row.session: row.file for row in ask(store)}


def test_only_what_is_new_or_has_changed_is_read(local: Store, folder: Path) -> None:
    reader, told = Reader(), []
    assert follow(local, folder, reader, told.append) == 0
    assert sorted(reader.read) == ["a.jsonl", "b.jsonl", "c.jsonl"]
    assert told[-1] == 1.0
    follow(local, folder, reader)
    assert len(reader.read) == 3
    (folder / "b.jsonl").write_text("s2 10")
    os.utime(folder / "c.jsonl", ns=(1, 1))
    follow(local, folder, reader)
    assert sorted(reader.read[3:]) == ["b.jsonl", "c.jsonl"]
    assert {one.session: one.lines for one in summaries(local, ["s1", "s2", "s3"])} == {"s1": 5, "s2": 10, "s3": 5}


def test_a_record_that_became_shorter_or_another_is_listed_as_it_is_now(local: Store, folder: Path) -> None:
    follow(local, folder, Reader())
    (folder / "a.jsonl").write_text("s1 2")
    (folder / "b.jsonl").write_text("s9 05")
    follow(local, folder, Reader())
    assert listed(local) == {"s1": "a.jsonl", "s9": "b.jsonl", "s3": "c.jsonl"}
    assert summaries(local, ["s1"])[0].lines == 2


def test_what_another_version_of_a_scene_judged_is_read_again_and_nothing_else(local: Store, folder: Path) -> None:
    follow(local, folder, Reader())
    judged = summaries(local, ["s1"])[0]
    now, scene = judged.judgements[0].scene_sha256, judged.scene
    assert judged_otherwise(local, {scene: now, "another": "f" * 64}) == 0
    assert judged_otherwise(local, {scene: "f" * 64}) == 3
    assert judged_otherwise(local, {scene: "f" * 64}) == 0, "they wait to be read already"
    reader = Reader()
    follow(local, folder, reader, most=2)
    assert reader.read == ["c.jsonl", "b.jsonl"]
    assert count(local) == 3, "none is missing from the list while it waits"
    follow(local, folder, reader)
    assert reader.read[2:] == ["a.jsonl"]
    follow(local, folder, reader)
    assert len(reader.read) == 3


def test_what_could_not_be_judged_is_read_again_when_its_scene_can(local: Store, folder: Path) -> None:
    now = "f" * 64
    why = {"s1": "The scene 'small' is not on this computer.", "s2": "only practice", "s3": f"version {now[:12]}: no."}

    def read(path: Path) -> Summary:
        session = path.read_text().split()[0]
        return summary(session, file=path.name, judgements=(), problem=why[session])

    follow(local, folder, read)
    assert judged_otherwise(local, {"another": now}) == 0
    assert judged_otherwise(local, {"small": now}, "only practice") == 1, "neither practice nor what does not fit"
    reader = Reader()
    follow(local, folder, reader)
    assert reader.read == ["a.jsonl"]


def test_what_is_gone_is_forgotten(local: Store, folder: Path) -> None:
    follow(local, folder, Reader())
    (folder / "b.jsonl").unlink()
    follow(local, folder, Reader())
    assert sorted(listed(local)) == ["s1", "s3"]


def test_the_newest_come_first_and_the_rest_can_wait(local: Store, folder: Path) -> None:
    assert follow(local, folder, Reader(), most=1) == 2
    assert sorted(listed(local)) == ["s3"]
    assert follow(local, folder, Reader()) == 0
    assert count(local) == 3


def test_without_a_folder_there_is_no_session(local: Store, tmp_path: Path) -> None:
    assert follow(local, tmp_path / "nowhere", Reader()) == 0
    assert count(local) == 0


@pytest.mark.parametrize("order", ["forwards", "backwards"])
def test_a_session_with_several_records_is_listed_once(local: Store, folder: Path, order: str) -> None:
    files = {"x.jsonl": "s1 5", "0.jsonl": "s1 3", "z.jsonl": "s1 9"}
    for name in files if order == "forwards" else reversed(files):
        (folder / name).write_text(files[name])
        follow(local, folder, Reader())
    assert listed(local)["s1"] == "z.jsonl"
    said = {one.file: one.why for one in instead(local)}
    assert set(said) == {"0.jsonl", "a.jsonl", "x.jsonl"}
    assert all("another record of the session in z.jsonl" in why for why in said.values())
    (folder / "z.jsonl").unlink()
    follow(local, folder, Reader())
    assert listed(local)["s1"] == "a.jsonl"
    assert {one.file: one.why.split()[0] for one in instead(local)} == {"0.jsonl": "another", "x.jsonl": "a"}


def test_a_lost_index_is_the_same_when_it_is_made_again(local: Store, folder: Path, tmp_path: Path) -> None:
    follow(local, folder, Reader())
    before = summaries(local, sorted(listed(local)))
    start_anew(local)
    assert count(local) == 0
    follow(local, folder, Reader())
    other = open_file(tmp_path / "elsewhere" / "sessions.sqlite")
    follow(other, folder, Reader())
    assert summaries(local, sorted(listed(local))) == before == summaries(other, sorted(listed(other)))
    other.close()


def test_names_that_are_no_text_are_listed_too(local: Store, folder: Path) -> None:
    name = os.fsdecode(b"caf\xe9.jsonl")
    (folder / name).write_text("s7 1")
    follow(local, folder, Reader())
    assert listed(local)["s7"].startswith("caf")
    assert changes(local, folder).to_read == ()


PROGRAM = """
import sys
from pathlib import Path
from simulator.recording.store import follow, open_file
from tests.recording.store.test_following import Reader
store = open_file(Path(sys.argv[1]))
for _ in range(3):
    follow(store, Path(sys.argv[2]), Reader())
store.close()
"""


def test_programs_that_follow_at_once_list_every_session_once(folder: Path, tmp_path: Path) -> None:
    for number in range(200):
        (folder / f"n{number:03d}.jsonl").write_text(f"t{number:03d} 5")
    index = tmp_path / "shared" / "sessions.sqlite"
    running = [
        subprocess.Popen([sys.executable, "-c", PROGRAM, index, folder], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = [one.communicate(timeout=120)[1] for one in running]
    assert [(one.returncode, err) for one, err in zip(running, said, strict=True)] == [(0, "")] * 4
    store = open_file(index)
    assert count(store) == 203
    assert instead(store) == ()
    assert changes(store, folder).to_read == ()
    store.close()
    assert len(list(index.parent.glob("*.damaged"))) == 0


KILLED = """
import os, signal, sys, threading
from pathlib import Path
from simulator.recording.store import follow, open_file
from tests.recording.store.test_following import Reader
threading.Timer(float(sys.argv[3]), os.kill, (os.getpid(), signal.SIGKILL)).start()
store = open_file(Path(sys.argv[1]))
while True:
    follow(store, Path(sys.argv[2]), Reader())
    for path in Path(sys.argv[2]).glob("*.jsonl"):
        os.utime(path)
"""


def test_a_program_killed_while_it_writes_the_index_leaves_a_whole_one(folder: Path, tmp_path: Path) -> None:
    for number in range(60):
        (folder / f"n{number:03d}.jsonl").write_text(f"t{number:03d} 5")
    index = tmp_path / "shared" / "sessions.sqlite"
    for wait_s in (0.01, 0.03, 0.05, 0.08, 0.13):
        done = subprocess.run([sys.executable, "-c", KILLED, index, folder, str(wait_s)], check=False)
        assert done.returncode < 0
        store = open_file(index)
        follow(store, folder, Reader())
        assert count(store) == 63
        store.close()


def test_what_another_judging_part_of_the_program_read_is_read_again_whatever_it_was(
    local: Store, folder: Path
) -> None:
    states = {"s1": "finished", "s2": "unfinished", "s3": "damaged"}

    def read(path: Path, judge: str = "of today") -> Summary:
        session = path.read_text().split()[0]
        return summary(session, file=path.name, state=states[session], judge=judge)

    follow(local, folder, lambda path: read(path, "of yesterday"))
    assert judged_by_another(local, "of yesterday") == 0
    assert judged_by_another(local, "of today") == 3
    assert judged_by_another(local, "of today") == 0, "they wait to be read already"
    assert count(local) == 3, "none is missing from the list while it waits"
    follow(local, folder, read)
    assert {row.judge for row in ask(local)} == {"of today"}
    assert judged_by_another(local, "of today") == 0
