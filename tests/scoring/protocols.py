"""Random small protocols for the laws."""

from __future__ import annotations

from hypothesis import strategies as st

from scoring.protocol import AnyOrder, Node, OneOf, Optionally, Protocol, Repeat, Sequence, Step, step_ids

LETTERS = "abcdefgh"


def _grown(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(children, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        several.map(Sequence),
        several.map(AnyOrder),
        several.map(AnyOrder),
        several.map(OneOf),
        children.map(Optionally),
        st.builds(Repeat, children, st.sampled_from([None, None, 1, 2, 3])),
    )


def _named(node: Node, names: list[str]) -> Node:
    """The same tree with the next names at its leaves."""
    if isinstance(node, Step):
        return Step(names.pop(0))
    if isinstance(node, Optionally):
        return Optionally(_named(node.child, names))
    if isinstance(node, Repeat):
        return Repeat(_named(node.child, names), node.at_most)
    return type(node)(tuple(_named(child, names) for child in node.children))


def _leaves(node: Node) -> int:
    if isinstance(node, Step):
        return 1
    children = node.children if isinstance(node, Sequence | AnyOrder | OneOf) else (node.child,)
    return sum(map(_leaves, children))


@st.composite
def protocols(draw: st.DrawFn, edges: int = 3, shared_names: bool = True) -> Protocol:
    """A tree of at most six leaves, now and then with a step that stands twice, and some `after` edges."""
    shape = draw(st.recursive(st.just(Step("?")), _grown, max_leaves=6).filter(lambda node: _leaves(node) <= 6))
    count = _leaves(shape)
    if shared_names and draw(st.integers(0, 4)) == 0:
        names = draw(st.lists(st.sampled_from(LETTERS[:4]), min_size=count, max_size=count))
    else:
        names = list(LETTERS[:count])
    root = _named(shape, names)
    ids = step_ids(Protocol(root))
    after = []
    if len(ids) > 1:
        for _ in range(draw(st.integers(0, edges))):
            late, early = draw(st.permutations(ids))[:2]
            after.append((late, (early,)))
    return Protocol(root, tuple(after))


def loops_in(node: Node) -> bool:
    """Is there a repeat group?"""
    if isinstance(node, Repeat):
        return True
    if isinstance(node, Step):
        return False
    children = node.children if isinstance(node, Sequence | AnyOrder | OneOf) else (node.child,)
    return any(map(loops_in, children))
