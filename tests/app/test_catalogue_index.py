"""What home tells of the scenes is kept from one start to the next, and is never told of another content."""

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.app import catalogue as catalogue_module
from simulator.app import catalogue_index
from simulator.app.catalogue import Catalogue
from simulator.app.catalogue_index import index_file
from simulator.app.offers import offers
from simulator.scenefile import Loaded, load
from tests.scenefile.small import TEXT

BASE, VARIANT = "hand-washing", "other"
DIFFERENCE = f"format: 1\nextends: {BASE}\nid: {VARIANT}\ntitle: {{en: Other, zh: 其他}}\n"


@pytest.fixture
def scenes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a scene and a difference to it, and a home of its own."""
    monkeypatch.setenv("MANIKIN_HOME", str(tmp_path / "home"))
    folder = tmp_path / "scenes"
    put(folder, BASE, TEXT)
    put(folder, VARIANT, DIFFERENCE)
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The scenes that were read wholly since."""
    names: list[str] = []

    def noted(path: Path) -> Loaded:
        names.append(path.parent.name)
        return load(path)

    monkeypatch.setattr(catalogue_module, "load", noted)
    return names


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / name / "scene.yaml").write_text(text, "utf-8")


def told(folder: Path) -> dict[str, str]:
    """What a program that starts now says: the titles, or the first problem."""
    catalogue = Catalogue(folder)
    found = offers(catalogue)
    catalogue.keep()
    return {offer.name: offer.front.title.en if offer.front else offer.problems[0] for offer in found}


def test_the_second_start_reads_no_scene_and_says_the_same(scenes: Path, read: list[str]) -> None:
    first = Catalogue(scenes)
    whole = offers(first)
    first.keep()
    assert sorted(read) == [BASE, VARIANT]
    read.clear()
    assert offers(Catalogue(scenes)) == whole
    assert read == []
    assert [offer.name for offer in whole] == [BASE, VARIANT]
    assert whole[1].front is not None
    assert (whole[1].front.title.zh, whole[1].front.minutes) == ("其他", 3)


def test_a_scene_that_is_opened_is_read_wholly(scenes: Path, read: list[str]) -> None:
    told(scenes)
    read.clear()
    catalogue = Catalogue(scenes)
    offers(catalogue)
    assert catalogue.scene(VARIANT).actions
    assert read == [VARIANT]


def _title(folder: Path) -> None:
    put(folder, VARIANT, DIFFERENCE.replace("Other", "Fresh"))


def _base(folder: Path) -> None:
    put(folder, BASE, TEXT.replace("minutes: 3", "minutes: 7"))


def _brought(folder: Path) -> None:
    (folder / VARIANT / "base.yaml").write_text(TEXT.replace("minutes: 3", "minutes: 7"), "utf-8")


@pytest.mark.parametrize(
    ("edit", "again", "says"),
    [
        (_title, [VARIANT], ("Fresh", 3)),
        (_base, [BASE, VARIANT], ("Other", 7)),
        (_brought, [VARIANT], ("Other", 7)),
    ],
    ids=["its own file", "the other scene", "a file that is looked for first"],
)
def test_whatever_changes_is_read_again(
    scenes: Path, read: list[str], edit: Callable[[Path], None], again: list[str], says: tuple[str, int]
) -> None:
    told(scenes)
    read.clear()
    edit(scenes)
    front = next(offer.front for offer in offers(Catalogue(scenes)) if offer.name == VARIANT)
    assert front is not None
    assert (front.title.en, front.minutes) == says
    assert sorted(read) == again


def test_an_edit_while_the_program_runs_is_told_and_opened(scenes: Path) -> None:
    catalogue = Catalogue(scenes)
    offers(catalogue)
    assert catalogue.scene(VARIANT).title.en == "Other"
    _title(scenes)
    assert "Fresh" in [offer.front.title.en for offer in offers(catalogue) if offer.front]
    assert catalogue.scene(VARIANT).title.en == "Fresh"


