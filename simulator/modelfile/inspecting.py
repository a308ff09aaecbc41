"""Whether everything in a model leads to where it should: no number outside its table, no circle, no other file."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import ValidationError

from simulator.modelfile import shapes
from simulator.modelfile.container import RefusedError, opened
from simulator.modelfile.limits import DEEPEST, MOST_TRIANGLES
from simulator.modelfile.pictures import size_of

Numbers = npt.NDArray[Any]

_COMPONENTS = {5120: np.int8, 5121: np.uint8, 5122: np.int16, 5123: np.uint16, 5125: np.uint32, 5126: np.float32}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
_FLOAT = (5126,)
_INDEX = (5121, 5123, 5125)
# What is read of a corner: its attribute, and as which numbers it may be given.
ATTRIBUTES = {
    "POSITION": (("VEC3",), _FLOAT),
    "NORMAL": (("VEC3",), _FLOAT),
    "COLOR_0": (("VEC3", "VEC4"), (5121, 5123, 5126)),
    "TEXCOORD_0": (("VEC2",), _FLOAT),
}
_TRIANGLES = 4


@dataclass(frozen=True, slots=True)
class Inspected:
    """A model in which everything leads to where it should; `shown` are the nodes that are seen."""

    model: shapes.Model
    binary: bytes
    shown: frozenset[int]

    def view(self, index: int) -> bytes:
        """A stretch of the binary part."""
        view = self.model.bufferViews[index]
        return self.binary[view.byteOffset : view.byteOffset + view.byteLength]


def inspected(content: bytes) -> Inspected:
    """The model in a file's bytes. RefusedError."""
    data, binary = opened(content)
    if needed := data.get("extensionsRequired"):
        raise RefusedError(f"needs an extension of glTF that is not read here ({str(needed)[:80]}); export it without")
    model = _shaped(data)
    if not model.asset.version.startswith("2."):
        raise RefusedError("is not of glTF version 2")
    _check_buffers(model, binary)
    shown = _shown(model)
    found = Inspected(model, binary, shown)
    _check_meshes(found)
    _check_materials(found)
    return found


def _shaped(data: dict[str, Any]) -> shapes.Model:
    try:
        return shapes.Model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])[:80]
        raise RefusedError(f"is damaged or beyond what is read here: `{where}`: {first['msg'].lower()}") from error


def _check_buffers(model: shapes.Model, binary: bytes) -> None:
    if model.buffers[0].uri is not None or any(picture.uri is not None for picture in model.images):
        raise RefusedError("leads to other files; export it as one GLB file with everything in it")
    whole = min(model.buffers[0].byteLength, len(binary))
    if any(view.byteOffset + view.byteLength > whole for view in model.bufferViews):
        raise RefusedError("is damaged: a table reaches beyond its end")
    for accessor in model.accessors:
        if accessor.sparse is not None or accessor.bufferView is None:
            raise RefusedError("has sparse tables, which are not read here")
        view = _one(model.bufferViews, accessor.bufferView)
        size = np.dtype(_COMPONENTS[accessor.componentType]).itemsize * _WIDTHS[accessor.type]
        end = accessor.byteOffset + (accessor.count - 1) * (view.byteStride or size) + size
        if (view.byteStride or size) < size or end > view.byteLength:
            raise RefusedError("is damaged: a table reaches beyond its end")


def _one(parts: list[Any], index: int) -> Any:
    if index >= len(parts):
        raise RefusedError("is damaged: a part is named that is not there")
    return parts[index]


def _shown(model: shapes.Model) -> frozenset[int]:
    """The nodes that are seen; none of them stands below itself, or below two others."""
    parents = [child for node in model.nodes for child in node.children]
    if len(parents) != len(set(parents)):
        raise RefusedError("is damaged: a part hangs below two others")
    seen: set[int] = set()
    level = list(_one(model.scenes, model.scene).nodes)
    for _ in range(DEEPEST):
        if seen & set(level) or len(level) != len(set(level)):
            raise RefusedError("is damaged: a part hangs below itself")
        seen |= set(level)
        level = [child for index in level for child in _one(model.nodes, index).children]
        if not level:
            return frozenset(seen)
    raise RefusedError(f"is nested more than {DEEPEST} levels deep, or in a circle")


