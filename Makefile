# Two commands do everything: `make assess` reads a real case to its verdicts, `make test` runs every check.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CASE ?= cases/libya
READY := $(VENV)/.ready

export UV_COMPILE_BYTECODE = 1
# our matrices are small: a second BLAS thread costs more than it brings
export OPENBLAS_NUM_THREADS = 1

.PHONY: assess test check format lock reference benchmark clean

assess: $(READY)  ## read the Libyan case (or CASE=cases/angola) from its texts to its verdicts
	@$(BIN)/exeunt assess $(CASE)

test: $(READY) check  ## every check and test
	@$(BIN)/python -m exeunt.estimate.joint.prepare
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest
	@$(BIN)/coverage combine -q && $(BIN)/coverage report --fail-under=90

check: $(READY)  ## lint, format, types, layers, spelling, case files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/codespell

format: $(READY)
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

lock:  ## after a change of dependencies: pins and hashes, no registry addresses
	@$(BIN)/uv pip compile pyproject.toml --all-extras --group dev --python-version 3.11 --universal \
	  --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock

reference: $(READY)  ## write the reference pages that are made from the code
	@$(BIN)/exeunt schema --out docs/reference/schemas
	@$(BIN)/python -m exeunt.cli.reference > docs/reference/commands.md
	@$(BIN)/python -m exeunt.cli.language > docs/reference/agreement-language.md
	@$(BIN)/python docs/run_tutorial.py

benchmark: $(READY)
	@$(BIN)/python -m benchmarks.accuracy
	@$(BIN)/python -m benchmarks.speed

$(READY): requirements.lock pyproject.toml
	@echo "Setting up $(VENV); once, about half a minute" >&2
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q uv
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

clean:
	@rm -rf $(VENV) .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build cases/*/.exeunt cases/*/out
