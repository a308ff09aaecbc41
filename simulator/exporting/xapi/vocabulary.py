"""Verbs and types as ADL names them, and the names of our own, which are in a namespace of our own.

Ours are `urn:manikin:` names: absolute, and they claim no host on the web.
"""

from typing import Any
from urllib.parse import quote

VERSION = "1.0.3"
PROFILE = "urn:manikin:profile:1"
_VERBS: dict[str, tuple[str, str]] = {
    "attempted": ("attempted", "尝试了"),
    "completed": ("completed", "完成了"),
    "terminated": ("terminated", "中止了"),
    "passed": ("passed", "通过了"),
    "failed": ("failed", "未通过"),
}
_TYPES = {"scene": "simulation", "step": "objective", "rule": "objective", "profile": "profile"}


def said(english: str, chinese: str) -> dict[str, str]:
    """A text in both languages, as xAPI maps them."""
    return {"en": english, "zh-CN": chinese}


def verb(name: str) -> dict[str, Any]:
    """One of ADL's verbs."""
    return {"id": f"http://adlnet.gov/expapi/verbs/{name}", "display": said(*_VERBS[name])}


def activity_type(kind: str) -> str:
    """One of ADL's types of activities."""
    return f"http://adlnet.gov/expapi/activities/{_TYPES[kind]}"


def name_of(*parts: str) -> str:
    """A name of our own; parts are as they are, with whatever a name cannot hold percent-encoded."""
    return ":".join(("urn:manikin", *(quote(part, safe="-._~") for part in parts)))


def extension(name: str) -> str:
    """The name of an extension of ours."""
    return name_of("extension", name)
