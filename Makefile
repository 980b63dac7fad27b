# make run     the window, bound to the sandbox (without a display: a short tour that prints and saves what it did)
# make setup   only the set-up: system libraries, .venv, the locked packages
# make test    lint, types, import rules, tests
# make fuzz    100,000 damaged PDUs through a real link
# make chaos   20,000 messages through everything that goes wrong, and kill -9; prints its figures
# make bench   lives of messages beside other clients, a million messages, start, kill -9; writes build/bench.json
# make package        the packages of this system, in dist/ (packaging/README.md says what it needs)
# make package-check  installs, tries and purges them in bare systems; as root
#
# ARGS="…" is passed on to the console or to pytest. PYTHON=… chooses the Python that .venv is made with.

.DEFAULT_GOAL := help
.PHONY: help run setup test lint fuzz chaos bench format icons screens package package-venv package-check audit clean

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

run:
	@sh scripts/setup run
	@.venv/bin/python -m ycloud_console --sandbox $(ARGS)

setup:
	@sh scripts/setup run

test:
	@sh scripts/setup test
	@$(MAKE) --no-print-directory lint
	@.venv/bin/python -m compileall -q ycloud_console tests  # hundreds of programs are started
	QT_QPA_PLATFORM=offscreen .venv/bin/pytest $(ARGS)

# Expects the set-up to be done; the order is quickest first.
lint:
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

# The 100,000 take some 25 minutes of one core, the chaos run some four.
fuzz:
	@sh scripts/setup test
	.venv/bin/pytest tests/console/test_fuzz_link.py --hypothesis-profile=fuzz -o timeout=7200 $(ARGS)

chaos:
	@sh scripts/setup test
	.venv/bin/python -m tests.chaos.drive $(ARGS)

bench:
	@sh scripts/setup test
	.venv/bin/python -m tests.bench $(ARGS)

format:
	@sh scripts/setup run
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

# Draws the PNG sizes of the icon again after its SVG was changed.
icons:
	@sh scripts/setup run
	QT_QPA_PLATFORM=offscreen .venv/bin/python scripts/make_icons.py

# Writes a picture of each page (light, dark, English, Chinese, two sizes) to build/screens, to be looked at.
screens:
	@sh scripts/setup test
	QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.ui.screens

# The packages are made in an environment that has nothing but the program and what packages it.
PACKAGE_VENV = build/package/venv
package: package-venv
	@$(PACKAGE_VENV)/bin/python packaging/build.py $(ARGS)

package-venv:
	@sh scripts/setup run
	@mkdir -p $(dir $(PACKAGE_VENV))
	@UV_CACHE_DIR=.cache/uv UV_PROJECT_ENVIRONMENT=$(PACKAGE_VENV) .venv/bin/uv sync --quiet --locked --no-config \
	    --no-default-groups --group package --no-editable --reinstall-package ycloud-console --python .venv/bin/python

package-check:
	@sh packaging/check.sh $(ARGS)

# Known vulnerabilities of what the program depends on, as far as their database can be reached.
audit: package-venv
	@.venv/bin/python packaging/audit.py

clean:
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
