"""The protocol as a drawing: everything is drawn once, nothing lies on anything else, time goes from left to right."""

from itertools import combinations

from simulator.core.procedure import AnyOrder, OneOf, OptionalNode, Repeat, Sequence, StepNode, steps_of
from simulator.presenting.authoring import drawing
from simulator.presenting.authoring_graph import BOX_HIGH_PX, BOX_PX, Graph, graph
from tests.learners.runs import flagship

A, B, C = (StepNode(name) for name in "abc")


def at(drawn: Graph, step: str) -> tuple[float, float]:
    return next((box.x, box.y) for box in drawn.boxes if box.step == step)


def test_a_sequence_goes_to_the_right_and_lanes_stand_on_top_of_each_other() -> None:
    drawn = graph(Sequence((A, AnyOrder((B, C)))), {}, "en")
    (ax, _), (bx, by), (cx, cy) = (at(drawn, step) for step in "abc")
    assert ax + BOX_PX < bx == cx
    assert by + BOX_HIGH_PX < cy
    assert [group.text for group in drawn.groups] == ["in any order"]


def test_every_kind_of_group_says_what_it_is() -> None:
    drawn = graph(Sequence((OneOf((A, B)), OptionalNode(C), Repeat(StepNode("d")))), {}, "zh")
    assert [group.text for group in drawn.groups] == ["任选其一", "可省略", "重复"]


def test_what_comes_after_something_in_another_lane_stands_behind_it() -> None:
    drawn = graph(AnyOrder((A, StepNode("b", ("a",)), StepNode("c", ("b",)))), {}, "en")
    assert at(drawn, "a")[0] + BOX_PX < at(drawn, "b")[0]
    assert at(drawn, "b")[0] + BOX_PX < at(drawn, "c")[0]
    assert drawn.after == ((0, 1), (1, 2))


def test_orders_that_run_in_a_circle_are_drawn_too() -> None:
    drawn = graph(AnyOrder((StepNode("a", ("b",)), StepNode("b", ("a",)))), {}, "en")
    assert len(drawn.boxes) == 2


def test_the_flagship_is_drawn_whole_and_nothing_lies_on_anything_else() -> None:
    scene = flagship()
    drawn = drawing(scene, "en")
    assert [box.step for box in drawn.boxes] == [node.step for node in steps_of(scene.protocol)]
    for one, other in combinations(drawn.boxes, 2):
        assert abs(one.x - other.x) >= BOX_PX or abs(one.y - other.y) >= BOX_HIGH_PX, (one.step, other.step)
    for box in drawn.boxes:
        assert 0 <= box.x <= drawn.wide - BOX_PX
        assert 0 <= box.y <= drawn.high - BOX_HIGH_PX
    assert all(drawn.boxes[a].x + BOX_PX < drawn.boxes[b].x for a, b in drawn.after)
