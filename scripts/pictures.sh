#!/usr/bin/env bash
# Makes the pictures of docs/pictures anew from the demo. Needs Chromium and a Chinese font.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo build --locked --quiet --bin ledger
target/debug/ledger --quiet demo "$work/演示" >/dev/null
target/debug/ledger --quiet --db "$work/演示/台账.db" --today 2022-12-12 board --year 2021 -o "$work/board.html"

mkdir -p docs/pictures
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-color-profile=srgb \
    --user-data-dir="$work/profile" --window-size=1600,1000 \
    --screenshot="$PWD/docs/pictures/board.png" "file://$work/board.html" 2>/dev/null
echo "docs/pictures/board.png"
