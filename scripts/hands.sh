#!/bin/sh
# Eight processes at once, 200 changes each (or as many as given).
set -eu
cd "$(dirname "$0")/.."
export LEDGER_HANDS_CHANGES="${1:-200}"
cargo test --test harm -- hands:: --nocapture
