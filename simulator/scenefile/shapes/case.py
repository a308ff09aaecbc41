"""The case: patient, places, team, equipment and camera views."""

# ruff: noqa: RUF012 - pydantic copies the defaults of a model

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from simulator.scenefile.shapes.base import Degrees, Id, Metres, ModelName, Name, Shape, Text, Words


class VitalsShape(Shape):
    """Signs at the start: HR and RR per minute, BP_SYS and BP_DIA in mmHg, SPO2 in %.

    The limits are our own: what a monitor can show of a person who may still live.
    """

    HR: Annotated[float, Field(ge=0, le=300)] | None = None
    BP_SYS: Annotated[float, Field(ge=0, le=300)] | None = None
    BP_DIA: Annotated[float, Field(ge=0, le=200)] | None = None
    RR: Annotated[float, Field(ge=0, le=80)] | None = None
    SPO2: Annotated[float, Field(ge=0, le=100)] | None = None


def _fact_kind(value: Any) -> str:
    return "<number>" if isinstance(value, int | float) and not isinstance(value, bool) else "<words>"


Fact = Annotated[Annotated[Words, Tag("<words>")] | Annotated[float, Tag("<number>")], Discriminator(_fact_kind)]


class PhysiqueShape(Shape):
    """How tall and heavy the patient is: adults, as the tables of body parts hold for them."""

    height_m: Annotated[float, Field(ge=1.4, le=2.1)] = 1.75
    mass_kg: Annotated[float, Field(ge=35, le=160)] = 75.0
    build: Literal["man", "woman"] = "man"


class PatientShape(Shape):
    """The patient and how the case is told."""

    name: Text
    story: Text
    figure: Name
    pose: Name
    injury: dict[Id, Fact] = {}
    vitals: VitalsShape = VitalsShape()
    head_support: Id | None = None
    head_turn_deg: Annotated[float, Field(ge=-45, le=45)] = 0.0
    physique: PhysiqueShape = PhysiqueShape()


class StationShape(Shape):
    """A place where a person works. A station `chest-r1` beside `chest` is where the person `r1` does what the usual
    one does at `chest`."""

    x_m: Metres
    y_m: Metres
    facing_deg: Degrees
    posture: Name = "kneel"


Fingers = Literal["pinch", "point", "grip", "cupped", "flat"]
"""How a hand holds its fingers."""


class RoomPlaceShape(Shape):
    """A place of the scene's own in the room."""

    x_m: Metres
    y_m: Metres
    z_m: Metres = 0.0
    heading_deg: Degrees | None = None
    pitch_deg: Degrees = 0.0
    tilt_deg: Degrees = 0.0
    fingers: Fingers | None = None


# Farther from the skin than this a place is no longer at the body (own choice).
_Offset = Annotated[float, Field(ge=-1, le=1)]


class BodyPlaceShape(Shape):
    """A place of the scene's own at the patient's body; it goes with the body."""

    at: Name
    along_m: _Offset = 0.0
    across_m: _Offset = 0.0
    out_m: _Offset = 0.0
    heading_deg: Degrees | None = None
    pitch_deg: Degrees = 0.0
    tilt_deg: Degrees = 0.0
    fingers: Fingers | None = None


def _place_kind(value: Any) -> str:
    return "<body>" if isinstance(value, dict) and "at" in value else "<room>"


PlaceShape = Annotated[
    Annotated[RoomPlaceShape, Tag("<room>")] | Annotated[BodyPlaceShape, Tag("<body>")], Discriminator(_place_kind)
]


class StanceShape(Shape):
    """Where a person is and what the hands do."""

    at: Id | None = None
    posture: Name | None = None
    left: Name | None = None
    right: Name | None = None
    look: Name | None = None


class FirstStanceShape(StanceShape):
    """Where a person is at the start."""

    at: Id


class PersonShape(Shape):
    """A member of the team."""

    name: Text
    figure: Name
    stance: FirstStanceShape
    learner: bool = False


class ItemShape(Shape):
    """A piece of equipment. `tool` is the printed cube that stands for it in augmented reality."""

    name: Text
    model: ModelName
    place: Name
    tray: bool = True
    tool: Literal["", "collar", "board"] = ""


class ViewShape(Shape):
    """A camera view."""

    name: Text
    target: Annotated[list[Metres], Field(min_length=3, max_length=3)]
    distance_m: Annotated[float, Field(gt=0.1, le=50)]
    azimuth_deg: Degrees
    elevation_deg: Annotated[float, Field(ge=-90, le=90)]
    fov_deg: Annotated[float, Field(gt=5, le=120)] = 40.0
