#!/usr/bin/env bash
# Every desk: builds the program for each system that offices have, plays the demo's year on each (ARM by
# qemu, Windows by wine), compares every file that it wrote byte by byte, sees that those for Linux ask for no
# C library newer than that of Kylin V10 and UOS 20, and packs them.
#   scripts/desks.sh
# The packages lie in target/desks/packages.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/targets.sh
. scripts/targets.sh
targets=(x86_64-unknown-linux-gnu x86_64-unknown-linux-musl aarch64-unknown-linux-musl x86_64-pc-windows-gnu)
# The newest C library that those for Linux may ask for.
oldest=2.28

need binutils curl
arm_runs
windows_runs
for target in "${targets[@]}"; do
    say "编 $target"
    build "$target"
    build "$target" ledger-desk
done

# played TARGET FOLDER: the demo's year there, by that program.
played() {
    case $1 in
    *windows*) "$wine" "$(binary "$1")" --quiet demo "$2" ;;
    *) "$(binary "$1")" --quiet demo "$2" ;;
    esac
}

# opened TARGET: the page of that program, started on the ledger of its demo, shows what the first one shows.
opened() {
    local address process
    rm -f "$work/page.out" "$work/jar"
    LEDGER_DB=$work/$1/台账.db LEDGER_TODAY=2023-01-15 LEDGER_ACTOR=周敏 "${starts[@]}" "$(desk "$1")" serve --no-open \
        >"$work/page.out" 2>"$work/page.err" &
    process=$!
    for _ in $(seq 300); do
        address=$(grep -o 'http://127[^ ]*' "$work/page.out" | tr -d '\r') && [ -n "$address" ] && break
        sleep 0.2
    done
    curl -sSL -c "$work/jar" -b "$work/jar" "$address" >"$work/$1.page"
    kill "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
    # What differs from run to run: the place of the ledger, the token.
    sed -i -E 's/(value=")[A-Za-z0-9_-]{20,}"/\1"/g; /台账文件/d' "$work/$1.page"
    grep -q '还没有整改完' "$work/$1.page" && cmp "$work/${targets[0]}.page" "$work/$1.page"
}

say "演示一年，逐个文件比"
work=$(mktemp -d)
trap 'windows_ends; rm -rf "$work"' EXIT
first=
for target in "${targets[@]}"; do
    (cd "$work" && played "$target" "$target" >"$target.txt" 2>&1) || fail "$target: $(tail -n 5 "$work/$target.txt")"
    # What is said names the folder, and parts folders as its system does.
    sed -i "s/$target/演示/g; s/\\\\/\//g" "$work/$target.txt"
    (cd "$work/$target" && sha256sum -- *) >"$work/$target.sums"
    [ -n "$first" ] || first=$target
    for what in sums txt; do
        cmp "$work/$first.$what" "$work/$target.$what" || fail "$target 写的和 $first 不同"
    done
    printf '  %-28s %s 个文件，和 %s 相同\n' "$target" "$(wc -l <"$work/$target.sums")" "$first"
done

say "要什么 C 库；放在什么也没有的地方能不能启动"
for target in "${targets[@]}"; do
    case $target in *musl*) ;; *) continue ;; esac
    asked=$(objdump -T "$(binary "$target")" 2>/dev/null | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -n 1 || true)
    asked=${asked#GLIBC_}
    [ "$(printf '%s\n' "$oldest" "${asked:-0}" | sort -V | tail -n 1)" = "$oldest" ] ||
        fail "$target 要 glibc $asked"
    root=$work/root-$target
    mkdir "$root"
    cp "$(binary "$target")" "$root/ledger"
    cp "$(desk "$target")" "$root/ledger-desk"
    version=$(chroot "$root" /ledger --version) || fail "$target 启动不了"
    chroot "$root" /ledger-desk --version >/dev/null || fail "$target 的网页启动不了"
    printf '  %-28s %s，%s\n' "$target" "${asked:-静态，不要 C 库}" "$version"
done

say "网页：每个系统上打开一次"
for target in "${targets[@]}"; do
    case $target in *windows*) starts=("$wine") ;; *) starts=() ;; esac
    opened "$target" || fail "$target 的网页没有打开：$(tail -n 3 "$work/page.err")"
    printf '  %-28s 打开了，今天这一页和 %s 相同\n' "$target" "${targets[0]}"
done

scripts/packages.sh "$built/packages"
