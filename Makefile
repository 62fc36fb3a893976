# What a person needs first, then what a developer needs. `make` alone lists it.
PYTHON ?= python3
BIN := .venv/bin

# The question as it was typed: make must not expand it, and the shell sees only "$$Q".
override Q := $(value Q)
export Q

.PHONY: help run ask setup test test-scale check check-score format readme doctor clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

run: setup ## open the chat over the sample articles in the browser
	@$(BIN)/byline chat

ask: setup ## answer a question here: make ask Q="who offered to host talks?"
	@$(BIN)/byline ask -- "$$Q"

setup: ## install what is needed into .venv; cheap when nothing changed
	@$(PYTHON) -B .ci/set_up.py

doctor: setup ## say what is missing or slow on this machine
	@$(BIN)/byline doctor

# Half of the time goes into waiting for a browser. One file stays in one process: its fixtures are dear.
test: check ## every check and every test, as the continuous integration does
	$(BIN)/pytest --numprocesses 2 --dist loadfile

test-scale: setup ## the tests of what grows past one computer; installs what they need first
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[scale]' --no-build-isolation
	$(BIN)/pytest tests/scale tests/index/test_stores.py

check: setup ## formatting, types, layers and spelling
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell index qa ui docs README.md CONTRIBUTING.md

check-score: setup ## score the checker on labelled claims: make check-score DATA=FOLDER
	$(BIN)/python -m benchmarks.check_score "$(DATA)"
	$(BIN)/python -m benchmarks.mutations "$(DATA)"

format: setup ## put the code into its form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

readme: setup ## put what Byline answers now into README.md
	$(BIN)/python .ci/fill_readme.py

clean: ## take away what can be made again, .venv included
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
