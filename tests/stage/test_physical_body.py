"""The patient as physics moves him: drawn as he is turned, whole, above what he lies on, in the hands that hold him."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
from panda3d import core as p3d

from simulator.core.twin.anatomy import Injury
from simulator.core.twin.body import LEVELS, STILL, BodyPose, Limbs
from simulator.core.twin.course import perform
from simulator.core.twin.exposure import AMBER, RED
from simulator.core.twin.fixing import Fixing
from simulator.core.twin.handling import Handling
from simulator.core.twin.measures import risks
from simulator.core.twin.model import Build
from simulator.core.twin.people import Leader, Team
from simulator.core.twin.poses import pose_at
from simulator.core.twin.track import Track
from simulator.stage import strain
from simulator.stage.camera import CameraRig
from simulator.stage.casting import frames_of
from simulator.stage.director import Director, rolled_deg
from simulator.stage.figure import Figure, load_figure
from simulator.stage.insight import Insight
from simulator.stage.renderer import Renderer
from simulator.stage.resting import Ground, rested
from simulator.stage.rig import forward
from simulator.stage.rotations import angle_deg, matrices
from simulator.stage.stance import AHEAD, Actor, lying
from simulator.stage.view import StageView
from tests.stage.performances import SCENE_FILES, Story, each_story, scene_of
from tests.stage.pictures import a_display

FLAGSHIP = next(path for path in SCENE_FILES if path.parent.name == "spinal-transport")
Floats = npt.NDArray[np.float64]
MOMENTS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 1.0)

_NECK = Injury("C5-C6", "unstable")
_FLOOR, _BOARD = Build(injury=_NECK), Build(injury=_NECK, support="board")
_ROLL = Handling(build=_FLOOR, leader=Leader(1.0, 0.5), fixing=Fixing("regular"))
HANDLINGS: dict[str, tuple[Handling, ...]] = {
    "roll": (_ROLL,),
    "roll and back": (_ROLL, replace(_ROLL, plan="roll-back")),
    "nobody at the head": (replace(_ROLL, leader=None),),
    "hips late": (replace(_ROLL, team=Team(late_s={"r2": 1.5})),),
    "carried aslant": (Handling("carry", _BOARD, team=Team(uneven_m={"r1": -0.08, "r2": -0.08})),),
    "feet low": (Handling("carry", _BOARD, team=Team(uneven_m={"r2": -0.15, "r3": -0.15})),),
    "flat lift": (Handling("flat-lift", _FLOOR),),
    "slid": (Handling("slide", _BOARD),),
}
SINKS_M = 0.018  # hair, clothes and skin give way


@cache
def track(name: str) -> Track:
    return perform(list(HANDLINGS[name]))


def poses(name: str) -> Iterator[tuple[int, BodyPose]]:
    """Poses all over a handling, with the samples that they are of."""
    found = track(name)
    for share in MOMENTS:
        row = round(share * (len(found.time_s) - 1))
        yield row, pose_at(found, float(found.time_s[row]))


class Patient:
    """The patient's figure without a stage."""

    def __init__(self) -> None:
        self.figure = load_figure("patient")
        self.person = self.figure.person
        self.actor = Actor(self.person)
        faces = np.concatenate([mesh.faces + mesh.rows.start for mesh in self.person.meshes])
        edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
        self.edges = np.unique(np.sort(edges, axis=1), axis=0)

    def lay(self, body: BodyPose) -> tuple[Floats, Ground]:
        """Joints in the world, and what he lies on."""
        assert body.turn is not None
        turned = matrices(np.array([body.turn]))[0]
        levels, shift = np.array(body.levels_deg), (*body.shift_m, 0.0)
        pose = lying(self.actor, "straight", levels, rolled_deg(body), shift, turned)
        pose, ground = rested(self.actor, pose, np.array(body.board_up), body.lift_m)
        return forward(self.person.rig, pose), ground

    def skin(self, world: Floats) -> Floats:
        return np.asarray(self.person.skin.places(world).T, dtype=np.float64)

    def lengths(self, points: Floats) -> Floats:
        return np.asarray(np.linalg.norm(points[self.edges[:, 0]] - points[self.edges[:, 1]], axis=1))

    def joint(self, world: Floats, name: str) -> Floats:
        return np.asarray(world[self.person.rig.index[name], :3, :3])


@pytest.fixture(scope="module")
def patient() -> Patient:
    return Patient()


