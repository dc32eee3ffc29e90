.PHONY: site test coverage quick serve bench lint format lock clean

PYTHON := python3
BIN := .venv/bin
# A file's tests stay together, so that what they share is made once.
SPREAD := -n auto --dist loadfile
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check
COMPILE := uv pip compile --quiet --universal --generate-hashes --no-header $(UPGRADE)

site: .venv/ready
	@echo "Building the site: about 20 seconds the first time."
	$(BIN)/outlook build
	@echo "Open site/index.html, or run 'make serve' and open http://127.0.0.1:8000/"

test: .venv/tests-ready lint
	$(BIN)/python -m pytest $(SPREAD)

# All tests, stricter than `make test`: at least 98 % of the branches must be run. For .ci/run.
coverage: .venv/tests-ready lint
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(SPREAD)
	$(BIN)/coverage report

# The test files that rest on what has changed since main, without the slow ones; see tests/quick.py.
quick: .venv/tests-ready
	$(BIN)/python -m tests.quick

lint: .venv/tests-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/tests-ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

serve: .venv/ready
	$(BIN)/outlook serve

bench: .venv/tests-ready
	$(BIN)/python -m tests.bench

# For maintainers: needs uv. The locks hold hashes and name no index host.
# Pins stay as they are; `make lock UPGRADE=--upgrade` takes the newest of each.
lock:
	$(COMPILE) --group install pyproject.toml -o requirements.lock
	$(COMPILE) --group test --constraint requirements.lock -o requirements-test.lock

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "The outlook needs Python 3.11 or newer; $(PYTHON) is " + sys.version)'
	@echo "Setting up .venv: about half a minute, once."
	$(PYTHON) -m venv .venv
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

.venv/tests-ready: .venv/ready requirements-test.lock
	@echo "Adding to .venv what the tests need: about half a minute, once."
	$(INSTALL) --require-hashes -r requirements-test.lock
	touch $@
