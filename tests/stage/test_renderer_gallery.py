"""The flagship's people and equipment in the preset views: everything in frame, nothing black, nothing washed out.

With MANIKIN_PICTURES set to a folder, the pictures are written there to be looked at.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from panda3d import core as p3d

from simulator.presenting.frames import Frame
from simulator.stage.camera import PRESETS, CameraRig, Preset
from simulator.stage.highlighting import Highlight
from simulator.stage.renderer import Renderer
from simulator.stage.see_through import SeeThrough
from tests.bench.scene import Crowd, fill
from tests.stage.pictures import a_display, picture, silhouette

SHAPES_PX = {"wide": (480, 270), "square": (300, 300), "tall": (220, 400)}


@pytest.fixture(scope="module")
def stage() -> Iterator[tuple[Renderer, Crowd]]:
    renderer = Renderer(a_display(), 480, 270)
    crowd = fill(renderer.scene)
    for person in crowd.people:
        renderer.ground_shadow.add(person)
    yield renderer, crowd
    renderer.close()


def keep(frame: Frame, name: str) -> None:
    folder = os.environ.get("MANIKIN_PICTURES")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    texture = p3d.Texture()
    texture.setup2dTexture(frame.width_px, frame.height_px, p3d.Texture.T_unsigned_byte, p3d.Texture.F_rgba)
    rows = np.frombuffer(frame.data, np.uint8).reshape(frame.height_px, -1)[::-1]
    texture.setRamImage(rows.tobytes())
    texture.write(p3d.Filename.fromOsSpecific(str(Path(folder) / f"{name}.png")))


def look(renderer: Renderer, preset: Preset, size_px: tuple[int, int]) -> None:
    renderer.resize(*size_px)
    rig = CameraRig()
    rig.jump(preset.view)
    renderer.aim(*rig.shown_m(size_px[0] / size_px[1]))


@pytest.mark.parametrize("shape", SHAPES_PX)
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_the_patient_is_in_every_view_whatever_the_shape_of_the_window(stage, preset: Preset, shape: str) -> None:
    renderer, crowd = stage
    look(renderer, preset, SHAPES_PX[shape])
    keep(renderer.draw(), f"{preset.name}-{shape}")
    for person in crowd.people[1:]:
        person.hide()
    seen = silhouette(renderer, crowd.people[0])
    for person in crowd.people[1:]:
        person.show()
    assert seen.mean() > 0.02
    assert seen[:, seen.shape[1] // 3 : -seen.shape[1] // 3].any()
    if preset.name != "head":  # there only head and shoulders are meant to be seen
        assert not seen[:, [0, -1]].any()
        assert not seen[[0, -1]].any()


def test_people_are_readable(stage) -> None:
    renderer, crowd = stage
    look(renderer, PRESETS[0], (480, 270))
    shot = picture(renderer.draw())
    for person in crowd.people:
        pixels = shot[silhouette(renderer, person)]
        assert len(pixels) > 400
        light = pixels.mean(axis=1)
        assert np.median(light) > 40
        assert (light > 250).mean() < 0.01
        assert (light < 8).mean() < 0.02


def test_the_patient_fades_and_glows(stage) -> None:
    renderer, crowd = stage
    patient = crowd.people[0]
    look(renderer, PRESETS[1], (480, 270))
    solid = picture(renderer.draw())
    body = silhouette(renderer, patient)
    fade = SeeThrough(patient, shaders=renderer.shaders)
    fade.set_amount(1.0)
    glass = renderer.draw()
    keep(glass, "glass")
    assert np.abs(picture(glass) - solid)[body].mean() > 5
    assert np.abs(picture(glass) - solid)[~body].mean() < 1
    fade.set_amount(0.0)
    light = Highlight(shaders=renderer.shaders)
    light.region(patient, (0.55, 0.0, 0.15), (0.66, 0.0, 0.15), 0.13)
    lit = renderer.draw()
    keep(lit, "region")
    changed = np.abs(picture(lit) - solid).max(axis=2) > 8
    assert 0.003 < changed.mean() < 0.25
    light.clear()
    assert np.array_equal(picture(renderer.draw()), solid)
