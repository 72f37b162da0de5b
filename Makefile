# make            sets up what is missing, builds, and does the main job into plots/
# make help       lists the other targets

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
ARGS ?= datasets/airline-passengers.csv

FORECAST := .build/release/forecast
SHARE = $(DESTDIR)$(PREFIX)/share

.DEFAULT_GOAL := run
.PHONY: run build test textbook install clean format lint setup help

run: build  ## set up, build, then forecast run $(ARGS)
	$(FORECAST) run $(ARGS)

build: setup  ## set up and build .build/release/forecast
	$(SWIFT) build -c release

test: setup  ## set up and run all tests, optimised
	$(SWIFT) test -c release -Xswiftc -enable-testing --scratch-path .build-test

textbook: setup  ## the textbook experiment of the README: RMSE of five seeds
	@$(SWIFT) test -c release -Xswiftc -enable-testing --scratch-path .build-test \
	  --filter TextbookTests 2>&1 | grep '^textbook\|error:\|✘'

setup:  ## install what the build needs and this machine lacks
	@.ci/setup

# Builds only if there is no binary: `make && sudo make install` leaves nothing of root's in .build.
$(FORECAST):
	$(MAKE) build

install: $(FORECAST)  ## install below $(DESTDIR)$(PREFIX): program, completions, data set
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(SHARE)/forecast" \
	  "$(SHARE)/bash-completion/completions" "$(SHARE)/zsh/site-functions" \
	  "$(SHARE)/fish/vendor_completions.d"
	install -m 755 $(FORECAST) "$(DESTDIR)$(PREFIX)/bin/forecast"
	install -m 644 datasets/*.csv datasets/README.md "$(SHARE)/forecast"
	$(FORECAST) --generate-completion-script bash > "$(SHARE)/bash-completion/completions/forecast"
	$(FORECAST) --generate-completion-script zsh > "$(SHARE)/zsh/site-functions/_forecast"
	$(FORECAST) --generate-completion-script fish > "$(SHARE)/fish/vendor_completions.d/forecast.fish"

clean:  ## remove everything that was built
	rm -rf .build .build-* .build_*

format:  ## put all Swift files into the house format
	$(SWIFT) format -i -r Package.swift Sources Tests

lint:  ## complain of what is not in the house format
	$(SWIFT) format lint --strict -r Package.swift Sources Tests

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*  ## /\1|/p' $(MAKEFILE_LIST) | \
	  while IFS='|' read -r target text; do printf 'make %-9s %s\n' "$$target" "$$text"; done
