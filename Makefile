# `make demo` and `make test` set up all they need: Python 3.11 or newer, git and make suffice.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
# Read the workflows, where Go is installed
ACTIONLINT := github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
# What lint and deploy can ask about definitions; only this needs Go (engine/README.md)
ENGINE := engine/flowops-engine
GO_FLAGS := -trimpath -buildvcs=false

.PHONY: test demo check unit engine engine-check engine-where-go-is docs format bench clean

test: engine-where-go-is check unit

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/cog --check README.md docs/cli.md docs/deploying.md docs/rules.md
	$(BIN)/zizmor --offline --quiet --no-progress --persona=pedantic .github
	@test ! -x $(BIN)/actionlint || $(BIN)/actionlint

unit: $(READY)
	$(BIN)/pytest -n auto --dist worksteal --cov --cov-report=term

engine: $(ENGINE)

$(ENGINE): engine/go.mod engine/go.sum $(filter-out %_test.go,$(wildcard engine/*.go))
	@command -v go > /dev/null || { echo "make engine needs Go 1.26 or newer, which is not installed"; exit 1; }
	cd engine && go build $(GO_FLAGS) -ldflags '-s -w' -o flowops-engine .

engine-check: engine
	@cd engine && test -z "$$(gofmt -l .)" || { echo "gofmt would change:"; gofmt -l .; exit 1; }
	cd engine && go vet $(GO_FLAGS) ./... && go test $(GO_FLAGS) ./...

engine-where-go-is:
	@if command -v go > /dev/null; then $(MAKE) --no-print-directory engine-check; \
		else echo "Go is not installed: no flowops-engine, and the tests that need it are skipped"; fi

demo: $(READY)
	$(BIN)/flowops demo

docs: $(READY)
	$(BIN)/python -m tests.rules.spec.schemas
	$(BIN)/cog -r README.md docs/cli.md docs/deploying.md docs/rules.md

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)
	$(BIN)/python -m bench

clean:
	rm -rf $(ENGINE) .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "flowops needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@if command -v go > /dev/null; then GOBIN="$(CURDIR)/$(BIN)" go install $(ACTIONLINT); \
		else echo "Go is not installed, so actionlint is left out"; fi
	@touch $(READY)
