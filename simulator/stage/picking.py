"""What is under the pointer: a ray against simple solids that follow what they stand for.

Body regions are capsules between two points that the choreography moves with the joints; equipment and rescuers are
boxes or capsules too. The meshes themselves are never searched, so that a pick costs far less than a millisecond.
"""

from __future__ import annotations

from dataclasses import dataclass

from panda3d import core as p3d

from simulator.presenting.frames import Picked

Point = tuple[float, float, float]
_MASK = p3d.BitMask32.bit(12)  # not 20: visible geometry answers to that one by itself
_SHORTEST_M = 1e-4


@dataclass(frozen=True, slots=True)
class Capsule:
    """Where a region is now, in world metres."""

    from_m: Point
    to_m: Point
    radius_m: float


class Picker:
    """The solids below `scene`, by tag. A tag may be set again: its solid moves."""

    def __init__(self, scene: p3d.NodePath, camera: p3d.NodePath) -> None:
        self._scene = scene
        self._camera = camera
        self._root = scene.attachNewNode("pick-solids")
        self._paths: dict[str, p3d.NodePath] = {}
        self._capsules: dict[str, Capsule] = {}
        self._ray = p3d.CollisionRay()
        caster = p3d.CollisionNode("pointer")
        caster.addSolid(self._ray)
        caster.setFromCollideMask(_MASK)
        caster.setIntoCollideMask(p3d.BitMask32.allOff())
        self._pointer = camera.attachNewNode(caster)
        self._hits = p3d.CollisionHandlerQueue()
        self._traverser = p3d.CollisionTraverser("pointer")
        self._traverser.addCollider(self._pointer, self._hits)

    def place_capsule(self, tag: str, from_m: Point, to_m: Point, radius_m: float) -> None:
        """Put a capsule between two points in the world, or a ball where they are one."""
        self._capsules[tag] = Capsule(from_m, to_m, radius_m)
        a, b = p3d.LPoint3(*from_m), p3d.LPoint3(*to_m)
        path = self._paths.get(tag)
        if path is not None and path.getParent() == self._root:
            solid = path.node().modifySolid(0)
            if isinstance(solid, p3d.CollisionCapsule) and (b - a).length() > _SHORTEST_M:
                solid.setPointA(a)
                solid.setPointB(b)
                solid.setRadius(radius_m)
                return
        if (b - a).length() > _SHORTEST_M:
            self._put(tag, self._root, p3d.CollisionCapsule(a, b, radius_m))
        else:
            self._put(tag, self._root, p3d.CollisionSphere(a, radius_m))

    def place_box(self, tag: str, node: p3d.NodePath, margin_m: float = 0.01) -> None:
        """Put a box round a thing as it is now; from then on it follows the thing's place, and is gone while the thing
        is hidden. A thing without geometry cannot be picked and raises ValueError."""
        bounds = node.getTightBounds(node)
        if bounds is None:
            raise ValueError(f"{tag} has no geometry to pick")
        low, high = bounds
        margin = p3d.LVector3(margin_m, margin_m, margin_m)
        self._put(tag, node, p3d.CollisionBox(p3d.LPoint3(low - margin), p3d.LPoint3(high + margin)))

    def _put(self, tag: str, parent: p3d.NodePath, solid: p3d.CollisionSolid) -> None:
        old = self._paths.pop(tag, None)
        if old is not None:
            old.removeNode()
        node = p3d.CollisionNode(tag)
        node.addSolid(solid)
        node.setFromCollideMask(p3d.BitMask32.allOff())
        node.setIntoCollideMask(_MASK)
        self._paths[tag] = parent.attachNewNode(node)

    def remove(self, tag: str) -> None:
        """This thing can no longer be picked; one that never could is no error."""
        self._capsules.pop(tag, None)
        path = self._paths.pop(tag, None)
        if path is not None:
            path.removeNode()

    def capsule(self, tag: str) -> Capsule | None:
        """Where the capsule of this tag is; None for boxes and unknown tags."""
        return self._capsules.get(tag)

    def box(self, prefix: str) -> tuple[float, float, float, float] | None:
        """Where the capsules of these tags lie: left, bottom, right, top from -1 to 1; None if out of the frame."""
        lens, seen, at = self._camera.node().getLens(), [], p3d.Point2()
        for tag, capsule in self._capsules.items():
            for end in (capsule.from_m, capsule.to_m) if tag.startswith(prefix) else ():
                if lens.project(self._camera.getRelativePoint(self._scene, p3d.Point3(*end)), at):
                    seen.append((at[0], at[1]))
        if not seen:
            return None
        across, up = zip(*seen, strict=True)
        return min(across), min(up), max(across), max(up)

    def tags(self) -> tuple[str, ...]:
        """Everything that can be picked."""
        return tuple(self._paths)

    def pick(self, x: float, y: float) -> Picked | None:
        """The nearest thing at a place of the frame, x and y from -1 (left, bottom) to 1 (right, top)."""
        if not self._ray.setFromLens(self._camera.node(), x, y):
            return None
        self._traverser.traverse(self._scene)
        self._hits.sortEntries()
        for entry in self._hits.getEntries():
            path = entry.getIntoNodePath()
            # Solids are hidden by nature; what counts is the thing that they hang on.
            if path.getParent().isHidden():
                continue
            at = entry.getSurfacePoint(self._scene)
            return Picked(path.getName(), (at[0], at[1], at[2]))
        return None
