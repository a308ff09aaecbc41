"""The table of all learners under all rubrics as text, for a person to read and to agree to.

Write it anew with `python -m tests.rubrics.table` and read the difference before it is committed.
"""

from scoring.scorecard import Scorecard
from tests.rubrics.performed import HERE, RUBRICS, SCRIPTS, card

TABLE = HERE / "table.txt"
_HEAD = """\
# Every scripted learner judged by every score sheet of the spinal-injury transport.
# Points and verdict; then, sheet by sheet, what failed the candidate whatever the points, and what cost points.
"""


def text() -> str:
    """The whole table."""
    wide = max(map(len, SCRIPTS))
    lines = [_HEAD, f"{'learner':<{wide}}" + "".join(f"  {rubric:>18}" for rubric in RUBRICS)]
    for learner in sorted(SCRIPTS):
        lines.append(f"{learner:<{wide}}" + "".join(f"  {_verdict(card(learner, rubric)):>18}" for rubric in RUBRICS))
    for learner in sorted(SCRIPTS):
        lines += ["", learner]
        lines += [f"  {rubric:<13}  {_reasons(card(learner, rubric))}".rstrip() for rubric in RUBRICS]
    return "\n".join(lines) + "\n"


def _verdict(found: Scorecard) -> str:
    return f"{found.total:g}/{found.of:g} {'passed' if found.passed else 'FAILED'}"


def _reasons(found: Scorecard) -> str:
    vetoes = [f"VETO {rule}" for rule in found.critical]
    costs = [f"{one.rule} {one.kind.replace('_', ' ')} -{one.points:g}" for one in found.findings if one.points]
    return "; ".join((*vetoes, *costs)) or "full marks"


if __name__ == "__main__":
    TABLE.write_text(text(), "utf-8")
