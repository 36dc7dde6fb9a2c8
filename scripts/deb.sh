#!/usr/bin/env bash
# Builds the Debian package from the list in Cargo.toml (as cargo-deb reads it, which is not needed
# here) and tries it: unpacked by dpkg into a root of its own, run from there, its manual read.
#
#   scripts/deb.sh                 # builds the program first
#   LEDGER_BIN=… scripts/deb.sh    # packs a program that is built already
#   LEDGER_DESK_BIN=… …            # with the program that has the page
#   LEDGER_ARCHITECTURE=arm64 …    # one for that architecture, which runs here (scripts/desks.sh sees to it)
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8

out=${1:-target/debian}
command -v dpkg-deb >/dev/null || { echo "deb: no dpkg-deb here, skipped"; exit 0; }

built=target/release/ledger
binary=${LEDGER_BIN:-$built}
[ -n "${LEDGER_BIN:-}" ] || cargo build --locked --quiet --release --bin ledger
made=target/release/packaged
rm -rf "$made"
mkdir -p "$made/man" "$out"
"$binary" --quiet man -o "$made/man" >/dev/null
for shell in bash zsh fish; do "$binary" completions "$shell" >"$made/ledger.$shell"; done

# field NAME: a value of Cargo.toml in double quotes.
field() { sed -n "s/^$1 = \"\(.*\)\"$/\1/p" Cargo.toml | head -n 1; }
name=$(field name)
version=$(field version)
architecture=${LEDGER_ARCHITECTURE:-$(dpkg --print-architecture)}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/package
# Lines of the list: ["source", "target", "mode"].
sed -n '/^\[package.metadata.deb\]/,/^\[[^ ]/s/^ *\["\([^"]*\)", "\([^"]*\)", "\([0-7]*\)"\],$/\1 \2 \3/p' \
    Cargo.toml >"$work/assets"
[ -s "$work/assets" ] || { echo "deb: no assets in Cargo.toml" >&2; exit 1; }
while read -r from to mode; do
    case $to in
    */) mkdir -p "$root/$to" ;;
    *) mkdir -p "$root/${to%/*}" ;;
    esac
    # shellcheck disable=SC2086 # `from` may hold a star.
    case $from in
    "$built") install -m "$mode" "$binary" "$root/$to${built##*/}" ;;
    *) install -m "$mode" $from "$root/$to" ;;
    esac
done <"$work/assets"
if [ -n "${LEDGER_DESK_BIN:-}" ]; then
    install -m 755 "$LEDGER_DESK_BIN" "$root/usr/bin/ledger-desk"
    # In the menu of the desk, for those who have no terminal.
    mkdir -p "$root/usr/share/applications"
    cat >"$root/usr/share/applications/ledger-desk.desktop" <<'DESKTOP'
[Desktop Entry]
Type=Application
Name=整改台账
Comment=民主生活会整改台账，在浏览器里办
Exec=ledger-desk serve
Terminal=true
Categories=Office;
DESKTOP
fi
find "$root/usr/share/man" -name '*.1' -exec gzip -9n {} +

# The oldest C library that has all the binary asks for; one that holds its own asks for none.
libc=$(objdump -T "$binary" 2>/dev/null | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -n 1 || true)
mkdir "$root/DEBIAN"
cat >"$root/DEBIAN/control" <<CONTROL
Package: $name
Version: $version-1
Architecture: $architecture
Maintainer: $(field maintainer)
Section: $(field section)
Priority: optional${libc:+
Depends: libc6 (>= ${libc#GLIBC_})}
Conflicts: $(field conflicts)
Installed-Size: $(du -sk "$root/usr" | cut -f 1)
Description: $(field description)
 $(field extended-description)
CONTROL
package=$out/${name}_$version-1_$architecture.deb
dpkg-deb --root-owner-group --build "$root" "$package" >/dev/null

installed=$work/installed
mkdir -p "$installed/var/lib/dpkg/updates" "$installed/var/lib/dpkg/info"
touch "$installed/var/lib/dpkg/status"
dpkg --root="$installed" --log="$work/log" --force-not-root --force-depends \
    --force-script-chrootless --force-architecture -i "$package" >/dev/null 2>"$work/said" || { cat "$work/said" >&2; exit 1; }
"$installed/usr/bin/ledger" --quiet demo "$work/演示" >/dev/null
"$installed/usr/bin/ledger" --db "$work/演示/台账.db" verify --quiet >/dev/null 2>&1
page=$installed/usr/share/man/man1/ledger.1.gz
[ -s "$page" ] || { echo "deb: no manual page" >&2; exit 1; }
if command -v man >/dev/null; then
    # A line of Chinese has no blank to break at: that alone is no fault of the page.
    man --warnings -l "$page" 2>"$work/warned" | grep ledger >/dev/null
    ! grep -v "can't break line" "$work/warned" || exit 1
fi
# Every page finds the pages and pictures it speaks of.
lost=$(grep -roE '\]\([^):# ]+' --include=*.md "$installed/usr/share/doc/$name" |
    while IFS=: read -r page link; do
        [ -e "$(dirname "$page")/${link#*](}" ] || echo "${page##*/}: ${link#*](}"
    done)
[ -z "$lost" ] || { echo "deb: pages that are not there: $lost" >&2; exit 1; }
bash -n "$installed/usr/share/bash-completion/completions/ledger"
echo "deb: $package ($(du -k "$package" | cut -f 1) kB), installed, run and read"
