//! `dispatch` and `collect` as a clerk meets them.

use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

use crate::returned::Copied;

fn ledger(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_ledger"))
        .current_dir(folder)
        .env("LEDGER_DB", folder.join("ledger.db"))
        .env("LEDGER_ACTOR", "王小敏")
        .env("LEDGER_TODAY", "2022-09-01")
        .env("LEDGER_CLOCK", "2022-09-01T09:00:00+08:00")
        .args(arguments)
        .output()
        .expect("the program runs");
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(text).expect("UTF-8");
    (output.status.code().unwrap_or(-1), text)
}

fn office() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for problem in ["理论学习不系统", "联系群众不经常"] {
        let add = [
            "add",
            problem,
            "--year",
            "2021",
            "--dept",
            "办公室",
            "--due",
            "年底前",
        ];
        assert_eq!(ledger(folder.path(), &add).0, 0);
    }
    let person = [
        "add",
        "调研不深入",
        "--year",
        "2021",
        "--subject",
        "张建国",
        "--dept",
        "办公室",
    ];
    assert_eq!(ledger(folder.path(), &person).0, 0);
    let (code, said) = ledger(
        folder.path(),
        &["dispatch", "--out", "下发", "--return-by", "9月20日"],
    );
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("共 1 份填报表") && said.contains("个人材料的 1 项没有下发"),
        "{said}"
    );
    folder
}

const FORM: &str = "下发/整改填报表-办公室.xlsx";

fn fill(folder: &Path, change: impl FnOnce(&mut Copied)) {
    fill_form(folder, FORM, change);
}

fn fill_form(folder: &Path, form: &str, change: impl FnOnce(&mut Copied)) {
    let path = folder.join(form);
    let mut form = Copied::of(&std::fs::read(&path).expect("the form"));
    change(&mut form);
    std::fs::write(path, form.bytes()).expect("the form");
}

fn entries(folder: &Path) -> usize {
    let (_, history) = ledger(folder, &["history", "--format", "json"]);
    history.matches("\"sequence\"").count()
}

#[test]
fn a_form_goes_down_and_comes_home() {
    let folder = office();
    let folder = folder.path();
    let before = entries(folder);
    let (code, said) = ledger(folder, &["collect", FORM]);
    assert_eq!((code, entries(folder)), (0, before), "{said}");
    assert!(
        said.contains("未变 2 行") && said.contains("录入 0 处改动"),
        "{said}"
    );

    fill(folder, |form| {
        form.form()
            .fill("1", "本期进展情况", "印发学习计划，下一步抓好落实");
    });
    let (code, said) = ledger(folder, &["collect", FORM]);
    assert_eq!(
        (code, entries(folder)),
        (1, before),
        "nobody agreed: {said}"
    );
    for told in [
        "编号 1 写入报告：印发学习计划",
        "编号 1 不写入：下一步抓好落实（计划或要求）",
    ] {
        assert!(said.contains(told), "{told} in {said}");
    }
    let (code, said) = ledger(folder, &["collect", FORM, "-y"]);
    assert_eq!((code, entries(folder)), (0, before + 1), "{said}");
    let (_, shown) = ledger(folder, &["show", "1"]);
    assert!(
        shown.contains("印发学习计划") && shown.contains("正在推进"),
        "{shown}"
    );
    assert!(shown.contains("王小敏（办公室报送）"), "{shown}");
}

/// A form of tasks without a department speaks for no department, whichever came before it.
#[test]
fn every_form_speaks_for_its_own_department() {
    let folder = office();
    let folder = folder.path();
    assert_eq!(ledger(folder, &["add", "督办不够", "--year", "2021"]).0, 0);
    assert_eq!(ledger(folder, &["dispatch", "--out", "下发"]).0, 0);
    let nobodys = "下发/整改填报表-未明确责任部门.xlsx";
    fill(folder, |form| {
        form.form().fill("1", "本期进展情况", "印发学习计划");
    });
    fill_form(folder, nobodys, |form| {
        form.form().fill("4", "本期进展情况", "建立督办台账");
    });
    let (code, said) = ledger(folder, &["collect", FORM, nobodys, "-y"]);
    assert_eq!(code, 0, "{said}");
    let (_, history) = ledger(folder, &["history", "--format", "json"]);
    let history: Vec<serde_json::Value> = serde_json::from_str(&history).expect("JSON");
    let who: Vec<&str> = history[history.len() - 2..]
        .iter()
        .map(|entry| entry["who"].as_str().expect("a name"))
        .collect();
    assert_eq!(who, ["王小敏（办公室报送）", "王小敏"]);
    assert_eq!(ledger(folder, &["verify"]).0, 0);
}

#[test]
fn a_conflict_waits_for_a_decision() {
    let folder = office();
    let folder = folder.path();
    fill(folder, |form| {
        form.form().fill("2", "下步措施", "部门的打算");
    });
    let log = ["log", "2", "走访群众", "--next", "办公室的打算"];
    assert_eq!(ledger(folder, &log).0, 0);
    let before = entries(folder);
    let (code, said) = ledger(folder, &["collect", FORM, "-y"]);
    assert_eq!((code, entries(folder)), (1, before), "{said}");
    assert!(
        said.contains(
            "填报表为“部门的打算”（2022-09-01下发），台账为“办公室的打算”（2022-09-01记）"
        ),
        "{said}"
    );
    let (code, _) = ledger(folder, &["collect", FORM, "--take", "ours", "-y"]);
    assert_eq!((code, entries(folder)), (0, before));
    let (code, _) = ledger(folder, &["collect", FORM, "--take", "theirs", "-y"]);
    assert_eq!((code, entries(folder)), (0, before + 1));
}

