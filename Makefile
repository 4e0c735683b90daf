# PYTHON: the interpreter that makes .venv (3.11 or later). PIP_ARGS: passed to pip install as it is.
PYTHON ?= python3
PIP_ARGS ?=
# Two-core machines are the yardstick; more threads than that only slow small matrices down.
THREADS ?= 2

BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt $(PIP_ARGS)

.DEFAULT_GOAL := help
.PHONY: help run test lint format evals
.DELETE_ON_ERROR:

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/installed ## Start the page and the API on one port
	$(BIN)/python app.py

test evals: export HF_HUB_OFFLINE := 1
test evals: export GRADIO_ANALYTICS_ENABLED := False
test evals: export OMP_NUM_THREADS := $(THREADS)

test: .venv/installed-dev ## Run the tests (PYTEST_ARGS: passed to pytest)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: .venv/installed-dev ## Check style, types and layering
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/pyright --warnings
	$(BIN)/lint-imports

format: .venv/installed-dev ## Format the code and apply safe fixes
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

evals: .venv/installed-dev ## Score the answers to the gold questions, then the guard
	$(BIN)/python -m evals run
	$(BIN)/python -m evals guard

# The stamps are written last, so an install that was interrupted is repeated.
.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(PIP_INSTALL) -e .
	touch $@

.venv/installed-dev: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(PIP_INSTALL) -e '.[dev]'
	touch .venv/installed $@
