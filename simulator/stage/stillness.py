"""Which things on the stage rest: told from what the renderer would draw, so that nobody has to say that he moves."""

from __future__ import annotations

from dataclasses import dataclass

from panda3d import core as p3d

from simulator.stage.shading import geometry_below

# The two layers of the stage, as bits of a camera's mask: a thing in the one is hidden from the camera of the other.
RESTING, MOVING = p3d.BitMask32.bit(13), p3d.BitMask32.bit(14)

_SETTLED = 24  # unchanged in so many pictures in a row, a thing rests again

Looks = tuple[object, ...]


@dataclass(slots=True)
class _Thing:
    """One of those that hang directly below the scene."""

    looks: Looks
    mixes: bool
    unchanged: int = 0
    moves: bool = False

    def settles(self) -> bool:
        """Has it come to rest?"""
        return self.moves and not self.mixes and self.unchanged >= _SETTLED


class Stillness:
    """Sorts what hangs below `scene` into the two layers, by what has changed from picture to picture."""

    def __init__(self, scene: p3d.NodePath) -> None:
        self._scene = scene
        self._things: dict[p3d.NodePath, _Thing] = {}

    def look(self) -> bool:
        """Sort everything anew, before each picture; True if the layer of what rests must be drawn again."""
        nodes = [node for node in self._scene.getChildren() if not isinstance(node.node(), p3d.Camera)]
        known, self._things = self._things, {}
        left = {node for node, thing in known.items() if not thing.moves}
        stirred = False
        for node in nodes:
            looks, thing = _looks(node), known.get(node)
            left.discard(node)
            if thing is None:
                thing = _Thing(looks, _mixes(node))
                changed = thing.mixes
                _put(node, moves=False)
                stirred = True
            else:
                changed = thing.looks != looks
                thing.unchanged = 0 if changed else thing.unchanged + 1
                if changed:
                    thing.looks, thing.mixes = looks, _mixes(node)
            self._things[node] = thing
            if changed and not thing.moves:
                thing.moves = stirred = True
                _put(node, moves=True)
            stirred = stirred or thing.settles()
        if left:
            stirred = True
        if stirred:
            self._settle()
        return stirred

    def rest(self) -> None:
        """Take everything for resting, until it is seen to move."""
        for thing in self._things.values():
            thing.unchanged = _SETTLED
        self._settle()

    def _settle(self) -> None:
        """Whatever has come to rest joins the layer of what rests, which is drawn again."""
        for node, thing in self._things.items():
            if thing.settles():
                thing.moves = False
                _put(node, moves=False)


def _put(node: p3d.NodePath, *, moves: bool) -> None:
    (node.show if moves else node.hide)(MOVING)
    (node.hide if moves else node.show)(RESTING)


def _mixes(node: p3d.NodePath) -> bool:
    """Is this drawn over what is behind it, or hung up in two places at once? Then it must come after what moves."""
    if node.node().getNumParents() > 1 or any(child.node().getNumParents() > 1 for child in node.getChildren()):
        return True
    return any(
        (blending := part.getNetState().getAttrib(p3d.TransparencyAttrib)) is not None
        and blending.getMode() != p3d.TransparencyAttrib.MNone
        for part in geometry_below(node)
    )


def _looks(node: p3d.NodePath) -> Looks:
    """All that decides on how a thing is drawn; equal as long as its picture is the same."""
    if node.isHidden():
        return ()
    looks: list[object] = []
    for part in geometry_below(node):
        state = part.getNetState()
        looks += (state, part.getNetTransform(), part.getHiddenAncestor())
        for number in range(part.node().getNumGeoms()):
            geom = part.node().getGeom(number)
            looks += (geom.getModified().getSeq(), geom.getVertexData().getModified().getSeq())
        picture = state.getAttrib(p3d.TextureAttrib)
        if picture is not None and picture.getTexture() is not None:
            looks.append(picture.getTexture().getImageModified().getSeq())
    return tuple(looks)
