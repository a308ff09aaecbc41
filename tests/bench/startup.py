"""From nothing to the first frame, and where the time goes; the memory of the running program."""

import json
import os
import subprocess
import sys
import tempfile

_CHILD = """
import json, os, resource, sys, time
began = time.perf_counter()
parts = {}
def note(name):
    global began
    now = time.perf_counter()
    parts[name] = now - began
    began = now
import simulator.cli
note("command line")
import simulator.app.running as running
note("imports")
from simulator.app.catalogue import Catalogue
from simulator.app.program import Program
app = running.application()
note("Qt")
program = Program(app, Catalogue(), sys.argv[1])
program.window.show()
app.processEvents()
note("scenes read, home screen")
name = program.catalogue.names()[0]
program.start(name, "learn", "bench")
note("stage: renderer, people, room, skeleton")
for _ in range(20):
    program.room.tick()
    app.processEvents()
note("first twenty rounds")
parts["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(parts))
program.leave()
"""


def main(renderer: str = "p3headlessgl") -> None:
    """Print the parts of one start in a fresh process, off screen."""
    with tempfile.TemporaryDirectory() as home:
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "MANIKIN_HOME": home}
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, renderer], env=env, capture_output=True, text=True, check=True
        )
    parts = json.loads(done.stdout.splitlines()[-1])
    memory = parts.pop("memory_mb")
    whole = sum(parts.values())
    for name, seconds in parts.items():
        print(f"  {name:<42} {seconds:6.2f} s  {seconds / whole:5.0%}")
    print(f"  {'together':<42} {whole:6.2f} s")
    print(f"  peak memory {memory:.0f} MB (wanted: under 700)")


if __name__ == "__main__":
    main()
