//! Signs that turn, hide or steer what stands around them reach nothing that the program shows or
//! writes: each output, from a ledger that holds them in every text.

use std::path::{Path, PathBuf};

use office::text::visible::is_hidden;
use store::{DEFAULT_WAIT, Store};

use super::masked::parts;
use crate::marked;
use crate::office::Office;

/// One of each kind: reversing, isolating, marks of direction, no width, a soft hyphen, C1, an escape,
/// a bell, a separator, a tag, a sign for music, a form of nothing.
const SIGNS: &str = "题\u{202e}\u{2066}\u{200f}\u{61c}\u{200b}\u{200d}\u{2060}\u{feff}\u{ad}\u{9b}\u{85}\
    \u{1b}[2J\u{7}\u{2028}\u{e0041}\u{1d173}\u{180e}\u{fe0f}\u{fe0f}尾";

/// What a file begins with may be a mark of its encoding.
const MARK: char = '\u{feff}';

/// What is shown on the screen, and what programs read instead of it.
const SHOWN: &str = "list
    list --format json
    list --format csv
    show 1
    show 2
    show 3
    show 4
    show 1 --format json
    search 题
    search 题 --format json
    history
    history --format json
    history --format csv
    evidence
    evidence --format json
    evidence --format csv
    stats
    stats --format json
    stats --format csv
    stats --by dept --format json
    stats --common
    stats --common --format json
    stats --by unit --format json
    remind
    remind --format json
    remind --format csv
    meeting
    meeting --format json
    member
    member --format json
    config
    check
    verify
    collect --status
    export
    export --encoding gb18030
    export --list institutions
    export --format json
    export --format jsonl
    board --names all
    report --year 2022 --names all
    report --year 2022 --trace --annex --format md
    report --year 2022 --format json
    report --year 2021 --kind full
    report --year 2021 --kind plan
    report --year 2021 --kind progress";

/// What is written into files.
const WRITTEN: &str = "export -o 出/全.csv
    export -o 出/全.xlsx
    export --print -o 出/印.xlsx
    export --list upward -o 出/上报.xlsx
    export --list responsibilities --rows measure -o 出/责任.xlsx
    export --list personal -o 出/个人.xlsx
    export --list institutions -o 出/制度.xlsx
    export --list summary --year 2021 -o 出/汇总.xlsx
    export --list summary --year 2021 -o 出/汇总.csv
    export --template 出/上报.xlsx -o 出/填好.xlsx
    export -o 出/全.json
    export -o 出/全.jsonl
    stats --format csv -o 出/数.csv
    stats --format json -o 出/数.json
    board --names all -o 出/图.html
    report --year 2022 --names all --trace --annex -o 出/落实.docx
    report --year 2022 --annex -o 出/落实.md
    report --year 2022 --annex -o 出/落实.txt
    report --year 2022 --annex -o 出/落实.json
    report --year 2021 --kind full -o 出/报告.docx
    report --year 2021 --kind plan -o 出/方案.docx
    report --year 2021 --kind progress -o 出/进展.docx
    report --year 2022 --draft 出/底稿.docx
    report --year 2022 --draft 出/底稿.md
    form 1 2 4 -o 出/表
    dispatch --out 出/下发 --details
    remind --letter 出/信 --ics 出/历.ics
    evidence --out 出/佐证
    pack -o 出/包";

fn office() -> Office {
    let mut office = Office::new();
    office.done("add 一开始 --year 2021");
    let mut store = Store::open(&office.db(), DEFAULT_WAIT).expect("the ledger");
    marked::record_book(&mut store, SIGNS);
    marked::record(&mut store, SIGNS);
    marked::record_open(&mut store, SIGNS, SIGNS);
    drop(store);
    for folder in ["出", "出/包"] {
        std::fs::create_dir(office.path(folder)).expect("a folder");
    }
    office.on("2022-04-20");
    office
}

