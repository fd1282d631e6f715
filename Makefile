# Two commands: `make demo` (a clinic in the browser) and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

PORT ?= 8000
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && { echo $$p; break; }; done)
UV := .tools/bin/uv
BIN := .venv/bin
LOCKS := tools library check clinic dev studies

.PHONY: help setup demo serve test test-library test-postgres check docs bench studies phones lighthouse mutants lock clean

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 24

# -- set-up ------------------------------------------------------------------------------------------
.tools/stamp: requirements/tools.txt
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11, 3.12 or 3.13 is needed and none was found." >&2; exit 1; fi
	rm -rf .tools
	$(PYTHON) -m venv .tools || { rm -rf .tools; echo "This Python lacks venv: install python3-venv, then try again." >&2; exit 1; }
	.tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt
	touch $@

# sync removes whatever the lock does not name, the project too; so both are one step behind one stamp.
define install
	[ -x $(1)/bin/python ] || $(UV) venv --quiet --python $(PYTHON) $(1)
	$(UV) pip sync --quiet --require-hashes --python $(1)/bin/python requirements/$(2).txt
	$(UV) pip install --quiet --no-deps --no-build-isolation --python $(1)/bin/python -e .
	touch $(1)/stamp
endef

.venv/stamp: .tools/stamp requirements/dev.txt pyproject.toml
	$(call install,.venv,dev)

.venv-library/stamp: .tools/stamp requirements/check.txt pyproject.toml
	$(call install,.venv-library,check)

setup: .venv/stamp ## everything into .venv, development and example tools included

# -- the clinic --------------------------------------------------------------------------------------
demo: .venv/stamp ## the demo clinic on http://127.0.0.1:8000 (PORT=8123 for another)
	@$(BIN)/migrainedays demo --port $(PORT)

# -- proof -------------------------------------------------------------------------------------------
test: .venv/stamp ## every test, the browser's included, on SQLite
	@$(BIN)/python -m pytest -n 2 $(ARGS)

test-postgres: .venv/stamp ## the clinic's tests on PostgreSQL, from a wheel
	@$(BIN)/python -m tests.postgres -n 2 tests/web $(ARGS)

test-library: .venv-library/stamp ## floors 0 to 7 and the command line with Django not installed
	@.venv-library/bin/python -m pytest -n 2 -p no:django tests/spec tests/unit tests/generative tests/reference $(ARGS)

check: .venv/stamp ## style, types, fences, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet src/migrainedays/clinic

docs: .venv/stamp ## the documentation as a site, in build/site
	@$(BIN)/python -m docs.build

bench: .venv/stamp ## import, evaluation and page timings, as printed in docs/explanation/speed.md
	@$(BIN)/python -m pytest -p no:xdist tests/bench --benchmark-only --benchmark-columns=min,median,max,rounds $(ARGS)

studies: .venv/stamp ## the short form of every study, and the table of what must hold
	@$(BIN)/python -m studies

RUNS ?= 20
SEED ?= 1
phones: .venv/stamp ## phones over a bad network, RUNS times (20; 1000 is the long form)
	@$(BIN)/python -m studies.phones --runs $(RUNS) --seed $(SEED)

.tools/lighthouse/stamp: .tools/stamp requirements/lighthouse/package.json requirements/lighthouse/package-lock.json
	@command -v npm >/dev/null || { echo "Lighthouse needs Node and npm: install nodejs and npm, then try again." >&2; exit 1; }
	mkdir -p $(@D)
	cp requirements/lighthouse/.npmrc requirements/lighthouse/*.json $(@D)
	npm ci --silent --prefix $(@D)
	touch $@

lighthouse: .tools/lighthouse/stamp ## Lighthouse, which the browser test asks about the diary (needs Node and npm)

story: .venv/stamp ## one whole story in a real browser, a line a step
	@$(BIN)/python -m pytest -p no:xdist tests/browser/story $(ARGS)

mutants: .venv/stamp ## change each rule and see whether a test notices (half an hour; ARGS=scales for one room)
	@nice $(BIN)/python -m studies.mutants $(ARGS)

# -- upkeep ------------------------------------------------------------------------------------------
lock: .tools/stamp ## renew the pinned requirement files
	@for name in $(LOCKS); do
		$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-header requirements/$$name.in -o requirements/$$name.txt > /dev/null
	done

clean: ## remove what was made here
	rm -rf .tools .venv .venv-library build mutants
