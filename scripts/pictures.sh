#!/usr/bin/env bash
# Makes the pictures of docs/pictures anew from the demo: the terminal, the board, a page of Word.
# Needs Chromium, LibreOffice, poppler-utils and a Chinese font.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo build --locked --quiet --bin ledger
ledger=$PWD/target/debug/ledger
pictures=$PWD/docs/pictures
mkdir -p "$pictures"
"$ledger" --quiet demo "$work/演示" >/dev/null
cd "$work/演示"
export LEDGER_DB=台账.db LEDGER_TODAY=2022-12-12

# shot NAME WIDTH HEIGHT: a picture of the page NAME.html.
shot() {
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-color-profile=srgb \
        --user-data-dir="$work/profile" --window-size="$2,$3" \
        --screenshot="$pictures/$1.png" "file://$work/$1.html" 2>/dev/null
    echo "docs/pictures/$1.png"
}

# colours: the program's colours as HTML; its text escaped first.
colours() {
    sed -e 's/&/\&amp;/g; s/</\&lt;/g' \
        -e 's/\x1b\[38;5;9m/<span style="color:#ff7b72">/g' \
        -e 's/\x1b\[38;5;10m/<span style="color:#7ee787">/g' \
        -e 's/\x1b\[38;5;11m/<span style="color:#e3b341">/g' \
        -e 's/\x1b\[38;5;12m/<span style="color:#79c0ff">/g' \
        -e 's/\x1b\[1m/<span style="font-weight:bold">/g' \
        -e 's/\x1b\[36m/<span style="color:#56d4dd">/g' \
        -e 's/\x1b\[33m/<span style="color:#e3b341">/g' \
        -e 's/\x1b\[\(39\|0\|22\)m/<\/span>/g'
}

# typed ARGUMENTS: a command as it is typed, and what it says.
typed() {
    echo "<span style=\"color:#8b949e\">\$</span> ledger $*"
    COLUMNS=90 "$ledger" --color always "$@" 2>&1 | colours
}

{
    echo '<!doctype html><meta charset="utf-8"><style>html{background:#0d1117}'
    # The Chinese font has its lines of tables two columns wide; these are of half a character.
    echo '@font-face{font-family:lines;src:local("DejaVu Sans Mono");unicode-range:U+2500-257F;size-adjust:83%}'
    echo 'pre{margin:0;padding:16px 20px;color:#e6edf3;font:16px/1.3 lines,"Noto Sans Mono CJK SC"}</style><pre>'
    typed list
    typed list --overdue
    typed log 5 "主体施工已进场"
    echo '</pre>'
} >"$work/terminal.html"
shot terminal 760 550

"$ledger" --quiet board --year 2021 -o "$work/board.html"
shot board 1600 1000

soffice --headless "-env:UserInstallation=file://$work/office" --convert-to pdf \
    --outdir "$work" 上年度整改落实情况.docx >/dev/null 2>&1
pdftoppm -png -r 60 -f 1 -l 1 -singlefile "$work/上年度整改落实情况.pdf" "$pictures/page"
echo "docs/pictures/page.png"
