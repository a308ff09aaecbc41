"""Reads a package from anybody: every file of it in memory, or one sentence that says why it is refused.

Nothing is written here. The directory of the archive is looked at before anything is unpacked, and what is unpacked is
counted while it comes, so that no archive can fill the memory or name a place outside.
"""

import json
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path
from typing import Any

from simulator.app.model_files import ICON, ORIGINS
from simulator.app.packing import FORMAT, MANIFEST, NOTES, PICTURES, YAML, manifest_of
from simulator.app.portable_names import why_not_portable
from simulator.app.problems import UserError
from simulator.scenefile.own_models import MODEL_SUFFIX, MODELS_FOLDER

# A scene has some texts and pictures; these are far beyond any that we can think of.
LARGEST_PACKAGE = 32_000_000
LARGEST_FILE = 16_000_000
LARGEST_WHOLE = 64_000_000
MOST_FILES = 100
MOST_RATIO = 100
# An entry of the archive's directory has some hundred bytes.
_LARGEST_DIRECTORY = 100_000
_END = b"PK\x05\x06"
_PIECE = 65_536
_MAGIC = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    MODEL_SUFFIX: (b"glTF",),
}
# Which kinds of files lie beside the scene file, and which in the folder of its models.
_BESIDE = (*PICTURES, *NOTES)
_MODEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.[a-z]+")
_WITH_MODELS = (MODEL_SUFFIX, ICON, *ORIGINS)
_SYSTEMS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# The archive library's ways to say that a file is no archive or a broken one.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, struct.error)


def unpacked(package: Path) -> tuple[str, dict[str, bytes]]:
    """The scene's id and the files of a package, without its manifest; UserError if it is not as it should be."""
    try:
        return _unpacked(package)
    except OSError as error:
        raise UserError(f"{package}: this cannot be read ({error.strerror}).") from error
    except _Refused as error:
        raise UserError(f"{package}: {error}; nothing was installed.") from error


class _Refused(Exception):  # noqa: N818 - it says what happened to the package
    """Why a package is not taken, without its name."""


def _unpacked(package: Path) -> tuple[str, dict[str, bytes]]:
    if package.stat().st_size > LARGEST_PACKAGE:
        raise _Refused(f"it is larger than {LARGEST_PACKAGE // 1_000_000} MB")
    if not package.is_file():  # a pipe or a device may never end
        raise _Refused("it is no ordinary file")
    _check_directory(package)
    try:
        with zipfile.ZipFile(package) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            files = _read(archive, entries)
    except _BROKEN as error:
        raise _Refused("it is no package, or a damaged one") from error
    manifest = _manifest(files.pop(MANIFEST, None))
    if manifest["files"] != manifest_of(files):
        raise _Refused("its files are not those that its manifest names")
    for name, content in files.items():
        _check_content(name, content)
    return manifest["scene"], files


def _check_directory(package: Path) -> None:
    """The end of the archive says how large its directory is; the library would read any."""
    with package.open("rb") as file:
        file.seek(max(0, package.stat().st_size - _PIECE - 22))
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise _Refused("it is no package, or a damaged one")
    (size,) = struct.unpack_from("<L", tail, at + 12)
    if size > _LARGEST_DIRECTORY:
        raise _Refused(f"it holds more than {MOST_FILES} files")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise _Refused(f"it holds more than {MOST_FILES} files")
    seen: set[str] = set()
    for entry in entries:
        # The library has cleaned the name already; what stands in the archive counts.
        name = entry.orig_filename
        if why_not := _why_not(entry, name):
            raise _Refused(f"{name[:80]!r} {why_not}")
        same = unicodedata.normalize("NFC", name).casefold()
        if same in seen:
            raise _Refused(f"{name[:80]!r} stands in it twice, or differs from another name by capitals only")
        seen.add(same)
    if sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        raise _Refused(f"unpacked it is larger than {LARGEST_WHOLE // 1_000_000} MB")


def _why_not(entry: zipfile.ZipInfo, name: str) -> str:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    folder, _, last = name.rpartition("/")
    if folder not in ("", MODELS_FOLDER) or name.startswith("/") or "\\" in name or ".." in name or ":" in name:
        return "lies in a folder or outside of the package"
    if kind not in (0, stat.S_IFREG) or entry.external_attr & 0x10:
        return "is a link, a folder or a device"
    if why_not := why_not_portable(last):
        return why_not
    if name not in (MANIFEST, *YAML) and Path(name).suffix.lower() not in (_WITH_MODELS if folder else _BESIDE):
        return "is a kind of file that a scene does not have"
    if folder and not _MODEL.fullmatch(last):
        return "has a name that no model has"
    if entry.flag_bits & 0x1:
        return "is encrypted"
    if entry.compress_type not in _SYSTEMS:
        return "is compressed in a way that is not read here"
    if entry.file_size > LARGEST_FILE:
        return f"is larger than {LARGEST_FILE // 1_000_000} MB"
    if entry.file_size > _PIECE and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        return "unpacks to far more than it is"
    return ""


def _read(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """The contents; what a directory says of sizes may be a lie, so what comes is counted."""
    files = {}
    for entry in entries:
        with archive.open(entry) as file:
            content = file.read(entry.file_size + 1)
        if len(content) != entry.file_size:
            raise _Refused(f"{entry.filename!r} is not as large as the package says")
        files[entry.filename] = content
    return files


def _manifest(content: bytes | None) -> dict[str, Any]:
    if content is None:
        raise _Refused(f"it has no {MANIFEST}")
    try:
        said = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _Refused(f"its {MANIFEST} cannot be read") from error
    if not isinstance(said, dict) or not isinstance(said.get("scene"), str) or not isinstance(said.get("files"), dict):
        raise _Refused(f"its {MANIFEST} does not say what it holds")
    if said.get("format") != FORMAT:
        raise _Refused("it was made by another version of the program, with a format that is not known here")
    return said


def _check_content(name: str, content: bytes) -> None:
    suffix = Path(name).suffix.lower()
    if suffix in _MAGIC:
        if not content.startswith(_MAGIC[suffix]):
            raise _Refused(f"{name!r} is no file of its kind")
        return
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Refused(f"{name!r} is no text") from error
