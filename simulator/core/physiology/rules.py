"""What a scene says about its patient's physiology: which acts have effects, and which of them examine the limbs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

Choices = Mapping[str, tuple[str, ...]]

EXTENTS: Final = ("all", "legs", "asked")
"""How the limbs can be examined: all four by hand, the legs only, or the patient is only asked."""


@dataclass(frozen=True, slots=True)
class PhysiologyRule:
    """`effect` (a key of `effects.EFFECTS`) works while the condition `while_` holds or, without one, while `action`
    goes on; with `choose`, only for these answers to the action's choices."""

    effect: str
    action: str | None = None
    choose: Choices = field(default_factory=lambda: MappingProxyType({}))
    while_: str | None = None


@dataclass(frozen=True, slots=True)
class Examination:
    """An action that examines pulse, feeling and movement of the limbs. The answer to its `choice` says how far:
    option -> one of `EXTENTS`."""

    choice: str
    extents: Mapping[str, str]
