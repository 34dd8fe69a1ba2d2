# Two commands do everything on a fresh Debian machine (root): make demo, make test.

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
MVN := mvn -B -ntp
JAR := target/godwit.jar
SOURCES := $(shell find src/main -type f 2>/dev/null) pom.xml

.PHONY: help demo test unit bench bench-takeover faults format packages build clean

help:
	@echo "make demo      the three migrations on a real desktop VM, on this machine (root)"
	@echo "make test      every test, unit to lab (root)"
	@echo "make unit      the tests that need nothing but a JDK 25"
	@echo "make faults    the fault matrix: every case with the end it should have and the end it had (root)"
	@echo "make bench     Godwit beside plain virsh, the same moves (root)"
	@echo "make bench-takeover  an export that goes there and back, Godwit beside plain Pacemaker (root)"
	@echo "make format    format the sources"
	@echo "make clean     remove what was built"

demo: packages build
	@./godwit demo

bench: packages build
	@./godwit bench

bench-takeover: packages build
	@./godwit bench-takeover

test: packages build
	@$(MVN) verify -Dgodwit.excludedGroups=

# What goes wrong, done on purpose: about half an hour. The table is also in out/faults/table.txt.
faults: packages build
	@$(MVN) test -Dtest=FaultsTest,SimulationTest -Dgodwit.excludedGroups= -Dgodwit.faults=all | \
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

$(JAR): $(SOURCES)
	@echo "building Godwit (the first time fetches its libraries from Maven Central) ..."
	@$(MVN) -q package -DskipTests -Dspotless.check.skip=true
	@touch $(JAR)

clean:
	@rm -rf target out
