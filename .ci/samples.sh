#!/usr/bin/env bash
# The real documents, where they are at hand: what import reads of each, that importing one again
# changes nothing, and a whole year on one of them. Only bash and the program's own output.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8

seeds=${SEEDS:-../shared/seeds}
if [ ! -d "$seeds" ]; then
    echo "samples: no $seeds, skipped"
    exit 0
fi
seeds=$(cd "$seeds" && pwd)
ledger=${LEDGER_BIN:-}
for built in target/release/ledger target/debug/ledger; do
    if [ -z "$ledger" ] && [ -x "$built" ]; then ledger=$PWD/$built; fi
done
[ -n "$ledger" ] || { echo "samples: build the program first (cargo build)" >&2; exit 1; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export LEDGER_DB=$folder/ledger.db LEDGER_ACTOR=办公室 COLUMNS=100
unset LEDGER_WAIT

fail() { echo "samples: $*" >&2; exit 1; }

# on DAY: sets the clock to that day.
on() { export LEDGER_TODAY=$1 LEDGER_CLOCK=$1T09:00:00+08:00; }

# count TEXT PIECE: how often the piece stands in the text.
count() {
    local without=${1//"$2"/}
    echo $(((${#1} - ${#without}) / ${#2}))
}

# between TEXT START END: what stands between the first START and the next END.
between() {
    local rest=${1#*"$2"}
    echo "${rest%%"$3"*}"
}

# equal WHAT IS SHOULD
equal() { [ "$2" = "$3" ] || fail "$1: $2, should be $3"; }

# Problems, dimensions, measures and last year's items as counted by hand.
expected() {
    case ${1##*/} in
    000*) echo "15 5 13 0" ;;
    001*) echo "15 5 4 5" ;;
    002*) echo "15 5 4 0" ;;
    004*) echo "14 6 7 5" ;;
    esac
}

on 2022-01-25
read_files=0
for file in "$seeds"/*.txt; do
    should=$(expected "$file")
    [ -n "$should" ] || continue
    name=${file##*/}
    json=$("$ledger" import "$file" --dry-run --format json)
    equal "$name: lines of JSON" "$(count "$json" $'\n')" 0
    problems=$(count "$(between "$json" '"problems":[' '],"causes":')" '"paragraph":')
    dimensions=$(count "$(between "$json" '"dimensions":[' '],"problems":')" '"order":')
    measures=$(count "$(between "$json" '],"measures":[' '],"last_year":')" '"group":')
    last_year=$(count "$(between "$json" '"last_year":[' '],"statements":')" '"heading":')
    equal "$name: problems, dimensions, measures, last year" \
        "$problems $dimensions $measures $last_year" "$should"
    [ ! -e "$LEDGER_DB" ] || fail "$name: a dry run left a ledger"

    export LEDGER_DB=$folder/$name.db
    "$ledger" import "$file" --year 2021 --subject 班子 >first.txt 2>&1 || fail "$name: not imported"
    before=$("$ledger" verify 2>/dev/null)
    again=$("$ledger" import "$file" --year 2021 --subject 班子 2>&1)
    [[ $again == *没有变化* ]] || fail "$name: importing it again does not say that nothing changed"
    equal "$name: the ledger after importing it again" "$("$ledger" verify 2>/dev/null)" "$before"
    tasks=$("$ledger" list --format json)
    equal "$name: tasks" "$(count "$tasks" '"number":')" "$problems"
    export LEDGER_DB=$folder/ledger.db
    read_files=$((read_files + 1))
done
equal "documents read" "$read_files" 4

# A whole year on the second document.
file=$(echo "$seeds"/001*.txt)
run() { "$ledger" "$@" >said.txt 2>&1 || fail "ledger $*: $(<said.txt)"; }
echo 会议纪要 >纪要.txt
run init --name 某市某局 --team 局党组班子
run meeting --year 2021 --held-on 2022-01-20
run add 往年没有改完的一件事 --year 2020 --measure 接着改 --dept 办公室 --lead 王某 --due 2022年6月底前
run import "$file" --year 2021 --subject 班子
run edit 2-16 --dept 办公室 --lead 王某 --owner 李某
for number in {2..16}; do run edit "$number" --measure "第${number}项的整改措施" --due 2022年6月底前; done
run edit 16 --due 长期坚持
run extend 14 --due 2022年9月底前 --reason 招标流标 --approved-by 局党组会议
on 2022-03-15
for number in {2..16}; do run log "$number" "第${number}项开了一次会" --figure 专题会=1次; done
run log 1 还差最后一步
on 2022-06-20
run attach 2 纪要.txt
run close 2-12 --outcome 已经改好 --verifier 局党组会议 --basis 会议纪要第1号
run submit 13 --outcome 自认为改好了
run log 14 完成大半 --status 基本完成
run log 15 还没有改完 --reason 人手不够 --next 年底前改完
run log 16 看了一次 --check --next-check 12月31日
on 2022-12-20

report=$("$ledger" report --year 2022 --style itemized 2>/dev/null)
facts=$("$ledger" report --year 2022 --style itemized --format json 2>/dev/null)
codes=$(between "$facts" '"items":[' ']')
for number in {1..16}; do
    equal "items of task $number" "$(count "$codes" "\"task\":\"$number\"")" 1
done
number=0
while IFS= read -r line; do
    [[ $line =~ ^([0-9]+)\. ]] || continue
    number=$((number + 1))
    equal "the item's number" "${BASH_REMATCH[1]}" "$number"
done <<<"$report"
equal "items in the text" "$number" 16
for words in 查摆出的15个问题 制定整改措施15条 已完成整改12个 基本完成1个 正在推进1个 长期坚持1个 \
    年度遗留问题1个; do
    [[ $report == *"$words"* ]] || fail "the report does not say $words"
done
overdue=$("$ledger" list --overdue --format json)
equal "overdue tasks" "$(count "$overdue" '"number":')" 3
rows=$("$ledger" export --format jsonl)
equal "exported tasks" "$(count "$rows" '"number":')" 16
run verify
run report --year 2022 --format md -o 落实情况.md
echo "samples: $read_files documents read as counted, a year of 16 tasks told and verified"
