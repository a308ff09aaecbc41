"""A text that is read again is not read twice, and whoever reads it has a document of their own."""

from simulator.scenefile import document
from simulator.scenefile.document import parse


def test_a_document_that_is_changed_is_nobody_elses() -> None:
    text = "title: {en: Roll}\nsteps: [one, two]\n"
    first = parse(text)
    first.data["title"]["en"] = "changed"
    first.values.clear()
    second = parse(text)
    assert second.data == {"title": {"en": "Roll"}, "steps": ["one", "two"]}
    assert second.place(("steps", 1)).column == 14


def test_a_text_is_read_once() -> None:
    before = document._parsed.cache_info()
    for _ in range(3):
        parse("only: here")
    after = document._parsed.cache_info()
    assert (after.misses - before.misses, after.hits - before.hits) == (1, 2)


def test_what_cannot_be_read_is_told_each_time() -> None:
    told = [parse("one: [1, 2").faults for _ in range(2)]
    assert len(told[0]) == 1
    assert told[0] == told[1]
    assert told[0] is not told[1]
