"""A scene's 3D models are packed with their origin, checked at their places, and never installed if they mean harm."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.app.catalogue import Catalogue
from simulator.app.checking import problems_of
from simulator.app.creating import Titles, create
from simulator.app.installing import install
from simulator.app.packing import MANIFEST, pack
from simulator.app.problems import UserError
from simulator.scenefile import Severity
from tests.modelfile.made import model
from tests.packing.packages import good, package, refused


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
