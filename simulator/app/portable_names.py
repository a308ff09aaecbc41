"""Names of files that are good on every system."""

import re

# Windows takes these for devices, whatever follows behind a dot.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
)
_LONGEST = 100
_UNSAFE = re.compile(r"[^\w-]+")


def why_not_portable(name: str) -> str:
    """Why a file or folder cannot have this name everywhere; empty if it can."""
    if not name or len(name.encode()) > _LONGEST:
        return "is empty or too long"
    if any(sign in '<>:"/\\|?*' or not sign.isprintable() for sign in name):
        return "holds a sign that file names may not have"
    if name[-1] in " ." or name[0] == " ":
        return "begins or ends with a blank or a dot"
    if name.split(".")[0].rstrip().casefold() in _DEVICES:
        return "is the name of a device on Windows"
    return ""


def name_part(said: str, otherwise: str, most: int = 40) -> str:
    """A part of a file's name made of what somebody typed, at most so many signs; `otherwise` if nothing is left."""
    return _UNSAFE.sub("-", said).strip("-")[:most] or otherwise
