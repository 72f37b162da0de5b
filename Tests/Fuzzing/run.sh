#!/usr/bin/env bash
# Builds the fuzzers and runs them, one on each processor, from the seeds in Corpus/ and from what
# earlier runs found. Exits 1 when an input crashes, hangs for 10 s or needs more than 256 MB; the
# input is kept, and said.
#   run.sh SECONDS [RUNS] [FUZZER...]      RUNS inputs instead of seconds if it is not 0
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-60}
runs=${2:-0}
shift $(($# < 2 ? $# : 2))
fuzzers=("$@")
if ((${#fuzzers[@]} == 0)); then fuzzers=(table dates model report configuration); fi

scratch=.build-fuzz
found=$scratch/found
mkdir -p "$found"

limit=(-max_total_time="$seconds")
if ((runs > 0)); then limit=(-runs="$runs"); fi

# Swift's own handler of crashes would keep libFuzzer from noting the input.
export SWIFT_BACKTRACE=enable=no

program() {  # program FUZZER: the name of its program
  echo "Fuzz${1^}"
}

build() {
  # gold, SwiftPM's choice, cannot link the sanitizers' runtime.
  swift build -c release --package-path Tests/Fuzzing --scratch-path "$scratch" \
    -Xswiftc -enable-testing -Xswiftc -sanitize=fuzzer -Xswiftc -use-ld=lld \
    --product "$(program "$1")" >&2
}

# The longest input: rows enough for every path, but no more, for long inputs are slow ones. A report is
# changed by 34 bytes at most.
longest() {
  case $1 in
    table) echo 1024 ;;
    dates) echo 128 ;;
    report) echo 48 ;;
    *) echo 4096 ;;
  esac
}

fuzz() {
  local name=$1 corpus=$scratch/corpus/$1 log=$found/$1.log status=0
  mkdir -p "$corpus"
  "$scratch/release/$(program "$name")" "${limit[@]}" -max_len="$(longest "$name")" -timeout=10 -rss_limit_mb=256 \
    -print_final_stats=1 -artifact_prefix="$found/$name-" "$corpus" "Tests/Fuzzing/Corpus/$name" \
    > "$log" 2>&1 || status=$?
  awk -v name="$name" -v status="$status" '
    /stat::number_of_executed_units/ { inputs = $2 }
    /stat::peak_rss_mb/ { peak = $2 }
    /^Done/ { seconds = $5 }
    /Test unit written to/ { file = $NF }
    END {
      result = status == 0 ? "sound" : "FAILED: " file
      printf "%-14s %12s %8s %8s  %s\n", name, inputs, seconds, peak, result
    }' "$log"
  return "$status"
}

for name in "${fuzzers[@]}"; do
  if [[ ! -d Tests/Fuzzing/Corpus/$name ]]; then
    echo "run.sh: there is no fuzzer '$name' (expected table, dates, model, report or configuration)" >&2
    exit 64
  fi
done
for name in "${fuzzers[@]}"; do build "$name"; done

printf '%-14s %12s %8s %8s  %s\n' fuzzer inputs seconds peak/MB result
processes=()
for name in "${fuzzers[@]}"; do
  while (($(jobs -rp | wc -l) >= $(nproc))); do sleep 1; done
  fuzz "$name" &
  processes+=($!)
done
failed=0
for process in "${processes[@]}"; do wait "$process" || failed=1; done
exit "$failed"
