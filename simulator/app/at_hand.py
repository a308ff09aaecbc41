"""The cubes in the learner's hands, as orders: what is brought to a region opens there, and the head cube leads."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPoint

from simulator.app.in_sight import keep_in_sight
from simulator.app.naming import PATIENT, region
from simulator.presenting.cube_lead import CubeLead
from simulator.presenting.practising import GROUND
from simulator.presenting.tabletop import Placed
from simulator.presenting.tangible import AWAY_M, HEAD, HIDDEN_S, NEAR_M, POINTER, Bringing, Brought, Zone
from simulator.stage.picking import Picker

if TYPE_CHECKING:
    from simulator.app.room import PracticeRoom

_POINTS: Final = 7  # along a region
_CUBE_M: Final = 0.045
"""On the table a cube is near within this (own choice): its own middle is three centimetres from its faces."""
_HIDING_S: Final = 0.2


class AtHand:
    """Follows the cubes of one practice room on a table of this scale."""

    def __init__(self, room: "PracticeRoom", scale: float) -> None:
        self._room = room
        near = max(NEAR_M, _CUBE_M / scale)
        self._bringing = Bringing(GROUND, near, max(AWAY_M, 2.0 * near))
        self._lead = CubeLead()
        self._stopped = -1
        self.tools = {item.tool: id_ for id_, item in room.session.scene.equipment.items() if item.tool}
        if room.hands is not None:
            room.hands.cube = self._lead

    def close(self) -> None:
        """The hands are led by pointer and keys alone again, from the next handling on where one is going on."""
        self._lead.release(for_good=True)
        if self._room.hands is not None and not self._steers:
            self._room.hands.cube = None

    def take(self, cubes: Mapping[str, Placed], at_s: float) -> None:
        """Where the cubes are on the stage in a new picture."""
        self._lead.see(cubes.get(HEAD), at_s)
        theatre = self._room.theatre
        if theatre is None:
            return
        brought = self._bringing.follow(cubes, zones(theatre.view.picker), at_s)
        if self._steers:
            return  # the hands are busy: what lies somewhere meanwhile was not brought there
        for one in brought:
            self._bring(one)

    def _bring(self, one: Brought) -> None:
        screen, at = self._room.screen, self._where(one.region)
        if one.tool in self.tools:
            screen.use_item(self.tools[one.tool], one.region, at)
        elif one.region != GROUND and (one.tool == POINTER or (one.tool, one.region) == (HEAD, HEAD)):
            screen.open_region(one.region, at)

    def _where(self, place: str) -> QPoint:
        viewport, stage = self._room.viewport, self._room.screen.stage
        if viewport is None:
            return stage.mapToGlobal(stage.rect().center())
        keep_in_sight(self._room.screen, viewport, place)
        box = viewport.box(PATIENT + place)
        return viewport.mapToGlobal(box.center() if not box.isNull() else viewport.rect().center())

    # -- the head cube ---------------------------------------------------------------------------------------

    @property
    def _steers(self) -> bool:
        going, hands = self._room.session.moving, self._room.hands
        return going is not None and hands is not None and going.led_by == hands.led_by

    @property
    def leads(self) -> bool:
        """Does the cube lead a handling now?"""
        return self._steers and self._lead.in_use

    @property
    def hiding(self) -> bool:
        """Has the cube that leads not been seen for a moment?"""
        return self.leads and self._lead.hidden_s > _HIDING_S

    def lost(self, over: bool) -> bool:
        """Has the cube that leads been out of sight for too long? True once in a handling. `over`: no more pictures."""
        going = self._room.session.moving
        if going is None or not self.leads or going.number == self._stopped:
            return False
        if not over and self._lead.hidden_s < HIDDEN_S:
            return False
        self._stopped = going.number
        self._lead.release()
        return True


def zones(picker: Picker) -> dict[str, Zone]:
    """Where the regions of the patient's body are, on the stage."""
    found: dict[str, Zone] = {}
    for tag in picker.tags():
        capsule = picker.capsule(tag) if tag.startswith(PATIENT) else None
        if capsule is None:
            continue
        name = region(tag)
        points = np.linspace(capsule.from_m, capsule.to_m, _POINTS)
        before = found.get(name)
        if before is not None:
            points = np.concatenate([before.points_m, points])
        found[name] = Zone(points, max(capsule.radius_m, before.radius_m if before is not None else 0.0))
    return found