/// Panics where such a sign stands in the text, with what is around it.
fn no_sign(text: &str, whence: &str) {
    let text = text.strip_prefix(MARK).unwrap_or(text);
    assert!(!text.contains("\u{fe0f}\u{fe0f}"), "{whence}");
    let recorded = |c: char| !c.is_ascii() && SIGNS.contains(c) && !"题尾\u{fe0f}".contains(c);
    let raw = |c: char| recorded(c) || is_hidden(c) && !matches!(c, '\n' | '\r' | '\t');
    if let Some(at) = text.find(raw) {
        let around: String = text[at..].chars().take(40).collect();
        panic!("{whence}: {around:?}");
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let entries = entries.map(|entry| entry.expect("an entry").path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[test]
fn no_screen_and_no_program() {
    let office = office();
    let mut shown = 0;
    for line in SHOWN.lines().map(str::trim) {
        let mut command = office.command(env!("CARGO_BIN_EXE_ledger"));
        let output = command.args(line.split(' ')).output().expect("it runs");
        let out = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.code() < Some(2),
            "{line}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        if !line.contains("gb18030") {
            no_sign(&out, line);
            assert!(
                !out.contains('\r') || line.contains("csv") || line.starts_with("export"),
                "{line}"
            );
        }
        no_sign(&String::from_utf8_lossy(&output.stderr), line);
        // What is told holds the marks, or is escaped.
        shown += usize::from(out.contains("〔U+202E〕") || out.contains("\\u202e"));
    }
    assert!(shown > 20, "{shown}");
}

#[test]
fn no_file_and_no_name() {
    let office = office();
    for line in WRITTEN.lines().map(str::trim) {
        let ran = office.say(line);
        assert_eq!(ran.code, 0, "{line}: {}", ran.err);
        no_sign(&ran.err, line);
    }
    let all = files(&office.path("出"));
    assert!(all.len() > 30, "{}", all.len());
    let mut marked = 0;
    for path in all {
        let name = path.to_str().expect("a name");
        no_sign(name, name);
        // A packet is the history itself.
        if path
            .extension()
            .is_some_and(|ending| ending == "ledgerpack")
        {
            continue;
        }
        let bytes = std::fs::read(&path).expect("it is there");
        let text = String::from_utf8_lossy(&parts(&bytes)).into_owned();
        no_sign(&text, name);
        marked += usize::from(text.contains("〔U+202E〕") || text.contains("\\u202e"));
    }
    assert!(marked > 12, "{marked}");
}

/// The history keeps what was recorded.
#[test]
fn programs_read_what_was_recorded() {
    let office = office();
    let json = office.say("show 1 --format json").ok();
    let _: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let task: serde_json::Value =
        serde_json::from_str(&office.say("show 4 --format json").ok()).expect("JSON");
    let problem = task["problem"].as_str().expect("a text");
    assert!(problem.starts_with(SIGNS), "{problem:?}");
}

/// A sheet that comes back untouched adds no entry, whatever is marked in it.
#[test]
fn what_is_marked_is_known_when_it_comes_home() {
    let office = office();
    let entries = |office: &Office| {
        let store = Store::open(&office.db(), DEFAULT_WAIT).expect("the ledger");
        store.sequence().expect("a number")
    };
    let before = entries(&office);
    office.say("dispatch --out 出/下发").ok();
    for form in files(&office.path("出/下发")) {
        let ran = office.run(["collect".as_ref(), form.as_os_str(), "-y".as_ref()]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    }
    assert_eq!(entries(&office), before);
    for (list, file) in [
        ("full", "全.csv"),
        ("full", "全.xlsx"),
        ("upward", "上.csv"),
    ] {
        office.say(&format!("export --list {list} -o {file}")).ok();
        let ran = office.say(&format!("import {file} -y"));
        assert!(ran.code < 2, "{}{}", ran.out, ran.err);
        assert_eq!(entries(&office), before, "{file}: {}{}", ran.out, ran.err);
    }
}
