"""The parts of glTF's JSON that are read, as pydantic shapes; everything else in a file is left out."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from simulator.modelfile.limits import LARGEST_BYTES, MOST_PARTS, MOST_PICTURES, MOST_VERTICES

Index = Annotated[int, Field(ge=0, lt=MOST_PARTS)]
Bytes = Annotated[int, Field(ge=0, le=LARGEST_BYTES)]
# Metres, turns and scales alike: nothing that could overflow a product of many of them.
Number = Annotated[float, Field(ge=-1e4, le=1e4)]
Share = Annotated[float, Field(ge=0, le=1)]


class Part(BaseModel):
    """A part of a file; keys that are not read are left out."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True, allow_inf_nan=False)


class Buffer(Part):
    """The binary part. With `uri` it would lie in another file."""

    byteLength: Bytes  # noqa: N815 - glTF's own names
    uri: Any = None


class BufferView(Part):
    """A stretch of the binary part."""

    buffer: Literal[0]
    byteLength: Annotated[int, Field(ge=1, le=LARGEST_BYTES)]  # noqa: N815
    byteOffset: Bytes = 0  # noqa: N815
    byteStride: Annotated[int, Field(ge=4, le=252)] | None = None  # noqa: N815


class Accessor(Part):
    """A table of numbers within a stretch."""

    bufferView: Index | None = None  # noqa: N815
    byteOffset: Bytes = 0  # noqa: N815
    componentType: Literal[5120, 5121, 5122, 5123, 5125, 5126]  # noqa: N815
    count: Annotated[int, Field(ge=1, le=MOST_VERTICES)]
    type: Literal["SCALAR", "VEC2", "VEC3", "VEC4", "MAT2", "MAT3", "MAT4"]
    normalized: bool = False
    sparse: Any = None


class Primitive(Part):
    """Triangles with one material."""

    attributes: Annotated[dict[str, Index], Field(max_length=32)]
    indices: Index | None = None
    material: Index | None = None
    mode: int = 4


class Mesh(Part):
    """Triangles with all their materials."""

    primitives: Annotated[list[Primitive], Field(min_length=1, max_length=MOST_PARTS)]


class Node(Part):
    """Where something stands."""

    children: Annotated[list[Index], Field(max_length=MOST_PARTS)] = []
    mesh: Index | None = None
    matrix: Annotated[list[Number], Field(min_length=16, max_length=16)] | None = None
    translation: Annotated[list[Number], Field(min_length=3, max_length=3)] | None = None
    rotation: Annotated[list[Number], Field(min_length=4, max_length=4)] | None = None
    scale: Annotated[list[Number], Field(min_length=3, max_length=3)] | None = None


class Stage(Part):
    """Which nodes are shown."""

    nodes: Annotated[list[Index], Field(max_length=MOST_PARTS)] = []


class TextureRef(Part):
    """A texture, and which of the coordinates lead into it."""

    index: Index
    texCoord: int = 0  # noqa: N815


class Surface(Part):
    """The colour of a material."""

    baseColorFactor: Annotated[list[Share], Field(min_length=4, max_length=4)] = [1.0, 1.0, 1.0, 1.0]  # noqa: N815
    baseColorTexture: TextureRef | None = None  # noqa: N815
    metallicFactor: Share = 1.0  # noqa: N815
    roughnessFactor: Share = 1.0  # noqa: N815


class Material(Part):
    """How a surface looks."""

    pbrMetallicRoughness: Surface | None = None  # noqa: N815
    doubleSided: bool = False  # noqa: N815


class Texture(Part):
    """A picture as a texture."""

    source: Index | None = None


class Picture(Part):
    """A picture within the binary part."""

    bufferView: Index | None = None  # noqa: N815
    uri: Any = None


class Head(Part):
    """Which version of the format it is."""

    version: str


class Model(Part):
    """The whole description."""

    asset: Head
    scene: Index = 0
    scenes: Annotated[list[Stage], Field(min_length=1, max_length=MOST_PARTS)]
    nodes: Annotated[list[Node], Field(min_length=1, max_length=MOST_PARTS)]
    meshes: Annotated[list[Mesh], Field(min_length=1, max_length=MOST_PARTS)]
    accessors: Annotated[list[Accessor], Field(min_length=1, max_length=MOST_PARTS)]
    bufferViews: Annotated[list[BufferView], Field(min_length=1, max_length=MOST_PARTS)]  # noqa: N815
    buffers: Annotated[list[Buffer], Field(min_length=1, max_length=1)]
    materials: Annotated[list[Material], Field(max_length=MOST_PARTS)] = []
    textures: Annotated[list[Texture], Field(max_length=MOST_PARTS)] = []
    images: Annotated[list[Picture], Field(max_length=MOST_PICTURES)] = []
    extensionsRequired: Annotated[list[str], Field(max_length=100)] = []  # noqa: N815
