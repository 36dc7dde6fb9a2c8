#!/usr/bin/env bash
# The program for Windows, built here and tried under wine: the demo, every transcript, processes ended at
# random moments, files that another program holds, paths of every sort, a console of code page 936, files
# dropped on the program. What wine can't tell (a real Excel, PowerShell 5, a real share) is named in
# docs/manual/install.md.
#   scripts/windows.sh [ROUNDS]      # so many rounds of ended processes, 100 unless said
#   LEDGER_BIN=… scripts/windows.sh  # tries a program that is built already
#   LEDGER_LIKE=…                    # a demo that another system wrote: each file is compared
#   LEDGER_ONLY='paths held' …       # only these of: demo transcripts ended held paths console dropped
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/targets.sh
. scripts/targets.sh
rounds=${1:-100}
only=" ${LEDGER_ONLY:-demo transcripts ended held paths console dropped} "

windows_runs
need bsdutils
exe=${LEDGER_BIN:-$(binary x86_64-pc-windows-gnu)}
[ -n "${LEDGER_BIN:-}" ] || build x86_64-pc-windows-gnu
work=$(mktemp -d)
trap 'windows_ends; rm -rf "$work"' EXIT
unset LEDGER_DB LEDGER_TODAY LEDGER_CLOCK LEDGER_ACTOR LEDGER_ASK
export LEDGER_ACTOR=周敏 LEDGER_CLOCK=2022-03-15T09:00:00+08:00
cp tests/common/material.txt "$work/材料.txt"
cd "$work"
exec </dev/null

ledger() { "$wine" "$exe" "$@"; }
# told WORDS COMMAND…: it fails, and says these words.
told() {
    local words=$1 said
    shift
    said=$("$@" 2>&1) && fail "$*: 没有拒绝"
    [[ $said == *"$words"* ]] || fail "$*: 没有说“$words”：$said"
}
# asked ANSWERS COMMAND…: the command before a person who answers.
asked() {
    local answers=$1
    shift
    printf '%b' "$answers" | LEDGER_ASK=always "$@"
}
wanted() { [[ $only == *" $1 "* ]]; }

demo() {
    ledger --quiet demo 演示 >/dev/null
    if [ -n "${LEDGER_LIKE:-}" ]; then
        diff -r "$LEDGER_LIKE" 演示 || fail "演示写的和 $LEDGER_LIKE 不同"
        echo "  $(find 演示 -type f | wc -l) 个文件逐个字节相同"
    fi
    ledger --db '演示\台账.db' verify --quiet >/dev/null 2>&1
}

# Transcripts of what Windows has not: an editor that is a shell script; names that are no Unicode; pipes and devices with names; links, which wine hides; modes of files,
# and users without rights; paths from the root as Unix writes them (paths and dropped try those of Windows).
only_unix=(
    asking::a_long_text_is_written_in_an_editor
    formats::a_name_in_the_national_encoding_is_shown_as_it_is_meant
    gathered_bytes::what_is_no_file_is_not_waited_for
    private::a_planted_pipe_is_not_waited_for
    private::a_link_in_the_place_of_a_folder_is_refused
    private::no_planted_link_is_followed
    places::a_device_is_written_into_and_a_link_is_not_followed
    keeping::a_ledger_that_others_can_read_is_told
    private::what_is_shared_is_as_the_system_has_it
    private::what_is_written_is_its_owners_alone
    places::a_read_only_ledger
    places::an_old_ledger_that_can_not_be_brought_to_the_present_schema
    places::a_read_only_folder
    places::a_closed_ledger
    setting_up::the_default_place_is_the_users_data_folder
)
transcripts() {
    local skipped=()
    for name in "${only_unix[@]}"; do skipped+=(--skip "$name"); done
    (cd - >/dev/null && unset LEDGER_ACTOR LEDGER_CLOCK &&
        LEDGER_BIN=$exe LEDGER_LAUNCHER=$wine cargo test --locked --quiet --test transcripts -- \
            --test-threads 3 "${skipped[@]}")
    echo "  ${#only_unix[@]} 个只说 Unix 的没有跑"
}

