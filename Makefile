# Every command a person needs. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
# Where `make serve` listens.
ADDRESS ?= 127.0.0.1:8000
# Material's notice about MkDocs 2; pyproject.toml says why we stay with 1.x.
export NO_MKDOCS_2_WARNING := 1
# Set-up is done when this file is newer than the lock that it was installed from.
SITE := .venv/.site
TEST := .venv/.test

.PHONY: help
help: ## List the commands, a line each
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

$(SITE): requirements.lock
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "AWS Study Notes needs Python 3.11 or newer. Name one with: make PYTHON=python3.12 site" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo "$(PYTHON) -m venv .venv"; "$(PYTHON)" -m venv --clear .venv; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(TEST): requirements-test.lock $(SITE)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

.PHONY: site
site: $(SITE) ## Set up and build the site into site/, strictly
	$(BIN)/python -m mkdocs build --strict

.PHONY: serve
serve: $(SITE) ## Live preview on http://127.0.0.1:8000 (or ADDRESS), rebuilt on every change
	PYTHONDONTWRITEBYTECODE=1 $(BIN)/python -m mkdocs serve --dev-addr $(ADDRESS) # bytecode in hooks/ would be a change

.PHONY: check
check: $(SITE) ## Check every rule on pages and glossary, in seconds, without building
	PYTHONPATH=hooks $(BIN)/python -m studynotes.checking $(if $(SINCE),--since "$(SINCE)") $(if $(FORMAT),--format "$(FORMAT)")

.PHONY: fix
fix: $(SITE) ## Mend what is mechanical: spaces, tables, list markers, missing sections
	PYTHONPATH=hooks $(BIN)/python -m studynotes.fixing

.PHONY: page
page: $(SITE) ## Start a page: SERVICE=id (NAME="Amazon Foo" CATEGORY=storage if new), or COMPARE="a b"
	@PYTHONPATH=hooks $(BIN)/python -m studynotes.templates $(if $(SERVICE),--service "$(SERVICE)") \
	  $(if $(NAME),--name "$(NAME)") $(if $(CATEGORY),--category "$(CATEGORY)") $(if $(COMPARE),--compare $(COMPARE))

.PHONY: notes
notes: $(SITE) ## Turn raw notes into draft pages: RAW="notes.txt more/*.md" OUT=drafts (AGAINST=docs)
	PYTHONPATH=hooks $(BIN)/python -m studynotes.rawnotes $(RAW) --out "$(or $(OUT),drafts)" $(if $(AGAINST),--against "$(AGAINST)") $(if $(FORCE),--force)

.PHONY: lint
lint: $(TEST) ## Check the code: ruff and mypy --strict
	$(BIN)/python -m ruff check hooks tests
	$(BIN)/python -m ruff format --check hooks tests
	$(BIN)/python -m mypy

.PHONY: test
test: $(TEST) chromium ## Set up and run every test, the browser's too
	$(BIN)/python -m pytest

.PHONY: chromium
chromium: # Install Debian's Chromium where there is none and we may; the tests say what follows where we may not
	@sh tests/browser/install-chromium

.PHONY: bench
bench: $(SITE) ## Measure the build, the linker and the checks, as ratios within one run
	PYTHONPATH=hooks $(BIN)/python tests/bench.py

.PHONY: offline
offline: $(SITE) ## Write the site as one zip to read and search without a network
	PYTHONPATH=hooks $(BIN)/python -m studynotes.offline

.PHONY: lock
lock: $(SITE) ## Renew both lock files from pyproject.toml
	test -x .venv/lock/bin/pip-compile || { "$(PYTHON)" -m venv .venv/lock && .venv/lock/bin/python -m pip install --quiet pip-tools; }
	.venv/lock/bin/python -m piptools compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-find-links \
	  --no-emit-index-url --no-header --upgrade -o requirements.lock pyproject.toml
	.venv/lock/bin/python -m piptools compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-find-links \
	  --no-emit-index-url --no-header --extra test --extra notes -c requirements.lock -o requirements-test.lock pyproject.toml

.PHONY: clean
clean: ## Remove everything that was made: site/, dist/, .venv/ and caches
	rm -rf site dist .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .cache
	find hooks tests -name __pycache__ -type d -prune -exec rm -rf {} +
