# Two commands do everything on a fresh Debian machine (root): make demo, make test.

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
MVN := mvn -B -ntp
JAR := target/godwit.jar
SOURCES := $(shell find src/main -type f 2>/dev/null) pom.xml
UI_SOURCES := $(shell find ui \( -name node_modules -o -name dist \) -prune -o -type f -print 2>/dev/null)
# The page is part of the jar where this machine can build it (build/page says why where it cannot).
UI := $(if $(UI_SOURCES),$(shell build/page --possible > /dev/null && echo ui/dist/index.html))

.PHONY: help demo test unit bench bench-serve bench-takeover deb faults test-page screenshots format packages build ui clean

help:
	@echo "make demo      the three migrations on a real desktop VM, on this machine (root); KEEP=1 serves the page afterwards"
	@echo "make test      every test, unit to lab and browser (root)"
	@echo "make unit      the tests that need nothing but a JDK 25"
	@echo "make faults    the fault matrix: every case with the end it should have and the end it had (root)"
	@echo "make bench     Godwit beside plain virsh, the same moves (root)"
	@echo "make bench-serve  a server under load: 200 watching clients, 50 simulated migrations"
	@echo "make deb       a Debian package"
	@echo "make ui        the browser's page, which make build puts into the jar where npm is there"
	@echo "make bench-takeover  an export that goes there and back, Godwit beside plain Pacemaker (root)"
	@echo "make test-page    of those only the page, in a real browser (root)"
	@echo "make screenshots  the README's pictures of the page (root)"
	@echo "make format    format the sources"
	@echo "make clean     remove what was built"

demo: packages
	@$(MAKE) --no-print-directory build
	@./godwit demo $(if $(KEEP),--keep)

bench: packages
	@$(MAKE) --no-print-directory build
	@./godwit bench

bench-takeover: packages
	@$(MAKE) --no-print-directory build
	@./godwit bench-takeover

test: packages
	@$(MAKE) --no-print-directory build
	@$(MVN) verify -Dgodwit.excludedGroups=matrix
	@$(MAKE) --no-print-directory test-page

# What drags and types in Chromium, on labs and servers of its own: one of tiny guests, one with a desktop that plays meanwhile.
test-page: packages
	@build/page --possible
	@$(MAKE) --no-print-directory build
	@[ -d ui/node_modules ] || (cd ui && npm ci --no-audit --no-fund --silent)
	@cd ui && npm run --silent check && npm test

screenshots: packages
	@$(MAKE) --no-print-directory build
	@cd ui && npm run screenshots

# 200 watching clients and 50 simulated migrations on one server; start and size of the real one. A minute.
bench-serve: build
	@$(MVN) -q test -Dtest=ServeBenchTest -Dgodwit.bench=true -Dsurefire.useFile=false | grep -vE '^\[INFO\]|^ *$$'

# A Debian package from what was built: out/godwit_VERSION_all.deb.
deb: build
	@build/deb

# What goes wrong, done on purpose: about half an hour. The table is also in out/faults/table.txt.
faults: packages
	@$(MAKE) --no-print-directory build
	@$(MVN) test -Dtest=FaultsTest,SimulationTest,TakeoverTest,TakeoverFaultsTest -Dgodwit.excludedGroups= -Dgodwit.faults=all | \
	    grep --line-buffered -vE '^\[INFO\]|^ *$$'

unit:
	@$(MVN) verify

format:
	@$(MVN) -q spotless:apply

# Names the Debian packages that are missing, then installs them.
packages:
	@build/packages

build: target/godwit.aot

target/godwit.aot: $(JAR) build/warm
	@build/warm

ui:
	@build/page --possible
	@$(MAKE) --no-print-directory ui/dist/index.html

ui/dist/index.html: $(UI_SOURCES)
	@build/page

$(JAR): $(SOURCES) $(UI)
	@echo "building Godwit (the first time fetches its libraries from Maven Central) ..."
	@$(MVN) -q package -DskipTests -Dspotless.check.skip=true
	@touch $(JAR)

clean:
	@rm -rf target out
