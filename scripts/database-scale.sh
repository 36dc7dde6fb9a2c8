#!/usr/bin/env bash
# A county's ledger in PostgreSQL: the histories of thousands of units, each question that its page and its clerks
# ask, what a change takes, what the database is asked and how it finds it.
#   scripts/database-scale.sh [TASKS…]      # 10000 100000 1000000 where nothing is said; 200 tasks a unit
# The engine is a private one; LEDGER_BIN names another ledger-desk than the one that is built here.
set -euo pipefail
cd "$(dirname "$0")/.."
sizes=("$@")
[ ${#sizes[@]} -gt 0 ] || sizes=(10000 100000 1000000)
each=200

[ -n "${LEDGER_BIN:-}" ] || cargo build --release --locked --quiet -p ledger-desk
program=$(realpath "${LEDGER_BIN:-target/release/ledger-desk}")
cargo build --release --locked --quiet --example crowd
crowd=$(realpath target/release/examples/crowd)
scripts=$(realpath scripts)
psql=$(ls -d /usr/lib/postgresql/*/bin | tail -1)/psql
place=$(mktemp -d)
chmod 755 "$place"
export LEDGER_ASK=never LEDGER_ACTOR=周敏 HOME=$place XDG_DATA_HOME=$place/data TMPDIR=$place
trap '"$scripts/private-postgres.sh" stop "$place/engine"; rm -rf "$place"' EXIT

owner=$("$scripts/private-postgres.sh" start "$place/engine" \
    "-c shared_buffers=512MB -c max_wal_size=8GB -c shared_preload_libraries=auto_explain \
-c auto_explain.log_nested_statements=on")
at() { echo "postgres://$1@/$2?host=$place/engine"; }
sql() { "$psql" -qAt -d "$(at owner "$1")" -c "$2"; }
# From how many milliseconds on plans are told.
plans() {
    sql postgres "alter system set auto_explain.log_min_duration = $1"
    sql postgres "select pg_reload_conf()" >/dev/null
    sleep 0.2
}
now() { date +%s%N; }
# What was done, in seconds.
took() {
    local begun
    begun=$(now)
    "${@:2}" >"$place/out" 2>"$place/err" || { cat "$place/err" >&2; exit 1; }
    awk -v what="$1" -v ns=$(($(now) - begun)) 'BEGIN { printf "%s\t%.2f s\n", what, ns / 1e9 }'
}
# The median of five; the first, for which the disk may have to be asked, beside it.
asked() {
    local begun
    for _ in 1 2 3 4 5; do
        begun=$(now)
        "$program" "${@:2}" >"$place/out" 2>"$place/err" || { cat "$place/err" >&2; exit 1; }
        echo $(($(now) - begun))
    done >"$place/times"
    awk -v what="$1" -v first="$(head -1 "$place/times")" -v median="$(sort -n "$place/times" | sed -n 3p)" \
        'BEGIN { printf "%s\t%.3f s\t(first %.3f s)\n", what, median / 1e9, first / 1e9 }'
}

for tasks in "${sizes[@]}"; do
    units=$((tasks / each))
    echo "== $units units, $tasks tasks"
    name=county$tasks
    sql postgres "create database $name"
    "$program" database make "$(at owner "$name")" >/dev/null
    sql postgres "do \$\$ begin create role hand login; create role other login;
        grant ledger_keeper to hand, other; exception when duplicate_object then null; end \$\$"
    "$crowd" packets "$place/packets" "$units" "$each"
    export LEDGER_DB=$place/county.db
    "$program" -y init --name 某县委组织部 --code A >/dev/null 2>&1
    took "gathered into a file" "$program" -y gather "$place/packets"
    rm -r "$place/packets"
    # To have every row looked at as it comes takes a minute for a hundred thousand tasks, and longer than one waits here for a million:
    # what is asked afterwards is the same.
    how="moved into the database"
    if [ "$tasks" -gt 100000 ]; then
        sql "$name" "alter role hand set session_replication_role = replica"
        how="$how, not looked at row by row"
    fi
    took "$how" "$program" database move-in "$(at hand "$name")"
    sql "$name" "alter role hand reset session_replication_role"
    sql "$name" "insert into ledger.account select 'other', ledger from ledger.account where role = 'hand'"
    sql "$name" "analyze"
    rm -rf "$place"/county.db* "$place/data"
    LEDGER_DB=$(at other "$name")
    took "brought to a new machine, first stats" "$program" stats --by unit
    sql "$name" "select pg_size_pretty(pg_database_size('$name'))" | sed 's/^/in the database\t/'
    du -sh "$place/data" | awk '{ print "its working copy\t" $1 }'
    # From here on the plans of all that is asked are kept.
    plans 0
    before=$(wc -l <"$place/engine/server.log")
    one=A01.001
    year=$("$program" list --unit "$one" --limit 1 --format json | grep -o '"year": *[0-9]*' | head -1 | grep -o '[0-9]*$')
    asked "stats" stats --unit all
    asked "stats --by unit" stats --by unit
    asked "board --by unit" board --unit all -o "$place/board.html"
    asked "report --unit" report --year "$year" --unit "$one"
    asked "search within a unit" search 学习 --unit "$one"
    asked "list --unit" list --unit "$one" --limit 50
    asked "list overdue of all" list --unit all --overdue --limit 50
    asked "show one of a unit" show "$one-7"
    asked "add" add 问题 --year "$year"
    asked "log" log 1 有进展
    PAGES="today /
tasks of all units /tasks?unit=all
tasks of a unit /tasks?unit=$one
a task of a unit /tasks/$one-7
stats by unit /do/stats?_go=1&by=unit
board of all units /board?unit=all
history /do/history?_go=1" scripts/desk-pages.sh "$program" "$LEDGER_DB" 3
    plans -1
    tail -n "+$before" "$place/engine/server.log" >"$place/plans"
    { grep -c 'Query Text' "$place/plans" || true; } | sed 's/^/statements looked at\t/'
    # Whoever asks of one ledger, or of one unit in it, is led there by an index.
    grep -E 'Seq Scan on (unit|entry|blob|piece|receipt)' "$place/plans" | sort | uniq -c |
        sed 's/^/SEQUENTIAL /' || echo "no sequential scan"
    rm -rf "$place/data"
    sql postgres "drop database $name"
done
