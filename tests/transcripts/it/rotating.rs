//! `backup --keep`: which backups go, and which never do.

use super::keeping::names;
use crate::office::{Office, Ran};

/// A name, a clock or a restore may say that another one is the newest.
#[test]
fn no_backup_goes_that_holds_what_no_other_does() {
    let mut office = Office::with_material();
    std::fs::create_dir(office.path("备份")).unwrap();
    office.on("2022-03-16").say("backup 备份").ok();
    office.done("log 1 开了会\nlog 1 又开了会");
    office.on("2022-03-17").say("backup 备份").ok();
    let fuller = "台账-20220317-090000.db";
    // Gone back: what comes from now on is another history.
    office.say("restore 备份/台账-20220316-090000.db -y").ok();
    let ran = office.on("2022-03-18").say("backup 备份 --keep 1");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err.contains(&format!("{fuller} 里有 2 条记录")),
        "{}",
        ran.err
    );
    assert_eq!(names(&office, "备份"), [fuller, "台账-20220318-090000.db"]);
    // The newest by its name holds the least.
    let old = office.path("备份/台账-20220320-090000.db");
    std::fs::copy(office.path("备份/台账-20220318-090000.db"), &old).unwrap();
    office.on("2022-03-21").say("log 2 接着办").ok();
    office.say("backup 备份").ok();
    office.on("2022-03-22").say("log 2 还在办").ok();
    office.say("backup 备份 --keep 2").ok();
    assert_eq!(
        names(&office, "备份"),
        [fuller, "台账-20220321-090000.db", "台账-20220322-090000.db"]
    );
}

#[test]
fn a_backup_from_the_future_is_told_and_stays() {
    let mut office = Office::with_material();
    std::fs::create_dir(office.path("备份")).unwrap();
    for day in ["2022-03-16", "2022-03-17", "2022-05-01"] {
        office.on(day).say("log 1 开了会").ok();
        office.say("backup 备份").ok();
    }
    // The clock is set back: one holds an entry of later, another is only named so.
    std::fs::copy(
        office.path("备份/台账-20220316-090000.db"),
        office.path("备份/台账-20220401-090000.db"),
    )
    .unwrap();
    let ran = office.on("2022-03-18").say("backup 备份 --keep 1");
    for future in ["20220501", "20220401"] {
        let told = format!("台账-{future}-090000.db 的时间");
        assert!(ran.err.contains(&told), "{}", ran.err);
    }
    // What was made just now stays, whatever the clock says.
    assert_eq!(
        names(&office, "备份"),
        [
            "台账-20220318-090000.db",
            "台账-20220401-090000.db",
            "台账-20220501-090000.db"
        ]
    );
}

#[test]
fn a_file_written_in_the_future_is_told() {
    let office = Office::with_material();
    std::fs::create_dir(office.path("备份")).unwrap();
    let now = |line: &str| {
        let mut command = office.ledger();
        command.env_remove("LEDGER_CLOCK").args(line.split(' '));
        Ran::of(command.output().unwrap())
    };
    now("backup 备份").ok();
    let later = std::time::UNIX_EPOCH + std::time::Duration::from_secs(4_000_000_000);
    let first = office.path("备份").join(&names(&office, "备份")[0]);
    let file = std::fs::File::options().write(true).open(&first).unwrap();
    file.set_modified(later).unwrap();
    let ran = now("backup 备份 --keep 1");
    assert!(ran.err.contains("晚于现在"), "{}", ran.err);
    assert!(first.exists());
}
