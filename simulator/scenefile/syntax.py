"""The parser's complaints in the author's words."""

import re

# Part of the parser's sentence -> what the author should read, and what to do about it.
_WORDING: tuple[tuple[str, str, str], ...] = (
    ("'\\t' that cannot start", "there is a tab here", "indent with spaces"),
    ("found a tab", "there is a tab here", "indent with spaces"),
    ("mapping values are not allowed", "a colon is not expected here", "quote the text, or check the indentation"),
    ("expected <block end>", "this line does not fit to the lines above", "check the indentation and the dashes"),
    ("could not find expected ':'", "a colon is missing", "a key is followed by a colon and a space"),
    ("unexpected end of stream", "a quotation mark is opened and never closed", "close it"),
    ("expected ',' or '}'", "this { } is not closed, or a comma is missing", "quote texts that hold , : { } [ ]"),
    ("expected ',' or ']'", "this [ ] is not closed, or a comma is missing", "quote texts that hold , : { } [ ]"),
    ("that cannot start any token", "this character cannot begin a value", "put the text in quotes"),
    ("sequence entries are not allowed", "a list cannot begin here", "start it in a line of its own"),
    ("unknown escape character", "there is no such \\ sequence", "use single quotes, or write \\\\"),
    ("escape sequence", "this \\ sequence is not complete", "use single quotes, or write \\\\"),
    ("expected alphabetic or numeric", "a name is expected after & or *", "put the text in quotes"),
    ("expected the node content", "a value is missing here", ""),
    ("expected '<document start>'", "this does not go on from the lines above", "a file is keys with values"),
    ("incompatible YAML document", "directives (%) are not allowed", "delete the line"),
)
# Chinese input methods type these where the format needs the Latin ones; within quotes they are texts like any other.
_FULL_WIDTH = {
    "：": ":",
    "，": ",",
    "【": "[",
    "】": "]",
    "｛": "{",
    "｝": "}",
    "“": '"',
    "”": '"',
    "－": "-",
    "　": " ",
}
_WIDE_COLON = re.compile(r"\s*(- )?[A-Za-z0-9_-]+：")


def wide_colon(line: str) -> str:
    """A hint where the key of a line is followed by a colon of Chinese input; otherwise ""."""
    return full_width("：") if _WIDE_COLON.match(line) else ""


def full_width(word: str) -> str:
    """A hint where a word holds a sign of Chinese input in the place of a Latin one; otherwise ""."""
    sign = next((sign for sign in word if sign in _FULL_WIDTH), None)
    return "" if sign is None else f"`{sign}` is another sign than `{_FULL_WIDTH[sign]}`: type it with Latin input"


def in_plain_words(problem: str) -> tuple[str, str]:
    """What is wrong and a hint, for a sentence of the YAML parser."""
    for part, message, hint in _WORDING:
        if part in problem:
            return message, hint
    return f"this is not YAML: {problem}", ""
