"""A scene goes into one file and comes out the same; a variant brings what it needs."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from simulator.app.catalogue import Catalogue, SceneError
from simulator.app.creating import Titles, create
from simulator.app.installing import install
from simulator.app.packing import MANIFEST, pack
from simulator.app.problems import UserError
from simulator.scenefile import load
from tests.packing.packages import PNG, VARIANT, package, refused
from tests.program import SCENE, manikin


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


def test_the_commands(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert manikin("new", "mine", home=home, cwd=tmp_path).status == 0
    assert manikin("pack", "mine", "--out", "mine.manikin", home=home, cwd=tmp_path).out.strip() == "mine.manikin"
    said = manikin("install", "mine.manikin", home=home, cwd=tmp_path)
    assert said.out.splitlines()[-1] == "next: manikin practise mine"
    assert "--force" in manikin("install", "mine.manikin", home=home, cwd=tmp_path).sentence()
    assert "no package" in manikin("install", "mine/scene.yaml", home=home, cwd=tmp_path).sentence()
    assert manikin("check", "mine", home=home).status == 0
