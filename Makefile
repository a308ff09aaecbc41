# make demo   sets everything up and performs the flagship scene (in a window where there is a screen)
# make test   sets everything up and runs all checks and tests
# make open   sets everything up and opens the program
.PHONY: demo open test check bench bake clean

demo:
	@.ci/demo

open:
	@.ci/setup run
	.venv/bin/manikin

test:
	@.ci/run

check:
	@.ci/setup test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

bench:
	@.ci/setup test
	.venv/bin/python -m pip install -q --disable-pip-version-check -e ".[dev,bench]"
	.venv/bin/python -m tests.bench

bake:
	@.ci/setup test
	.venv/bin/python -m pip install -q --disable-pip-version-check -e ".[dev,bake]"
	.venv/bin/python -m assets.recipes.bake

clean:
	rm -rf .venv out build dist
