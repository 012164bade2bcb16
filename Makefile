# `make demo` and `make test` set up all they need: Python 3.11 or newer, git and make suffice.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
# Needs Go; all else comes with Python
ACTIONLINT := github.com/rhysd/actionlint/cmd/actionlint@v1.7.12

.PHONY: test demo check unit docs format bench clean

test: check unit

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/cog --check README.md docs/cli.md docs/deploying.md
	$(BIN)/zizmor --offline --quiet --no-progress --persona=pedantic .github
	@test ! -x $(BIN)/actionlint || $(BIN)/actionlint

unit: $(READY)
	$(BIN)/pytest -n auto --dist worksteal --cov --cov-report=term

demo: $(READY)
	$(BIN)/flowops demo

docs: $(READY)
	$(BIN)/cog -r README.md docs/cli.md docs/deploying.md

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)
	$(BIN)/python -m bench

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "flowops needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@if command -v go > /dev/null; then GOBIN="$(CURDIR)/$(BIN)" go install $(ACTIONLINT); \
		else echo "Go is not installed, so actionlint is left out"; fi
	@touch $(READY)
