#!/bin/sh
# Ten minutes of mutated input for each target (or as many seconds as given; further words name the
# targets that are wanted). LEDGER_FUZZ_PROFILE=dev for a build that is sooner there.
set -eu
cd "$(dirname "$0")/.."
export LEDGER_FUZZ_SECONDS="${1:-600}"
[ $# -eq 0 ] || shift
profile="${LEDGER_FUZZ_PROFILE:-release}"
while read -r binary target; do
    case " $* " in
        "  " | *" $target "*) ;;
        *) continue ;;
    esac
    cargo test --profile "$profile" --test "$binary" -- --exact "$target" --nocapture
done <<TARGETS
documents mutated::text
documents mutated::text_bytes
documents mutated::markdown
documents mutated::word
documents mutated::date_phrases
fuzz comma_separated
fuzz workbooks
fuzz forms_that_come_home
fuzz entries
fuzz check_codes
TARGETS
