"""Bakes the skeleton: `python -m assets.recipes.skeleton SOURCE_ROOT OUT`."""

import sys

from assets.recipes.skeleton import main

if __name__ == "__main__":
    main(*sys.argv[1:3])
