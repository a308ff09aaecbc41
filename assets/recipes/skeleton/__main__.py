import sys

from assets.recipes.skeleton import main

if __name__ == "__main__":
    main(*sys.argv[1:3])
