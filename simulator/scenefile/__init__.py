"""Scene files: read with a place for every problem, checked, proved, and turned into the core's values."""

from simulator.scenefile.load import Loaded, LoadedProtocol, load, load_protocol
from simulator.scenefile.problems import Problem, Severity

__all__ = ["Loaded", "LoadedProtocol", "Problem", "Severity", "load", "load_protocol"]
