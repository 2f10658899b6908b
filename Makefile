# Cairn: `make run` shows it, `make test` guards it.
# What is imported is compiled once, whatever the machine is set to: else each process does it anew.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: install run test trust lock messages bench screenshots

install: ; @python3 .ci/install.py runtime
run: install ; @exec .venv/bin/cairn serve --demo
test: ; @python3 .ci/install.py development && python3 .ci/browser.py && .venv/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder
trust: ; @python3 .ci/install.py development && python3 .ci/browser.py && .venv/bin/python -m tests.trust
lock: ; @sh .ci/lock
messages: install ; @.venv/bin/python -m cairn.config.messages gather
screenshots: ; @python3 .ci/install.py development && .venv/bin/python docs/screenshots.py
bench: $(patsubst bench/%.py,bench-%,$(wildcard bench/*.py))
bench-%: install ; @.venv/bin/python bench/$*.py
