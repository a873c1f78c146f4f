# The two commands are `make demo` and `make test`; both work from a bare Debian with python3, pip and make.
SHELL := /bin/bash
PYTHON ?= python3
UV_PIN := 0.13.9
UV := .tools/bin/uv
export UV_PYTHON_DOWNLOADS := never
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Where byte code may not be kept, every start of Python compiles 800 files again.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin

.PHONY: demo test check bench docs clean lock

demo: .venv/.run
	$(BIN)/python examples/demo.py build/demo

test: .venv/.dev
	$(BIN)/python -m pytest -n auto

check: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/reference.py --check
	$(BIN)/python -m django makemigrations --check --dry-run --settings sijil.store.settings

bench: .venv/.dev
	for file in benchmarks/*.py benchmarks/conformance/[!s]*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

docs: .venv/.dev
	$(BIN)/python docs/reference.py

clean:
	rm -rf .venv .tools build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Stamp files, not .venv/bin/python: that is a link to the system's interpreter with an old date.
.tools/.uv-$(UV_PIN):
	$(PYTHON) -m pip install --quiet --root-user-action=ignore --upgrade --target .tools uv==$(UV_PIN)
	touch $@

.venv/.run: requirements.lock pyproject.toml | .tools/.uv-$(UV_PIN)
	test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) .venv
	$(UV) pip install --quiet --python .venv --compile-bytecode --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python .venv --no-deps --editable .
	touch $@

.venv/.dev: requirements-dev.lock | .venv/.run
	$(UV) pip install --quiet --python .venv --compile-bytecode --require-hashes -r requirements-dev.lock
	touch $@

# The locks carry hashes and no address of any package index.
lock: | .tools/.uv-$(UV_PIN)
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --custom-compile-command "make lock" pyproject.toml -o requirements.lock
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --custom-compile-command "make lock" --all-extras --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
