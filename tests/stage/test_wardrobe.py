"""What people of the team wear: it is seen on them alone, goes with them, and hides what it covers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simulator.core.scene import OwnPlace
from simulator.core.state import Move, Shown, State
from simulator.paths import assets_dir
from simulator.stage import vocabulary
from simulator.stage.carrying import Ends, is_errand, moved, turns_on_the_spot
from simulator.stage.figure import Figure, load_figure
from simulator.stage.garment import Garment, gown_file
from simulator.stage.headwear import HEADWEAR, Headwear, face_frame
from simulator.stage.library import AssetError
from simulator.stage.own_body import NEAR, own_frames, parted
from simulator.stage.person import load_person
from simulator.stage.places import frame
from simulator.stage.rig import Pose, forward, rest_pose
from simulator.stage.solving import Hand, solve
from simulator.stage.stance import Actor, Place
from simulator.stage.vertices import positions, triangles
from simulator.stage.walking import palm
from simulator.stage.wardrobe import Wardrobe, is_worn, wearer

TEAM = sorted(vocabulary.FIGURES - {"patient"})


def moving(model: str, start: str, goal: str) -> Move[Shown]:
    return Move(Shown(model, start), Shown(model, goal), 10.0, 10.0)


def state_of(**items: Move[Shown]) -> State:
    return State(
        at_s=0.0, conditions={}, running=(), people={}, items=items, patient=Move("straight", "straight", 0.0, 0.0)
    )


@pytest.fixture
def leader() -> Figure:
    return load_figure("leader")


def test_who_wears_what_is_read_off_its_place() -> None:
    assert [wearer(place) for place in ("worn", "worn.r1", "kit", "worn-out")] == ["", "r1", None, None]


@pytest.mark.parametrize(("model", "until"), [("isolation-gown", 14.0), ("goggles", 16.4)])
def test_a_thing_is_worn_from_the_hands_on_and_until_the_hands_have_it(model: str, until: float) -> None:
    on, off = moving(model, "kit", "worn.leader"), moving(model, "worn.leader", "kit")
    assert [is_worn(on, at_s) for at_s in (9.0, 15.9, 16.1, 99.0)] == [False, False, True, True]
    assert [is_worn(off, at_s) for at_s in (9.0, until - 0.1, until + 0.1, 99.0)] == [True, True, False, False]


def test_only_the_wearer_is_dressed(leader: Figure) -> None:
    other = load_figure("r1")
    wardrobe = Wardrobe({"leader": leader, "r1": other})
    worn = {"gown": "isolation-gown", "mask": "respirator", "glasses": "goggles", "gloves": "exam-gloves"}
    wardrobe.dress(state_of(**{id_: moving(m, "kit", "worn.leader") for id_, m in worn.items()}), 99.0)
    shown = {node.getName() for node in leader.root.getChildren() if not node.isHidden()}
    assert {"leader.gown.cloth", "leader.cuffs.gloves", "worn.respirator", "worn.goggles"} <= shown
    assert not [node for node in other.root.getChildren() if "gown" in node.getName() or "worn" in node.getName()]
    wardrobe.dress(state_of(**{id_: moving(m, "worn.leader", "kit") for id_, m in worn.items()}), 99.0)
    left = {node.getName() for node in leader.root.getChildren() if not node.isHidden()}
    assert left == {"leader.skin", "leader.skin.hands", "leader.cloth", "leader.hair", "leader.eyes"}


def test_gloves_for_all_are_worn_by_all(leader: Figure) -> None:
    figures = {"leader": leader, "r1": load_figure("r1")}
    before = [figure._rows["hands"].copy() for figure in figures.values()]
    Wardrobe(figures).dress(state_of(gloves=moving("glove-box", "kit", "worn")), 99.0)
    for old, figure in zip(before, figures.values(), strict=True):
        assert (old[:, 6].view(np.uint32) != figure._rows["hands"][:, 6].view(np.uint32)).mean() > 0.9


@pytest.mark.parametrize("name", TEAM)
def test_a_gown_covers_the_clothes_and_follows_the_joints(name: str) -> None:
    figure = load_figure(name)
    whole = len(triangles(figure.parts["cloth"].node().getGeom(0)))
    gown = Garment(figure, gown_file(name))
    gown.show(frozenset({"gown"}))
    assert len(triangles(figure.parts["cloth"].node().getGeom(0))) < 0.55 * whole
    points = positions(gown.nodes["gown"].node().getGeom(0).getVertexData())
    hips, wrist = figure.joint_point("pelvis"), figure.joint_point("hand.l")
    assert points[:, 2].min() == pytest.approx(0.26, abs=0.08)  # to the calf
    assert np.linalg.norm(points - np.array(wrist), axis=1).min() < 0.07
    before = points.copy()
    pose = rest_pose(figure.person.rig)
    figure.pose(Pose(pose.point + np.array([1.0, 0.0, 0.5]), pose.turns))
    gown.follow()
    moved = positions(gown.nodes["gown"].node().getGeom(0).getVertexData())
    assert np.allclose(moved - before, [1.0, 0.0, 0.5], atol=1e-4)
    assert np.linalg.norm(np.array(figure.joint_point("pelvis")) - hips) == pytest.approx(np.hypot(1.0, 0.5), abs=1e-4)
    gown.show(frozenset())
    assert len(triangles(figure.parts["cloth"].node().getGeom(0))) == whole


def test_a_hidden_gown_is_not_skinned(leader: Figure) -> None:
    gown = Garment(leader, gown_file("leader"))
    # Nothing was ever skinned: what stands in the vertices may be anything, so their bytes are compared.
    before = positions(gown.nodes["gown"].node().getGeom(0).getVertexData()).tobytes()
    gown.follow()
    assert before == positions(gown.nodes["gown"].node().getGeom(0).getVertexData()).tobytes()


@pytest.mark.parametrize("content", [None, b"", b"glTF and nothing more"])
def test_a_gown_that_cannot_be_read_is_named(content: bytes | None, leader: Figure, tmp_path: Path) -> None:
    path = tmp_path / "leader.gown.glb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AssetError, match=r"leader\.gown\.glb"):
        Garment(leader, path)


@pytest.mark.parametrize("name", TEAM)
@pytest.mark.parametrize("model", sorted(HEADWEAR))
def test_straps_lie_round_the_head(name: str, model: str) -> None:
    figure = load_figure(name)
    piece = Headwear(figure, model)
    piece.show(True)
    person = figure.person
    rows = [mesh.rows for mesh in person.meshes if mesh.material in ("skin", "hair")]
    head = np.concatenate([person.points[row] for row in rows])
    head = head[head[:, 2] > person.rig.at("neck_1")[2]]
    straps = piece.node.findAllMatches("**/*.strap*")
    assert straps.getNumPaths() >= 1
    for strap in straps:
        points = positions(strap.node().getGeom(0).getVertexData())
        world = points @ face_frame(figure)[:3, :3].T + face_frame(figure)[:3, 3]
        gap = np.array([np.linalg.norm(head - point, axis=1).min() for point in world])
        assert gap.max() < 0.05  # where it spans a hollow from jaw to nape, or a bun
        assert gap.min() < 0.004
        assert world[:, 1].max() > person.rig.at("head")[1] + 0.04  # it goes round the back


def test_every_wearable_thing_has_its_way_of_being_worn() -> None:
    assert HEADWEAR | {vocabulary.GOWN} | vocabulary.GLOVES == vocabulary.WEARABLE
    assert {f"{name}.{side}" for name in NEAR for side in ("left", "right")} == vocabulary.ON_PEOPLE - vocabulary.GRIPS
    made = {path.name for path in (assets_dir() / "garments").glob("*.glb")}
    assert made == {f"{name}.gown.glb" for name in TEAM}


def test_a_hold_on_a_person_is_told_from_one_on_a_thing() -> None:
    team = {"leader": None, "r1": None}
    assert parted("leader.neck.back", team) == ("leader", "neck.back")
    assert parted("r1.shoulder.near", team) == ("r1", "shoulder.right")
    assert parted("long-board.near", team) is None
    assert parted("leader", team) is None


@pytest.mark.parametrize("grip", sorted(NEAR))
def test_hands_reach_their_own_body(grip: str) -> None:
    actor = Actor(load_person(assets_dir() / "people" / "leader.glb"))
    place = Place(1.0, 2.0, 40.0)
    frames = own_frames(actor, solve(actor, "standing", place))
    hands = [Hand(frames[f"{grip}.{side}"]) for side in ("left", "right")]
    world = forward(actor.rig, solve(actor, "standing", place, hands[0], hands[1]))
    for side, hand in zip("lr", hands, strict=True):
        assert np.linalg.norm(palm(actor, world, side)[:3, 3] - hand.frame[:3, 3]) < 0.02


def test_a_door_swings_in_its_hinges_and_is_open_before_somebody_is_through() -> None:
    places = {
        "shut": OwnPlace((1.0, 2.0, 0.0), -90.0),
        "open": OwnPlace((1.0, 2.0, 0.0), 10.0),
        "aside": OwnPlace((1.0, 3.0, 0.0), 10.0),
    }
    swing = Move(Shown("door-leaf", "shut"), Shown("door-leaf", "open"), 10.0, 5.0)
    assert not is_errand(swing, places)
    assert turns_on_the_spot(swing, places)
    carried = Move(Shown("door-leaf", "shut"), Shown("door-leaf", "aside"), 10.0, 5.0)
    assert is_errand(carried, places)
    ends = Ends(frame(1.0, 2.0, 0.0, -90.0), frame(1.0, 2.0, 0.0, 10.0))
    half = moved(ends, swing, 10.4, 0.0)
    assert half[:3, 3] == pytest.approx([1.0, 2.0, 0.0])
    assert not np.allclose(half, ends.start)
    assert np.allclose(moved(ends, swing, 11.0, 0.0), ends.goal)
