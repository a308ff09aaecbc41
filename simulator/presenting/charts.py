"""Pictures of figures, as plain values: what to draw, not how. Every text is in the language of the reader."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many fall into each class. `edges` has one value more than `counts`; `mark` is a line across, named.

    `failed`: how many of each class did not pass; empty where nobody asks. `names`: what the two kinds are called.
    """

    title: str
    x_title: str
    y_title: str
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    mark: float | None = None
    mark_text: str = ""
    failed: tuple[int, ...] = ()
    names: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from 0 to `value` (0 to 1) with its figure as text. `second`: a thin bar below it, -1 to 1."""

    label: str
    value: float
    text: str
    tone: str = ""
    second: float | None = None
    second_text: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars below one another on a scale from 0 to 1; `first` and `second` name the two kinds of bars.

    `room_for`: labels that are left room for too, so that the bars of several pictures begin at the same place.
    """

    title: str
    bars: tuple[Bar, ...]
    first: str = ""
    second: str = ""
    room_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempts:
    """Percent over the attempts 1, 2, 3 …: `each` person's line, the `mean` of all, and a `fitted` line, may be empty.

    `people` says how many persons made each attempt; empty for one person alone.
    """

    title: str
    x_title: str
    y_title: str
    each: tuple[tuple[float, ...], ...]
    mean: tuple[float, ...]
    fitted: tuple[float, ...]
    people: tuple[int, ...]
    mean_text: str
    fitted_text: str


Chart = Histogram | Bars | Attempts
