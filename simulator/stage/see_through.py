"""Skin and clothes that fade to glass, so that the bones inside can be seen.

The bones are drawn first, as solid things. Then the body is drawn into the depth buffer only, and at last its colour
where it is nearest: so no inner surface of the body, no far arm and no tongue shows through.
"""

from __future__ import annotations

from panda3d import core as p3d

from simulator.stage.shading import set_feature

_AFTER_SOLID = 40  # Panda draws solid things at 20 and lets later ones choose their turn in the bin "fixed"
_WINS = 10


class SeeThrough:
    """One body that can fade. `body` holds skin, clothes and hair; what must stay solid hangs elsewhere."""

    def __init__(self, body: p3d.NodePath, *, shaders: bool) -> None:
        self._body = body
        self._shaders = shaders
        self._amount = 0.0
        self._depth_only: p3d.NodePath | None = None

    @property
    def amount(self) -> float:
        """0 is solid, 1 is glass."""
        return self._amount

    def set_amount(self, amount: float) -> None:
        """Fade to this share."""
        amount = min(1.0, max(0.0, amount))
        if amount == self._amount:
            return
        was_solid, self._amount = self._amount == 0.0, amount
        if amount == 0.0:
            self._make_solid()
            return
        if was_solid:
            self._make_glass()
        if self._shaders:
            self._body.setShaderInput("glass", amount)
        else:
            self._body.setAlphaScale(1.0 - 0.72 * amount)

    def _make_glass(self) -> None:
        body = self._body
        body.setBin("fixed", _AFTER_SOLID + 1)
        body.setTransparency(p3d.TransparencyAttrib.M_alpha)
        body.setDepthWrite(False)
        if not self._shaders:
            return
        first = body.getParent().attachNewNode("depth-first")
        first.setAttrib(p3d.ColorWriteAttrib.make(p3d.ColorWriteAttrib.C_off), _WINS)
        first.setDepthWrite(True, _WINS)
        first.setTransparency(p3d.TransparencyAttrib.M_none, _WINS)
        first.setBin("fixed", _AFTER_SOLID, _WINS)
        body.instanceTo(first)
        self._depth_only = first
        body.setAttrib(p3d.DepthTestAttrib.make(p3d.RenderAttrib.M_less_equal))
        set_feature(body, "GLASS", on=True)

    def _make_solid(self) -> None:
        body = self._body
        if self._depth_only is not None:
            self._depth_only.removeNode()
            self._depth_only = None
        body.clearBin()
        body.clearTransparency()
        body.clearDepthWrite()
        body.clearDepthTest()
        if self._shaders:
            set_feature(body, "GLASS", on=False)
        else:
            body.clearColorScale()
