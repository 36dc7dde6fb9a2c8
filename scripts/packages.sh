#!/usr/bin/env bash
# Packs what scripts/desks.sh built: a zip for Windows, tar and deb for Linux, each with the manual as pages;
# the same files give the same bytes. Each is unpacked again and looked into.
#   scripts/packages.sh OUT_FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/targets.sh
. scripts/targets.sh
mkdir -p "$1"
out=$(realpath "$1")
need python3 python3-markdown binutils unzip
arm_runs
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -f "$out"/*

# common FOLDER: what every package holds beside the program.
common() {
    mkdir -p "$1/手册"
    scripts/pages "$1/手册"
    mkdir "$1/报告用语"
    cp templates/*.txt "$1/报告用语/"
    cp LICENSE "$1/"
}

# crlf TEXT_FILE: as the programs of Windows want it.
crlf() { sed -i 's/$/\r/' "$1"; }

say "Windows"
name=ledger-$version-windows-x86_64
common "$work/$name"
cp "$(binary x86_64-pc-windows-gnu)" "$work/$name/ledger.exe"
# Signs of ASCII alone: cmd reads a file by the code page of the day.
cat >"$work/$name/打开台账.cmd" <<'CMD'
@echo off
rem A double click: the menu. A file dropped on this: it is imported, after a look at what was read.
set "PATH=%~dp0;%PATH%"
if "%~1"=="" cd /d "%~dp0"
"%~dp0ledger.exe" %*
cmd /k
CMD
cp "$(desk x86_64-pc-windows-gnu)" "$work/$name/ledger-desk.exe"
cat >"$work/$name/打开网页.cmd" <<'CMD'
@echo off
rem A double click: the same ledger as pages in the browser.
"%~dp0ledger-desk.exe"
if errorlevel 1 pause
CMD
cat >"$work/$name/打开随身台账.cmd" <<'CMD'
@echo off
rem The same with the ledger beside this file, on a stick for one.
set "LEDGER_DB=%~dp0ledger.db"
set "PATH=%~dp0;%PATH%"
if "%~1"=="" cd /d "%~dp0"
"%~dp0ledger.exe" %*
cmd /k
CMD
cat >"$work/$name/先看这里.txt" <<'TEXT'
整改台账 ledger

1. 把整个文件夹解压到一个地方，比如 D:\整改台账，不要在压缩包里直接双击。
2. 双击“打开台账.cmd”：看到菜单，写数字选择。台账存在用户自己的文件夹里（%APPDATA%\ledger\ledger.db）。
   要把台账带在 U 盘上的，双击“打开随身台账.cmd”：台账就是这个文件夹里的 ledger.db。
   不习惯打字选菜单的，双击“打开网页.cmd”：在浏览器里办，台账是同一个。
3. 把对照检查材料或以前的 Excel 台账拖到“打开台账.cmd”上：先显示读出了什么，确认后才写入。
4. 手册：手册\index.html。杀毒软件拦了怎么办、各系统有什么差别：手册\install.html。

程序不联网，不装服务，不要管理员权限；删掉文件夹就是卸载，台账不会跟着删（随身的台账在这个文件夹里，先拷走）。
TEXT
for text in "$work/$name"/*.cmd "$work/$name"/*.txt; do crlf "$text"; done
sed -i '1s/^/\xef\xbb\xbf/' "$work/$name/先看这里.txt"
(cd "$work" && /usr/bin/python3 - "$name" "$out/$name.zip" <<'PY'
import pathlib, sys, zipfile
folder, target = sys.argv[1:]
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
    for path in sorted(p for p in pathlib.Path(folder).rglob("*") if p.is_file()):
        info = zipfile.ZipInfo(path.as_posix(), (2000, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, path.read_bytes())
PY
)

for pair in x86_64:amd64 aarch64:arm64; do
    machine=${pair%:*}
    say "Linux $machine"
    program=$(binary "$machine-unknown-linux-musl")
    name=ledger-$version-linux-$machine
    common "$work/$name"
    install -m 755 "$program" "$work/$name/ledger"
    install -m 755 "$(desk "$machine-unknown-linux-musl")" "$work/$name/ledger-desk"
    mkdir "$work/$name/补全"
    for shell in bash zsh fish; do "$program" completions "$shell" >"$work/$name/补全/ledger.$shell"; done
    "$program" --quiet man -o "$work/$name/man" >/dev/null
    tar -C "$work" --sort=name --mtime=@946684800 --owner=0 --group=0 --numeric-owner -cf - "$name" |
        gzip -9n >"$out/$name.tar.gz"
    LEDGER_BIN=$program LEDGER_DESK_BIN=$(desk "$machine-unknown-linux-musl") LEDGER_ARCHITECTURE=${pair#*:} scripts/deb.sh "$out"
done

say "拆开看"
mkdir "$work/unpacked"
(cd "$work/unpacked" && unzip -q "$out"/*.zip && for tar in "$out"/*.tar.gz; do tar -xzf "$tar"; done)
for folder in "$work"/unpacked/*; do
    [ -s "$folder/手册/index.html" ] || fail "${folder##*/} 里没有手册"
    # Every page that the manual leads to is there.
    lost=$(cd "$folder/手册" && grep -oh 'href="[^":#]*' ./*.html | sed 's/href="//' | sort -u |
        while read -r page; do [ -z "$page" ] || [ -e "$page" ] || echo "$page"; done)
    [ -z "$lost" ] || fail "手册里找不到：$lost"
done
for linux in "$work"/unpacked/*linux*; do
    "$linux/ledger" --db "$work/试.db" --quiet add 试一件 --year 2021 >/dev/null || fail "${linux##*/} 不能用"
done
(cd "$out" && sha256sum -- *.zip *.tar.gz *.deb >SHA256SUMS)
(cd "$out" && sha256sum --quiet --check SHA256SUMS && ls -l --block-size=K | awk 'NR > 1 {print "  " $5, $9}')
