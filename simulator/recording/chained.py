"""Lines of a record that are chained: each carries the SHA-256 of the line before it and its own."""

import hashlib
import json
import os
from collections.abc import Mapping
from typing import Any, Final

START: Final = "0" * 64
"""What the first line carries instead of the hash of a line before it."""
AS_BYTES: Final = int(getattr(os, "O_BINARY", 0))
"""To open a record with: else Windows would write two bytes for the end of a line, and no hash would fit."""


def text(value: Any) -> str:
    """JSON in the one layout that is hashed and written."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(content: Mapping[str, Any]) -> str:
    """The SHA-256 (hex) of a line without its own."""
    return hashlib.sha256(text(content).encode()).hexdigest()


def line(content: Mapping[str, Any], sha256: str) -> bytes:
    """The line as it is written."""
    return (text({**content, "sha256": sha256}) + "\n").encode()
