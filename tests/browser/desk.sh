#!/usr/bin/env bash
# Works in the page of ledger-desk with a real browser: a year by the keyboard alone, the core by the mouse and
# without script, two at once, and every page at every size; nothing is asked of another machine.
# Needs Chromium, Node and a Chinese font; installs them with apt where they are missing.
# Usage: tests/browser/desk.sh [PART…]
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! command -v chromium >/dev/null || ! command -v npm >/dev/null || ! fc-list :lang=zh | grep -q .; then
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    $sudo apt-get update -qq
    $sudo apt-get install -y -qq chromium nodejs npm fonts-noto-cjk >/dev/null
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" puppeteer-core@24 axe-core@4 >/dev/null
cp -r tests/browser/desk tests/browser/desk.mjs "$work"

cargo build --locked --quiet -p ledger-desk
unset LEDGER_TODAY LEDGER_CLOCK LEDGER_ACTOR LEDGER_FRONT
# A browser for tests has no secrets to keep from its pages, and root may not sandbox it.
LEDGER_DESK=$PWD/target/debug/ledger-desk AXE=$work/node_modules/axe-core/axe.min.js \
    CHROMIUM=$(command -v chromium) node "$work/desk.mjs" "$work" "$@"
