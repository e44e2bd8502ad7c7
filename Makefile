# SPDX-License-Identifier: EUPL-1.2
# The commands of a developer. `make setup` does nothing when nothing changed; every other target calls it first.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: spark mutants help setup demo serve test e2e lint types check format messages shots bench lock clean

help: ## this list
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/.installed node_modules/.installed .venv/.messages ## install everything that the project needs, into the checkout

.venv/bin/python:
	$(PYTHON) tools/check_python.py
	$(PYTHON) -m venv .venv

.venv/.installed: requirements/dev.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

node_modules/.installed: package-lock.json package.json tools/npm .venv/.installed
	tools/npm ci --ignore-scripts
	@touch $@

PO_FILES := $(wildcard src/familievej/locale/*/LC_MESSAGES/*.po)
.venv/.messages: $(PO_FILES) .venv/.installed
	@if [ -n "$(PO_FILES)" ]; then $(BIN)/pybabel --quiet compile --domain django --directory src/familievej/locale; fi
	@touch $@

demo: setup ## load the demonstration municipality and serve it
	$(BIN)/familievej demo

serve: setup ## serve the installation of this checkout
	$(BIN)/familievej serve

test: setup ## every test that needs no browser
	$(BIN)/pytest -n $(WORKERS) -m "not e2e"

e2e: setup ## the journeys in a real browser
	tools/need-chromium
	$(BIN)/pytest -m e2e

lint: setup ## style of code and templates, imports between rooms, messages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint src
	$(BIN)/lint-imports
	$(BIN)/python tools/messages.py check

messages: setup ## bring the catalogues of messages up to date with code and templates
	$(BIN)/python tools/messages.py update

types: setup ## mypy, strict
	$(BIN)/mypy

check: lint types test ## what must hold before a change is sent

format: setup ## let ruff lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

shots: setup ## pictures of the main screens, into shots/ and docs/
	tools/need-chromium
	$(BIN)/python tools/shots.py

mutants: setup ## make each rule of the method wrong and see that a test fails (long)
	$(BIN)/python -m tools.mutants

bench: setup ## measure this machine against the targets
	$(BIN)/python -m benchmarks

spark: setup ## ask Spark (needs Java) for the same counts of the target group as DuckDB
	$(BIN)/python -m pip install --quiet --upgrade --require-hashes --no-deps --target .venv/spark -r requirements/spark.txt
	PYTHONPATH=.venv/spark $(BIN)/python -m pytest -n 0 tests/analysis/targetgroup/test_spark.py

lock: setup ## choose the newest versions that fit together and lock them
	tools/lock

clean: ## remove what was installed; the data in .familievej stays
	rm -rf .venv node_modules
