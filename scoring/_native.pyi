# What scoring/native builds.

from collections.abc import Sequence

from scoring.explanation import Move

SOURCE: str

Way = tuple[int, int, tuple[Move, ...], str]

class Fixed:
    def __new__(
        cls,
        known: dict[str, int],
        steps: tuple[str, ...],
        closure: tuple[int, ...],
        before: tuple[int, ...],
        missed: tuple[Move, ...],
        /,
    ) -> Fixed: ...
    def explain(self, events: Sequence[str], /) -> tuple[tuple[Move, ...], int] | None: ...

class Line:
    def __new__(
        cls,
        known: dict[str, int],
        bits: tuple[int, ...],
        sure: bytes,
        rows: tuple[tuple[Way, ...], ...],
        ends: tuple[tuple[Move, ...], ...],
        hopes: tuple[int, ...],
        leads: tuple[int, ...],
        end: int,
        gaps: int,
        /,
    ) -> Line: ...
    def explain(self, events: Sequence[str], at: Sequence[int], of: int, /) -> tuple[tuple[Move, ...], int] | None: ...

class Part:
    def __new__(
        cls,
        kind: int,
        parts: tuple[Part, ...],
        line: Line | None,
        limit: int,
        untouched: tuple[Move, ...],
        whole: tuple[Move, ...],
        /,
    ) -> Part: ...

class Whole:
    def __new__(
        cls,
        part: Part,
        numbers: dict[str, int],
        most_missed: float,
        needs: tuple[tuple[tuple[int, tuple[Move, ...]], ...], ...],
        /,
    ) -> Whole: ...
    def explain(self, events: Sequence[str], /) -> tuple[tuple[Move, ...], int] | None: ...

class General:
    def __new__(
        cls,
        by_action: dict[str, tuple[int, ...]],
        extra: dict[str, int],
        default_extra: int,
        tables: tuple[tuple[object, ...], ...],
        masks: tuple[int, int, int, int, int],
        plain: bool,
        /,
    ) -> General: ...
    def explain(
        self, events: Sequence[str], flaws: tuple[int, ...] | None, /
    ) -> tuple[tuple[Move, ...], int, int] | None: ...
