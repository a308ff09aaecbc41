"""Scene files: read with a place for every problem, checked, proved, and turned into the core's values."""

from simulator.scenefile.check import check
from simulator.scenefile.load import Loaded, LoadedProtocol, load, load_protocol
from simulator.scenefile.problems import Problem, Severity, has_errors
from simulator.scenefile.schema import json_schema

__all__ = [
    "Loaded",
    "LoadedProtocol",
    "Problem",
    "Severity",
    "check",
    "has_errors",
    "json_schema",
    "load",
    "load_protocol",
]
