"""The validation report of the twin for the command line."""

from collections.abc import Callable
from typing import Any, Final

from simulator.core.twin.validation import Row, validate

_HEAD = ("row", "simulated", "published", "", "used", "measure and source")
NOT_A_RISK = (
    "Motion exposure is no probability of an injury: all direct evidence is motion measured in cadavers and volunteers."
)


def validation(told: Callable[[str, float], None] | None = None) -> list[Row]:
    """Run every row; `told` hears what is done and how much of it, 0..1."""
    return validate(told=(lambda share: told("simulated trials", share)) if told else None)


# Known, and left as it is.
_WHY_NOT: Final = {
    "experience": "in the twin skill is how late and how unsteadily hands follow the shoulders, so it always shows at "
    "the injured level; in the study it was lost among other differences between the trials. Skill that made no "
    "difference would leave a learner nothing to learn, so this row is not tuned further."
}


def plain(rows: list[Row]) -> list[dict[str, Any]]:
    """The rows as plain data, ready for JSON."""
    return [row.plain for row in rows]


def table(rows: list[Row]) -> str:
    """The rows as text: what was simulated beside what was published, and whether it holds."""
    lines = [_line(*_HEAD)]
    lines += [
        _line(
            row.id,
            f"{row.simulated:.2f}",
            _range(row),
            "holds" if row.holds else "does NOT hold",
            "tuned" if row.published.tuned else "untouched",
            f"{row.published.measure}; {row.published.source}",
        )
        for row in rows
    ]
    held, untouched = [r for r in rows if r.holds], [r for r in rows if not r.published.tuned]
    kept = [r for r in untouched if r.holds]
    lines.append("")
    lines.append(f"{len(held)} of {len(rows)} rows hold; of the {len(untouched)} untouched ones {len(kept)} hold.")
    lines += [
        f"{row.id} ({row.simulated:.3f}): {_WHY_NOT[row.id]}" for row in rows if not row.holds and row.id in _WHY_NOT
    ]
    return "\n".join([*lines, NOT_A_RISK])


def _line(name: str, simulated: str, published: str, holds: str, used: str, measure: str) -> str:
    return f"{name:<26} {simulated:>9}  {published:<24} {holds:<14} {used:<10} {measure}"


def _range(row: Row) -> str:
    low, median, high = (
        "-" if value is None else f"{value:g}"
        for value in (row.published.low, row.published.median, row.published.high)
    )
    return f"{median} ({low} to {high})"
