#!/usr/bin/env bash
# Plays a year that is written down (as src/cli/verbs/demo/year.txt is: `day`, `actor`, `$ ledger …`)
# into a fresh folder, each command as its own process with the clock set to its day.
#   scripts/play.sh YEAR_FOLDER OUT_FOLDER [LEDGER_BINARY]
# YEAR_FOLDER holds year.txt and the files that its commands name; the ledger is OUT_FOLDER/台账.db.
# Stops at the first command that fails, and says which line it was.
set -euo pipefail
year=$(realpath "$1"); out=$2; binary=$(realpath "${3:-target/debug/ledger}")
rm -rf "$out"; mkdir -p "$out"; cp "$year"/* "$out"/; cd "$out"
export LEDGER_DB=台账.db NO_COLOR=1
: > 过程.txt
day= minute=0 number=0
while IFS= read -r line || [ -n "$line" ]; do
  number=$((number + 1))
  case $line in
    '' | '#'*) ;;
    'day '*) day=${line#day } ;;
    'actor '*) export LEDGER_ACTOR=${line#actor } ;;
    '$ ledger '*)
      minute=$((minute + 1))
      clock=$(printf '%sT%02d:%02d:00+08:00' "$day" $((8 + minute / 60)) $((minute % 60)))
      { echo "$line"; } >> 过程.txt
      # The line is the project's own text: words parted as a shell does, quotes whole.
      eval "words=(${line#'$ ledger '})"
      if ! LEDGER_CLOCK=$clock "$binary" --yes "${words[@]}" >> 过程.txt 2>&1 < /dev/null; then
        echo "year.txt 第 $number 行没有做成：$line" >&2
        tail -n 4 过程.txt >&2
        exit 1
      fi ;;
    *) echo "year.txt 第 $number 行看不懂：$line" >&2; exit 1 ;;
  esac
done < year.txt
