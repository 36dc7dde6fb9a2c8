#!/bin/sh
# The transcripts on ledgers that are shared in PostgreSQL (Debian: postgresql), a private one on a socket.
#   scripts/database.sh              # all but those that speak of the file itself
#   scripts/database.sh NAME …       # only these
set -eu
cd "$(dirname "$0")/.."

# Going back to a file, which in a database its owner does; copies of a file that go on apart, which copies of
# one shared ledger can't; a file that is damaged or altered; the disk under it; the other program.
of_the_file="
    aliases::a_year_in_chinese_words erasing_texts::where_it_still_is_is_told
    gathered_bytes::a_ledger_of_views_is_none keeping::a_backup_takes_the_place_of_nothing_else
    keeping::a_ledger_beyond_reading keeping::going_back keeping::what_can_not_be_gone_back_to
    rotating::no_backup_goes_that_holds_what_no_other_does
    contradicting:: joining:: reviews_joined::two_verdicts reviews_joined::what_was_said_of_a_copy
    gathered_texts::a_history_that_differs handing_up::a_blank_file handing_up::twins
    retaining::a_machine_is_cleared erasing_texts::the_file_kept_before_an_upgrade
    errors::places:: errors::files:: keeping::a_damaged_ledger private::a_planted_pipe
    gathered_bytes::a_gathered_history_excuses gathered_bytes::bytes_that_come_later
"

cargo build --locked --quiet -p ledger-desk --bins --example verbs
folder=$(mktemp -d)
rmdir "$folder"
trap 'scripts/private-postgres.sh stop "$folder"' EXIT
# What is tried is what is said and kept, not what outlives a power cut.
address=$(scripts/private-postgres.sh start "$folder" "-c fsync=off -c max_connections=200")
psql -q -d "$address" -c "create database made"
target/debug/ledger-desk database make "postgres://owner@$(echo "$folder" | sed 's#/#%2F#g')/made" >/dev/null

for name in $of_the_file; do set -- "$@" --skip "$name"; done
LEDGER_TRIED_IN=$folder LEDGER_BIN=$PWD/target/debug/examples/verbs INSTA_UPDATE=no \
    cargo test --locked --test transcripts -- "$@"
