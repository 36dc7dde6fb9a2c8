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
rules documents::mutated::text
rules documents::mutated::text_bytes
rules documents::mutated::markdown
rules documents::mutated::word
rules documents::mutated::old_word
rules documents::mutated::pages
rules documents::mutated::date_phrases
rules documents::editable::edited
harm fuzz::comma_separated
harm fuzz::workbooks
harm fuzz::forms_that_come_home
harm fuzz::packets
harm fuzz::entries
harm fuzz::check_codes
TARGETS