def test_a_broken_scene_names_its_problem_at_every_start_and_is_well_when_mended(scenes: Path) -> None:
    (scenes / BASE / "scene.yaml").rename(scenes / "aside.yaml")
    for _ in range(2):
        assert told(scenes)[VARIANT].endswith("there is no scene `hand-washing` to extend")
    catalogue = Catalogue(scenes)
    offers(catalogue)
    (scenes / "aside.yaml").rename(scenes / BASE / "scene.yaml")
    assert [offer.problems for offer in offers(catalogue)] == [(), ()]


def test_a_scene_that_was_well_and_breaks_is_named(scenes: Path) -> None:
    told(scenes)
    put(scenes, VARIANT, DIFFERENCE + "minutes: many\n")
    assert f"{VARIANT}/scene.yaml:5:10" in told(scenes)[VARIANT]


def test_another_program_believes_nothing_of_it(scenes: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    told(scenes)
    read.clear()
    monkeypatch.setattr(catalogue_index, "_reader", lambda: "of tomorrow")
    told(scenes)
    assert sorted(read) == [BASE, VARIANT]


def _resealed(change: Callable[[dict[str, object]], None]) -> Callable[[bytes], bytes]:
    """Somebody changed a line and made the sum fit."""

    def changed(content: bytes) -> bytes:
        said = json.loads(content)
        change(said["scenes"][0])
        return json.dumps(catalogue_index._sealed(said["scenes"])).encode()

    return changed


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content.replace(b"Other", b"Othar"),
        lambda content: b"[" * 100_000,
        lambda content: b"null",
        lambda content: b'{"scenes": 1}',
        lambda content: content.replace(b'"format": 2', b'"format": 3'),
        lambda content: content + b"\xff",
        _resealed(lambda line: line.pop("front")),
        _resealed(lambda line: line.update(front={"id": 1})),
        _resealed(lambda line: line.update(extends=["a"])),
        _resealed(lambda line: line["front"].update(level="high")),  # type: ignore[attr-defined]
    ],
)
def test_a_damaged_index_is_made_anew(scenes: Path, read: list[str], damage: Callable[[bytes], bytes]) -> None:
    whole = told(scenes)
    good = index_file().read_bytes()
    read.clear()
    index_file().write_bytes(damage(good))
    assert told(scenes) == whole
    assert sorted(read) == [BASE, VARIANT]
    assert index_file().read_bytes() == good


def test_a_home_that_cannot_be_written_only_costs_time(scenes: Path, read: list[str], tmp_path: Path) -> None:
    (tmp_path / "home").write_text("no folder", "utf-8")
    assert told(scenes) == told(scenes) == {BASE: "Hand washing", VARIANT: "Other"}
    assert len(read) == 4


def test_looking_at_the_scenes_writes_nothing(scenes: Path, tmp_path: Path) -> None:
    offers(Catalogue(scenes))
    assert not (tmp_path / "home").exists()


def test_scenes_that_are_gone_are_forgotten_and_nothing_is_left_beside(scenes: Path) -> None:
    told(scenes)
    (scenes / VARIANT / "scene.yaml").unlink()
    put(scenes, "third", TEXT.replace(f"id: {BASE}", "id: third"))
    told(scenes)
    files = [line["file"] for line in json.loads(index_file().read_bytes())["scenes"]]
    assert files == [str(scenes / name / "scene.yaml") for name in (BASE, "third")]
    assert [path.name for path in index_file().parent.iterdir()] == ["scenes.json"]


def test_several_programs_at_once_leave_a_whole_index(scenes: Path, read: list[str]) -> None:
    whole = told(scenes)
    seen: list[dict[str, str]] = []

    def start() -> None:
        for _ in range(5):
            index_file().unlink(missing_ok=True)
            seen.append(told(scenes))

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [whole] * 15
    read.clear()
    assert told(scenes) == whole
    assert read == []
