//! The verbs of rescue, as a person uses them.

use std::fs;

use crate::office::{LEDGER, MATERIAL, Office};

/// A ledger with tasks, evidence, receipts and a gathered unit.
fn office() -> Office {
    let mut office = Office::new();
    office
        .file("材料.txt", MATERIAL)
        .file("照片.jpg", vec![7; 20_000]);
    let theirs = |line: &str| {
        office
            .say(&format!("--db 分馆.db --actor 何平 {line}"))
            .ok()
    };
    theirs("init --name 分馆");
    theirs("add 分馆的事 --year 2021");
    theirs("pack -o 分馆.ledgerpack");
    office.done(
        "init --name 清河区图书馆
        import 材料.txt
        gather 分馆.ledgerpack
        attach 1 照片.jpg
        edit 1 --dept 读者部
        dispatch --out 下发
        backup 副本.db",
    );
    for nth in 0..40 {
        let text = format!("第{nth}次，{}", "又办，".repeat(60));
        office.run(["edit", "3", "--note", &text]).ok();
    }
    office
}

fn beside(office: &Office, mark: &str) -> Vec<String> {
    let names = fs::read_dir(office.folder()).unwrap();
    names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains(mark))
        .collect()
}

fn code(office: &Office) -> String {
    let told = office.say("verify").ok();
    told.lines()
        .find_map(|line| line.strip_prefix("校验码 "))
        .unwrap()
        .to_owned()
}

/// What another program does to what is made from the history.
const EDITS: [&str; 9] = [
    "update task set problem = '改过' where id = (select max(id) from task where unit = 1)",
    "delete from task where unit = 1 and number = 2",
    "insert into task select id + 50, unit, number + 50, year, subject, status, due, term, dept, lead,
        owner, source, theme, external, dimension, problem, detail, deadline, target, outcome, reason,
        next_step, wording, wording_entry, note, prior, origin_document, origin_paragraph, next_check,
        status_on, verifier, basis, register, merged_into, raised_on, latest_on, last_entry, co_depts,
        examples, measures, progress, evidence, extensions, rejected, returns, reopenings, raised_entry,
        outcome_institutions from task where unit = 1 and number = 1",
    "update unit set aside = 'replaced' where id = 2",
    "drop index task_by_year",
    "drop trigger entry_is_never_removed",
    "create table more (a)",
    "drop trigger entry_is_never_changed; update entry set who = '别人' where sequence = 3 and unit = 1",
    "update blob set size = 1",
];

#[test]
fn what_is_made_from_the_history_is_made_anew() {
    let whole = office();
    let bytes = whole.db_bytes();
    for edit in EDITS {
        let office = Office::new();
        office.file(LEDGER, &bytes);
        let before = code(&office);
        office.sqlite().execute_batch(edit).unwrap();
        let altered = office.db_bytes();
        let found = office.say("verify");
        assert_eq!(found.code, 3, "{edit}: {}", found.out);
        assert!(
            found.err.contains("ledger verify --rebuild"),
            "{edit}: {}",
            found.err
        );
        let asked = office.say("verify --rebuild");
        assert_eq!(asked.code, 1, "{edit}: {}", asked.err);
        assert!(
            office.db_bytes() == altered,
            "{edit}: nothing without consent"
        );
        let ran = office.say("verify --rebuild -y");
        assert_eq!(ran.code, 0, "{edit}: {}", ran.err);
        let kept = beside(&office, "重建前");
        assert_eq!(kept.len(), 1, "{edit}");
        assert!(ran.out.contains(&kept[0]), "{edit}: {}", ran.out);
        let after = code(&office);
        let entries = |code: &str| code.split('-').find_map(|part| part.parse::<u64>().ok());
        assert_eq!(
            entries(&after).unwrap(),
            entries(&before).unwrap() + 1,
            "{edit}"
        );
        office.say(&format!("verify --against {before}")).ok();
        let history = office.say("history --format json").ok();
        assert!(history.contains("rebuilt"), "{edit}: {history}");
        assert_ne!(office.say("undo").code, 0, "{edit}: it is not undone");
    }
}

#[test]
fn a_history_that_is_broken_is_not_built_upon() {
    let office = office();
    office
        .sqlite()
        .execute_batch("drop trigger entry_is_never_removed; delete from entry where sequence = 9 and unit = 1")
        .unwrap();
    let before = office.db_bytes();
    let ran = office.say("verify --rebuild -y");
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.err.contains("restore 台账.db --salvage"), "{}", ran.err);
    assert!(office.db_bytes() == before);
    let whole = Office::with_material();
    assert!(
        whole
            .say("verify --rebuild")
            .ok()
            .contains("没有什么要重建的")
    );
}