#[test]
fn a_form_of_another_ledger_stops_everything() {
    let (one, other) = (office(), office());
    // A clock set by hand gives equal ids; the other form is marked by hand too.
    fill(other.path(), |form| {
        let hidden = form.0.last_mut().expect("the hidden sheet");
        hidden
            .cells
            .insert((0, 1), office::cell::Cell::text("别的台账"));
    });
    std::fs::copy(other.path().join(FORM), one.path().join("别处.xlsx")).expect("a copy");
    let (code, said) = ledger(one.path(), &["collect", FORM, "别处.xlsx", "-y"]);
    assert_eq!(code, 1);
    assert!(said.contains("别处.xlsx 是另一本台账"), "{said}");
}

#[test]
fn who_has_returned_and_who_has_not() {
    let folder = office();
    let folder = folder.path();
    let before = entries(folder);
    let (code, said) = ledger(folder, &["collect", "--status"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("还有 1 个部门没有交回：办公室"), "{said}");
    let (_, urged) = ledger(folder, &["remind"]);
    assert!(urged.contains("没有交回的表"), "{urged}");

    // What comes as it went out says nothing.
    assert_eq!(ledger(folder, &["collect", FORM, "-y"]).0, 0);
    let (_, said) = ledger(folder, &["collect", "--status"]);
    assert!(said.contains("交来的不算交回：办公室（未填）"), "{said}");
    // A receipt is no entry, and the ledger verifies with it.
    assert_eq!(entries(folder), before);
    assert_eq!(ledger(folder, &["verify"]).0, 0);

    fill(folder, |form| form.form().fill("1", "下步措施", "继续推进"));
    assert_eq!(ledger(folder, &["collect", FORM, "-y"]).0, 0);
    let (_, said) = ledger(folder, &["collect", "--status"]);
    assert!(
        said.contains("已回") && said.contains("全部交回了"),
        "{said}"
    );
    // What was taken back did not come.
    assert_eq!(ledger(folder, &["undo"]).0, 0);
    let (_, said) = ledger(folder, &["collect", "--status"]);
    assert!(said.contains("办公室（收回后又撤销）"), "{said}");
    assert_eq!(ledger(folder, &["collect", FORM, "-y"]).0, 0);
    let (_, said) = ledger(folder, &["collect", "--status"]);
    assert!(said.contains("全部交回了"), "{said}");
}

#[test]
fn each_department_stands_for_its_own_entries_and_undo_takes_them_back() {
    let folder = office();
    let folder = folder.path();
    let add = [
        "add",
        "审批环节偏多",
        "--year",
        "2021",
        "--dept",
        "审批科",
        "--due",
        "年底前",
    ];
    assert_eq!(ledger(folder, &add).0, 0);
    assert_eq!(ledger(folder, &["dispatch", "--out", "下发"]).0, 0);
    fill(folder, |form| {
        form.form().fill("1", "下步措施", "办公室的打算");
    });
    let other = "下发/整改填报表-审批科.xlsx";
    let path = folder.join(other);
    let mut form = Copied::of(&std::fs::read(&path).expect("the form"));
    form.form().fill("4", "下步措施", "审批科的打算");
    std::fs::write(path, form.bytes()).expect("the form");
    let (code, said) = ledger(folder, &["collect", FORM, other, "-y"]);
    assert_eq!(code, 0, "{said}");
    for (number, who) in [("1", "王小敏（办公室报送）"), ("4", "王小敏（审批科报送）")]
    {
        let (_, shown) = ledger(folder, &["history", number]);
        assert!(shown.contains(who), "{shown}");
    }
    assert_eq!(ledger(folder, &["undo"]).0, 0);
    let (_, shown) = ledger(folder, &["show", "4"]);
    assert!(!shown.contains("下步措施　审批科的打算"), "{shown}");
}

#[test]
fn the_summary_has_a_row_for_the_unit() {
    let folder = office();
    let folder = folder.path();
    let (code, said) = ledger(folder, &["export", "--list", "summary"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("2021年度") && said.contains("合计"), "{said}");
    let (code, said) = ledger(folder, &["export", "--list", "summary", "--format", "json"]);
    assert_eq!(code, 2, "{said}");
}

#[test]
fn evidence_beside_the_sheet_is_attached_and_the_rest_is_told() {
    let folder = office();
    let folder = folder.path();
    std::fs::write(folder.join("下发/学习计划.docx"), "计划").expect("a file");
    std::fs::write(folder.join("外面.docx"), "不是这个文件夹里的").expect("a file");
    fill(folder, |form| {
        let names = "学习计划.docx\n现场照片.jpg、../外面.docx";
        form.form().fill("1", "佐证材料名称", names);
    });
    let before = entries(folder);
    let (code, said) = ledger(folder, &["collect", FORM]);
    assert_eq!(
        (code, entries(folder)),
        (1, before),
        "nobody agreed: {said}"
    );
    assert!(said.contains("添加文件1个，2个待添加"), "{said}");
    let (code, said) = ledger(folder, &["collect", FORM, "-y"]);
    assert_eq!((code, entries(folder)), (0, before + 2), "{said}");
    assert!(
        said.contains(
            "佐证材料待添加：现场照片.jpg、../外面.docx；收到文件后用 ledger attach 1 文件 添加"
        ),
        "{said}"
    );
    let (_, kept) = ledger(folder, &["show", "1", "--format", "json"]);
    assert!(kept.contains("\"name\":\"学习计划.docx\""), "{kept}");
    assert!(!kept.contains("\"name\":\"外面.docx\""), "{kept}");
}
