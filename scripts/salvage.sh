#!/bin/sh
# 1,000 damaged files (or as many as given): what is intact comes out, and nothing false.
set -eu
cd "$(dirname "$0")/.."
export LEDGER_SALVAGE_FILES="${1:-1000}" LEDGER_SALVAGE_SEED="${2:-1}"
cargo test --test harm -- salvage:: --nocapture
