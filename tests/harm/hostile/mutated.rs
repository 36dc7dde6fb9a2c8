//! Changed files of every sort, given to the program from outside, with little memory: it says what is wrong
//! or takes the file, and the ledger holds. A few of each here; `scripts/hostile.sh` gives ten thousand.

use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::program;
use crate::dice::Dice;
use crate::fuzz::{mutated, mutated_workbook};
use crate::office::{LEDGER, MATERIAL, Office};

/// How many of each sort.
const COUNT: &str = "LEDGER_HOSTILE_FILES";
const USUAL: u64 = 25;
/// Address space that a command has, in KB.
const SPACE: u32 = 256 * 1024;

const SPICE: [&str; 12] = [
    "\"",
    ",",
    "\n",
    "|",
    "=",
    "4294967295",
    "<",
    "</",
    "&#x0;",
    "2022-02-30",
    "一、",
    "（一）",
];

fn kept(folder: &str, suffix: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    let files = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == suffix));
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

/// A ledger with forms that are out, and files of its own.
fn office() -> Office {
    let mut office = Office::with_material();
    office.done(
        "init --name 清河区图书馆 --code A03
        edit 1-4 --lead 何平 --dept 读者部 --owner 周敏 --due 6月底前 --measure 去办
        log 1-4 开了会 --figure 开会=1次
        export -o 表.csv
        export -o 表.xlsx
        dispatch --out 下发",
    );
    office
}

/// What another unit hands up.
fn of_another_unit() -> Vec<u8> {
    let mut office = Office::with_material();
    office.done("init --name 清河区档案馆 --code A03.12\nlog 1-4 开了会\npack -o 包.ledgerpack");
    std::fs::read(office.path("包.ledgerpack")).unwrap()
}

/// Changes numbers, lengths above all.
fn numbers_changed(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    const LIMITS: [u32; 8] = [
        0,
        1,
        0x7FFF,
        0xFFFF,
        0x7FFF_FFFF,
        0xFFFF_FFFF,
        0xFFFF_FFFE,
        0x0100_0000,
    ];
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(5) {
        let number = match dice.below(3) {
            0 => dice.next() as u32,
            _ => LIMITS[dice.below(LIMITS.len())],
        };
        let size = [1, 2, 4][dice.below(3)];
        let at = dice.below(bytes.len().saturating_sub(4));
        bytes[at..at + size].copy_from_slice(&number.to_le_bytes()[..size]);
    }
    if dice.below(12) == 0 {
        bytes.truncate(dice.below(bytes.len()));
    }
    bytes
}

struct Sort {
    suffix: &'static str,
    seeds: Vec<Vec<u8>>,
    change: fn(&[u8], &mut Dice) -> Vec<u8>,
    verbs: Vec<Vec<&'static str>>,
}

fn sorts(office: &Office) -> Vec<Sort> {
    let own = |name: &str| std::fs::read(office.path(name)).unwrap();
    let text: fn(&[u8], &mut Dice) -> Vec<u8> = |bytes, dice| mutated(bytes, &SPICE, dice);
    let import = || vec!["import", "--year", "2021", "--subject", "班子", "-y"];
    let table = || {
        vec![
            import(),
            vec!["collect", "-y"],
            vec!["export", "--yes", "-o", "填好.xlsx", "--template"],
        ]
    };
    let papers = |suffix| kept("rules/documents/formats", suffix);
    let sort = |suffix, seeds, change, verbs| Sort {
        suffix,
        seeds,
        change,
        verbs,
    };
    let mut csv = kept("fuzz_corpus/comma_separated", "csv");
    csv.push(own("表.csv"));
    let mut xlsx = kept("fuzz_corpus/workbooks", "xlsx");
    xlsx.extend([own("表.xlsx"), own("下发/整改填报表-读者部.xlsx")]);
    let mut xls = kept("rules/sheet/fixtures", "xls");
    xls.extend(kept("rules/sheet/scored", "xls"));
    let mut packets = kept("fuzz_corpus/packets", "ledgerpack");
    packets.push(of_another_unit());
    let mut ods = kept("rules/sheet/fixtures", "ods");
    ods.push(super::swollen::small_open_sheet());
    let mut texts = kept("fuzz_corpus/text", "txt");
    texts.push(MATERIAL.as_bytes().to_vec());
    vec![
        sort(
            "docx",
            kept("fuzz_corpus/word", "docx"),
            mutated_workbook,
            vec![import()],
        ),
        sort("doc", papers("doc"), numbers_changed, vec![import()]),
        sort("odt", papers("odt"), mutated_workbook, vec![import()]),
        sort("html", papers("html"), text, vec![import()]),
        sort("xlsx", xlsx, mutated_workbook, table()),
        sort("xls", xls, numbers_changed, table()),
        sort("ods", ods, mutated_workbook, table()),
        sort("csv", csv, text, vec![import(), vec!["collect", "-y"]]),
        sort(
            "ledgerpack",
            packets,
            mutated_workbook,
            vec![vec!["gather"]],
        ),
        sort(
            "md",
            kept("fuzz_corpus/markdown", "md"),
            text,
            vec![import()],
        ),
        sort("txt", texts, text, vec![import()]),
    ]
}

#[test]
fn changed_files_neither_abort_nor_harm() {
    let count = std::env::var(COUNT)
        .ok()
        .and_then(|count| count.parse().ok());
    let count = count.unwrap_or(USUAL);
    let office = office();
    let before = office.db_bytes();
    for sort in sorts(&office) {
        let begun = Instant::now();
        let mut taken = 0;
        for seed in 1..=count {
            let mut dice = Dice::new(seed);
            let from = &sort.seeds[dice.below(sort.seeds.len())];
            let bytes = (sort.change)(from, &mut dice);
            let name = format!("改动.{}", sort.suffix);
            office.file(&name, &bytes);
            let verb = &sort.verbs[dice.below(sort.verbs.len())];
            let line = format!("ulimit -v {SPACE}; exec \"$@\"");
            let mut command = office.command("sh");
            command
                .args(["-c", &line, "sh"])
                .arg(program().0)
                .args(verb)
                .arg(&name);
            let output = command.output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let told = || format!("{} {seed} {verb:?}: {said}", sort.suffix);
            assert_eq!(output.status.signal(), None, "{}", told());
            let code = output.status.code().unwrap();
            assert!(code <= 2, "{code} {}", told());
            assert!(!said.contains("panicked"), "{}", told());
            assert!(super::english(&said).is_none(), "{}", told());
            taken += u64::from(code == 0);
            let now = office.db_bytes();
            if now != before {
                assert!(code == 0 || verb[0] == "gather", "{}", told());
                office.run(["verify"]).ok();
                office.file(LEDGER, &before);
            }
        }
        println!(
            "{}: {count} changed files, {taken} of them taken, in {:?}",
            sort.suffix,
            begun.elapsed()
        );
    }
}
