#!/bin/sh
# Licences, advisories and origins of the dependencies by cargo-deny; says so where it is not there.
set -eu
cd "$(dirname "$0")/.."
if ! cargo deny --version >/dev/null 2>&1; then
    echo "deny: cargo-deny is not installed (cargo install --locked cargo-deny), skipped"
    exit 0
fi
cargo deny --locked check
