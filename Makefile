# Two commands are enough to begin: `make demo` and `make test`. Everything is set up by bin/setup when it is missing.
.PHONY: demo test test-long check fix bench setup lock web clean
BIN := .venv/bin

setup:            ## make .venv, build the media core and the cabinet
	@bin/setup

demo: setup       ## call 1,000 invented people over the simulated networks and leave the cabinet open (DEMO_EXIT=1 ends there)
	@$(BIN)/rupor demo $(if $(DEMO_EXIT),--exit,)

test:             ## all tests but the truly long ones
	@bin/setup test
	@cd web && PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent test
	@$(BIN)/python -m pytest -n 3 --dist loadgroup -q

test-long:        ## the long ones: kill -9 runs, volumes, sanitizers
	@bin/setup test
	@$(BIN)/python -m pytest -q -m long --timeout 1800

check:            ## everything a reviewer would otherwise say
	@bin/setup test
	@$(BIN)/ruff format --check -q .
	@$(BIN)/ruff check -q .
	@$(BIN)/lint-imports --config importlinter.ini --no-cache >.walls.log || { cat .walls.log; false; }
	@$(BIN)/mypy
	@$(BIN)/python -m pytest tests/architecture -q
	@cd web && PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent check

fix:              ## mend what machines can
	@$(BIN)/ruff check -q --fix . || true
	@$(BIN)/ruff format -q .

bench:            ## every bench, quick form
	@for name in voice-media voice sms import plan; do $(BIN)/rupor bench $$name --quick --json; done

lock:             ## pin the dependencies anew
	@$(BIN)/python -m pip install -q uv
	@$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 requirements.in -o requirements.lock
	@$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 requirements-dev.in -o requirements-dev.lock

web:              ## build the cabinet
	@bin/build-web

clean:            ## take away what was built
	rm -rf .venv web/node_modules web/dist rupor/media/*.so .mypy_cache .ruff_cache .pytest_cache
