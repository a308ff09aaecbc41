"""Names replaced by pseudonyms that are the same in every export of one installation.

A keyed hash (HMAC-SHA-256) of the name: without the installation's secret nobody can try out names to see which of
them fits, and the names need be listed nowhere. Whoever has the secret can.
"""

import hashlib
import hmac
import re
import unicodedata

_DIGITS = 10
_LABEL = b"manikin pseudonyms 1"


class Pseudonyms:
    """The pseudonyms of an installation; `secret` are bytes that stay on it."""

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.new(secret, _LABEL, hashlib.sha256).digest()

    def of(self, name: str) -> str:
        """The pseudonym of a name; spelling with other spaces, letter case or Unicode forms is the same name."""
        plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
        return f"learner-{hmac.new(self._key, plain.encode(), hashlib.sha256).hexdigest()[:_DIGITS]}"

    def inside(self, text: str, name: str) -> str:
        """The text with every mention of `name`, as a word of its own, replaced by its pseudonym."""
        if not name.strip():
            return text
        words = r"\s+".join(re.escape(part) for part in name.split())
        # Chinese has no spaces between words, so only letters and digits that would make another word count as edges.
        edge = "[0-9A-Za-zÀ-ɏ]"
        return re.sub(rf"(?<!{edge}){words}(?!{edge})", self.of(name), text, flags=re.IGNORECASE)
