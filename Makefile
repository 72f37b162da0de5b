# make            sets up what is missing, builds, and does the main job into plots/
# make help       lists the other targets

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
ARGS ?= datasets/airline-passengers.csv
PYTHON ?= python3

FORECAST := .build/release/forecast
MANUAL := .build-manual/pages/forecast.1
MANUAL_SOURCE = $(FORECAST:%/release/forecast=%)/checkouts/swift-argument-parser
SWIFT_FILES := Package.swift Sources Tests Guides/Examples Benchmarks/Package.swift Benchmarks/Sources \
  Benchmarks/ForecastBenchmarks
BENCHMARKS := Benchmarks/.build/release
SHARE = $(DESTDIR)$(PREFIX)/share

.DEFAULT_GOAL := run
.PHONY: run build test fuzz sanitize browser textbook accuracy ablation calibration torture pretrain benchmark scaling compare interop man docs consumer deb install clean format lint setup help

run: build  ## set up, build, then forecast run $(ARGS)
	$(FORECAST) run $(ARGS)

build: setup  ## set up and build .build/release/forecast
	$(SWIFT) build -c release

test: setup  ## set up and run all tests, optimised
	$(SWIFT) test -c release -Xswiftc -enable-testing --scratch-path .build-test

browser: setup  ## look at report.html in Chromium; FORECAST_SCREENSHOTS=folder keeps what it saw
	@.ci/setup chromium
	$(SWIFT) test -c release -Xswiftc -enable-testing --scratch-path .build-test --filter BrowserTests

# SECONDS for each fuzzer, or RUNS inputs; FUZZ="table dates" takes some of them.
SECONDS ?= 60
RUNS ?= 0
fuzz: setup  ## give every reader whatever bytes libFuzzer thinks of; SECONDS=60 or RUNS=1000000
	@Tests/Fuzzing/run.sh $(SECONDS) $(RUNS) $(FUZZ)

# A build of its own for each.
SANITIZERS ?= thread address
sanitize: setup  ## run the tests under ThreadSanitizer and AddressSanitizer; SANITIZERS=thread
	@for sanitizer in $(SANITIZERS); do echo "== $$sanitizer"; .ci/sanitize $$sanitizer || exit; done

textbook: setup  ## the textbook experiment of the README: RMSE of five seeds
	@$(SWIFT) test -c release -Xswiftc -enable-testing --scratch-path .build-test \
	  --filter TextbookTests 2>&1 | grep '^textbook\|error:\|✘'

# DATA names folders of series: single files with a manifest.csv, or FREQUENCY-train.csv and -test.csv.
accuracy: setup  ## the airline series beside published peers; DATA="folder …" too; ARGS=--markdown
	@$(SWIFT) build -c release --package-path Benchmarks --product accuracy >&2
	@$(BENCHMARKS)/accuracy airline $(filter --%,$(ARGS))
	@test -z "$(DATA)" || $(BENCHMARKS)/accuracy folder $(filter --%,$(ARGS)) $(DATA)

ablation: setup  ## what each means of the recipe auto brings, on sampled series of DATA="folder …"
	@test -n "$(DATA)" || { echo 'make ablation needs DATA="folder …", folders of series' >&2; exit 64; }
	@$(SWIFT) build -c release --package-path Benchmarks --product accuracy >&2
	@$(BENCHMARKS)/accuracy ablation $(filter --%,$(ARGS)) $(DATA)

# ARGS="--full" is a night; DATA="folder …" adds real series.
calibration: setup  ## false alarms and power of the verdicts on overfitting; ARGS=--markdown, --full
	@$(SWIFT) build -c release --package-path Benchmarks --product calibration >&2
	@$(BENCHMARKS)/calibration $(filter --%,$(ARGS)) $(DATA)

pretrain: setup  ## train the pretrained network anew, on simulated series: some ten minutes
	$(SWIFT) build -c release --package-path Benchmarks --product pretrain
	$(BENCHMARKS)/pretrain

benchmark: build  ## time networks, kernels, reading, program; FILTER="LSTM.*", ARGS=--markdown
	@$(SWIFT) build -c release --package-path Benchmarks >&2
	@$(SWIFT) package -c release --package-path Benchmarks benchmark --format jmh --path stdout \
	  --no-progress $(if $(FILTER),--filter "$(FILTER)") > Benchmarks/.build/results.json
	@$(BENCHMARKS)/benchmark-table $(filter --markdown,$(ARGS)) < Benchmarks/.build/results.json

scaling: build  ## how time and memory grow with the work: tables, and Benchmarks/scaling.png
	@$(SWIFT) build -c release --package-path Benchmarks --product scaling >&2
	@$(SWIFT) build -c release --package-path Benchmarks --product measured-run >&2
	@$(BENCHMARKS)/scaling -o Benchmarks/scaling.png $(filter --markdown,$(ARGS))

