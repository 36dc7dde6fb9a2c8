#!/usr/bin/env bash
# Writes the sections of the years in docs/quality/section again, each from its notes, in all styles:
#   scripts/section.sh OUT_FOLDER [LEDGER_BINARY]
# What fresh readers marked in them stands in docs/quality/section/marks.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p "$1"; out=$(realpath "$1"); binary=$(realpath "${2:-target/debug/ledger}")
years=$PWD/docs/quality/section; play=$PWD/scripts/play.sh
unset LEDGER_DB LEDGER_TODAY
for year in "$years"/*/; do
  name=$(basename "$year")
  [ -f "$year/year.txt" ] || continue
  "$play" "$year" "$out/$name" "$binary" > /dev/null
  day=$(grep '^day ' "$year/year.txt" | tail -n 1 | cut -d' ' -f2)
  (
    cd "$out/$name"
    export LEDGER_DB=台账.db LEDGER_TODAY=$day
    subjects=$("$binary" list --format json | grep -o '"subject":"[^"]*"' | sort -u | cut -d'"' -f4)
    while IFS= read -r subject; do
      for style in itemized thematic brief; do
        "$binary" report --year "${day%%-*}" --subject "$subject" --style "$style" \
          > "$out/$name-$subject-$style.txt" 2> "$out/$name-$subject-$style.notes"
      done
    done <<< "$subjects"
  )
done
echo "写入 $out"
