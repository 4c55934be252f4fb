# `make demo` and `make test` need Python >= 3.11 with venv, GNU make and git; nothing else.

PYTHON ?= python3
UV := .tools/bin/uv
RUN := .venv/bin/python -m flexjob.services
PYTEST := .venv/bin/python -m pytest
PARALLEL ?= -n 2

.DEFAULT_GOAL := help
.PHONY: help install test test-fast lint format lock

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

test: install ## everything but the browser and fault groups, on a real PostgreSQL
	$(RUN) run --throwaway -- $(PYTEST) $(PARALLEL) -m "not browser and not faults" $(ARGS)

test-fast: install ## what is quick to ask while working
	$(RUN) run --throwaway -- $(PYTEST) $(PARALLEL) -m "not browser and not faults and not slow" $(ARGS)
