//! Reviews and copies: two copies of the department's ledger that said different things of one task, a copy of
//! the unit's ledger whose state was reviewed, units of one name.

use crate::it::reviewing;
use crate::office::Office;

/// Every one of these is told, none of those.
fn says(told: &str, wanted: &[&str], unwanted: &[&str]) {
    for wanted in wanted {
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
    for unwanted in unwanted {
        assert!(!told.contains(unwanted), "{unwanted}: {told}");
    }
}

#[test]
fn two_verdicts_of_one_task_are_decided_by_a_person() {
    let mut office = reviewing::office();
    std::fs::copy(office.db(), office.path("U盘.db")).unwrap();
    office.done(
        "review A01-1 --accept
        --db U盘.db review A01-1 --return 成效没有数据
        --db U盘.db review A01-2 --accept",
    );
    let open = office.tell("join U盘.db");
    says(
        &open,
        &[
            "认可（2022-03-15）",
            "退回（2022-03-15）：成效没有数据",
            "没有定以哪边为准",
        ],
        &["已并入"],
    );
    let told = office.tell("join U盘.db --take theirs -y\nreview\nverify");
    says(
        &told,
        &[
            "已并入",
            "退回，单位还没有收",
            "认可，单位还没有收",
            "台账完好",
        ],
        &[],
    );
    let sent = office.tell("review --out 意见\nreview --out 意见");
    says(&sent, &["1 个单位，2 条复核意见"], &[]);
    let file = "意见/临溪县档案馆-复核意见-20220315.ledgerreview";
    let told = office.tell(&format!(
        "--db 甲.db collect {file} -y\n--db 甲.db collect {file} -y"
    ));
    says(
        &told,
        &["记下 2 条复核意见，第 1 项恢复整改", "以前收过"],
        &[],
    );
    // The other copy's own file says nothing that was not received.
    let told = office.tell("--db U盘.db review --out 又\n--db 甲.db collect 又 -y");
    says(&told, &["没有新的复核意见"], &["记下 1 条", "记下 2 条"]);
}

#[test]
fn what_was_said_of_a_copy_meets_its_task_wherever_that_came_to_stand() {
    let mut office = Office::new();
    office.done(
        "@2022-01-20
        --db 甲.db init --name 临溪县档案馆 --code A01
        --db 甲.db add 查档不便 --year 2021
        @2022-03-15",
    );
    std::fs::copy(office.path("甲.db"), office.path("带走.db")).unwrap();
    office.done(
        "--db 甲.db add 库房漏雨 --year 2021
        --db 带走.db add 学习不紧 --year 2021
        --db 带走.db close 2 --outcome 每月一次 --verifier 馆务会
        --db 带走.db pack -o 甲.ledgerpack
        init --name 县委组织部 --code A
        gather 甲.ledgerpack
        review A01-2 --return 没有记录
        review --out 意见
        --db 甲.db join 带走.db -y",
    );
    let told = office.tell(
        "--db 甲.db collect 意见 -y
        --db 甲.db list
        --db 甲.db verify",
    );
    says(
        &told,
        &[
            "│ 3    ┆ 学习不紧 ┆ 退回",
            "记下 1 条复核意见，第 3 项恢复整改",
            "台账完好",
        ],
        &["第 2 项恢复整改"],
    );
}

#[test]
fn units_of_one_name_get_files_of_their_own() {
    let mut office = Office::new();
    let units = [
        (1, "甲", "A01", "档案馆"),
        (2, "乙", "A02", "档案馆"),
        (3, "丙", "A03", "图书馆"),
        // Two names, but one as files have them.
        (4, "丁", "A04", "站/所"),
        (5, "戊", "A05", "站_所"),
    ];
    for (day, db, code, name) in units {
        office.done(&format!(
            "@2022-01-0{day}
            --db {db}.db init --name {name} --code {code}
            --db {db}.db add 问题{db} --year 2021
            --db {db}.db pack -o {db}.ledgerpack"
        ));
    }
    office.done(
        "@2022-03-15
        init --name 县委组织部 --code A
        gather 甲.ledgerpack 乙.ledgerpack 丙.ledgerpack 丁.ledgerpack 戊.ledgerpack
        review A01-1 A02-1 A03-1 A04-1 A05-1 --return 没有动
        review --out 意见",
    );
    let mut names: Vec<String> = std::fs::read_dir(office.path("意见"))
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let wanted = ["图书馆", "档案馆A01", "档案馆A02", "站_所A04", "站_所A05"]
        .map(|name| name.to_owned() + "-复核意见");
    for (name, wanted) in names.iter().zip(wanted) {
        assert!(name.starts_with(&wanted), "{name}");
    }
    assert_eq!(names.len(), units.len());
    // Each is taken by its own unit.
    for (_, db, ..) in units {
        let mut taken = 0;
        for name in &names {
            taken += i32::from(
                office
                    .say(&format!("--db {db}.db collect 意见/{name} -y"))
                    .code
                    == 0,
            );
        }
        assert_eq!(taken, 1, "{db}");
    }
}
