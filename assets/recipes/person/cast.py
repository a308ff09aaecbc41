"""Who the eight people are: body, face, colours, hair and clothes, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assets.recipes.mpfb import PATIENT, body_targets

Colour = tuple[float, float, float]


def rgb(code: str) -> Colour:
    """`#c05030` as sRGB 0..1."""
    r, g, b = (int(code[k : k + 2], 16) / 255.0 for k in (1, 3, 5))
    return r, g, b


@dataclass(frozen=True, slots=True)
class Outfit:
    """Colours of clothes; `sleeve` is the sleeve's length as a share of the arm, `banded` adds reflective bands.

    `notch_m` is how deep the neck is cut out in front, as a V; clothes that have one are a ward's, with a pocket.
    """

    jacket: Colour
    yoke: Colour
    trousers: Colour
    knees: Colour
    shoes: Colour
    soles: Colour
    sleeve: float
    banded: bool
    ease_m: float  # how far the jacket stands off the body
    notch_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    targets: Mapping[str, float]
    skin: Colour
    lips: Colour
    iris: Colour
    hair: Colour
    hair_style: str
    brows: Colour
    stubble: float
    outfit: Outfit
    seed: int


_RESCUE = Outfit(
    rgb("#d2492a"), rgb("#2c3440"), rgb("#c04226"), rgb("#303844"), rgb("#26282c"), rgb("#17181a"), 1.0, True, 0.011
)
_LEAD = Outfit(
    rgb("#0f647c"), rgb("#20303c"), rgb("#0e566b"), rgb("#22323e"), rgb("#26282c"), rgb("#17181a"), 1.0, True, 0.011
)
_PLAIN = Outfit(
    rgb("#7f95ab"), rgb("#7f95ab"), rgb("#4d6078"), rgb("#4d6078"), rgb("#8c949c"), rgb("#e4e4e0"), 0.34, False, 0.009
)
_NURSE = Outfit(
    rgb("#1f8f8c"), rgb("#17716f"), rgb("#1c8481"), rgb("#1c8481"), rgb("#e6e8e8"), rgb("#c9ced0"), 0.36, False, 0.014,
    0.085,
)  # fmt: skip
_WARD = Outfit(
    rgb("#2d4674"), rgb("#22365c"), rgb("#294069"), rgb("#294069"), rgb("#b4babf"), rgb("#eceeee"), 0.36, False, 0.014,
    0.085,
)  # fmt: skip

CAST: dict[str, Person] = {
    "patient": Person(
        "patient", PATIENT, rgb("#e0b294"), rgb("#c08072"), rgb("#5a3d28"), rgb("#2e2420"), "side_part",
        rgb("#33271f"), 0.30, _PLAIN, 11,
    ),
    "leader": Person(
        "leader",
        {
            **body_targets("female", 36.0, 0.15, -0.15, 0.24, {"caucasian": 0.8, "asian": 0.2}),
            "head/head-oval": 0.5,
            "nose/nose-volume-decr": 0.3,
            "mouth/mouth-upperlip-height-incr": 0.2,
            "expression/units/caucasian/mouth-corner-puller": 0.22,
        },
        rgb("#efc4a6"), rgb("#c57d74"), rgb("#4a6a7c"), rgb("#5b3a22"), "bun", rgb("#4d3320"), 0.0, _LEAD, 23,
    ),
    "r1": Person(
        "r1",
        {
            **body_targets("male", 31.0, 0.35, 0.1, 0.14, {"african": 0.85, "caucasian": 0.15}),
            "head/head-square": 0.3,
            "chin/chin-width-incr": 0.2,
            "expression/units/african/mouth-corner-puller": 0.18,
        },
        rgb("#7a4f38"), rgb("#6e3f38"), rgb("#33211a"), rgb("#17130f"), "crop", rgb("#17110d"), 0.18, _RESCUE, 31,
    ),
    "r2": Person(
        "r2",
        {
            **body_targets("female", 27.0, 0.1, 0.0, 0.18, {"asian": 0.95, "caucasian": 0.05}),
            "head/head-round": 0.3,
            "expression/units/asian/mouth-corner-puller": 0.25,
        },
        rgb("#eac39d"), rgb("#c9807a"), rgb("#3a2518"), rgb("#1b1817"), "ponytail", rgb("#241c18"), 0.0, _RESCUE, 43,
    ),
    "r3": Person(
        "r3",
        {
            **body_targets("male", 57.0, 0.1, 0.3, 0.1, {"caucasian": 1.0}),
            "head/head-rectangular": 0.3,
            "nose/nose-scale-depth-incr": 0.25,
            "head/head-fat-incr": 0.15,
            "expression/units/caucasian/mouth-corner-puller": 0.15,
        },
        rgb("#e3ab8c"), rgb("#b6776a"), rgb("#55707a"), rgb("#8d8a86"), "short", rgb("#6e675f"), 0.22, _RESCUE, 59,
    ),
    "r4": Person(
        "r4",
        {
            **body_targets("female", 46.0, 0.2, 0.32, 0.05, {"caucasian": 0.45, "african": 0.3, "asian": 0.25}),
            "head/head-invertedtriangular": 0.25,
            "nose/nose-scale-horiz-incr": 0.2,
            "expression/units/caucasian/mouth-corner-puller": 0.2,
        },
        rgb("#bd8a66"), rgb("#a5675c"), rgb("#4b3524"), rgb("#3a2a21"), "pixie", rgb("#33241b"), 0.0, _RESCUE, 71,
    ),
    "nurse": Person(
        "nurse",
        {
            **body_targets("female", 32.0, 0.1, -0.1, 0.24, {"asian": 0.75, "caucasian": 0.25}),
            "head/head-oval": 0.4,
            "nose/nose-volume-decr": 0.2,
            "expression/units/asian/mouth-corner-puller": 0.22,
        },
        rgb("#e8bd98"), rgb("#c27a72"), rgb("#3d2a1c"), rgb("#2a201b"), "low_bun", rgb("#2c221c"), 0.0, _NURSE, 83,
    ),
    "ward-colleague": Person(
        "ward-colleague",
        {
            **body_targets("male", 42.0, 0.2, 0.05, 0.14, {"asian": 0.6, "caucasian": 0.4}),
            "head/head-rectangular": 0.2,
            "chin/chin-width-incr": 0.15,
            "expression/units/asian/mouth-corner-puller": 0.15,
        },
        rgb("#d9a883"), rgb("#b0705f"), rgb("#3a281c"), rgb("#26211f"), "swept", rgb("#2a2421"), 0.16, _WARD, 107,
    ),
}  # fmt: skip
