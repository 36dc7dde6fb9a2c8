#!/bin/sh
# How long reading and reporting take, in a release build; the report has bounds of its own.
# `cargo bench` measures every floor by itself, without bounds; its figures stand in docs/performance.md.
set -eu
cd "$(dirname "$0")/.."
cargo test --release --test rules -- --ignored --nocapture speed
