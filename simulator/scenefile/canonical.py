"""The hash by which a scene's content is known, whatever the layout and comments of its file."""

import hashlib
import json
from typing import Any


def canonical(data: Any) -> bytes:
    """Plain data as JSON without spaces, in UTF-8, keys in the file's order: what is told first follows from it.

    Numbers must be finite.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def sha256_of(data: Any) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(data)).hexdigest()
