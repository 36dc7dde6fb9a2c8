#!/usr/bin/env bash
# The first quarter of an hour of somebody new, with the seconds each step takes: a clean clone, a
# build, a document in, work recorded, the section and the table out. Where there are real documents
# beside the project one of them is taken, else the one below.
#
#   scripts/first-quarter.sh                 # clones and builds
#   LEDGER_BIN=… scripts/first-quarter.sh    # with a program that is built already
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8

project=$PWD
seeds=$(realpath -m "${SEEDS:-../shared/seeds}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "first-quarter: $*" >&2; exit 1; }

commands=0
spent=0
# timed WORDS COMMAND…: runs it and says how long it took, in milliseconds.
timed() {
    local what=$1 begin took
    shift
    begin=${EPOCHREALTIME/./}
    "$@" >"$work/said.txt" 2>&1 || fail "$what: $(<"$work/said.txt")"
    took=$(((${EPOCHREALTIME/./} - begin) / 1000))
    spent=$((spent + took))
    printf '%8d ms  %s\n' "$took" "$what"
}
# typed ARGUMENTS: one command of the clerk.
typed() {
    commands=$((commands + 1))
    timed "ledger $*" "$ledger" "$@"
}

if [ -n "${LEDGER_BIN:-}" ]; then
    ledger=$(realpath "$LEDGER_BIN")
else
    timed "git clone" git clone --quiet "$project" "$work/clone"
    timed "cargo build --release" cargo build --locked --quiet --release --bin ledger \
        --manifest-path "$work/clone/Cargo.toml" --target-dir "$work/target"
    ledger=$work/target/release/ledger
fi
mkdir "$work/office"
cd "$work/office"
unset LEDGER_CLOCK LEDGER_TODAY LEDGER_ACTOR
export LEDGER_DB=$work/office/台账.db

cat >材料.txt <<'TEXT'
沐川区市政养护处领导班子2021年度民主生活会对照检查材料
按照要求，班子会前集中学习4次，谈心谈话31人次，现将对照检查情况报告如下。
一、存在的主要问题
（一）带头深化学习方面
一是学习与养护业务联系不够紧密。比如，专题学习中讨论路面病害处置的只有一次。
二是青年职工的学习交流偏少。
（二）带头服务群众方面
一是井盖、路灯报修的答复不够及时。比如，有的报修超过三天才派单。
二是小街小巷的日常巡查有空档。
（三）带头担当作为方面
一是雨前管网清淤安排偏晚。
二是应急抢修的跨科室配合不够顺畅。
二、产生问题的原因
（一）学用结合的办法不多。
（二）服务意识需要加强。
三、努力方向和整改措施
（一）建立业务学习日。每月围绕一类路面病害开展专题学习。
（二）组织青年职工交流。每季度举办一次技术交流会。
（三）压缩报修答复时间。实行24小时内派单、三天内办结。
（四）补齐小街小巷巡查。划分片区，每周巡查一遍。
（五）提前安排管网清淤。每年四月底前完成一遍清淤。
（六）理顺应急抢修配合。制定抢修分工表，每季度演练一次。
TEXT
document=材料.txt
if [ -d "$seeds" ]; then
    for file in "$seeds"/001*.txt; do document=$file; done
fi

typed import "$document" --year 2021 --subject 班子 --yes
"$ledger" list --format json >list.json
count=$(grep -o '"number":' list.json | wc -l)
[ "$count" -ge 6 ] || fail "only $count problems were read"
typed list
typed edit "1-$count" --dept 办公室 --lead 王某 --owner 李某 --measure 建立台账逐项落实 --due 2099年底前
typed log 1 "召开专题会议，逐项分解" --figure 专题会议=1次
typed close 1 --outcome "形成清单并全部落实" --verifier 班子会 --basis 会议纪要第1号
typed show 1
typed report --year 2022
typed report --year 2022 --style itemized -o 上年度整改落实情况.docx
typed export --year 2021 -o 整改台账.csv
typed verify

grep -q "^1,1,2021,班子" 整改台账.csv || fail "the first task is not in the table"
grep -q ",已销号," 整改台账.csv || fail "the closure is not in the table"
[ "$(head -c 2 上年度整改落实情况.docx)" = PK ] || fail "the section is no docx"
"$ledger" check 上年度整改落实情况.docx --year 2022 >said.txt 2>&1 || true
! grep -q 没有交代问题 said.txt || fail "a problem is missing in the section: $(<said.txt)"
[ "$spent" -lt 900000 ] || fail "the machine alone took $((spent / 1000)) s of the fifteen minutes"
echo "first-quarter: $count problems, $commands commands to type, the machine took $((spent / 1000)).$((spent % 1000 / 100)) s"
