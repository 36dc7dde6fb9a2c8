#!/bin/sh
# How long reading and reporting take, in a release build; the report has bounds of its own.
set -eu
cd "$(dirname "$0")/.."
for binary in documents report; do
    cargo test --release --test "$binary" -- --ignored --nocapture speed
done
