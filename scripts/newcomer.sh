#!/usr/bin/env bash
# What somebody new waits for: a bare clone in a clean root of the system (a C compiler, git, Rust; no office
# programs, no browser, no sqlite3), everything downloaded and no network. Tells the seconds to the demo's first
# line and to the end of the tests, and which tests were skipped for want of a program.
#   scripts/newcomer.sh
# The figures are those of a machine that does nothing else meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/targets.sh
. scripts/targets.sh
# Seconds that the two may take on a machine of two cores.
demo_bar=240
tests_bar=360

[ "$(id -u)" = 0 ] || fail "要管理员权限（建一个干净的系统）"
need debootstrap git
cargo fetch --locked --quiet
read -r site release < <(apt-get indextargets --format '$(SITE) $(CODENAME)' 'Created-By: Packages')
root=$(mktemp -d)
# Everybody may pass through the root of a system.
chmod 755 "$root"
# Nothing is removed while anything of this machine is still mounted there.
cleared() {
    local place
    for place in proc dev home/rustup home/cargo; do
        ! mountpoint -q "$root/$place" || umount "$root/$place" || return 0
    done
    rm -rf --one-file-system "$root"
}
trap cleared EXIT

say "建一个干净的系统"
debootstrap --variant=minbase --include=gcc,libc6-dev,git "$release" "$root" "$site" >"$root.log" 2>&1 ||
    fail "建不成：$(tail -n 3 "$root.log")"
rm -f "$root.log"
mkdir -p "$root/home/rustup" "$root/home/cargo"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount --bind "${RUSTUP_HOME:-$HOME/.rustup}" "$root/home/rustup"
mount --bind "${CARGO_HOME:-$HOME/.cargo}" "$root/home/cargo"
git clone --quiet --bare . "$root/home/ledger.git"

# inside COMMAND: in that root, offline.
inside() {
    unshare --net chroot "$root" /usr/bin/env -i HOME=/home PATH=/home/cargo/bin:/usr/bin:/bin LC_ALL=C.UTF-8 \
        RUSTUP_HOME=/home/rustup CARGO_HOME=/home/cargo CARGO_NET_OFFLINE=true sh -c "cd /home && $1"
}
inside 'git clone --quiet ledger.git ledger'

say "cargo run --release -- demo"
begin=$SECONDS
# The demo's first line is the first on the standard output; what cargo says is on the other.
inside 'cd ledger && cargo run --release --locked -- demo 2>/dev/null' | { read -r line && echo "$((SECONDS - begin))" >"$root/demo" && cat >/dev/null; }
demo=$(<"$root/demo")
echo "  演示的第一行：$demo 秒（不超过 $demo_bar）"

say "cargo test"
begin=$SECONDS
inside 'cd ledger && cargo test --locked 2>&1' >"$root/tests" || fail "测试没有通过：$(grep -E 'FAILED|panicked' "$root/tests" | head)"
tests=$((SECONDS - begin))
echo "  测试：$tests 秒（不超过 $tests_bar），$(grep -c ' \.\.\. ok$' "$root/tests") 个通过"
grep -o 'skipped .*' "$root/tests" | sort -u | sed 's/^/  /' || echo "  没有跳过的"

[ "$demo" -le "$demo_bar" ] && [ "$tests" -le "$tests_bar" ] || fail "比说的慢"
