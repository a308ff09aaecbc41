"""A scene goes into one file and comes out the same; a package that means harm is refused and leaves nothing."""

import json
import random
import re
import shutil
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.app import unpacking
from simulator.app.catalogue import Catalogue, SceneError
from simulator.app.checking import problems_of
from simulator.app.creating import Titles, create
from simulator.app.installing import install
from simulator.app.packing import MANIFEST, manifest_of, pack
from simulator.app.problems import UserError
from simulator.paths import scenes_dir
from simulator.scenefile import Severity, load
from tests.modelfile.made import model
from tests.program import SCENE, manikin

PNG = (scenes_dir() / SCENE / "picture.png").read_bytes()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the program's own."""
    monkeypatch.setenv("MANIKIN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A scene of one's own."""
    made = create("mine", None, tmp_path / "work", Titles())
    (made / "picture.png").write_bytes(PNG)
    scene = (made / "scene.yaml").read_text("utf-8")
    (made / "scene.yaml").write_text(scene.replace("level: 1\n", "level: 1\npicture: picture.png\n"), "utf-8")
    (made / "notes.txt").write_text("Written by us.\n", "utf-8")
    (made / "run.sh").write_text("echo no\n", "utf-8")
    return made


def test_a_packed_scene_comes_out_the_same(home: Path, mine: Path, tmp_path: Path) -> None:
    package = pack(str(mine), tmp_path / "mine.manikin", "CC BY 4.0, Ward 3", force=False)
    with zipfile.ZipFile(package) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        assert sorted(archive.namelist()) == [MANIFEST, "notes.txt", "picture.png", "reference.yaml", "scene.yaml"]
    assert (manifest["scene"], manifest["licence"], manifest["title"]) == ("mine", "CC BY 4.0, Ward 3", "Mine")
    target = install(package, force=False)
    assert target == home / "scenes" / "mine"
    assert {p.name: p.read_bytes() for p in target.iterdir()} == {
        p.name: p.read_bytes() for p in mine.iterdir() if p.name not in ("run.sh", "scene.schema.json")
    }
    catalogue = Catalogue()
    assert {"mine", SCENE} <= set(catalogue.names())
    assert catalogue.scene("mine").id == "mine"
    assert catalogue.reference_script("mine") == target / "reference.yaml"
    assert [path.name for path in (home / "scenes").iterdir()] == ["mine"]


def test_packing_again_makes_the_same_bytes_and_overwrites_only_when_told(mine: Path, tmp_path: Path) -> None:
    first = pack(str(mine), tmp_path / "a.manikin", "", force=False).read_bytes()
    assert pack(str(mine), tmp_path / "b.manikin", "", force=False).read_bytes() == first
    with pytest.raises(UserError, match="--force"):
        pack(str(mine), tmp_path / "a.manikin", "", force=False)
    pack(str(mine), tmp_path / "a.manikin", "other", force=True)
    assert (tmp_path / "a.manikin").read_bytes() != first


def test_an_installed_scene_is_replaced_only_when_told(home: Path, mine: Path, tmp_path: Path) -> None:
    install(pack(str(mine), tmp_path / "a.manikin", "", force=False), force=False)
    text = (mine / "scene.yaml").read_text("utf-8")
    (mine / "scene.yaml").write_text(text.replace("minutes: 3", "minutes: 9"), "utf-8")
    newer = pack(str(mine), tmp_path / "b.manikin", "", force=False)
    with pytest.raises(UserError, match="--force"):
        install(newer, force=False)
    assert Catalogue().scene("mine").minutes == 3
    install(newer, force=True)
    assert Catalogue().scene("mine").minutes == 9
    assert [path.name for path in (home / "scenes").iterdir()] == ["mine"]


def test_a_variant_can_be_packed_and_a_scene_with_errors_cannot(home: Path, mine: Path, tmp_path: Path) -> None:
    made = create("my-lift", "spinal-flat-lift", tmp_path / "work", Titles())
    install(pack(str(made), tmp_path / "lift.manikin", "", force=False), force=False)
    assert "lift-flat" in Catalogue().scene("my-lift").actions
    (mine / "scene.yaml").write_text("format: 1\n", "utf-8")
    with pytest.raises(UserError, match="has errors"):
        pack(str(mine), tmp_path / "c.manikin", "", force=False)
    with pytest.raises(SceneError):
        pack("nowhere", tmp_path / "c.manikin", "", force=False)


VARIANT = "format: 1\nextends: mine\nid: yours\ntitle: {en: Yours, zh: 你的}\nminutes: 7\n"


@pytest.fixture
def yours(mine: Path) -> Path:
    """A difference to a scene of one's own."""
    made = mine.with_name("yours")
    made.mkdir()
    (made / "scene.yaml").write_text(VARIANT, "utf-8")
    (made / "picture.png").write_bytes(PNG)
    return made


def test_a_packed_variant_brings_the_scene_that_it_extends(home: Path, mine: Path, yours: Path, tmp_path: Path) -> None:
    here = load(yours / "scene.yaml").scene
    assert here is not None
    target = install(pack(str(yours), tmp_path / "a.manikin", "", force=False), force=False)
    assert (target / "base.yaml").read_bytes() == (mine / "scene.yaml").read_bytes()
    assert (target / "scene.yaml").read_text("utf-8") == VARIANT
    assert [path.name for path in (home / "scenes").iterdir()] == ["yours"]
    there = Catalogue().scene("yours")
    assert (there.minutes, there.sha256) == (7, here.sha256)
    # Another scene that is called like the other one changes nothing; and it can be given on.
    other = mine.with_name("elsewhere") / "mine"
    shutil.copytree(mine, other)
    text = (other / "scene.yaml").read_text("utf-8").replace("level: 1", "level: 3")
    (other / "scene.yaml").write_text(text, "utf-8")
    install(pack(str(other), tmp_path / "b.manikin", "", force=False), force=False)
    assert (Catalogue().scene("mine").level, Catalogue().scene("yours").level) == (3, 1)
    again = pack("yours", tmp_path / "c.manikin", "", force=False)
    assert again.read_bytes() == (tmp_path / "a.manikin").read_bytes()


def test_a_copy_of_a_variant_is_whole_wherever_it_is_made(home: Path, yours: Path, tmp_path: Path) -> None:
    beside = create("beside", str(yours), yours.parent, Titles())
    assert not (beside / "base.yaml").exists()
    away = create("away", str(yours), tmp_path / "away", Titles())
    assert [load(made / "scene.yaml").problems for made in (beside, away)] == [(), ()]


def test_what_a_package_brings_along_must_be_the_scene_that_is_extended(
    home: Path, mine: Path, yours: Path, tmp_path: Path
) -> None:
    files = {"scene.yaml": VARIANT.encode(), "base.yaml": (mine / "scene.yaml").read_bytes(), "picture.png": PNG}
    without = {name: content for name, content in files.items() if name != "base.yaml"}
    refused(package(tmp_path, without, scene="yours"), "there is no scene `mine` to extend", home)
    wrong = {**files, "base.yaml": files["base.yaml"].replace(b"id: mine", b"id: theirs")}
    refused(package(tmp_path, wrong, scene="yours"), "is not the scene `mine`", home)
    itself = {**files, "base.yaml": VARIANT.replace("id: yours", "id: mine").encode()}
    refused(package(tmp_path, itself, scene="yours"), "extends another scene itself", home)
    assert install(package(tmp_path, files, scene="yours"), force=False).name == "yours"


@pytest.fixture
def modelled(mine: Path) -> Path:
    """A scene of one's own with a 3D model of its own."""
    text = (mine / "scene.yaml").read_text("utf-8")
    (mine / "scene.yaml").write_text(re.sub(r"model: [a-z-]+", "model: own/tube", text, count=1), "utf-8")
    (mine / "models").mkdir()
    (mine / "models" / "tube.glb").write_bytes(model())
    (mine / "models" / "tube.txt").write_text("Ward 3, CC BY 4.0\nDrawn by hand.\n", "utf-8")
    (mine / "models" / "tube.png").write_bytes(PNG)
    (mine / "models" / "tube.blend").write_bytes(b"not given away")
    return mine


def test_a_packed_scene_brings_its_models_with_their_origin(home: Path, modelled: Path, tmp_path: Path) -> None:
    package = pack(str(modelled), tmp_path / "a.manikin", "", force=False)
    with zipfile.ZipFile(package) as archive:
        assert json.loads(archive.read(MANIFEST))["models"] == {"tube": "Ward 3, CC BY 4.0"}
    target = install(package, force=False)
    assert sorted(path.name for path in (target / "models").iterdir()) == ["tube.glb", "tube.png", "tube.txt"]
    scene = Catalogue().scene("mine")
    assert dict(scene.models) == {"own/tube": str(target / "models" / "tube.glb")}
    assert problems_of(target / "scene.yaml") == ()
    assert pack("mine", tmp_path / "b.manikin", "", force=False).read_bytes() == package.read_bytes()
    copied = create("copy", "mine", tmp_path / "work", Titles())
    assert problems_of(copied / "scene.yaml") == ()


def test_a_variant_brings_the_models_of_the_scene_that_it_extends(
    home: Path, modelled: Path, yours: Path, tmp_path: Path
) -> None:
    assert problems_of(yours / "scene.yaml") == ()
    target = install(pack(str(yours), tmp_path / "a.manikin", "", force=False), force=False)
    assert problems_of(target / "scene.yaml") == ()
    assert list(Catalogue().scene("yours").models.values()) == [str(target / "models" / "tube.glb")]


def test_a_model_of_unknown_origin_is_not_given_away(home: Path, modelled: Path, tmp_path: Path) -> None:
    (modelled / "models" / "tube.txt").unlink()
    with pytest.raises(UserError, match="nothing says whose this is"):
        pack(str(modelled), tmp_path / "a.manikin", "", force=False)


@pytest.mark.parametrize("name", ["tube.glb", "tube.txt", "tube.png"])
def test_a_link_is_never_given_away(home: Path, modelled: Path, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    (modelled / "models" / name).replace(secret)
    (modelled / "models" / name).symlink_to(secret)
    if name == "tube.png":
        with zipfile.ZipFile(pack(str(modelled), tmp_path / "a.manikin", "", force=False)) as archive:
            assert "models/tube.png" not in archive.namelist()
        return
    with pytest.raises(UserError):
        pack(str(modelled), tmp_path / "a.manikin", "", force=False)
    assert not (tmp_path / "a.manikin").exists()


def _without(text: bytes) -> bytes:
    return text.replace(b"own/tube", b"own/hose")


# (what becomes of the model, of the scene; what `check` says, and how it ends)
MODEL_MISTAKES: list[tuple[bytes | None, Callable[[bytes], bytes], str, Severity]] = [
    (b"solid cube", bytes, "the model `models/tube.glb` is no GLB file (binary glTF 2.0)", Severity.ERROR),
    (None, bytes, "there is no file `models/tube.glb` beside the scene file", Severity.ERROR),
    (model(), _without, "there is no file `models/hose.glb` beside the scene file", Severity.ERROR),
    (model(), _without, "no piece of equipment has the model `own/tube`", Severity.WARNING),
]


@pytest.mark.parametrize(("content", "change", "says", "severity"), MODEL_MISTAKES)
def test_what_is_wrong_with_a_model_is_told_at_its_place(
    modelled: Path, content: bytes | None, change: Callable[[bytes], bytes], says: str, severity: Severity
) -> None:
    file, scene = modelled / "models" / "tube.glb", modelled / "scene.yaml"
    file.write_bytes(content) if content is not None else file.unlink()
    scene.write_bytes(change(scene.read_bytes()))
    (told,) = [problem for problem in problems_of(scene) if problem.message == says]
    assert told.severity is severity
    line = scene.read_text("utf-8").splitlines()[told.line - 1][told.column - 1 :]
    assert line.startswith("equipment:" if severity is Severity.WARNING else "own/")


def test_a_model_without_a_word_on_its_origin_is_told(modelled: Path) -> None:
    (modelled / "models" / "tube.txt").unlink()
    (told,) = problems_of(modelled / "scene.yaml")
    assert (told.severity, told.message) == (Severity.WARNING, "nothing says whose model `models/tube.glb` is")


# (files that are added to a good package, what the refusal says)
HOSTILE_MODELS: list[tuple[dict[str, bytes], str]] = [
    ({"models/tube.glb": b"solid cube"}, "is no file of its kind"),
    ({"models/tube.glb": b"glTF\x02\0\0\0\x0c\0\0\0"}, "is damaged"),
    ({"models/tube.glb": model(lambda said: said["accessors"][0].update(count=10**9))}, "beyond what is read here"),
    ({"models/tube.glb": model(lambda said: said["buffers"][0].update(uri="../x"))}, "leads to other files"),
    ({"models/Tube.glb": model()}, "has a name that no model has"),
    ({"models/tube.GLB": model()}, "has a name that no model has"),
    ({"models/tube.bam": b"x"}, "a kind of file that a scene does not have"),
    ({"models/tube.gltf": b"{}"}, "a kind of file that a scene does not have"),
    ({"models/scene.yaml": b"x"}, "a kind of file that a scene does not have"),
    ({"models/deep/tube.glb": model()}, "lies in a folder or outside"),
    ({"models/../tube.glb": model()}, "lies in a folder or outside"),
    ({"/models/tube.glb": model()}, "lies in a folder or outside"),
    ({"tube.glb": model()}, "a kind of file that a scene does not have"),
    ({"models/con.glb": model()}, "is the name of a device"),
    ({"models/tube.png": b"\x89PNG\r\n\x1a\n", "models/tube.glb": model()}, "is no whole picture"),
]


@pytest.mark.parametrize(("added", "says"), HOSTILE_MODELS)
def test_a_hostile_model_is_refused_and_leaves_nothing(
    home: Path, mine: Path, tmp_path: Path, added: dict[str, bytes], says: str
) -> None:
    refused(package(tmp_path, {**good(mine), **added}), says, home)


Entries = dict[str, bytes]
Change = Callable[[zipfile.ZipInfo], None]


def package(folder: Path, files: Entries, change: Change = lambda entry: None, scene: str = "mine") -> Path:
    """An archive of these files with a true manifest; `change` does to each entry what an ordinary tool would not."""
    manifest = {"format": 1, "scene": scene, "files": manifest_of(files)}
    path = folder / "evil.manikin"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {MANIFEST: json.dumps(manifest).encode(), **files}.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if name != MANIFEST:
                change(entry)
            archive.writestr(entry, content)
    return path


def good(mine: Path) -> Entries:
    return {name: (mine / name).read_bytes() for name in ("scene.yaml", "reference.yaml", "picture.png")}


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


def refused(evil: Path, says: str, home: Path) -> None:
    around = sorted(path.name for path in evil.parent.iterdir())
    with pytest.raises(UserError) as told:
        install(evil, force=True)
    assert says in str(told.value)
    assert "\n" not in str(told.value)
    assert list((home / "scenes").glob("*")) == []
    assert sorted(path.name for path in evil.parent.iterdir() if path != home) == [n for n in around if n != "home"]


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


def outcome(path: Path) -> str:
    """What is said of a package."""
    try:
        return str(install(path, force=True))
    except UserError as error:
        return str(error)


def test_the_commands(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert manikin("new", "mine", home=home, cwd=tmp_path).status == 0
    assert manikin("pack", "mine", "--out", "mine.manikin", home=home, cwd=tmp_path).out.strip() == "mine.manikin"
    said = manikin("install", "mine.manikin", home=home, cwd=tmp_path)
    assert said.out.splitlines()[-1] == "next: manikin practise mine"
    assert "--force" in manikin("install", "mine.manikin", home=home, cwd=tmp_path).sentence()
    assert "no package" in manikin("install", "mine/scene.yaml", home=home, cwd=tmp_path).sentence()
    assert manikin("check", "mine", home=home).status == 0