@pytest.mark.parametrize("name", HANDLINGS)
def test_the_head_is_turned_as_physics_turns_it(patient: Patient, name: str) -> None:
    still = BodyPose((0.0, 0.0), 0.0, 0.0, Limbs("straight", "straight", 1.0), (STILL,) * len(LEVELS), (1.0, 0, 0, 0))
    at_rest = patient.joint(patient.lay(still)[0], "head")
    for row, body in poses(name):
        drawn = patient.joint(patient.lay(body)[0], "head") @ at_rest.T
        apart = angle_deg(drawn.T @ track(name).head_turn[row])
        assert apart < 0.5, f"{name}: the head is drawn {apart:.1f} degrees beside where it is"


def test_the_chest_lags_behind_late_hips_as_physics_says(patient: Patient) -> None:
    found = track("hips late")
    row = int(np.abs(found.levels_deg[:, 8:, 2].sum(axis=1)).argmax())
    body = pose_at(found, float(found.time_s[row]))
    world, _ = patient.lay(body)
    fronts = [patient.joint(world, name) @ AHEAD for name in ("spine_5", "pelvis")]
    drawn = np.subtract(*(np.degrees(np.arctan2(front[1], front[2])) for front in fronts))
    chest = found.chest_turn[row][:, 2]
    wanted = np.degrees(np.arctan2(chest[1], chest[2])) - body.roll_deg
    assert wanted > 25.0
    # The joint `spine_5` lies some levels below T2, so it has turned a little less.
    assert 0.75 * wanted < drawn < 1.1 * wanted


@pytest.mark.parametrize("name", HANDLINGS)
def test_nothing_of_the_patient_sinks_into_what_he_lies_on(patient: Patient, name: str) -> None:
    for row, body in poses(name):
        world, ground = patient.lay(body)
        heights = patient.skin(world) @ ground.up - ground.height_m
        assert heights.min() > -SINKS_M, f"{name} at sample {row}: {-heights.min():.3f} m too low"
        assert heights.min() < 0.004, f"{name} at sample {row}: he floats {heights.min():.3f} m above"


@pytest.mark.parametrize("name", HANDLINGS)
def test_skin_and_clothes_hold_together(patient: Patient, name: str) -> None:
    rest_m = patient.lengths(patient.person.points)
    for row, body in poses(name):
        length_m = patient.lengths(patient.skin(patient.lay(body)[0]))
        # The shirt is drawn most where the arm is laid in front of a chest that has rolled far before the hips.
        assert (length_m - rest_m).max() < 0.055, f"{name} at sample {row}: skin is torn"
        far = np.quantile((length_m / rest_m)[rest_m > 0.004], 0.999)
        assert far < 2.2, f"{name} at sample {row}: skin is drawn out {far:.1f} times"


# -- on the stage ----------------------------------------------------------------------------------------------


class Stage:
    """The flagship's team with the patient as physics has him."""

    def __init__(self) -> None:
        self.scene = scene_of(FLAGSHIP)
        self.view = StageView(Renderer(a_display(), 64, 64), CameraRig())
        self.director = Director(self.view, self.scene)

    def story(self, action: str) -> tuple[Story, float]:
        """A story in which an action is done, and the moment at its end."""
        for story in each_story(FLAGSHIP):
            for event in story.started():
                if event.action == action:
                    return story, event.until_s - 0.01
        raise AssertionError(action)

    def missed_m(self, story: Story, at_s: float) -> dict[str, float]:
        """How far each hand is from its grip."""
        director = self.director
        frames = frames_of(director.patient_grips(), director.item_frames, {})
        found = {}
        for id_, way in director.company.ways(story.at(at_s)).items():
            palms = director.company.palms(id_)
            for side, grip in (("left", way.move.current.left), ("right", way.move.current.right)):
                frame = frames(grip) if grip else None
                if frame is not None:
                    found[f"{id_}.{side}"] = float(np.linalg.norm(palms[side[0]][:3, 3] - frame[:3, 3]))
        return found


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    made = Stage()
    yield made
    made.view.close()


@pytest.mark.parametrize("name", ["roll", "nobody at the head", "hips late"])
def test_hands_stay_on_the_patient_through_a_whole_roll(stage: Stage, name: str) -> None:
    story, at_s = stage.story("roll-to-side")
    for _, body in poses(name):
        stage.director.show(story.at(at_s), at_s, body)
        missed = stage.missed_m(story, at_s)
        assert len(missed) == 8
        worst = max(missed, key=lambda hand: missed[hand])
        assert missed[worst] < 0.010, f"{name}: {worst} is {missed[worst]:.3f} m off"


