# The two commands a newcomer needs: `make app` and `make test`. Everything lives in .venv; nothing else is touched.
# uv is used when it is there (faster), else pip. PYTHON may name another interpreter: make app PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NOTEBOOKS := $(wildcard notebooks/*.ipynb)
STAMP := $(VENV)/.installed
TEST_STAMP := $(VENV)/.installed-test

.PHONY: app lab test check bench clean

app: $(STAMP)
	@$(BIN)/workbook app

lab: $(STAMP)
	@$(BIN)/workbook lab

test: $(TEST_STAMP)
	@PYTHON=$(BIN)/python sh .ci/tests.sh

check: $(TEST_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(TEST_STAMP)
	@$(BIN)/python tests/bench/facts.py
	@$(BIN)/python tests/bench/scoring.py
	@$(BIN)/python tests/bench/residence.py
	@$(BIN)/python tests/bench/line.py
	@$(BIN)/python tests/bench/measure.py
	@$(BIN)/python tests/bench/charts.py

clean:
	rm -rf $(VENV)

# Bytecode is compiled at install: without it the first page takes twice as long.
$(STAMP): pyproject.toml hatch_build.py constraints.txt
	@sh .ci/install.sh "$(PYTHON)" "$(VENV)" "."
	@touch $@

$(TEST_STAMP): pyproject.toml hatch_build.py constraints.txt
	@sh .ci/install.sh "$(PYTHON)" "$(VENV)" ".[test]"
	@touch $@ $(STAMP)
