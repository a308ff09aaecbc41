"""Equipment and room: true sizes, whole surfaces, the same bytes each time, and readable by the stage."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assets.recipes import equipment, room
from assets.recipes.equipment import boards, collars, heads, monitors
from assets.recipes.equipment.glb import encoded
from assets.recipes.equipment.icons import SIZES, icon_pngs
from assets.recipes.equipment.occlusion import directions, openness, surface_points
from assets.recipes.equipment.solid import FINISHES, Item, Solid
from assets.recipes.room.daylight import HALF_X_M, HALF_Y_M
from simulator.paths import assets_dir
from simulator.stage.library import AssetError, load_item, part, read_pieces, sockets
from simulator.stage.shading import SURFACES, surface_of

ITEMS = {item.name: item for item in (make() for make in equipment.RECIPES)}
# length along x, along y, along z in metres; what a buyer would measure
SIZES_M = {
    "long-board": (1.83, 0.41, 0.062),
    "soft-stretcher": (2.40, 0.577, 0.158),
    "scoop-right": (1.968, 0.224, 0.066),
    "head-blocks": (0.39, 0.358, 0.175),
    "kit-bag": (0.526, 0.335, 0.346),
    "ward-bed": (2.174, 0.948, 0.988),
    "cannula": (0.0795, 0.028, 0.016),
    "penlight": (0.136, 0.014, 0.017),
}


def _all(item: Item) -> np.ndarray:
    return np.concatenate([node.solid.vertices for node in item.nodes])


def _against_normals(solid: Solid) -> int:
    a, b, c = (solid.vertices[solid.faces[:, k]] for k in range(3))
    flat = np.cross(b - a, c - a)
    large = (flat * flat).sum(axis=1) > 1e-18
    return int(((flat * solid.normals[solid.faces].sum(axis=1)).sum(axis=1)[large] < 0).sum())


@pytest.mark.parametrize("name", sorted(ITEMS))
def test_surfaces_are_whole(name: str) -> None:
    for node in ITEMS[name].nodes:
        shape = node.solid
        assert node.finish in FINISHES
        assert np.isfinite(shape.vertices).all()
        assert np.allclose(np.linalg.norm(shape.normals, axis=1), 1.0, atol=1e-6)
        assert shape.faces.min() >= 0
        assert shape.faces.max() < len(shape.vertices)
        assert _against_normals(shape) == 0


@pytest.mark.parametrize("name", sorted(SIZES_M))
def test_sizes_are_real(name: str) -> None:
    points = _all(ITEMS[name])
    assert points.max(axis=0) - points.min(axis=0) == pytest.approx(SIZES_M[name], abs=0.006)


# What is worn, put into a vein or hung up has its origin there.
AT_A_BODY = {
    *("collar-short", "collar-regular", "collar-tall", "cannula", "cannula-needle", "cannula-tube", "flash-blood"),
    *("flush-syringe", "tourniquet-closed", "wrist-band", "film-dressing", "date-label"),
    *("wound-cloth", "wound-bare", "dressing-pad", "dressing-red", "tourniquet", "tourniquet-above"),
    *("tourniquet-at-wound", "tourniquet-groin", "oxygen-mask"),
    *("respirator", "goggles", "door-leaf"),
    *("line-hanging", "line-connected", "helmet-closed", "helmet-open", "chin-strap"),
}


@pytest.mark.parametrize("name", sorted(set(ITEMS) - AT_A_BODY))
def test_things_rest_on_their_plane(name: str) -> None:
    assert _all(ITEMS[name])[:, 2].min() == pytest.approx(0.0, abs=0.0035)


def _is_hollow(solid: Solid, x: float, y: float) -> bool:
    """Does a vertical line at (x, y) miss every triangle?"""
    a, b, c = (solid.vertices[solid.faces[:, k], :2] - (x, y) for k in range(3))

    def side(p: np.ndarray, q: np.ndarray) -> np.ndarray:
        return np.asarray(p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0])

    signs = np.sign(np.stack([side(a, b), side(b, c), side(c, a)]))
    return not bool((np.abs(signs.sum(axis=0)) == 3).any())


def test_hand_slots_are_real_holes() -> None:
    board = next(node.solid for node in ITEMS["long-board"].nodes if node.name == "board")
    for x, _ in boards.SLOTS[:5]:
        for y in (boards.SLOT_Y_M, -boards.SLOT_Y_M):
            assert _is_hollow(board, x, y * (1.0 if abs(x) < 0.5 else 0.96))
        assert not _is_hollow(board, x, 0.0)


def test_collars_grow_in_front_and_fit_the_measured_neck() -> None:
    heights = []
    for size in ("short", "regular", "tall"):
        foam = next(node.solid for node in ITEMS[f"collar-{size}"].nodes if node.name == "foam")
        front = foam.vertices[np.abs(np.degrees(np.arctan2(foam.vertices[:, 1], foam.vertices[:, 0]))) < 8]
        heights.append(front[:, 2].max() - front[:, 2].min())
        # at the neck joint's height nothing comes nearer to the axis than the measured neck
        level = foam.vertices[(np.abs(foam.vertices[:, 2]) < 0.006) & (foam.vertices[:, 0] > 0.04)]
        assert np.hypot(level[:, 0], level[:, 1]).min() > 0.066
    assert np.diff(heights) == pytest.approx([0.020, 0.020], abs=0.002)
    assert 0.08 < heights[1] < 0.12


def test_throat_window_is_open() -> None:
    shell = next(node.solid for node in ITEMS["collar-regular"].nodes if node.name == "shell")
    turned = Solid(
        shell.vertices[:, [1, 2, 0]],
        shell.normals,
        shell.faces[shell.vertices[shell.faces, 0].min(axis=1) > 0.03],
        shell.colours,
    )
    window_z = collars.LOWER_M[0] + (collars.UPPER_M[0] - collars.LOWER_M[0]) * 0.48
    assert _is_hollow(turned, 0.0, float(window_z))
    assert not _is_hollow(turned, 0.035, float(window_z) + 0.02)


def test_blocks_leave_room_for_a_head_and_move_by_themselves() -> None:
    item = load_item("head-blocks")
    left, right = part(item, "block.left"), part(item, "block.right")
    assert right.getY(item) - left.getY(item) == pytest.approx(heads.GAP_M, abs=1e-5)
    inner = left.getTightBounds(item)[1].y
    left.setY(left.getY() - 0.03)
    assert left.getTightBounds(item)[1].y == pytest.approx(inner - 0.03, abs=1e-5)


def test_the_screen_takes_a_picture_upright() -> None:
    mesh = next(
        piece.mesh for piece in read_pieces(assets_dir() / "equipment" / "monitor.glb") if piece.name == "screen"
    )
    assert mesh is not None
    assert mesh.uv is not None
    corner = {tuple(uv): place for uv, place in zip(mesh.uv.round(3).tolist(), mesh.vertices, strict=True)}
    assert set(corner) == {(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)}
    assert corner[1.0, 0.0] - corner[0.0, 0.0] == pytest.approx([monitors.SCREEN_M[0], 0, 0], abs=1e-4)
    assert corner[0.0, 1.0] - corner[0.0, 0.0] == pytest.approx([0, 0, monitors.SCREEN_M[1]], abs=1e-4)


@pytest.mark.parametrize("name", ["strap-buckle", "head-pad", "penlight"])
def test_baking_again_gives_the_same_bytes(name: str) -> None:
    make = next(make for make in equipment.RECIPES if make().name == name)
    folder = assets_dir() / "equipment"
    item = equipment.finished(make)
    assert encoded(item) == (folder / f"{name}.glb").read_bytes()
    pictures = icon_pngs(item)
    assert set(pictures) == set(SIZES)
    for size, png in pictures.items():
        assert png == (folder / "icons" / f"{name}-{size}.png").read_bytes()


def test_every_item_is_baked_with_icons_and_tells_the_renderer_its_surface() -> None:
    for name in (*ITEMS, "room"):
        item = load_item(name)
        assert item.getName() == name
        for body in item.findAllMatches("**/+GeomNode"):
            assert surface_of(body.getName(), "") == body.getTag("finish")
            assert body.getTag("finish") in SURFACES
    for name in ITEMS:
        assert all((assets_dir() / "equipment" / "icons" / f"{name}-{size}.png").is_file() for size in SIZES)


def test_copies_are_independent_and_places_survive_the_file() -> None:
    one, two = load_item("long-board"), load_item("long-board")
    one.setPos(1.0, 2.0, 3.0)
    assert tuple(two.getPos()) == (0.0, 0.0, 0.0)
    places = sockets(two)
    assert places == {name: pytest.approx(at, abs=1e-5) for name, at in ITEMS["long-board"].sockets.items()}
    with pytest.raises(KeyError, match="no part 'wheel'"):
        part(one, "wheel")


def test_a_missing_or_damaged_model_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "equipment"
    folder.mkdir()
    with pytest.raises(AssetError, match=r"towel-folded\.glb cannot be read"):
        load_item("towel-folded", tmp_path)
    whole = (assets_dir() / "equipment" / "towel-folded.glb").read_bytes()
    broken = {
        "cut": whole[: len(whole) // 2],
        "text": b"this is not a model, it is a sentence",
        "empty": b"",
        "garbled": whole[:20] + b"{" * 40 + whole[60:],
        "count": whole.replace(b'"count"', b'"conut"'),
    }
    for name, content in broken.items():
        (folder / f"{name}.glb").write_bytes(content)
        with pytest.raises(AssetError, match=f"The model {name}.glb is damaged. Install the program again"):
            load_item(name, tmp_path)


def test_occlusion_sees_what_stands_in_the_way() -> None:
    square = np.array([[-1.0, -1, 0.5], [1, -1, 0.5], [1, 1, 0.5], [-1, 1, 0.5]])
    roof = Solid(square, np.tile([0.0, 0, 1], (4, 1)), np.array([[0, 1, 2], [0, 2, 3]]), np.ones((4, 3)))
    at, up = np.array([[0.0, 0, 0], [5.0, 0, 0]]), np.tile([0.0, 0, 1], (2, 1))
    under, free = openness(at, up, surface_points(roof, 0.008), 0.008)
    assert free > 0.97  # it still sees the square, low at the horizon
    # a square of half width 1 at height 0.5 hides 83 % of the cosine-weighted sky (its form factor)
    assert under == pytest.approx(0.17, abs=0.04)
    assert np.linalg.norm(directions(64).mean(axis=0)) < 0.02


def test_the_room_leaves_the_middle_free_and_keeps_its_budget() -> None:
    pieces = {piece.name: piece.mesh for piece in read_pieces(assets_dir() / "room" / "room.glb") if piece.mesh}
    assert sum(len(mesh.triangles) for mesh in pieces.values()) < 45_000
    things = pieces["fittings"].vertices
    middle = (np.abs(things[:, 0]) < 2.0) & (np.abs(things[:, 1]) < 1.75) & (things[:, 2] < 2.7)
    assert not middle.any()
    floor = pieces["floor"].vertices
    assert np.ptp(floor[:, :2], axis=0) == pytest.approx([2 * HALF_X_M, 2 * HALF_Y_M], abs=1e-4)
    assert (floor[:, 2] == 0).all()


def test_walls_are_seen_from_inside_only() -> None:
    shell = next(piece.mesh for piece in read_pieces(assets_dir() / "room" / "room.glb") if piece.name == "shell")
    assert shell is not None
    corners = shell.vertices[shell.triangles]
    flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    for axis, wall in ((0, -HALF_X_M), (1, HALF_Y_M), (1, -HALF_Y_M)):
        on_wall = (np.abs(corners[:, :, axis] - wall) < 1e-4).all(axis=1)
        assert on_wall.sum() > 100
        assert (flat[on_wall, axis] * -np.sign(wall) > 0).all()


def test_daylight_is_brighter_by_the_windows_and_darker_under_the_bed() -> None:
    pieces = {piece.name: piece.mesh for piece in read_pieces(assets_dir() / "room" / "room.glb") if piece.mesh}
    floor = pieces["floor"]

    def tone(x: float, y: float) -> float:
        near = np.hypot(floor.vertices[:, 0] - x, floor.vertices[:, 1] - y) < 0.2
        return float(floor.colours[near, :3].mean())

    bed_x, bed_y, _ = room.furniture.BED
    assert tone(3.0, 0.0) > tone(0.0, 0.0) > tone(-3.5, -2.5)
    assert tone(bed_x, bed_y) < 0.85 * tone(0.0, 0.0)
