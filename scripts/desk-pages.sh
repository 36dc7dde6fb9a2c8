#!/usr/bin/env bash
# How long the pages of ledger-desk take on a ledger, each the median of some looks, and what memory the server
# took. A page that waits is followed to what it comes to; its first look stands beside the median.
# Usage: scripts/desk-pages.sh LEDGER_DESK LEDGER [LOOKS]     (LEDGER: a file, or a database's address)
# PAGES, a line each with its name and its place, says others than the usual ones.
# On a busy machine: chrt -r 1 scripts/desk-pages.sh … stands before what else runs.
set -euo pipefail

desk=$(realpath "$1") ledger=$2 looks=${3:-5}
[[ $ledger == postgres://* ]] || ledger=$(realpath "$ledger")
work=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
begun=$(date +%s%N)
LEDGER_DB=$ledger TMPDIR=$work "$desk" serve --no-open >"$work/said" &
server=$!
until address=$(grep -o 'http://[^ ]*' "$work/said"); do sleep 0.005; done
site=${address%/open*}

# What a place comes to, and in how many milliseconds: those of the requests, for curl takes as long to start.
look() {
    local place=$1
    : >"$work/took"
    while curl -sfL -c "$work/jar" -b "$work/jar" -o "$work/page" -w '%{time_total}\n' "$site$place" >>"$work/took" &&
        place=$(grep -o 'http-equiv="refresh" content="[0-9]*; url=[^"]*' "$work/page"); do
        place=${place#*url=}
        place=${place//&#38;/&}
    done
    awk '{ sum += $1 } END { printf "%.1f\n", sum * 1000 }' "$work/took"
}

look "${address#"$site"}" >/dev/null
printf 'from the start to the first page\t%s ms\n' "$((($(date +%s%N) - begun) / 1000000))"
year=$(LEDGER_DB=$ledger "$desk" list --limit 1 --format json | grep -o '"year":[0-9]*' | head -1 | cut -d: -f2)
usual="today /
tasks /tasks
tasks-100 /tasks?page=100
overdue /tasks?overdue=on
by-due /tasks?sort=due
text /tasks?text=%E5%AD%A6%E4%B9%A0
task /tasks/7
assign /tasks/assign
measures /measures
forms /forms
more /more
report /report?year=$((year + 1))&chars=all
board /board
stats /do/stats?_go=1
stats-by-dept /do/stats?_go=1&by=dept
find /do/search?_go=1&words=%E5%AD%A6%E4%B9%A0
history /do/history?_go=1"
while IFS= read -r line; do
    name=${line% *} place=${line##* }
    for _ in $(seq "$looks"); do look "$place"; done >"$work/times"
    median=$(sort -n "$work/times" | sed -n "$(((looks + 1) / 2))p")
    printf '%s\t%s ms\t(first %s ms)\t%s bytes\n' "$name" "$median" "$(head -1 "$work/times")" "$(stat -c %s "$work/page")"
done <<<"${PAGES:-$usual}"
grep VmHWM "/proc/$server/status"
