# What people run. Everything happens in .venv, which is made on first use from the locked requirements.

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
FUZZ_SECONDS ?= 300
LOCK := uv pip compile --universal --python-version 3.11.5 --generate-hashes --no-emit-index-url --no-emit-find-links \
  --no-annotate --custom-compile-command "make lock (uv pip compile --universal --python-version 3.11.5)"
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --require-hashes --no-deps --progress-bar on

# The tests run what contributors wrote: of the environment they get this, and so no secret.
KEPT := PATH HOME LANG LC_ALL TERM TMPDIR LD_LIBRARY_PATH CI HANDBOOK_REPOSITORY SOURCE_DATE_EPOCH CHROMIUM_PATH \
  PLAYWRIGHT_BROWSERS_PATH HYPOTHESIS_EXAMPLES FUZZ_EXAMPLES FAULT_KILLS PYTEST_ADDOPTS
define pytest
@echo '$(BIN)/python -m pytest $(1)'
@env -i $(foreach name,$(KEPT),$${$(name):+$(name)="$$$(name)"}) $(BIN)/python -m pytest $(1)
endef

.DEFAULT_GOAL := help
.PHONY: help serve site sheets check test fast lint figures seeds perturb faults fuzz mutation bench links stage forms preview lock audit vendor clean

help: ## Show this list.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: .venv/installed ## Build the site, serve it here, and rebuild on every change.
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

site: .venv/installed ## Build the site into site/.
	$(BIN)/python scripts/build.py

sheets: .venv/installed ## Build the site with its cheat sheets printed as PDF (needs Chromium).
	$(BIN)/python scripts/browser.py
	$(BIN)/python scripts/build.py --sheets

links: .venv/installed ## Ask whether every link that leads out of the site still leads to something (some minutes).
	$(BIN)/python scripts/links.py

preview: .venv/installed ## Build the site with its drafts into preview/, as a pull request shows it.
	$(BIN)/python scripts/build.py --drafts preview

check: .venv/installed ## Check every question, the taxonomy and the study paths.
	$(BIN)/python scripts/check.py

test: .venv/installed ## Run everything: style, types, content, tests, and the site in a real browser.
	$(BIN)/python scripts/browser.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python scripts/check.py
	$(call pytest,-n auto)

fast: .venv/installed ## Run the tests that need no browser.
	$(call pytest,-n auto -m "not browser")

lint: .venv/installed ## Bring code and tests into form, and check style and types.
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/mypy

figures: .venv/installed ## Draw the figures and diagrams that are missing or out of date.
	$(BIN)/python scripts/browser.py
	$(BIN)/python scripts/figures.py

seeds: .venv/installed ## Run every seeded check of the pages under ten other seeds (some minutes).
	$(BIN)/python scripts/seeds.py

perturb: .venv/installed ## Make every number that the pages' checks compare wrong, and list those that pass (half an hour).
	$(BIN)/python scripts/perturb.py

faults: .venv/installed ## Kill a hundred real builds at random moments; the site must stay whole (some minutes).
	FAULT_KILLS=100 $(BIN)/python -m pytest tests/test_faults.py

fuzz: .venv/tools ## Look for files that break the checks or the pages, led by coverage (FUZZ_SECONDS=300).
	$(BIN)/python tests/fuzz.py $(FUZZ_SECONDS)

mutation: .venv/tools ## Plant small mistakes in rules, sanitizer and redirects, and list those that no test notices (more than half an hour).
	$(BIN)/python tests/mutation.py

bench: .venv/installed ## Compare this project with other builders at 100 and 1,000 questions (half an hour; RIVALS=PYTHON adds more).
	$(BIN)/python scripts/bench.py --sizes 100,1000 $(if $(RIVALS),--rivals $(RIVALS)) --write

stage: .venv/installed ## Write the finished pages as Markdown into site-source/, for another site builder.
	$(BIN)/python scripts/stage.py site-source

lock: .venv/installed ## Lock the requirements again, with hashes (maintainers; needs uv).
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) -c requirements.txt requirements-tools.in -o requirements-tools.txt

forms: .venv/installed ## Write the issue forms again, from the contract and the taxonomy.
	$(BIN)/python scripts/forms.py

audit: .venv/tools ## Look for known holes in the locked packages (maintainers).
	$(BIN)/pip-audit --strict --disable-pip --require-hashes -r requirements.txt -r requirements-tools.txt

vendor: .venv/installed ## Fetch the front-end libraries again (maintainers; needs npm).
	$(BIN)/python scripts/vendor.py

clean: ## Delete what was built; .venv stays.
	rm -rf site preview .site-* site-source .cache

.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5) and "Python 3.11.5 or newer is needed; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12 ...")'
	@echo "Installing the locked requirements into .venv (once; about a minute) ..."
	$(PYTHON) -m venv .venv
	$(INSTALL) -r requirements.txt
	@touch $@

.venv/tools: .venv/installed requirements-tools.txt
	@echo "Installing the maintainers' tools into .venv (once) ..."
	$(INSTALL) -r requirements-tools.txt
	@touch $@
