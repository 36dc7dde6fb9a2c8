#!/bin/sh
# Ten minutes of mutated input for each target (or as many seconds as given).
set -eu
cd "$(dirname "$0")/.."
export LEDGER_FUZZ_SECONDS="${1:-600}"
for target in text text_bytes markdown word date_phrases; do
    cargo test --release --test documents -- --exact "mutated::$target" --nocapture
done
for target in comma_separated workbooks entries check_codes; do
    cargo test --release --test fuzz -- --exact "$target" --nocapture
done
