"""A scene of the flagship's weight: five people of 13,000 vertices, a room of 45,000 triangles, equipment."""

from __future__ import annotations

from math import sin

from panda3d import core as p3d

from simulator.stage.shading import dress, geometry_below
from simulator.stage.trial import ball


class Crowd:
    """People, one of whom moves a little at each step."""

    def __init__(self, people: list[p3d.NodePath], scene: p3d.NodePath) -> None:
        self.people = people
        self._scene = scene
        self._steps = 0
        self._x = people[0].getX()

    def step(self) -> None:
        self._steps += 1
        self.people[0].setX(self._x + 0.02 * sin(self._steps * 0.3))

    def weight(self) -> str:
        """How much is drawn, in words."""
        vertices = triangles = pieces = 0
        for path in geometry_below(self._scene):
            for geom in path.node().getGeoms():
                pieces += 1
                vertices += geom.getVertexData().getNumRows()
                triangles += sum(p.getNumFaces() for p in geom.getPrimitives())
        return f"{vertices} vertices, {triangles} triangles, {pieces} pieces"


def fill(scene: p3d.NodePath) -> Crowd:
    """Put stand-ins of the right weight below `scene`."""
    room = ball("room", (0.85, 0.88, 0.9), 6.0, steps=104)
    room.setScale(1, 1, 0.5)
    room.setTwoSided(True)
    room.reparentTo(scene)
    floor = p3d.CardMaker("floor")
    floor.setFrame((-4, -4, 0), (4, -4, 0), (4, 4, 0), (-4, 4, 0))
    floor.setHasNormals(True)
    floor.setColor(0.82, 0.86, 0.88, 1)
    scene.attachNewNode(floor.generate())
    people = []
    places = ((0.0, 0.0, 0.16), (1.1, 0.0, 0.6), (0.4, 0.6, 0.6), (-0.1, 0.6, 0.6), (-0.5, -0.6, 0.6))
    for index, (x, y, z) in enumerate(places):
        person = scene.attachNewNode(f"person{index}")
        body = ball("cloth", (0.8, 0.3, 0.2), 0.3, steps=70)
        body.setScale(2.6, 0.6, 0.5) if index == 0 else body.setScale(0.7, 0.7, 2.0)
        head = ball("skin", (0.8, 0.6, 0.5), 0.12, steps=35)
        head.setPos(*((0.85, 0, 0) if index == 0 else (0, 0, 0.6)))
        body.reparentTo(person)
        head.reparentTo(person)
        person.setPos(x, y, z)
        dress(person, "cloth")
        people.append(person)
    for index in range(12):
        item = ball("plastic", (0.95, 0.7, 0.1), 0.08, steps=20)
        item.setPos(-1.6 + index * 0.28, -1.2, 0.1)
        item.reparentTo(scene)
    return Crowd(people, scene)
