"""Does pm4py read our event logs as they are meant? `python -m tests.bench.event_log`.

pm4py runs in the environment that the bench of alignments makes (see there): it is AGPL and no dependency of ours.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from simulator.exporting.xes import case_name, xes_bytes
from tests.bench.alignment import NoOtherError, other_python
from tests.exporting.cases import CARRIED, LOOSE, PERFECT, REVERSED, case

_READER = """
import contextlib, io, json, sys, warnings
warnings.simplefilter("ignore")
with contextlib.redirect_stdout(io.StringIO()):
    import pm4py
    log = pm4py.read_xes(sys.argv[1])
kinds = {name: str(kind) for name, kind in log.dtypes.items()}
print(json.dumps({"events": len(log), "cases": sorted(set(log["case:concept:name"])), "kinds": kinds}))
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
    print(f"pm4py read {events} events of {len(cases)} cases, with times, numbers and truth values as such")


if __name__ == "__main__":
    main()
