# `make demo` and `make test` need Python >= 3.11 with venv, GNU make and git; nothing else.

PYTHON ?= python3
UV := .tools/bin/uv
RUN := .venv/bin/python -m flexjob.services
PYTEST := .venv/bin/python -m pytest
# Neighbours stay together, for they share what is dear to set up; who is done takes from the other.
PARALLEL ?= -n 2 --dist worksteal
# Dozens of processes start: what is compiled is kept, whatever the machine's habit is.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help install demo demo-reset manage test test-fast test-browser faults screenshots bench lint format lock

help: ## show the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

install: .venv/.installed ## set up .venv from the lock

$(UV): requirements/installer.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python >= 3.11 kræves")'
	@$(PYTHON) -m venv .tools
	@.tools/bin/python -m pip install --quiet --require-hashes -r requirements/installer.txt
	@touch $@

.venv/.installed: $(UV) requirements/dev.txt
	test -x .venv/bin/python || $(UV) venv --quiet --python .tools/bin/python .venv
	$(UV) pip sync --quiet --python .venv requirements/dev.txt
	@touch $@

demo: install ## start the whole system with demo data; Ctrl-C stops it (TIL_TIDEN=90: percent in time)
	@$(RUN) demo

demo-reset: install ## forget the demo's data
	@$(RUN) reset

manage: install ## a command of the app on the demo's data, beside it or alone (ARGS="genberegn")
	@$(RUN) run -- .venv/bin/python manage.py $(ARGS)

test: install ## everything but the browser and fault groups, on a real PostgreSQL
	$(RUN) run --throwaway -- $(PYTEST) $(PARALLEL) -m "not browser and not faults" $(ARGS)

test-fast: install ## what is quick to ask while working
	$(RUN) run --throwaway -- $(PYTEST) $(PARALLEL) -m "not browser and not faults and not slow" $(ARGS)

test-browser: install ## journeys in Chromium, which root installs and others are told how to
	@.ci/chromium
	$(RUN) run --throwaway -- $(PYTEST) -m browser $(ARGS)

faults: install ## take workers, broker, database and days away midway, and count what came
	$(RUN) run --throwaway -- $(PYTEST) -m faults -q -s --show-capture=no $(ARGS) tests/faults tests/nights tests/test_broker_away.py

screenshots: install ## the pictures of the user guide, taken anew
	@.ci/chromium
	$(RUN) run --throwaway -- $(PYTEST) -m browser tests/browser/take_screenshots.py

bench: install ## ratios at the size of a country: 100,000 citizens (ARGS="--borgere 2000 --kun sider")
	$(RUN) run --throwaway -- .venv/bin/python -m benchmarks $(ARGS)

lint: install ## style, types, import contracts, migrations, deployment settings
	.venv/bin/ruff check --output-format concise .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/mypy
	.venv/bin/python -W "ignore:Got an error checking" manage.py makemigrations --check --dry-run
	$(RUN) run --throwaway --no-servers -- .venv/bin/python manage.py check --deploy --fail-level WARNING

format: install ## let ruff mend what it can
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

COMPILE := $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-annotate --no-header --no-emit-index-url --upgrade

lock: $(UV) ## resolve the libraries anew; commit what comes out
	$(COMPILE) pyproject.toml --output-file requirements/runtime.txt
	$(COMPILE) pyproject.toml --group dev --output-file requirements/dev.txt
