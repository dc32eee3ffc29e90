.PHONY: site test serve bench lint format lock clean

BIN := .venv/bin

site: .venv/ready
	@echo "Building the site: about 20 seconds the first time."
	$(BIN)/outlook build
	@echo "Open site/index.html, or run 'make serve' and open http://127.0.0.1:8000/"

test: .venv/ready lint
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

serve: .venv/ready
	$(BIN)/outlook serve

bench: .venv/ready
	$(BIN)/python -m tests.bench

# For maintainers: needs uv. The lock holds hashes and names no index host.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-header --group dev pyproject.toml -o requirements.lock

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/ready: requirements.lock pyproject.toml
	python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "The outlook needs Python 3.11 or newer; python3 is " + sys.version)'
	@echo "Setting up .venv: about a minute, once."
	python3 -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
