"""A package that means harm is refused in one sentence and leaves nothing."""

import random
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from simulator.app import unpacking
from simulator.app.installing import install
from simulator.app.packing import MANIFEST
from simulator.app.problems import UserError
from tests.packing.packages import PNG, Change, Entries, good, outcome, package, refused


def _link(entry: zipfile.ZipInfo) -> None:
    if entry.filename == "picture.png":
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16


def _lzma(entry: zipfile.ZipInfo) -> None:
    entry.compress_type = zipfile.ZIP_LZMA


# (what is added to a good package, what is done to its entries, what the refusal says)
HOSTILE: list[tuple[Entries, Change, str]] = [
    ({"../../evil.txt": b"x"}, lambda e: None, "lies in a folder or outside"),
    ({"/etc/cron.txt": b"x"}, lambda e: None, "lies in a folder or outside"),
    ({"C:evil.txt": b"x"}, lambda e: None, "lies in a folder or outside"),
    ({"a\\b.txt": b"x"}, lambda e: None, "lies in a folder or outside"),
    ({"deep/er.txt": b"x"}, lambda e: None, "lies in a folder or outside"),
    ({"folder/": b""}, lambda e: None, "lies in a folder or outside"),
    ({"con.txt": b"x"}, lambda e: None, "is the name of a device"),
    ({"LPT1.md": b"x"}, lambda e: None, "is the name of a device"),
    ({"a\nb.txt": b"x"}, lambda e: None, "a sign that file names may not have"),
    ({"a\u202etxt.png": PNG}, lambda e: None, "a sign that file names may not have"),
    ({"trailing.txt.": b"x"}, lambda e: None, "ends with a blank or a dot"),
    ({"x" * 101 + ".txt": b"x"}, lambda e: None, "too long"),
    ({"run.py": b"x"}, lambda e: None, "a kind of file that a scene does not have"),
    ({"model.glb": b"glTF"}, lambda e: None, "a kind of file that a scene does not have"),
    ({"more.zip": b"PK\x03\x04"}, lambda e: None, "a kind of file that a scene does not have"),
    ({"other.manikin": b"PK\x03\x04"}, lambda e: None, "a kind of file that a scene does not have"),
    ({"other.yaml": b"a: 1"}, lambda e: None, "a kind of file that a scene does not have"),
    ({"nested.png": b"PK\x03\x04 an archive"}, lambda e: None, "is no file of its kind"),
    ({"cut.png": PNG[:60]}, lambda e: None, "is no whole picture"),
    ({"huge.png": PNG[:16] + struct.pack(">LL", 30000, 30000) + PNG[24:]}, lambda e: None, "is no whole picture"),
    ({"notes.txt": b"\xff\xfe\x00"}, lambda e: None, "is no text"),
    ({"PICTURE.png": PNG}, lambda e: None, "stands in it twice"),
    ({"bomb.txt": bytes(5_000_000)}, lambda e: None, "unpacks to far more than it is"),
    ({f"{n}.txt": b"x" for n in range(100)}, lambda e: None, "more than 100 files"),
    ({f"{n}.txt": b"x" for n in range(3000)}, lambda e: None, "more than 100 files"),
    ({}, _link, "is a link"),
    ({}, _lzma, "compressed in a way"),
    ({"scene.yaml": b"format: 1\n"}, lambda e: None, "its scene has errors, first scene.yaml:1:1"),
]  # fmt: skip


@pytest.mark.parametrize(("added", "change", "says"), HOSTILE, ids=[f"{list(h[0])[:1]}-{h[2][:24]}" for h in HOSTILE])
def test_a_hostile_package_is_refused_in_one_sentence_and_leaves_nothing(
    home: Path, mine: Path, tmp_path: Path, added: Entries, change: Change, says: str
) -> None:
    evil = package(tmp_path, {**good(mine), **added}, change)
    refused(evil, says, home)


def test_names_that_stand_twice_are_refused(home: Path, mine: Path, tmp_path: Path) -> None:
    path = package(tmp_path, good(mine))
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("scene.yaml", b"other")
    refused(path, "stands in it twice", home)


def test_what_is_encrypted_is_refused(home: Path, mine: Path, tmp_path: Path) -> None:
    path = package(tmp_path, good(mine))
    raw = bytearray(path.read_bytes())
    at = raw.find(b"PK\x01\x02", raw.find(b"PK\x01\x02") + 4)
    raw[at + 8] |= 1
    path.write_bytes(raw)
    refused(path, "is encrypted", home)


def test_sizes_that_lie_are_noticed(home: Path, mine: Path, tmp_path: Path) -> None:
    path = package(tmp_path, good(mine))
    raw = bytearray(path.read_bytes())
    at = raw.find(b"PK\x01\x02", raw.find(b"PK\x01\x02") + 4)
    struct.pack_into("<L", raw, at + 24, 10)  # the first file after the manifest is longer
    path.write_bytes(raw)
    with pytest.raises(UserError, match="nothing was installed"):
        install(path, force=True)
    assert list((home / "scenes").glob("*")) == []


def test_the_whole_may_not_be_too_large(
    home: Path, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = package(tmp_path, good(mine))
    for limit, says in (
        ("LARGEST_PACKAGE", "it is larger"),
        ("LARGEST_WHOLE", "unpacked it is larger"),
        ("LARGEST_FILE", "is larger than"),
    ):
        with monkeypatch.context() as less:
            less.setattr(unpacking, limit, 1000)
            refused(path, says, home)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (b"no json", "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
        (b"[]", "does not say what it holds"),
        (b'{"format": 9, "scene": "mine", "files": {}}', "another version"),
        (b'{"format": 1, "scene": "mine", "files": {}}', "are not those that its manifest names"),
        (None, "has no manifest.json"),
    ],
)
def test_a_manifest_must_be_true(home: Path, mine: Path, tmp_path: Path, said: bytes | None, says: str) -> None:
    path = tmp_path / "evil.manikin"
    files = {**({MANIFEST: said} if said is not None else {}), **good(mine)}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    refused(path, says, home)


@pytest.mark.parametrize("scene", ["..", "../mine", "con", "spinal-transport", "other", ""])
def test_a_name_that_leads_elsewhere_or_is_taken_is_refused(home: Path, mine: Path, tmp_path: Path, scene: str) -> None:
    evil = package(tmp_path, good(mine), scene=scene)
    with pytest.raises(UserError):
        install(evil, force=True)
    assert list((home / "scenes").glob("*")) == []
    assert not (tmp_path / "mine").exists()


def test_bytes_of_any_kind_are_refused_and_never_crash(home: Path, mine: Path, tmp_path: Path) -> None:
    dice = random.Random(5)
    whole = package(tmp_path, good(mine)).read_bytes()
    path = tmp_path / "odd.manikin"
    for number in range(100):
        raw = bytearray(whole if number % 3 else whole[: dice.randrange(len(whole))])
        for _ in range(dice.randrange(1, 8)):
            # Most of what can be wrong stands in the directory at the end.
            where = dice.randrange(len(raw)) if dice.random() < 0.3 else -1 - dice.randrange(min(len(raw), 500))
            raw[where : where + 1] = bytes(dice.randrange(256) for _ in range(dice.randrange(3)))
        path.write_bytes(raw)
        assert "\n" not in outcome(path)
    path.write_bytes(b"")
    assert "no package" in outcome(path)
