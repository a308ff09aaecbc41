"""Places of a scene's own in its file: read, built, and slips said with their place."""

from pathlib import Path

from simulator.core.scene import OwnPlace
from simulator.scenefile import Problem, check
from tests.scenefile.small import TEXT, written

STATIONS = TEXT[TEXT.index("stations:") :].splitlines()[0]


def _text(places: str, shown: str = "") -> str:
    """The small scene with places of its own; `shown`: the place of its first piece of equipment instead."""
    text = TEXT.replace(STATIONS, f"places:\n{places}\n{STATIONS}", 1)
    return text.replace("place: sink", f"place: {shown}", 1) if shown else text


def _said(folder: Path, text: str) -> list[Problem]:
    return [one for one in check(written(folder, text)).problems if "place" in str(one) or "m`" in str(one)]


def test_places_of_both_kinds_are_built(tmp_path: Path) -> None:
    places = "  shelf: {x_m: 0.4, y_m: 1.1, z_m: 0.8}\n  on-wrist: {at: wrist.left, along_m: -0.1, pitch_deg: 20}"
    scene = check(written(tmp_path, _text(places, "shelf"))).scene
    assert scene is not None
    assert scene.places["shelf"] == OwnPlace((0.4, 1.1, 0.8))
    assert scene.places["on-wrist"] == OwnPlace((-0.1, 0.0, 0.0), pitch_deg=20.0, at="wrist.left")


def test_a_place_that_nothing_uses_is_told(tmp_path: Path) -> None:
    assert _said(tmp_path, _text("  shelf: {x_m: 0.4, y_m: 1.1}", "shelf")) == []
    (said,) = _said(tmp_path, _text("  shelf: {x_m: 0.4, y_m: 1.1}"))
    assert "the place `shelf` is not used" in str(said)


def test_a_place_is_in_the_room_or_at_the_body(tmp_path: Path) -> None:
    loaded = check(written(tmp_path, _text("  shelf: {at: wrist.left, x_m: 0.4}", "shelf")))
    assert loaded.scene is None
    assert any("x_m" in one.message for one in loaded.problems)


def test_a_place_in_the_room_needs_both_ways_over_the_floor(tmp_path: Path) -> None:
    loaded = check(written(tmp_path, _text("  shelf: {x_m: 0.4}", "shelf")))
    assert loaded.scene is None
    assert any("y_m" in one.message for one in loaded.problems)