#[test]
fn a_damaged_ledger_is_salvaged_in_its_place() {
    let office = office();
    let bytes = office.db_bytes();
    // A page in the middle of the history is gone.
    let needle = "第20次".as_bytes();
    let at = memchr::memmem::find(&bytes, needle).unwrap() / 4096 * 4096;
    let mut damaged = bytes.clone();
    damaged[at..at + 4096].fill(0);
    office.file(LEDGER, &damaged);
    let found = office.say("verify");
    assert_eq!(found.code, 3);
    assert!(
        found.err.contains("restore 台账.db --salvage"),
        "{}",
        found.err
    );
    let ran = office.say("restore 台账.db --salvage -y");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let kept = beside(&office, "抢救前");
    assert_eq!(kept.len(), 1);
    // But for the counter of changes in its head.
    let kept = fs::read(office.path(&kept[0])).unwrap();
    assert!(kept[100..] == damaged[100..], "kept as it was");
    let list = beside(&office, "抢救清单");
    let list = office.read(&list[0]);
    assert!(
        list.contains("读不出来") && list.contains("第39次"),
        "{list}"
    );
    let history = office.say("history").ok();
    assert!(
        history.contains("抢救：从损坏的 台账.db 中取出"),
        "{history}"
    );
    assert!(
        !history.contains("第39次"),
        "what is not proved is not in it"
    );
    assert!(history.contains("第10次"), "{history}");
    office.say("verify").ok();
    office.say("gather 分馆.ledgerpack").ok();
    office.say("add 接着记 --year 2021").ok();
    office.say("verify").ok();
}

#[test]
fn what_cannot_be_salvaged_leaves_everything_as_it_is() {
    let office = office();
    let before = office.db_bytes();
    office.file("坏.db", vec![0; 50_000]);
    let ran = office.say("restore 坏.db --salvage -y");
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.err.contains("没有一条记录接得上"), "{}", ran.err);
    assert!(office.db_bytes() == before);
}

/// A change that was cut short is taken back before anything is taken out.
#[test]
fn half_a_change_is_not_salvaged() {
    let office = office();
    let before = code(&office);
    let other = office.sqlite();
    // Pages spill to the file before the commit, with the journal beside it.
    other
        .execute_batch("pragma cache_size = 1; begin immediate")
        .unwrap();
    for nth in 0..400 {
        let text = format!("{{\"sequence\":{nth}}}{}", "x".repeat(900));
        let row = rusqlite::params![(1_i64 << 32) + 9000 + nth, 9000 + nth, text];
        other
            .execute(
                "insert into entry values ($1, 1, $2, null, '', '', '', $3, zeroblob(32))",
                row,
            )
            .unwrap();
    }
    let journal = format!("{LEDGER}-journal");
    for name in [LEDGER, &journal] {
        fs::copy(
            office.path(name),
            office.path(&name.replace("台账", "断电")),
        )
        .unwrap();
    }
    drop(other);
    let bytes = fs::read(office.path("断电.db")).unwrap();
    assert!(
        memchr::memmem::find(&bytes, b"xxxxxxxx").is_some(),
        "it was begun"
    );
    let ran = office.say("restore 断电.db --salvage -y");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("没有缺什么"), "{}", ran.err);
    office.say(&format!("verify --against {before}")).ok();
    assert!(beside(&office, "抢救.").is_empty(), "no copy stays");
}

/// A ledger with an erased note (entry 3, by 5) and a sheet sent before the last entry.
fn erased() -> Office {
    let mut office = Office::new();
    office.done(
        "init --name 清河区图书馆
        add 借书手续繁琐 --year 2021 --dept 读者部
        log 1 写了身份证号
        dispatch --out 下发
        log 1 又开了会",
    );
    office.say("expunge --entry 3 --reason 误写 -y").ok();
    office
}

/// Links that no text proves come out where the history says that they were erased, and only there.
#[test]
fn erased_texts_are_salvaged_as_erased_ones() {
    let office = erased();
    let before = office.say("verify").ok();
    office.say("restore 台账.db --salvage --db 新.db -y").ok();
    let told = office.say("--db 新.db verify").ok();
    assert!(told.contains("6 条记录首尾相连"), "{before}{told}");
    assert!(told.contains("第 3 条（见第 5 条）"), "{told}");
    assert!(office.say("--db 新.db show 1").ok().contains("又开了会"));

    // Without the entry that says so nothing after the gap is proved.
    let other = office.sqlite();
    other
        .execute_batch(
            "drop trigger entry_is_never_removed; delete from task; delete from entry where sequence >= 5;
            vacuum",
        )
        .unwrap();
    other.close().unwrap();
    office.say("restore 台账.db --salvage --db 短.db -y").ok();
    let told = office.say("--db 短.db verify").ok();
    assert!(told.contains("3 条记录首尾相连"), "{told}");
}

/// What a salvage seals anew is held against its own entry.
#[test]
fn receipts_of_a_salvaged_ledger_are_sealed() {
    let office = erased();
    office.say("restore 台账.db --salvage --db 新.db -y").ok();
    let whole = std::fs::read(office.path("新.db")).unwrap();
    for edit in [
        "delete from receipt",
        "update receipt set dept = '办公室'",
        "update unit set receipts = 0 where id = 1",
    ] {
        office.file("改.db", &whole);
        let other = rusqlite::Connection::open(office.path("改.db")).unwrap();
        assert!(other.execute(edit, []).unwrap() > 0, "{edit}");
        other.close().unwrap();
        let ran = office.say("--db 改.db verify");
        assert_eq!(ran.code, 3, "{edit}: {}", ran.out);
    }
}
