//! The commands of the crash rounds, and what each needs beforehand.

use crate::crash::whole;
use crate::office::{LEDGER, MATERIAL, Office};
use crate::returned::Copied;

/// What a command needs beforehand: done in that round's office, and not cut short.
pub(crate) type Prepare = fn(&Office, u64);

/// Commands that change something, or try to; what stands in braces is drawn. A line that is here
/// twice comes twice as often.
pub(crate) const COMMANDS: &[(&str, Prepare)] = &[
    ("add 第{round}件事 --year 2021 --measure 去办", as_it_is),
    (
        "import 材料.txt --year 2021 --subject 班子 -y",
        another_material,
    ),
    ("import 登记表.csv -y", a_register),
    ("log {many} 第{round}次开会 --figure 开会=1次", as_it_is),
    ("log {many} 第{round}次开会 --figure 开会=1次", as_it_is),
    ("edit {many} --dept 第{round}科 --due 年底前", as_it_is),
    ("close {many} --outcome 改了", as_it_is),
    ("close {many} --outcome 改了", as_it_is),
    ("reopen {one} --reason 看漏", as_it_is),
    ("attach {one} 照片.jpg", a_photo),
    ("backup 副本.db", as_it_is),
    ("restore 副本.db -y", as_it_is),
    ("restore 副本.db -y", as_it_is),
    ("restore 坏.db --salvage -y", a_damaged_ledger),
    ("verify --rebuild -y", rows_that_are_others),
    ("dispatch --out 下发", as_it_is),
    ("collect 下发/整改填报表-办公室.xlsx -y", a_form_filled_in),
    ("collect 下发/整改填报表-办公室.xlsx -y", a_form_filled_in),
    ("list", a_ledger_of_schema_1),
    ("gather 别家.ledgerpack", another_unit),
    ("gather 别家.ledgerpack", another_unit),
    ("join 拷走的.db --take theirs -y", a_copy_that_went_on),
    ("join 拷走的.db --take ours -y", a_copy_that_went_on),
    ("pack -o 上报.ledgerpack", as_it_is),
    ("expunge --entry {one} --reason 误写 -y", as_it_is),
    ("expunge --entry {many} --reason 误写 -y", as_it_is),
    ("undo", as_it_is),
    ("retract {one} --reason 重复", as_it_is),
    ("export -o 台账.xlsx", as_it_is),
    ("report --year 2022 -o 报告.docx", as_it_is),
    ("board -o 作战图.html", as_it_is),
];
/// Those that an empty ledger is begun with.
pub(crate) const FIRST: usize = 3;

fn as_it_is(_: &Office, _: u64) {}

/// A copy of which the last pages are gone.
fn a_damaged_ledger(office: &Office, round: u64) {
    let mut bytes = office.db_bytes();
    bytes.truncate(bytes.len() * (3 + round as usize % 4) / 7);
    office.file("坏.db", bytes);
}

/// A copy that was taken away once and has gone on since.
fn a_copy_that_went_on(office: &Office, round: u64) {
    let copy = office.path("拷走的.db");
    if !copy.exists() {
        std::fs::copy(office.db(), &copy).unwrap();
    }
    let problem = format!("第{round}次在外面看到的");
    let theirs = ["--db", "拷走的.db", "--actor", "何平"];
    whole(office, &[&theirs[..], &["add", &problem]].concat());
    office
        .run([&theirs[..], &["log", "1", "在外面开会"]].concat())
        .ok();
    office
        .run([&theirs[..], &["edit", "2", "--owner", &problem]].concat())
        .ok();
}

/// Another program changed what is made from the history.
fn rows_that_are_others(office: &Office, _: u64) {
    let altered = office
        .sqlite()
        .execute("update blob set size = size + 1", []);
    altered.unwrap();
}

fn another_material(office: &Office, round: u64) {
    let text = MATERIAL.replace("一是", &format!("第{round}次说，一是"));
    office.file("材料.txt", format!("{text}\n第{round}次。\n"));
}

fn a_register(office: &Office, round: u64) {
    let rows: String = (1..=40)
        .map(|row| format!("第{round}批第{row}件事,办公室,去办\n"))
        .collect();
    office.file(
        "登记表.csv",
        format!("年度,存在问题,责任部门,整改措施\n{rows}").replace("\n第", "\n2021,第"),
    );
}

fn a_photo(office: &Office, round: u64) {
    office.file(
        "照片.jpg",
        vec![round as u8; 1 + round as usize * 7919 % 60_000],
    );
}

/// Some tasks of one department go out, and come back with every row filled in.
fn a_form_filled_in(office: &Office, round: u64) {
    whole(office, &["edit", "1-4", "--dept", "办公室"]);
    whole(office, &["dispatch", "--out", "下发"]);
    let path = office.path("下发/整改填报表-办公室.xlsx");
    // Nothing went out where every task is closed or withdrawn.
    let Ok(bytes) = std::fs::read(&path) else {
        return;
    };
    let mut form = Copied::of(&bytes);
    let page = form.form();
    let codes = page
        .cells
        .iter()
        .filter(|(_, cell)| cell.written() == "问题编号");
    let column = codes.map(|((_, column), _)| *column).next().unwrap();
    for code in ["1", "2", "3", "4"] {
        let mut cells = page.cells.iter();
        if cells.any(|((_, at), cell)| *at == column && cell.written() == code) {
            page.fill(code, "本期进展情况", &format!("第{round}次报来"));
        }
    }
    std::fs::write(path, form.bytes()).unwrap();
}

/// One of three other units hands up what it has; each time it is a little more.
fn another_unit(office: &Office, round: u64) {
    let (db, who) = (
        format!("别家{}.db", round % 3),
        format!("何平{}", round % 3),
    );
    let theirs = |args: &[&str]| whole(office, &[&["--db", &db, "--actor", &who], args].concat());
    let name = format!("第{}分馆", round % 3 + 1);
    theirs(&[
        "init",
        "--name",
        &name,
        "--code",
        &format!("A0{}", round % 3 + 1),
    ]);
    theirs(&[
        "add",
        &format!("分馆第{round}件事"),
        "--year",
        "2021",
        "--measure",
        "去办",
    ]);
    theirs(&["log", "1", &format!("第{round}次开会")]);
    theirs(&["pack", "-o", "别家.ledgerpack"]);
}

fn a_ledger_of_schema_1(office: &Office, _: u64) {
    office.file(LEDGER, include_bytes!("../kept/v1.db"));
}
