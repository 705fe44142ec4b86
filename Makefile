PYTHON ?= python3
VENV   ?= .venv
PY     := $(VENV)/bin/python
PORT   ?= 7860

.PHONY: help run test test-offline check eval gate gallery llm bench screenshots calibrate clean
.DEFAULT_GOAL := help

help:            ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(PY) pyproject.toml constraints.txt
	$(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

run: $(VENV)/.installed            ## set up, build the index if needed, serve the app on 127.0.0.1:7860
	@$(PY) -m indexing info >/dev/null 2>&1 || $(PY) -m indexing build
	$(PY) app.py --port $(PORT)

test: $(VENV)/.installed-dev       ## set up and run the whole test suite, on up to four cores
	$(PY) -m pytest -n auto --maxprocesses 4 --dist worksteal

# Whatever loads the model, answers, serves a page or is a command; the rest of the suite opens nothing.
OFFLINE = $(addprefix tests/test_,app.py assistant.py browser.py cli.py encoders.py langchain.py)

test-offline: $(VENV)/.installed-dev  ## the tests of every surface in a network namespace that has loopback only (Linux, root)
	unshare --net sh -c 'ip link set lo up && exec $(PY) -m pytest --no-cov $(OFFLINE)'

check: $(VENV)/.installed-dev      ## lint, format, types, layers
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

eval: $(VENV)/.installed-dev       ## score the dev questions beside the baselines (SPLIT=test: the held-out ones)
	$(PY) -m eval --split $(or $(SPLIT),dev) --baselines --output build/eval

gate: $(VENV)/.installed-dev       ## fail where a dev figure is worse than the committed one by 2 points
	$(PY) -m eval --split dev --gate

gallery: $(VENV)/.installed-dev    ## write docs/gallery.md: twenty answers of every kind, as they are now
	$(PY) -m eval.gallery --write

llm: $(VENV)/.installed-dev        ## the language model option against scripted models: faithful, false, misbehaving
	$(PY) -m eval.llm --split $(or $(SPLIT),dev)

bench: $(VENV)/.installed-dev      ## cold start, latency, memory, index build, first paint
	$(PY) -m eval.bench

screenshots: $(VENV)/.installed-dev  ## take the pictures in docs/screenshots/ again (needs Chromium)
	$(PY) -m ui.screenshots

calibrate: $(VENV)/.installed-dev  ## fit the refusal model on the dev questions again
	$(PY) -m eval.calibrate

clean:           ## remove the virtual environment, the index and caches
	rm -rf $(VENV) .qa build dist *.egg-info .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
