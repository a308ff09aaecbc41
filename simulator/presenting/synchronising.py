"""Two performances of one scene side by side: which moment of the one belongs to which moment of the other."""

from bisect import bisect_right
from dataclasses import dataclass

from scoring.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Beats:
    """Moments (s) that belong together, both rows rising: the beginnings and ends of the steps that both did."""

    own_s: tuple[float, ...]
    other_s: tuple[float, ...]

    def other_at(self, own_s: float) -> float:
        """The moment of the other performance that belongs to `own_s`: between two beats on the straight way."""
        after = bisect_right(self.own_s, own_s)
        if after == 0:
            return self.other_s[0]
        if after == len(self.own_s):
            return self.other_s[-1]
        before = after - 1
        span = self.own_s[after] - self.own_s[before]
        share = (own_s - self.own_s[before]) / span
        return self.other_s[before] + share * (self.other_s[after] - self.other_s[before])


def beats(own: Scorecard, other: Scorecard, own_end_s: float, other_end_s: float) -> Beats:
    """The beats of two judged performances. Steps done in another order than in the other one set no beat."""
    mine, theirs = _times(own), _times(other)
    common = [pair for step, span in mine.items() if step in theirs for pair in zip(span, theirs[step], strict=True)]
    points = _rising(sorted((a, b) for a, b in common if 0 < a < own_end_s and 0 < b < other_end_s))
    whole = [(0.0, 0.0), *points, (own_end_s, other_end_s)]
    return Beats(tuple(a for a, _ in whole), tuple(b for _, b in whole))


def _times(card: Scorecard) -> dict[str, tuple[float, float]]:
    """Step -> (beginning, end) of the act that did it in a right order, in s."""
    return {
        move.step: (move.start_s, move.end_s)
        for move in card.alignment.moves
        if move.kind == "matched" and move.start_s is not None and move.end_s is not None
    }


def _rising(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """As many of these points as rise in both figures; `points` are sorted."""
    best: list[list[tuple[float, float]]] = []
    for own_s, other_s in points:
        before = max((way for way in best if way[-1][0] < own_s and way[-1][1] < other_s), key=len, default=[])
        best.append([*before, (own_s, other_s)])
    return max(best, key=len, default=[])
