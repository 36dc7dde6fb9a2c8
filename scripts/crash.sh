#!/bin/sh
# 1,000 rounds (or as many as given) of each sort: processes killed at random moments, the power
# failing before a folder is synced, files that must not grow, system calls that fail. After each the
# ledger must be whole.
set -eu
cd "$(dirname "$0")/.."
export LEDGER_CRASH_ROUNDS="${1:-1000}" LEDGER_CRASH_SEED="${2:-1}"
cargo test --test harm -- crash:: --nocapture
