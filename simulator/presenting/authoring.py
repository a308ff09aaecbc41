"""What the author's window shows, as plain values: the outline of the scene, its protocol, its problems."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from simulator.core.scene import Scene
from simulator.presenting.authoring_graph import NO_GRAPH, Graph, graph
from simulator.presenting.authoring_words import AuthorWord
from simulator.presenting.language import Language, say


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: its `kind` (`step`, `action`, `person`, `item`, `place`, `event`, `view`), id and text; a
    heading has no id. `line`: where it stands in the file, or in the `file` of another name."""

    kind: str
    id: str
    text: str
    line: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem of the file with its place; `file`: the name of another one in which it stands."""

    line: int
    column: int
    text: str
    error: bool
    file: str = ""

    @property
    def place(self) -> str:
        """Where it stands, as editors say it."""
        return f"{self.file}:{self.line}:{self.column}".removeprefix(":")


@dataclass(frozen=True, slots=True)
class AuthorView:
    """All that the window shows. `notice` is a sentence above everything, in `tone`; `view_id` the view last flown
    to; `proving`: problems are still looked for."""

    title: str
    file: str
    language: Language
    theme: str
    outline: tuple[Entry, ...] = ()
    graph: Graph = NO_GRAPH
    troubles: tuple[Trouble, ...] = ()
    notice: str = ""
    tone: str = "warn"
    view_id: str = ""
    view_name: str = ""
    can_undo: bool = False
    moving: bool = False
    proving: bool = False


Places = Callable[[str, str], tuple[int, str]]
"""(section of the file, id) -> line, and the name of the file if it is another one."""

_PARTS = (
    ("step", "steps", AuthorWord.STEPS),
    ("action", "actions", AuthorWord.ACTIONS),
    ("person", "team", AuthorWord.PEOPLE),
    ("item", "equipment", AuthorWord.EQUIPMENT),
    ("place", "places", AuthorWord.PLACES),
    ("event", "events", AuthorWord.EVENTS),
    ("view", "views", AuthorWord.VIEWS),
)
_NAMED = {"steps", "actions", "team", "equipment", "views"}


def outline(scene: Scene, language: Language, places: Places) -> tuple[Entry, ...]:
    """Steps, actions, people, equipment, places, events and views, each in the order of the file."""
    found: list[Entry] = []
    for kind, section, heading in _PARTS:
        entries = list(_entries(scene, section, language))
        if not entries:
            continue
        found.append(Entry(kind, "", f"{say(heading, language)} · {len(entries)}"))
        found += [Entry(kind, id_, text, *places(section, id_)) for id_, text in entries]
    return tuple(found)


def _entries(scene: Scene, section: str, language: Language) -> Iterable[tuple[str, str]]:
    for id_, part in getattr(scene, section).items():
        yield id_, part.name[language] if section in _NAMED else id_


def drawing(scene: Scene, language: Language) -> Graph:
    """The protocol as a drawing, with the steps' names."""
    return graph(scene.protocol, {id_: rule.name[language] for id_, rule in scene.steps.items()}, language)
