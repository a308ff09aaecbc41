"""When a step that was left out was due: right after what the procedure puts before it."""

from scoring.scorecard import Scorecard


def due_s(card: Scorecard) -> dict[str, float]:
    """Step that was not done at all -> the moment (s) when the last step before it that was done had ended."""
    found: dict[str, float] = {}
    at_s = 0.0
    for move in card.alignment.moves:
        if move.kind == "matched" and move.end_s is not None:
            at_s = max(at_s, move.end_s)
        elif move.kind == "missed" and move.pair is None:
            found[move.step] = at_s
    return found
