"""Spread without dice: the same seed and the same name give the same number, on every machine.

The core may not throw dice. What differs between people (reaction, tempo, how level a hand is) is drawn here from a
counter that is mixed by splitmix64 (Steele, Lea and Flood 2014), whole numbers only, so that nothing drifts.
"""

from math import cos, log, pi, sqrt

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15


def mixed(number: int) -> int:
    """64 well mixed bits of a whole number (splitmix64)."""
    z = (number + _GOLDEN) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def named(seed: int, *names: str) -> int:
    """A seed of its own for everything that has a name."""
    state = mixed(seed & _MASK)
    for name in names:
        for byte in name.encode():
            state = mixed(state ^ byte)
        state = mixed(state ^ 0xFF00)
    return state


def share(seed: int, *names: str) -> float:
    """Evenly spread in [0, 1)."""
    return (named(seed, *names) >> 11) / float(1 << 53)


def normal(seed: int, *names: str) -> float:
    """Normally spread, mean 0, standard deviation 1 (Box and Muller 1958); never beyond 3, as no trained person is."""
    u, v = 1.0 - share(seed, *names, "radius"), share(seed, *names, "angle")
    return max(-3.0, min(3.0, sqrt(-2.0 * log(u)) * cos(2.0 * pi * v)))
