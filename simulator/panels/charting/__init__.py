"""Paints charts (`presenting.charts`) into pictures: on paper and on screens alike."""

from simulator.panels.charting.painting import picture, png_address

__all__ = ["picture", "png_address"]