ended() {
    (cd - >/dev/null && unset LEDGER_ACTOR LEDGER_CLOCK &&
        LEDGER_BIN=$exe LEDGER_LAUNCHER=$wine LEDGER_CRASH_ROUNDS=$rounds \
            cargo test --locked --quiet --test harm -- --exact --nocapture --test-threads 1 \
            crash::killed_at_any_moment crash::killed_in_a_long_import hands::eight_at_once_lose_nothing)
}

# A program that has a file open: so that others may read it (as Word has a document), or nobody at all.
holder() {
    x86_64-w64-mingw32-gcc -O2 -municode -o hold.exe -x c - <<'C'
#include <windows.h>
#include <stdio.h>
int wmain(int count, wchar_t **words) {
    DWORD share = words[1][0] == L'r' ? FILE_SHARE_READ : 0;
    HANDLE file = CreateFileW(words[2], GENERIC_READ | GENERIC_WRITE, share, NULL, OPEN_EXISTING, 0, NULL);
    puts(file == INVALID_HANDLE_VALUE ? "failed" : "held");
    fflush(stdout);
    getchar();
    return 0;
}
C
}
# while_held SHARE FILE COMMAND…: runs it while another program has the file open.
while_held() {
    local share=$1 file=$2 said status=0
    shift 2
    coproc HOLD { "$wine" hold.exe "$share" "$file"; }
    local pid=$HOLD_PID
    read -r said <&"${HOLD[0]}"
    [[ $said == held* ]] || fail "$file 占不住"
    "$@" || status=$?
    echo >&"${HOLD[1]}"
    wait "$pid" || true
    return $status
}

held() {
    holder
    ledger --db 占.db import 材料.txt -y --quiet >/dev/null
    ledger --db 占.db report --year 2022 -o 情况.docx --quiet 2>/dev/null
    local before
    before=$(sha256sum 情况.docx 占.db)
    while_held r 情况.docx told '情况.docx 正被别的程序打开着' ledger --db 占.db report --year 2022 -o 情况.docx
    while_held n 材料.txt told '材料.txt 正被别的程序打开着' ledger --db 占.db import 材料.txt -y
    while_held n 材料.txt told '材料.txt 正被别的程序打开着' ledger --db 占.db attach 1 材料.txt
    while_held n 占.db told '占.db 正被别的程序打开着' ledger --db 占.db log 1 开会
    ledger --db 占.db backup 备份.db --quiet >/dev/null
    ledger --db 占.db log 1 开会 --quiet >/dev/null
    while_held r 占.db told '占.db 正被别的程序打开着' ledger --db 占.db restore 备份.db -y
    ledger --db 占.db verify --quiet >/dev/null 2>&1 || fail "占住以后台账坏了"
    [ "$(sha256sum 情况.docx)" = "$(head -n 1 <<<"$before")" ] || fail "占住的文件变了"
    [ -z "$(find . -name '.*.part')" ] || fail "留下了半截的文件"
}

