#!/bin/sh
# 10,000 single bytes changed in a ledger (or as many as given).
set -eu
cd "$(dirname "$0")/.."
export LEDGER_FLIP_BYTES="${1:-10000}" LEDGER_FLIP_SEED="${2:-1}"
cargo test --test harm -- flips:: --nocapture
