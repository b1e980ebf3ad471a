# Everything runs in .venv, which is made from requirements.lock on first use.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
# compiled once, not by each of the hundred processes that the tests start
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help reports lab quick test format lint installs oldest bench clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

reports: $(READY) ## build the briefings: Wuxi 2024Q3 and the country in June 2026
	$(BIN)/hrss batch 2024Q3 --data data/wuxi
	$(BIN)/hrss batch 2026-06 --data data/national
	@echo "Open in a browser: $(CURDIR)/reports/index.html"

lab: $(READY) ## explore the data in JupyterLab
	$(BIN)/hrss lab

quick: $(READY) ## a minute's check of a change: lint, types, and the quick tests
	@date +%s > .venv/.began
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	MYPY_NUM_WORKERS=2 $(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile -m "not starts and not slow and not extras and not bounds" \
		--hypothesis-profile quick tests hrss_analysis
	@echo "make quick: $$(( $$(date +%s) - $$(cat .venv/.began) )) s"

test: lint ## lint, types, doctests, unit, install, notebook and browser tests
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder
	$(BIN)/python -m pytest --nbval-lax --nbval-current-env --nbval-cell-timeout 120 -W default \
		--numprocesses 2 --dist loadfile notebooks

format: $(READY) ## let ruff lay out the code and mend what it can
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .

installs: $(READY) ## each extra alone in an empty environment
	$(BIN)/python -m pytest -m extras tests/installs

oldest: $(READY) ## the lowest versions allowed, and the newest
	$(BIN)/python -m pytest -m bounds tests/installs

lint: $(READY) ## ruff (code and notebooks) and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	MYPY_NUM_WORKERS=2 $(BIN)/mypy

bench: $(READY) ## time this package beside its peers
	$(BIN)/python benchmarks/reports.py
	$(BIN)/python benchmarks/measures.py
	$(BIN)/python benchmarks/country.py

clean: ## remove the environment, caches and generated reports
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
	find reports -mindepth 1 ! -name README.md -delete
