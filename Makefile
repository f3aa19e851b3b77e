# Big Sky: `make` lists what can be done. Only make, git and Python 3.11+ (with venv and pip) are assumed.
.DEFAULT_GOAL := help
.PHONY: help setup demo test test-deep check fix run replay docs lock clean
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
PYTEST := DJANGO_ALLOW_ASYNC_UNSAFE=true $(BIN)/pytest

help: ## List the commands
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## Build .venv with everything in it

$(STAMP): requirements/setup.txt requirements/dev.txt requirements/runtime.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Big Sky needs Python 3.11 or newer; $(PYTHON) is older. Try: make setup PYTHON=python3.12" >&2; exit 2; }
	@echo "Setting up .venv (once, about a minute) …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/setup.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## Start the platform with a living demo clinic
	@$(BIN)/bigsky demo

run: setup ## Start the platform on your own (empty) clinic
	@$(BIN)/bigsky serve

test: check ## Check the house, then run every test that fits into CI
	@$(BIN)/python -m tests.postgresql $(BIN)/pytest tests/clinic -n auto --dist loadgroup
	@$(PYTEST) -n auto --dist loadgroup

test-deep: setup ## Run the long tests (each has a short form in `make test`)
	@$(PYTEST) -m deep -n auto --dist loadgroup

check: setup ## Format, lint, types, contracts, sizes: changes nothing
	@$(BIN)/ruff format --check --quiet . || { echo "Run: make fix" >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo > .venv/contracts.txt || { cat .venv/contracts.txt >&2; exit 1; }
	@tail -n 2 .venv/contracts.txt
	@$(BIN)/pytest tests/architecture

fix: setup ## Format and repair what can be repaired
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

replay: setup ## Replay a recorded journey: make replay CASE=tests/journeys/first-course
	@$(BIN)/bigsky replay $(CASE)

docs: setup ## Write the generated pages of docs/reference anew
	@$(BIN)/bigsky docs

lock: setup ## Resolve the locked requirements anew
	@for f in setup runtime dev; do $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header requirements/$$f.in -o requirements/$$f.txt; done

clean: ## Remove what was set up (the demo clinic too)
	@rm -rf .venv var
