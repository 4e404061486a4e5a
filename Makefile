# Each target sets itself up: on a fresh machine `make demo` needs only Python 3.11+ and make, `make test` also the programs
# that README names.
PYTHON ?= python3
PORT ?= 8080
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help demo test check setup bench pictures format lock clean

help:  ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.runtime  ## the bot with a stand-in for Telegram and Zalo, in the browser (PORT=8080)
	$(BIN)/nhipdan demo --port $(PORT)

test: $(VENV)/.dev  ## all tests
	$(BIN)/pytest || { status=$$?; [ $$status -ne 5 ] || echo "pytest found no test." >&2; exit $$status; }

check: $(VENV)/.dev  ## format, lint, types, layers, words, plans
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/nhipdan words check
	$(BIN)/nhipdan plan check

bench: $(VENV)/.dev  ## benchmarks, each against its limit
	$(BIN)/python -m bench

setup: $(VENV)/.runtime  ## only the environment in .venv/, with .venv/bin/nhipdan

pictures: $(VENV)/.dev  ## takes the pictures of the handbooks anew, from the demo
	$(BIN)/python docs/take_pictures.py

format: $(VENV)/.dev  ## formats and mends what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  echo "Python's venv module is missing: installing the package python3-venv."; \
	  apt-get install -y -q python3-venv || { echo "Please run: sudo apt-get install python3-venv"; exit 1; }; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.made requirements.lock pyproject.toml
	$(BIN)/pip install -q --require-hashes -r requirements.lock
	$(BIN)/pip install -q --no-deps --no-build-isolation --config-settings editable_mode=compat -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	$(BIN)/pip install -q --require-hashes -r requirements-dev.lock
	@touch $@

lock:  ## pins every package with its hashes and without any address; needs uv
	UV_PYTHON_DOWNLOADS=never uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	  pyproject.toml --group build -o requirements.lock
	UV_PYTHON_DOWNLOADS=never uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	  pyproject.toml --group build --group dev -c requirements.lock -o requirements-dev.lock

clean:  ## forgets the environment, the demo's data and all caches
	rm -rf $(VENV) var .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
