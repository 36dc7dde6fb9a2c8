#!/bin/sh
# Licences, bans and origins of the dependencies by cargo-deny, without a network; advisories where
# their database can be fetched or was fetched before. Says so where something is not there.
set -eu
cd "$(dirname "$0")/.."
if ! cargo deny --version >/dev/null 2>&1; then
    echo "deny: cargo-deny is not installed (cargo install --locked cargo-deny), skipped"
    exit 0
fi
cargo deny --offline --locked check licenses bans sources
if cargo deny --locked fetch db >/dev/null 2>&1; then
    cargo deny --locked check advisories
elif cargo deny --offline --locked fetch db >/dev/null 2>&1; then
    echo "deny: the advisories could not be fetched anew; those fetched before are used"
    cargo deny --offline --locked check advisories
else
    echo "deny: the advisories could not be fetched, not checked"
fi