# PYTHON has torch, numpy, pandas and matplotlib. Everything: ARGS="--markdown --threads 1,2".
compare: build  ## against PyTorch, pandas and OpenBLAS in turns, with the packages of $(PYTHON)
	@for product in step-timer measured-run; do \
	  $(SWIFT) build -c release --package-path Benchmarks --product $$product >&2 || exit; done
	@for cpu in x86-64-v3 portable; do FORECAST_CPU=$$cpu $(SWIFT) build -c release \
	  --package-path Benchmarks --scratch-path Benchmarks/.build-$$cpu --product step-timer >&2 \
	  || exit; done
	@$(PYTHON) Benchmarks/compare_pytorch.py --builds native,x86-64-v3,portable \
	  $(filter-out %.csv,$(ARGS))

# The packages go into $(INTEROP), pinned; ARGS="with_onnx guides" takes some of the checks.
INTEROP ?= .build-interop
interop: build  ## share files with PyTorch and onnxruntime: a table of the largest differences
	@test -x $(INTEROP)/bin/python || $(PYTHON) -m venv $(INTEROP)
	@$(INTEROP)/bin/python -m pip install --quiet --disable-pip-version-check \
	  -r Tests/Interop/requirements.txt
	@$(INTEROP)/bin/python -B Tests/Interop/interop.py $(FORECAST) $(filter-out %.csv,$(ARGS))

torture: build  ## kill training at 200 random moments, go on, compare; ARGS="--kills=N --seed=S"
	@$(SWIFT) build -c release --package-path Benchmarks --product torture >&2
	@$(BENCHMARKS)/torture --program $(FORECAST) $(filter --%,$(ARGS))

setup:  ## install what the build needs and this machine lacks
	@.ci/setup

# Builds only if there is no binary: `make && sudo make install` leaves nothing of root's in .build.
$(FORECAST):
	$(MAKE) build

# The tool that makes man pages from the commands comes with the argument parser.
$(MANUAL): $(FORECAST)
	$(SWIFT) build --package-path $(MANUAL_SOURCE) --scratch-path .build-manual --product generate-manual >&2
	mkdir -p .build-manual/generated .build-manual/pages
	.build-manual/debug/generate-manual $(FORECAST) --multi-page \
	  --date $$(git log -1 --format=%cs) --output-directory .build-manual/generated
	for page in .build-manual/generated/*.1; do awk -f .ci/manual.awk "$$page" \
	  > ".build-manual/pages/$$(basename "$$page" | sed 's/^forecast\./forecast-/;s/^forecast-1$$/forecast.1/')"; done

man: $(MANUAL)  ## man pages, a page each command, in .build-manual/pages

docs: build  ## documentation of the library by DocC, in .build-docs, for any web server
	@.ci/docs

consumer: setup  ## build and run a package that depends on this one by version
	@.ci/consumer

deb:  ## a Debian package, in .build-deb; ARGS=try installs it into a clean Debian and runs it
	@.ci/setup deb
	@.ci/deb $(filter try,$(ARGS))

install: $(FORECAST) $(MANUAL)  ## install below $(DESTDIR)$(PREFIX): program, man pages, completions, data set
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(SHARE)/forecast" "$(SHARE)/man/man1" \
	  "$(SHARE)/bash-completion/completions" "$(SHARE)/zsh/site-functions" \
	  "$(SHARE)/fish/vendor_completions.d"
	install -m 755 $(FORECAST) "$(DESTDIR)$(PREFIX)/bin/forecast"
	install -m 644 datasets/*.csv datasets/README.md "$(SHARE)/forecast"
	for page in .build-manual/pages/*.1; do \
	  gzip -9nc "$$page" > "$(SHARE)/man/man1/$$(basename "$$page").gz"; done
	$(FORECAST) --generate-completion-script bash | sed '1{/^#!/d}' > "$(SHARE)/bash-completion/completions/forecast"
	$(FORECAST) --generate-completion-script zsh > "$(SHARE)/zsh/site-functions/_forecast"
	$(FORECAST) --generate-completion-script fish > "$(SHARE)/fish/vendor_completions.d/forecast.fish"

clean:  ## remove everything that was built
	rm -rf .build .build-* .build_* Benchmarks/.build Benchmarks/.build-*

format:  ## put all Swift files into the house format
	$(SWIFT) format -i -r $(SWIFT_FILES)

lint:  ## complain of what is not in the house format
	$(SWIFT) format lint --strict -r $(SWIFT_FILES)

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*  ## /\1|/p' $(MAKEFILE_LIST) | \
	  while IFS='|' read -r target text; do printf 'make %-11s %s\n' "$$target" "$$text"; done
