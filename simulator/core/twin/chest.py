"""The chest under two hands: a spring that stiffens, with damping, and hands of limited force and some weight.

A small model of its own: the body under the hands lies still. The clinical reference gives the depth that is aimed at
(5.1: 5 to 6 cm) and no curve of force over depth, so every constant here is our own choice: about 450 N hold the chest
down by 5 cm, 650 N by 6 cm, and it springs back in about a fifth of a second.
"""

from dataclasses import dataclass
from typing import Final

from simulator.core.twin.steering import TICKS_PER_S

STEPS: Final = 8
"""Steps of the model in one tick of the hands."""
_STEP_S: Final = 1.0 / (TICKS_PER_S * STEPS)

SPRING_N_M: Final = 5.0e3
STIFFENING_N_M3: Final = 1.6e6
DAMPING_NS_M: Final = 250.0
HAND_KG: Final = 10.0  # arms and what of the trunk moves with them
PUSH_N: Final = 900.0  # a rescuer with the weight of the upper body
PULL_N: Final = 200.0  # how strongly the arms are taken back
FIRM_N_M: Final = 60e3  # how firmly hands keep to where they want to be
DEEPEST_M: Final = 0.09


@dataclass(slots=True)
class Chest:
    """`depth_m`: how far the breastbone is pressed in; `hand_m`: height of the hands over the untouched chest (-:
    pressed in); `force_n`: of the hands on the chest."""

    depth_m: float = 0.0
    hand_m: float = 0.0
    speed_m_s: float = 0.0
    force_n: float = 0.0

    def tick(self, wanted_m: float) -> None:
        """A sixtieth of a second in which the hands want to be at `wanted_m` (height in m, - pressed in)."""
        wanted_m = max(-DEEPEST_M, wanted_m)
        brake = 2.0 * (FIRM_N_M * HAND_KG) ** 0.5
        for _ in range(STEPS):
            pressed = -self.hand_m
            back = elastic_n(self.depth_m)
            touching = pressed >= self.depth_m - 1e-9
            self.force_n = max(0.0, elastic_n(pressed) - DAMPING_NS_M * self.speed_m_s) if touching else 0.0
            # Whoever presses leans on the chest as much as it pushes back, as far as there is weight to lean with.
            drive = FIRM_N_M * (wanted_m - self.hand_m) - brake * self.speed_m_s - self.force_n
            drive = max(-PUSH_N, min(PULL_N, drive))
            self.speed_m_s += (drive + self.force_n) / HAND_KG * _STEP_S
            self.hand_m += self.speed_m_s * _STEP_S
            free_m = self.depth_m - back / DAMPING_NS_M * _STEP_S
            self.depth_m = max(0.0, -self.hand_m, free_m)


def elastic_n(depth_m: float) -> float:
    """With how much force (N) a chest pushes back that is held down by so much."""
    return SPRING_N_M * depth_m + STIFFENING_N_M3 * depth_m**3 if depth_m > 0.0 else 0.0
