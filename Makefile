# Each command sets up what it needs in .venv, and again when the pinned requirements change.
# Works with GNU make 3.81, which macOS still ships.

ifeq ($(OS),Windows_NT)
PYTHON ?= python
BIN = .venv/Scripts
else
PYTHON ?= python3
BIN = .venv/bin
endif
READY = .venv/.ready

# Material for MkDocs prints a banner about MkDocs 2 at each build; pyproject.toml keeps us below version 2.
export NO_MKDOCS_2_WARNING = 1
# Every file here is UTF-8, which Python takes for granted on other systems than Windows.
export PYTHONUTF8 = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help serve build test lint types check bench mutate dist requirements clean
.NOTPARALLEL:

help:
	@echo 'make serve         read the site here, rebuilt whenever a file changes'
	@echo 'make test          run every test'
	@echo 'make check         all that CI runs: lint, types, a strict build, the tests'
	@echo 'make build         write the site to site/, and stop at the first wrong claim'
	@echo 'make bench         measure the taught code and the checker'
	@echo 'make mutate        plant errors in the pages and count those that escape; the next build shows the result'
	@echo 'make dist          build the packages of a release into dist/'
	@echo 'make requirements  pin what pyproject.toml asks for, say what has changed, and check (UPGRADE=--upgrade takes newer versions)'
	@echo 'make clean         remove .venv and all that was built'

serve: $(READY)
	$(BIN)/mkdocs serve

build: $(READY)
	$(BIN)/mkdocs build --strict

# Coverage is demanded of the whole suite; run a part of it with .venv/bin/pytest tests/nnscratch
test: $(READY)
	$(BIN)/pytest --numprocesses logical --dist loadfile --no-loadscope-reorder --cov

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/zizmor --offline --quiet --persona pedantic .github

types: $(READY)
	$(BIN)/mypy

# The tests come last, so that their verdict is the last line.
check: lint types build test

bench: $(READY)
	@set -e; for script in benchmarks/*.py; do echo "$$script"; $(BIN)/python "$$script"; done

mutate: $(READY)
	$(BIN)/python -m proofread mutate docs

dist: $(READY)
	rm -rf dist
	$(BIN)/python -m hatchling build

# requirements.txt is complete, so nothing has to be resolved: older pips take a package that is asked for with an
# extra, coverage[toml], to its newest release and then miss its hash. `pip check` says whether it is complete indeed.
# The build backend comes from the hashed file too: with build isolation pip would fetch one that no hash covers.
$(READY): pyproject.toml requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo 'nnscratch needs Python 3.11 or newer; "$(PYTHON)" is not. Name another: make $(MAKECMDGOALS) PYTHON=python3.13'; \
	  exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo '"$(PYTHON)" cannot make environments. Install its module venv; on Debian and Ubuntu: sudo apt install python3-venv'; \
	  exit 1; }
	@echo 'Setting up .venv; this takes a minute, once.'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@broken=$$($(BIN)/python -m pip check) || { echo "$$broken"; exit 1; }
	@touch $@

# One version of each package for all Pythons (fewest), so that every reader builds the same site.
requirements:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet uv==0.13.8
	$(BIN)/uv pip compile --no-config --universal --fork-strategy fewest --generate-hashes --extra test $(UPGRADE) \
	  --custom-compile-command 'make requirements' --quiet --output-file requirements.txt pyproject.toml
	@echo 'Changed since the last commit:'
	@git diff --unified=0 requirements.txt | sed -n 's/^\([-+]\)\([[:alnum:]._-]*==[^ ]*\).*/\1 \2/p' | sort -k 2
	@$(MAKE) check

clean:
	rm -rf .venv .cache .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache dist site
