"""Does pm4py read our event logs as they are meant? `python -m tests.bench.event_log`.

pm4py runs in the environment that the bench of alignments makes (see there): it is AGPL and no dependency of ours.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from simulator.core.events import ActionFinished, ActionStarted
from simulator.exporting.case import Case
from simulator.exporting.xes import case_name, xes_bytes
from tests.bench.alignment import NoOtherError, other_python
from tests.exporting.cases import CARRIED, LOOSE, PERFECT, REVERSED, case

_READER = """
import contextlib, io, json, sys, warnings
warnings.simplefilter("ignore")
with contextlib.redirect_stdout(io.StringIO()):
    import pm4py
    from pm4py.objects.log.util import interval_lifecycle
    log = pm4py.read_xes(sys.argv[1])
    acts = interval_lifecycle.to_interval(pm4py.convert_to_event_log(log))
told = {}
for trace in acts:
    told[trace.attributes["concept:name"]] = sorted(
        [act["concept:name"], act["start_timestamp"].timestamp(), act["time:timestamp"].timestamp()] for act in trace
    )
kinds = {name: str(kind) for name, kind in log.dtypes.items()}
print(json.dumps({"events": len(log), "cases": sorted(set(log["case:concept:name"])), "kinds": kinds, "acts": told}))
"""
_KINDS = {"time:timestamp": "datetime64", "case:percent": "float64", "case:passed": "bool"}


def main() -> None:
    """Write a log, let pm4py read it, and compare; AssertionError where they differ."""
    cases = [case(script, name) for script in (PERFECT, CARRIED, REVERSED, LOOSE) for name in ("Ann Lee", "王小明")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.xes"
        path.write_bytes(xes_bytes(cases))
        events = path.read_text(encoding="utf-8").count("<event>")
        try:
            command = [other_python(), "-c", _READER, str(path)]
        except NoOtherError as error:
            print(f"not measured: {error}")
            return
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    read = json.loads(done.stdout.strip().splitlines()[-1])
    assert read["events"] == events, (read["events"], events)
    assert read["cases"] == sorted(case_name(one) for one in cases)
    for name, kind in _KINDS.items():
        assert read["kinds"][name].startswith(kind), (name, read["kinds"][name])
    for one in cases:
        wanted, found = acts(one), read["acts"][case_name(one)]
        assert [name for name, _, _ in found] == [name for name, _, _ in wanted], case_name(one)
        for (name, *told), (_, *meant) in zip(found, wanted, strict=True):
            # Milliseconds are written; the moments are absolute, whatever zone this computer is in.
            assert all(abs(a - b) <= 0.0011 for a, b in zip(told, meant, strict=True)), (case_name(one), name, told)
    print(f"pm4py read {events} events of {len(cases)} cases, with times, durations, numbers and truths as such")


def acts(one: Case) -> list[tuple[str, float, float]]:
    """Every act that came to its end: its action, and when it began and ended (s since 1970)."""
    begun: dict[tuple[str, str], float] = {}
    found = []
    for fact in one.kept.events:
        if isinstance(fact, ActionStarted):
            begun[fact.action, fact.actor] = one.moment(fact.at_s).timestamp()
        elif isinstance(fact, ActionFinished):
            found.append((fact.action, begun.pop((fact.action, fact.actor)), one.moment(fact.at_s).timestamp()))
    return sorted(found)


if __name__ == "__main__":
    main()
