"""The small scene with which a new one begins: scene.yaml and reference.yaml lie here."""

from pathlib import Path

TEMPLATE = Path(__file__).parent
