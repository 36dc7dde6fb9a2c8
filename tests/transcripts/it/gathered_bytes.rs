//! gather, among units that mean harm: bytes, pipes, and files that are no ledgers.

use crate::it::gathering::units;
use crate::office::Office;

/// What one unit writes into its history says nothing about the bytes of others, and a history kept
/// aside nothing about anything.
#[test]
fn a_unit_erases_its_own_bytes_and_no_others() {
    let mut office = units();
    office.file("别的.jpg", "JPG");
    office.done(
        "--db 甲.db pack -o 上报/甲.ledgerpack --with-evidence
        gather 上报
        --db 乙.db --actor 乙 attach 1 别的.jpg
        --db 乙.db --actor 乙 expunge 769717d8 --reason 误传 -y
        gather 乙.db",
    );
    let kept = || -> Vec<Option<Vec<u8>>> {
        let db = office.sqlite();
        let mut statement = db.prepare("select bytes from blob order by id").unwrap();
        let all = statement.query_map([], |row| row.get(0)).unwrap();
        all.collect::<Result<_, _>>().unwrap()
    };
    assert_eq!(
        kept(),
        [Some(b"JPG".to_vec())],
        "of 甲, who did not erase it"
    );
    // Whoever erases it here for 甲 can't point to 乙 for the own unit's bytes either.
    office.say("verify").ok();
    office
        .say("--db 甲.db --actor 甲 expunge 769717d8 --reason 误传 -y")
        .ok();
    office.say("gather 甲.db").ok();
    assert_eq!(kept(), [None], "both erased it");
    // The packet of before brings nothing back, not even under another name.
    for _ in 0..2 {
        office.say("gather 上报/甲.ledgerpack").ok();
        assert_eq!(kept(), [None]);
        office.say("verify").ok();
    }
}

/// What should never have been handed up is erased where it came to as well, and stays so.
#[test]
fn what_came_with_a_packet_can_be_erased_here() {
    let mut office = units();
    office.done(
        "--db 甲.db pack -o 上报/甲.ledgerpack --with-evidence
        gather 上报
        expunge 769717d8 --reason 误传 -y
        gather 上报",
    );
    let told = office.say("verify").ok();
    assert!(told.contains("另有 1 个文件的内容按留痕已销毁"), "{told}");
    assert_eq!(office.say("expunge 769717d8 --reason 误传 -y").code, 1);
}

#[test]
fn a_gathered_history_excuses_nothing_in_the_own_one() {
    let mut office = units();
    office.done(
        "add 门不严 --year 2021
        attach 1 照片.jpg
        --db 甲.db --actor 甲 expunge 769717d8 --reason 误传 -y
        gather 甲.db",
    );
    office.say("verify").ok();
    let db = office.sqlite();
    let erased = db.execute("update blob set bytes = null, size = 0", []);
    assert_eq!(erased, Ok(1));
    let ran = office.say("verify");
    assert_eq!(ran.code, 3, "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    let office = units();
    for name in ["管道.ledgerpack", "管道.db"] {
        let made = std::process::Command::new("mkfifo")
            .arg(office.path(name))
            .status();
        assert!(made.unwrap().success());
        let ran = office.say(&format!("gather {name}"));
        assert_eq!(ran.code, 1);
        assert!(ran.out.contains("是管道或设备，不是文件"), "{}", ran.out);
    }
    std::os::unix::fs::symlink("环.db", office.path("环.db")).unwrap();
    assert_eq!(office.say("gather 环.db").code, 1);
    // Taken for what it is by the other door too.
    office.say("--db 甲.db pack -o 甲.ledgerpack").ok();
    let ran = office.say("import 甲.ledgerpack --year 2021");
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("ledger gather 甲.ledgerpack"),
        "{}",
        ran.err
    );
}

/// A file that computes its history could do so without end.
#[test]
fn a_ledger_of_views_is_none() {
    let office = units();
    office.file("视图.db", std::fs::read(office.path("甲.db")).unwrap());
    let db = rusqlite::Connection::open(office.path("视图.db")).unwrap();
    db.execute_batch(
        "alter table entry rename to kept;
        create view entry as with recursive n (i) as (select 1 union all select i + 1 from n)
        select i as id, 1 as unit, i as sequence, null as task, '' as at, '' as who, 'unit' as kind,
            '' as body, zeroblob(32) as digest from n;",
    )
    .unwrap();
    db.close().unwrap();
    for line in [
        "gather 视图.db",
        "restore 视图.db -y",
        "--db 视图.db list",
        "--db 视图.db verify",
    ] {
        let ran = office.say(line);
        assert_eq!(ran.code, 1, "{line}");
        let said = format!("{}{}", ran.out, ran.err);
        assert!(said.contains("不是台账文件"), "{line}: {said}");
    }
}

/// A packet of what is held already may bring bytes: an entry seals them, once.
#[test]
fn bytes_that_come_later_are_sealed_too() {
    let mut office = units();
    office.done(
        "--db 甲.db pack -o 先.ledgerpack
        --db 甲.db pack -o 后.ledgerpack --with-evidence
        gather 先.ledgerpack",
    );
    let entries = |office: &Office| {
        let told = office.say("verify").ok();
        let (count, _) = told.split_once(" 条记录").expect("a count");
        count.trim_start_matches("台账完好：").to_owned()
    };
    assert_eq!(entries(&office), "2");
    office.say("gather 后.ledgerpack").ok();
    assert_eq!(entries(&office), "3");
    office.say("gather 后.ledgerpack 先.ledgerpack").ok();
    assert_eq!(entries(&office), "3");
    let other = office.sqlite();
    assert_eq!(other.execute("delete from blob", []), Ok(1));
    assert_eq!(office.say("verify").code, 3);
}
