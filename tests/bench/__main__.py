"""`make bench`: every measurement of this folder, one after another."""

import importlib
import pkgutil

import tests.bench

for found in sorted(pkgutil.iter_modules(tests.bench.__path__), key=lambda module: module.name):
    if found.name == "__main__":
        continue
    run = getattr(importlib.import_module(f"tests.bench.{found.name}"), "main", None)
    if run is not None:
        print(f"== {found.name}")
        run()
