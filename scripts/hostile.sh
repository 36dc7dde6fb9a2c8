#!/bin/sh
# 10,000 changed files of every sort (or as many as given), each given to the program in 256 MB of address
# space: no abort, no panic, no damage. LEDGER_BIN names a build of the program that is to be tried.
set -eu
cd "$(dirname "$0")/.."
cargo build --release
export LEDGER_BIN="${LEDGER_BIN:-$PWD/target/release/ledger}" LEDGER_HOSTILE_FILES="${1:-10000}"
cargo test --test harm -- hostile:: --nocapture
