"""The look into the patient: glass skin, the skeleton inside, the injured level coloured, and nobody in the way."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from panda3d import core as p3d

from simulator.core.twin.body import LEVELS, BodyPose
from simulator.stage.bones import load_skeleton
from simulator.stage.clearing import Clearing
from simulator.stage.figure import Figure
from simulator.stage.see_through import SeeThrough
from simulator.stage.shading import dress
from simulator.stage.skeleton import Skeleton
from simulator.stage.stance import lying_levels
from simulator.stage.strain import colour, exposed, faint

_GLASS = 0.88
_STAR = ("spine_2", "spine_5", "neck_2")  # what see-through is for: the spine


class Insight:
    """Off at first. The skeleton is read from its file when it is first looked at."""

    def __init__(self, patient: Figure, team: Mapping[str, Figure], injured: str, *, shaders: bool) -> None:
        """`injured`: the level (`C5-C6`) that is coloured; one that is no level of the spine colours nothing."""
        self._patient = patient
        self._injured = injured
        self._glass = SeeThrough(patient.root, shaders=shaders)
        self._clearing = Clearing(team, shaders=shaders)
        self._skeleton: Skeleton | None = None

    @property
    def on(self) -> bool:
        """Can one look inside now?"""
        return self._glass.amount > 0.0

    def open(self, scene: p3d.NodePath, body: BodyPose | None) -> None:
        """Let the skeleton be seen below `scene`. Raises AssetError, and then nothing has changed."""
        if self._skeleton is None:
            self._skeleton = Skeleton(load_skeleton())
            dress(self._skeleton.root, "bone")
        self._skeleton.root.reparentTo(scene)
        self._glass.set_amount(_GLASS)
        if body is not None:
            self.follow(body)

    def close(self) -> None:
        """Everybody is solid again."""
        self._glass.set_amount(0.0)
        self._clearing.clear()
        if self._skeleton is not None:
            self._skeleton.root.detachNode()

    def follow(self, body: BodyPose) -> None:
        """Bring the bones to where the figure is, as long as they are seen."""
        if not self.on or self._skeleton is None:
            return
        self._colour(self._skeleton, body)
        levels = lying_levels(np.array(body.levels_deg))
        self._skeleton.pose(levels, self._patient.joint_world("pelvis"), self._patient.joint_world)

    def _colour(self, skeleton: Skeleton, body: BodyPose) -> None:
        for row, level in enumerate(LEVELS):
            if level == self._injured:
                tint = exposed(body.exposure[row]) if body.exposure else colour(body.levels_deg[row])
                skeleton.tint(level, tint)
            else:
                found = faint(body.exposure[row]) if body.exposure else None
                skeleton.tint(level, *(found or (None,)))

    def clear_the_way(self, eye: tuple[float, float, float]) -> None:
        """Let those fade who stand between the eye (m) and the spine."""
        if self.on:
            self._clearing.update(np.array(eye), np.array([self._patient.joint_point(name) for name in _STAR]))
