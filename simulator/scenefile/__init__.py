"""Scene files: read with a place for every problem, checked, proved, and turned into the core's values."""

from simulator.scenefile.check import check
from simulator.scenefile.load import Loaded, LoadedProtocol, load, load_protocol
from simulator.scenefile.problems import Finding, Problem, Severity, has_errors
from simulator.scenefile.schema import json_schema
from simulator.scenefile.suggest import did_you_mean

__all__ = [
    "Finding",
    "Loaded",
    "LoadedProtocol",
    "Problem",
    "Severity",
    "check",
    "did_you_mean",
    "has_errors",
    "json_schema",
    "load",
    "load_protocol",
]
