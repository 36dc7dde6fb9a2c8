#!/usr/bin/env bash
# Opens boards in a real browser: nothing leaves, nothing fails, counts equal `ledger stats`, filter
# and sort work, nothing overlaps or overflows, and it prints on one A3 page.
# Needs Chromium, Node and a Chinese font; installs them with apt where they are missing.
# Usage: tests/browser/run.sh [FOLDER FOR PICTURES]
set -euo pipefail
cd "$(dirname "$0")/../.."
pictures=${1:-}

if ! command -v chromium >/dev/null || ! command -v npm >/dev/null || ! fc-list :lang=zh | grep -q .; then
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    $sudo apt-get update -qq
    $sudo apt-get install -y -qq chromium nodejs npm fonts-noto-cjk >/dev/null
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" puppeteer-core@24 >/dev/null
cp tests/browser/board.mjs "$work/board.mjs"

cargo build --locked --quiet --bin ledger --example crowd
ledger=target/debug/ledger
export LEDGER_TODAY=2022-07-15 LEDGER_CLOCK=2022-07-15T09:00:00+08:00
board() { # NAME COUNT KIND [FLAGS OF board]
    local name=$1 count=$2 kind=$3
    shift 3
    target/debug/examples/crowd "$work/$name.db" "$count" "$kind"
    $ledger --quiet --db "$work/$name.db" board -o "$work/$name.html" "$@"
    $ledger --db "$work/$name.db" stats --subject 班子 --format json >"$work/$name.json"
}
board none 0 usual
board one 1 usual
board fifteen 15 usual --year 2021
board hundred 100 usual --year 2021 --names lead
board thousand 1000 usual --year 2021 --names all
board crowd 1000 usual --year 2021
board long 40 long --names all
board hostile 40 hostile --names lead
board bare 40 bare

# A browser for tests has no secrets to keep from its pages, and root may not sandbox it.
CHROMIUM=$(command -v chromium) PICTURES=$pictures node "$work/board.mjs" "$work" \
    none one fifteen hundred thousand crowd long hostile bare
