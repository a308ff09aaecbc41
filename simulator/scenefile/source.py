"""The text of a file, or the one reason why there is none."""

import hashlib
import re
from pathlib import Path

from simulator.scenefile.problems import START, Fault, Place

# A long scene with all its texts in two languages has about 0.1 MB.
LARGEST_BYTES = 1_000_000

# What YAML 1.2 does not allow in a text (section 5.1 of its specification).
NOT_ALLOWED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_text(path: Path) -> str | Fault:
    """The file's text without a byte order mark and with plain line ends, or why it cannot be read."""
    read = read_summed(path)
    return read if isinstance(read, Fault) else read[0]


def read_summed(path: Path) -> tuple[str, str] | Fault:
    """The same text with the SHA-256 (hexadecimal) of the file's bytes."""
    raw = _raw(path)
    if isinstance(raw, Fault):
        return raw
    text = _decoded(raw)
    return text if isinstance(text, Fault) else (text, hashlib.sha256(raw).hexdigest())


def _raw(path: Path) -> bytes | Fault:
    try:
        if path.is_dir():
            return Fault(START, "this is a folder, not a file", "name the scene.yaml inside it")
        if path.exists() and not path.is_file():
            return Fault(START, "this is no ordinary file", "name a text file")
        with path.open("rb") as file:
            raw = file.read(LARGEST_BYTES + 1)
    except FileNotFoundError:
        return Fault(START, "there is no such file", "check the name")
    except PermissionError:
        return Fault(START, "the file may not be read", "ask for the right to read it")
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        return Fault(START, f"the file cannot be read: {error}", "")
    if len(raw) > LARGEST_BYTES:
        return Fault(START, "the file is larger than 1 MB", "a scene holds texts and numbers only")
    return raw


def _decoded(raw: bytes) -> str | Fault:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _place(raw[: error.start].decode("utf-8", errors="replace"))
        return Fault(place, "this is not UTF-8 text", "save the file with the encoding UTF-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad := NOT_ALLOWED.search(text):
        hint = "delete it; it may be invisible in the editor"
        return Fault(_place(text[: bad.start()]), f"the character U+{ord(bad[0]):04X} may not be here", hint)
    return text


def _place(before: str) -> Place:
    return Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
