"""What the team wears: gloves, a gown, what sits on the face. Put on and taken off as the items of a scene say.

An item whose place is `worn.<person>` is worn by that person; gloves at the place `worn` are worn by everybody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from simulator.core.state import Move, Shown, State
from simulator.stage.figure import Figure
from simulator.stage.garment import Garment, gown_file
from simulator.stage.headwear import HEADWEAR, Headwear, face_frame
from simulator.stage.rotations import Floats
from simulator.stage.vocabulary import GLOVES, GOWN, WORN

# Until where on its way a thing is in the hands before it is worn, and from where on it is in them again; what sits on
# the head is seen in no hands that hold its straps.
ON_FROM, OFF_FROM, OFF_HEAD_FROM = 0.60, 0.40, 0.64
_AHEAD_M = 0.34


def wearer(place: str) -> str | None:
    """Who wears what is at a place; None if nobody does, "" if all do."""
    if place == WORN:
        return ""
    return place.partition(".")[2] if place.startswith(f"{WORN}.") else None


def is_worn(move: Move[Shown], at_s: float) -> bool:
    """Is a thing on the body at this moment, and not in the hands on its way there or from there?"""
    before, now = (wearer(shown.place) is not None for shown in (move.previous, move.current))
    if before == now:
        return now
    share = move.share(at_s)
    if now:
        return share >= ON_FROM
    return share < (OFF_HEAD_FROM if move.current.model in HEADWEAR else OFF_FROM)


def is_dressing(move: Move[Shown]) -> bool:
    """Does a thing come to somebody's body or from it, or is it there?"""
    return any(wearer(shown.place) for shown in (move.previous, move.current))


class Wardrobe:
    """The clothes of all figures. Each is made when it is worn for the first time."""

    def __init__(self, figures: Mapping[str, Figure]) -> None:
        self._figures = figures
        self._gowns: dict[str, Garment] = {}
        self._heads: dict[tuple[str, str], Headwear] = {}
        self._worn: dict[str, frozenset[str]] = {}

    def dress(self, state: State, at_s: float) -> None:
        """Let everybody wear what the state says. Raises AssetError."""
        worn = _worn(state, at_s, self._figures)
        for id_, models in worn.items():
            if self._worn.get(id_, frozenset()) != models:
                self._change(id_, models)
        self._worn = worn

    def follow(self, id_: str) -> None:
        """A figure has moved; what it wears goes with it."""
        models = self._worn.get(id_, frozenset())
        if models and id_ in self._gowns:
            self._gowns[id_].follow()
        for model in models & HEADWEAR:
            self._heads[id_, model].follow()

    def goal(self, shown: Shown) -> Floats | None:
        """Where a worn thing is (4, 4): before the eyes what is worn there, else before the chest; None if nobody
        wears it."""
        figure = self._figures.get(wearer(shown.place) or "")
        if figure is None:
            return None
        if shown.model in HEADWEAR:
            return face_frame(figure)
        chest = figure.joint_world("spine_3")
        frame = np.eye(4)
        frame[:3, :3] = chest[:3, :3]
        frame[:3, 3] = chest[:3, 3] - _AHEAD_M * chest[:3, 1]
        return frame

    def _change(self, id_: str, models: frozenset[str]) -> None:
        figure = self._figures[id_]
        gloved = bool(models & GLOVES)
        figure.wear_gloves(gloved)
        if GOWN in models and id_ not in self._gowns:
            self._gowns[id_] = Garment(figure, gown_file(figure.person.name))
        if id_ in self._gowns:
            parts = {"gown"} | ({"cuffs"} if gloved else set())
            self._gowns[id_].show(frozenset(parts) if GOWN in models else frozenset())
        for model in HEADWEAR:
            if model in models and (id_, model) not in self._heads:
                self._heads[id_, model] = Headwear(figure, model)
            if (id_, model) in self._heads:
                self._heads[id_, model].show(model in models)


def _worn(state: State, at_s: float, figures: Mapping[str, Figure]) -> dict[str, frozenset[str]]:
    """Models that each person wears."""
    worn: dict[str, set[str]] = defaultdict(set)
    for move in state.items.values():
        if is_worn(move, at_s):
            by = wearer(move.current.place)
            shown = move.current if by is not None else move.previous
            for id_ in figures if wearer(shown.place) == "" else (wearer(shown.place) or "",):
                worn[id_].add(shown.model)
    return {id_: frozenset(worn[id_]) for id_ in figures}
