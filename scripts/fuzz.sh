#!/bin/sh
# So many minutes (ten unless said) of input that is made to reach new code, shared among the readers of a
# stranger's file: cargo-fuzz with a nightly compiler (`cargo install cargo-fuzz`). What breaks a reader is
# left in fuzz/artifacts. Further words name the targets that are wanted.
set -eu
cd "$(dirname "$0")/.."
minutes="${1:-10}"
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- docx doc odt page xlsx xls ods csv packet entry
seconds=$((minutes * 60 / $#))
cargo +nightly fuzz build --sanitizer none
seeds() {
    case "$1" in
        docx) echo tests/fuzz_corpus/word ;;
        doc) echo tests/fuzz_corpus/old_word ;;
        odt) echo tests/rules/documents/formats ;;
        page) echo tests/fuzz_corpus/pages ;;
        xlsx) echo tests/fuzz_corpus/workbooks ;;
        xls | ods) echo tests/rules/sheet/fixtures ;;
        csv) echo tests/fuzz_corpus/comma_separated ;;
        packet) echo tests/fuzz_corpus/packets ;;
        entry) echo tests/fuzz_corpus/entries ;;
    esac
}
for target; do
    mkdir -p "fuzz/corpus/$target"
    cargo +nightly fuzz run --sanitizer none "$target" "fuzz/corpus/$target" "$(seeds "$target")" -- \
        -max_total_time="$seconds" -rss_limit_mb=256 -timeout=5 -max_len=65536
done
