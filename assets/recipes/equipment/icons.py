"""Small pictures of the items, drawn by a depth buffer of our own so that every machine draws the same pixels."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from assets.recipes.equipment.solid import Floats, Item

SIZES = (96, 192)
KEY = np.array([-0.45, -0.55, 0.70])
GLOSS = {"plastic": 0.35, "metal": 0.8, "screen": 0.5, "band": 0.3}


def icon_pngs(item: Item) -> dict[int, bytes]:
    """{edge length in pixels: PNG bytes} of the item seen from its own icon direction."""
    large = drawn(item, item.azimuth_deg, item.elevation_deg, max(SIZES) * 4)
    pictures = {}
    for size in SIZES:
        out = io.BytesIO()
        halved(large, large.shape[0] // size).save(out, format="PNG", compress_level=9)
        pictures[size] = out.getvalue()
    return pictures


def halved(picture: Floats, factor: int) -> Image.Image:
    """The linear, premultiplied picture averaged down and turned into sRGB with straight alpha."""
    n = picture.shape[0] // factor
    mean = picture.reshape(n, factor, n, factor, 4).mean(axis=(1, 3))
    alpha = mean[..., 3:]
    colour = np.clip(mean[..., :3] / np.maximum(alpha, 1e-6), 0.0, 1.0) ** (1 / 2.2)
    return Image.fromarray(np.round(np.concatenate([colour, alpha], axis=-1) * 255).astype(np.uint8), "RGBA")


def drawn(item: Item, azimuth_deg: float, elevation_deg: float, size: int, margin: float = 0.05) -> Floats:
    """Orthographic picture (size,size,4), linear premultiplied, of the item filling the square."""
    az, el = np.radians(azimuth_deg), np.radians(elevation_deg)
    eye = np.array([np.cos(el) * np.cos(az), np.cos(el) * np.sin(az), np.sin(el)])
    right = np.array([-np.sin(az), np.cos(az), 0.0])
    up = np.cross(eye, right)
    nodes = item.icon_nodes or item.nodes
    vertices = np.concatenate([n.solid.vertices for n in nodes])
    normals = np.concatenate([n.solid.normals for n in nodes])
    colours = np.concatenate([n.solid.colours for n in nodes])
    gloss = np.concatenate([np.full(len(n.solid.vertices), GLOSS.get(n.finish, 0.04)) for n in nodes])
    starts = np.cumsum([0, *(len(n.solid.vertices) for n in nodes)])[:-1]
    faces = np.concatenate([n.solid.faces + s for n, s in zip(nodes, starts, strict=True)])
    flat = np.stack([vertices @ right, -(vertices @ up)], axis=1)
    low, high = flat.min(axis=0), flat.max(axis=0)
    scale = size * (1 - 2 * margin) / (item.icon_width_m or float((high - low).max()))
    screen = (flat - (low + high) / 2) * scale + size / 2
    lit = _lit(colours, normals, gloss, eye)
    return _rasterised(screen, vertices @ eye, lit, faces, size)


def _lit(colours: Floats, normals: Floats, gloss: Floats, eye: Floats) -> Floats:
    key = KEY / np.sqrt((KEY**2).sum())
    half = key + eye
    half /= np.sqrt((half**2).sum())
    sky = 0.5 + 0.5 * normals[:, 2]
    diffuse = 0.34 + 0.26 * sky + 0.62 * np.maximum(normals @ key, 0.0)
    shine = gloss * np.maximum(normals @ half, 0.0) ** 28
    return np.asarray(np.clip(colours**2.2 * diffuse[:, None] + 0.45 * shine[:, None], 0.0, 1.0))


def _rasterised(screen: Floats, depth: Floats, lit: Floats, faces: np.ndarray, size: int) -> Floats:
    a, b, c = (screen[faces[:, k]] for k in range(3))
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    facing = area < -1e-9  # y points down on the screen
    a, b, c, faces, area = a[facing], b[facing], c[facing], faces[facing], area[facing]
    low = np.clip(np.floor(np.minimum(np.minimum(a, b), c)).astype(np.int64), 0, size - 1)
    high = np.clip(np.ceil(np.maximum(np.maximum(a, b), c)).astype(np.int64), 0, size - 1)
    wide, tall = (high - low + 1).T
    picture = np.zeros((size * size, 4))
    nearest = np.full(size * size, -np.inf)
    for chunk in np.array_split(np.arange(len(faces)), max(1, int((wide * tall).sum() // 2_000_000))):
        count = (wide * tall)[chunk]
        t = np.repeat(chunk, count)
        order = np.arange(len(t)) - np.repeat(np.cumsum(count) - count, count)
        x, y = low[t, 0] + order % wide[t], low[t, 1] + order // wide[t]
        px, py = x + 0.5, y + 0.5
        wb = ((px - a[t, 0]) * (c[t, 1] - a[t, 1]) - (py - a[t, 1]) * (c[t, 0] - a[t, 0])) / area[t]
        wc = ((b[t, 0] - a[t, 0]) * (py - a[t, 1]) - (b[t, 1] - a[t, 1]) * (px - a[t, 0])) / area[t]
        wa = 1.0 - wb - wc
        hit = (wa >= 0) & (wb >= 0) & (wc >= 0)
        t, pixel, wa, wb, wc = t[hit], (y * size + x)[hit], wa[hit], wb[hit], wc[hit]
        f = faces[t]
        z = wa * depth[f[:, 0]] + wb * depth[f[:, 1]] + wc * depth[f[:, 2]]
        np.maximum.at(nearest, pixel, z)
        front = z >= nearest[pixel]
        f, pixel = f[front], pixel[front]
        weights = np.stack([wa[front], wb[front], wc[front]], axis=1)
        picture[pixel, :3] = (lit[f] * weights[:, :, None]).sum(axis=1)
        picture[pixel, 3] = 1.0
    return picture.reshape(size, size, 4)
