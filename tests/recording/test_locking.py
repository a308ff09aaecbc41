"""Locks are there on every system, those included on which no test runs."""

import ast
from pathlib import Path

from simulator.recording import locking


def test_every_system_has_the_same_locks() -> None:
    tree = ast.parse(Path(locking.__file__).read_text(encoding="utf-8"))
    systems = next(part for part in tree.body if isinstance(part, ast.If))
    offered = [
        {(made.name, ast.unparse(made.args)) for made in branch if isinstance(made, ast.FunctionDef)}
        for branch in (systems.body, systems.orelse)
    ]
    assert offered[0] == offered[1] != set()
