#!/bin/sh
# The rules of the report held against many more generated ledgers than in a usual test run: 4 times as many
# (1,000 ledgers, some 3,000 reports), or as many as given.
#   scripts/cases.sh [TIMES]
set -eu
cd "$(dirname "$0")/.."
LEDGER_CASES="${1:-4}" cargo test --test rules -- report::
