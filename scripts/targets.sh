# What the scripts for other desks share; sourced, not run. The systems, how the program is built for each
# and what starts it here.
#   LEDGER_TARGET_DIR   where it is built (target/desks)
#   LEDGER_PROFILE      release, or another profile of cargo for trials
export LC_ALL=C.UTF-8
built=$(realpath -m "${LEDGER_TARGET_DIR:-target/desks}")
tools=$built/tools
profile=${LEDGER_PROFILE:-release}
[ "$profile" = dev ] && folder=debug || folder=$profile

say() { printf '== %s\n' "$*"; }
fail() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# need PACKAGE…: what is not installed, where it can be installed here.
need() {
    local missing=()
    for package; do
        dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    [ "$(id -u)" = 0 ] || fail "还要装：${missing[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# binary TARGET: where the program for it lies once it is built.
binary() {
    case $1 in
    *windows*) echo "$built/$1/$folder/ledger.exe" ;;
    *) echo "$built/$1/$folder/ledger" ;;
    esac
}

# desk TARGET: where the program with the page lies once it is built.
desk() {
    case $1 in
    *windows*) echo "$built/$1/$folder/ledger-desk.exe" ;;
    *) echo "$built/$1/$folder/ledger-desk" ;;
    esac
}

# The headers of musl for ARM: the compiler that makes programs for glibc takes them as well.
arm_headers() {
    local root=$tools/musl-arm64
    if [ ! -d "$root" ]; then
        dpkg --print-foreign-architectures | grep -qx arm64 || {
            dpkg --add-architecture arm64
            apt-get update -qq
        }
        mkdir -p "$tools"
        (cd "$tools" && apt-get download -qq musl-dev:arm64 2>/dev/null)
        dpkg -x "$tools"/musl-dev_*_arm64.deb "$root"
    fi
    local own
    own=$(dirname "$(aarch64-linux-gnu-gcc -print-file-name=include/stddef.h)")
    echo "-nostdinc -isystem $root/usr/include/aarch64-linux-musl -isystem $own"
}

# build TARGET [PACKAGE]: the program for it; of another package that one.
build() {
    case $1 in
    x86_64-unknown-linux-musl) need musl-tools ;;
    aarch64-unknown-linux-musl)
        need gcc-aarch64-linux-gnu libc6-dev-arm64-cross
        CFLAGS_aarch64_unknown_linux_musl=$(arm_headers)
        export CFLAGS_aarch64_unknown_linux_musl CC_aarch64_unknown_linux_musl=aarch64-linux-gnu-gcc
        export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_MUSL_LINKER=aarch64-linux-gnu-gcc
        ;;
    x86_64-pc-windows-gnu) need gcc-mingw-w64-x86-64 ;;
    esac
    rustup target list --installed | grep -qx "$1" || rustup target add "$1"
    CARGO_TARGET_DIR=$built cargo build --locked --quiet --profile "$profile" \
        -p "${2:-rectification-ledger}" --bins --target "$1"
}

# Programs for ARM run here like any other, also those that one of them starts.
arm_runs() {
    need qemu-user-static
    local register=/proc/sys/fs/binfmt_misc
    [ -e $register/register ] || mount -t binfmt_misc binfmt_misc $register
    [ -e $register/qemu-aarch64 ] || cat /usr/lib/binfmt.d/qemu-aarch64.conf >$register/register
}

# Ends what windows_runs left waiting for the next program; all that runs by it ends with it, in silence.
windows_ends() { /usr/lib/wine/wineserver64 -k 2>/dev/null || true; }

# Programs for Windows run here by `$wine`, those of one script at a time. Wine 8 lacks the library that Rust
# takes random numbers from: one of six lines stands in for it.
windows_runs() {
    need wine wine64 gcc-mingw-w64-x86-64
    wine=/usr/lib/wine/wine64
    export WINEPREFIX=$tools/wine WINEDEBUG=-all
    mkdir -p "$WINEPREFIX"
    exec {alone}>"$tools/wine.lock"
    flock --nonblock "$alone" || {
        say "等另一次试用结束"
        flock "$alone"
    }
    # Before anything else runs: one that the first program starts by itself goes when it sees no program left,
    # and a program that begins at that moment with it.
    windows_ends
    /usr/lib/wine/wineserver64 -w
    /usr/lib/wine/wineserver64 -p {alone}>&- || fail "wineserver 没有留下来"
    [ -d "$WINEPREFIX/drive_c" ] || wineboot --init >/dev/null 2>&1 {alone}>&-
    # Its services would else be started by the first program and hold that one's pipes open.
    "$wine" cmd /c exit </dev/null >/dev/null 2>&1 {alone}>&-
    local library=$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll
    [ -e "$library" ] && return
    x86_64-w64-mingw32-gcc -O2 -shared -o "$library" -x c - -ladvapi32 <<'C'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID bytes, ULONG count);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count) {
    return SystemFunction036(bytes, (ULONG)count);
}
C
}
