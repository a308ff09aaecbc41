"""Manikin: a clinical-skills simulator."""

__version__ = "0.1.0"