def test_a_hand_that_has_let_go_comes_off(stage: Stage) -> None:
    story, at_s = stage.story("roll-to-side")
    *_, (_, body) = poses("roll")
    stage.director.show(story.at(at_s), at_s, replace(body, free_hands=frozenset({"r1.left", "leader.head"})))
    missed = stage.missed_m(story, at_s)
    off = {hand for hand, far_m in missed.items() if far_m > 0.05}
    assert off == {"r1.left", "leader.left", "leader.right"}
    stage.director.show(story.at(at_s), at_s, body)
    assert max(stage.missed_m(story, at_s).values()) < 0.010


@pytest.mark.parametrize("name", ["carried aslant", "feet low"])
def test_the_board_is_carried_as_steep_as_physics_says(stage: Stage, name: str) -> None:
    story, at_s = stage.story("lift")
    steepest = 0.0
    for _, body in poses(name):
        stage.director.show(story.at(at_s), at_s, body)
        board = stage.director.item_frames["support"]
        np.testing.assert_allclose(board[:3, 2], body.board_up, atol=1e-3)
        steepest = max(steepest, float(np.degrees(np.arccos(np.clip(board[2, 2], -1.0, 1.0)))))
        figure = stage.director.figures["patient"]
        points = figure.person.skin.places(figure.world).T.astype(np.float64) - board[:3, 3]
        assert 0.030 < float((points @ board[:3, 2]).min()) < 0.075, "he neither floats above the board nor lies in it"
        assert max(stage.missed_m(story, at_s).values()) < 0.020
    assert steepest > 4.0


# -- inside ----------------------------------------------------------------------------------------------------


def _inside(exposure: tuple[float, ...]) -> Insight:
    figure = Figure(load_figure("patient").person)
    insight = Insight(figure, {}, "C5-C6", shaders=False)
    limbs = Limbs("straight", "straight", 1.0)
    body = BodyPose((0.0, 0.0), 0.0, 0.0, limbs, (STILL,) * len(LEVELS), exposure=exposure)
    insight.open(p3d.NodePath("scene"), body)
    return insight


def _shade(insight: Insight, bone: str) -> Floats:
    """The mean colour of a bone, red, green, blue."""
    assert insight._skeleton is not None
    data = insight._skeleton.bones[bone].node().getGeom(0).getVertexData()
    raw = np.frombuffer(bytes(memoryview(data.getArray(0)).cast("B")), dtype=np.uint8).reshape(-1, 28)
    return np.asarray(raw[:, 24:27].mean(axis=0))


def _exposed(**levels: float) -> tuple[float, ...]:
    return tuple(levels.get(name.replace("-", "_"), 0.0) for name in LEVELS)


def test_the_injured_level_is_coloured_by_its_exposure() -> None:
    green, amber, red = (_shade(_inside(_exposed(C5_C6=share)), "C5") for share in (0.0, 0.4, 0.9))
    assert green[1] > green[0] + 20
    assert amber[0] > amber[1] + 10 > amber[2] + 40
    assert red[0] > red[1] + 60


def test_another_level_is_coloured_faintly_once_it_counts() -> None:
    plain, little, much = (_shade(_inside(_exposed(L1_L2=share)), "L2") for share in (0.0, 0.15, 0.9))
    np.testing.assert_array_equal(plain, little)
    assert (much[0] - much[1]) - (plain[0] - plain[1]) > 10
    injured = _shade(_inside(_exposed(C5_C6=0.9)), "C5")
    assert much[0] - much[1] < injured[0] - injured[1]


@pytest.mark.parametrize("name", ["nobody at the head", "hips late"])
def test_the_exposure_of_a_pose_is_that_of_the_measures(name: str) -> None:
    wanted = risks(track(name))
    for row, body in poses(name):
        np.testing.assert_allclose(body.exposure, wanted[row], atol=1e-12)
    assert wanted.max() > 0.5


def test_colours_change_at_the_lines_of_motion_exposure() -> None:
    assert strain.exposed(0.0) == strain.GREEN
    assert strain.exposed(1.0) == strain.RED
    for exposure, wanted in ((AMBER - 0.06, strain.GREEN), (0.4, strain.AMBER), (RED - 0.06, strain.AMBER)):
        assert strain.exposed(exposure) == pytest.approx(wanted)