def _check_meshes(found: Inspected) -> None:
    triangles = 0
    for index in sorted(found.shown):
        mesh = found.model.nodes[index].mesh
        for primitive in _one(found.model.meshes, mesh).primitives if mesh is not None else ():
            triangles += _triangles(found.model, primitive)
    if not triangles:
        raise RefusedError("shows nothing")
    if triangles > MOST_TRIANGLES:
        raise RefusedError(f"has {triangles} triangles, and at most {MOST_TRIANGLES} are drawn; reduce it")
    for one in found.model.meshes:
        for primitive in one.primitives:
            _check_primitive(found, primitive)


def _triangles(model: shapes.Model, primitive: shapes.Primitive) -> int:
    if primitive.mode != _TRIANGLES:
        raise RefusedError("holds lines, points or strips; export it as triangles")
    if "POSITION" not in primitive.attributes:
        raise RefusedError("is damaged: it has triangles without places")
    table = primitive.attributes["POSITION"] if primitive.indices is None else primitive.indices
    count: int = _one(model.accessors, table).count
    if count % 3:
        raise RefusedError("is damaged: it has half a triangle")
    return count // 3


def _check_primitive(found: Inspected, primitive: shapes.Primitive) -> None:
    _triangles(found.model, primitive)
    corners = _one(found.model.accessors, primitive.attributes["POSITION"]).count
    for name, (types, components) in ATTRIBUTES.items():
        if name not in primitive.attributes:
            continue
        accessor = _one(found.model.accessors, primitive.attributes[name])
        if accessor.type not in types or accessor.componentType not in components or accessor.count != corners:
            raise RefusedError(f"is damaged, or has {name} in a form that is not read here")
        values = table(found, primitive.attributes[name])
        if not np.isfinite(values).all() or (np.abs(values) > 1e6).any():
            raise RefusedError("has numbers that are none, or endless")
    if primitive.indices is not None:
        accessor = _one(found.model.accessors, primitive.indices)
        if accessor.type != "SCALAR" or accessor.componentType not in _INDEX:
            raise RefusedError("is damaged: its triangles are not numbered")
        if int(table(found, primitive.indices).max()) >= corners:
            raise RefusedError("is damaged: a triangle has a corner that is not there")


def table(found: Inspected, index: int) -> Numbers:
    """The numbers of a table, a row each (N, width)."""
    accessor = found.model.accessors[index]
    assert accessor.bufferView is not None
    kind, width = np.dtype(_COMPONENTS[accessor.componentType]).newbyteorder("<"), _WIDTHS[accessor.type]
    view = found.model.bufferViews[accessor.bufferView]
    strides = (view.byteStride or kind.itemsize * width, kind.itemsize)
    rows: Numbers = np.ndarray(
        (accessor.count, width), kind, found.view(accessor.bufferView), accessor.byteOffset, strides
    )
    return rows


def _check_materials(found: Inspected) -> None:
    model = found.model
    for mesh in model.meshes:
        for primitive in mesh.primitives:
            if primitive.material is not None:
                _one(model.materials, primitive.material)
    for material in model.materials:
        surface = material.pbrMetallicRoughness
        if surface is not None and surface.baseColorTexture is not None:
            texture = _one(model.textures, surface.baseColorTexture.index)
            if texture.source is not None:
                _one(model.images, texture.source)
    for picture in model.images:
        if picture.bufferView is None:
            raise RefusedError("has a picture that is not there")
        _one(model.bufferViews, picture.bufferView)
        size_of(found.view(picture.bufferView))
    for node in model.nodes:
        if not all(isfinite(one) for one in (*(node.matrix or ()), *(node.rotation or ()))):
            raise RefusedError("has numbers that are none, or endless")
