.PHONY: site test serve bench lint format lock clean

PYTHON := python3
BIN := .venv/bin
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check
COMPILE := uv pip compile --quiet --universal --generate-hashes --no-header $(UPGRADE)

site: .venv/ready
	@echo "Building the site: about 20 seconds the first time."
	$(BIN)/outlook build
	@echo "Open site/index.html, or run 'make serve' and open http://127.0.0.1:8000/"

test: .venv/tests-ready lint
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report

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