paths() {
    local long db
    long=$(printf '很长的文件夹名/%.0s' $(seq 12))
    mkdir -p '带 空格' "$long" "$WINEPREFIX/dosdevices/unc/server"
    ln -sfn "$work" "$WINEPREFIX/dosdevices/unc/server/共享"
    [ "$(cd "$long" && pwd | wc -m)" -gt 60 ] && long=$long$(printf '再长一点/%.0s' $(seq 40))
    mkdir -p "$long"
    local here="Z:${work//\//\\}"
    rm -f "$WINEPREFIX"/drive_c/盘*
    for db in '带 空格\台 账.db' "$here\\绝对.db" '\\server\共享\网上.db' "$here\\${long//\//\\}深.db" \
        'C:\盘.db'; do
        ledger --db "$db" import 材料.txt -y --quiet >/dev/null || fail "$db: 不能新建"
        ledger --db "$db" log 1 开会 --evidence "$here\\材料.txt" --quiet >/dev/null || fail "$db: 不能记"
        ledger --db "$db" export -o "${db%.db}.xlsx" --quiet || fail "$db: 不能导出"
        ledger --db "$db" backup "${db%.db}备份.db" --quiet >/dev/null || fail "$db: 不能备份"
        ledger --db "$db" restore "${db%.db}备份.db" -y --quiet >/dev/null || fail "$db: 不能还原"
        ledger --db "$db" verify --quiet >/dev/null 2>&1 || fail "$db: 校验"
    done
    for made in '带 空格/台 账.xlsx' 绝对.xlsx 网上.xlsx "${long}深.xlsx"; do
        [ -s "$made" ] || fail "没有 $made"
        cmp "$made" 绝对.xlsx
    done
    rm "$WINEPREFIX/dosdevices/unc/server/共享"
    # Where it is when nobody says.
    ledger add 默认的地方 --year 2021 --quiet >/dev/null
    [ -n "$(find "$WINEPREFIX/drive_c/users" -path '*/AppData/Roaming/ledger/ledger.db')" ] || fail "默认的位置"
    find "$WINEPREFIX/drive_c/users" -path '*/AppData/Roaming/ledger/ledger.db' -delete
    # Names that Windows keeps for devices, and signs that its names can't have.
    ledger --db 名.db import 材料.txt -y --quiet >/dev/null
    ledger --db 名.db edit 1 --dept 'AUX' --quiet >/dev/null 2>&1
    ledger --db 名.db edit 2 --dept '办公室/党办:"一"' --quiet >/dev/null 2>&1
    ledger --db 名.db dispatch --out 名 --quiet >/dev/null
    # Three departments, for `/` parts two, and what is nobody's yet.
    [ "$(find 名 -name '*.xlsx' | wc -l)" = 4 ] || fail "填报表的名称：$(ls 名)"
    told '' ledger --db 名.db report --year 2022 -o 'a:b?.docx'
}

console() {
    ledger --db 屏.db import 材料.txt -y --quiet >/dev/null
    ledger --db 屏.db list >屏.txt
    # In a window of code page 936: to a file, through a pipe, answers from a file of that code page.
    "$wine" cmd /c "chcp 936 >nul & $(winpath "$exe") --db 屏.db list > 重定向.txt"
    cmp 屏.txt 重定向.txt
    "$wine" cmd /c "chcp 936 >nul & $(winpath "$exe") --db 屏.db list" | cat >管道.txt
    cmp 屏.txt 管道.txt
    printf '读书笔记\n改好了\n馆务会\n\ny\n' | iconv -t GB18030 >回答.txt
    LEDGER_ASK=always "$wine" cmd /c \
        "chcp 936 >nul & $(winpath "$exe") --db 屏.db close < 回答.txt" >/dev/null 2>答.txt ||
        fail "GB18030 的回答：$(<答.txt)"
    [[ $(ledger --db 屏.db show 1) == *改好了*馆务会* ]] || fail "GB18030 的回答没有记下来"
    # A screen: Chinese as it is, coloured.
    script -qec "'$wine' '$exe' --db 屏.db list" 画面.txt >/dev/null </dev/null
    grep -q 读书笔记 画面.txt || fail "屏幕上没有中文"
    grep -q $'\x1b\\[' 画面.txt || fail "屏幕上没有颜色"
}

dropped() {
    local here="Z:${work//\//\\}"
    export LEDGER_DB=拖.db
    asked 'y\n0\n' ledger "$here\\材料.txt" >拖.txt 2>&1
    grep -q '已导入：新增 4 项' 拖.txt || fail "拖上去的没有导入：$(<拖.txt)"
    grep -q 要做哪一件 拖.txt || fail "导入以后窗口就关了"
    unset LEDGER_DB
}

# winpath PATH: as Windows writes it.
winpath() { echo "Z:${1//\//\\}"; }

for part in demo transcripts ended held paths console dropped; do
    wanted $part || continue
    say "$part"
    $part
done
say "好了"
