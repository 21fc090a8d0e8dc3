# Everything a newcomer or a build machine needs: Python 3.11 or later and make (and python3-venv on Debian or Ubuntu).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
SETTINGS := pyproject.toml constraints.txt

.PHONY: demo run test check format bench pictures docs clean

demo: $(STAMP)  ## set up .venv and open the sample organisation
	@$(BIN)/rhythm --demo

run: $(STAMP)  ## set up .venv and open your own store
	@$(BIN)/rhythm

test: $(DEV_STAMP)  ## run all tests, with the coverage gate on the rules and the store
	$(BIN)/python -m pytest -q -n auto --dist worksteal --cov --cov-report=term:skip-covered

check: $(DEV_STAMP)  ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV_STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEV_STAMP)  ## measure; see bench/README.md for how to read it
	$(BIN)/python -m bench.run

pictures: $(DEV_STAMP)  ## make the pictures of the README again
	$(BIN)/python docs/pictures.py

docs: $(DEV_STAMP)  ## write the pages on commands, keys and settings again
	$(BIN)/python docs/reference.py

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .coverage

# pip is what comes last into an environment: one that was left half made, where the venv module or pip of a
# distribution was missing, is made whole the next time.
$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "rhythm needs Python 3.11 or later; set PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(STAMP): $(SETTINGS) | $(BIN)/pip
	@echo "setting up $(VENV), once; this takes a minute or two"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(DEV_STAMP): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
