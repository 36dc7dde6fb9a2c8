//! Backups, going back to one, and who may look.

use crate::office::{LEDGER, Office, is_windows};

pub(super) fn names(office: &Office, folder: &str) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(office.path(folder))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_backup_is_a_whole_ledger_of_its_own() {
    let office = Office::with_material();
    let told = office.say("backup 副本.db").ok();
    assert!(
        told.contains("已备份到 副本.db：5 条记录，4 项任务，2 个文件"),
        "{told}"
    );
    let code = |told: String| -> String {
        let code = told.lines().find(|line| line.starts_with("校验码"));
        code.unwrap().to_owned()
    };
    let (own, copy) = (
        office.say("verify").ok(),
        office.say("verify --db 副本.db").ok(),
    );
    assert!(
        own.contains("（不到一天前）做的，以后没有新的记录"),
        "{own}"
    );
    assert_eq!(code(own), code(copy));
    #[cfg(unix)]
    if !is_windows() {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(office.path("副本.db"))
            .unwrap()
            .permissions();
        assert_eq!(mode.mode() & 0o777, 0o600);
    }
}

#[test]
fn a_folder_gets_dated_names_and_keeps_the_newest() {
    let mut office = Office::with_material();
    std::fs::create_dir(office.path("备份")).unwrap();
    // Another ledger's backups there are not ours to remove.
    office
        .say("--db 另外/台账.db --actor 何平 add 别家的事 --year 2021")
        .ok();
    office.say("--db 另外/台账.db backup 备份").ok();
    for day in ["2022-03-16", "2022-03-17", "2022-03-18"] {
        office.on(day).say("backup 备份 --keep 2").ok();
    }
    assert_eq!(
        names(&office, "备份"),
        [
            "台账-20220315-090000.db",
            "台账-20220317-090000.db",
            "台账-20220318-090000.db"
        ]
    );
    office.say("backup 备份 --保留 2").ok();
    assert!(names(&office, "备份").contains(&"台账-20220318-090000-2.db".to_owned()));
    office.on("2022-05-18").say("log 1 又开了会").ok();
    let ran = office.say("verify");
    assert!(
        ran.out.contains("（61天前）做的，以后又有 1 条记录"),
        "{}",
        ran.out
    );
    assert!(ran.err.contains("备份已经旧了"), "{}", ran.err);
    let ran = office.say("backup 没有的文件夹/x.db");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(office.say("backup x.db --keep 2").code, 2);
}

#[test]
fn a_backup_takes_the_place_of_nothing_else() {
    let office = Office::with_material();
    office.file("照片.jpg", "JPG");
    for (target, why) in [
        ("照片.jpg", "不是台账的备份"),
        (LEDGER, "不能备份到台账文件自己"),
        ("另一本.db", "是另一本台账"),
    ] {
        office
            .say("--db 另一本.db --actor 何平 add 别家的事 --year 2021")
            .ok();
        let before = std::fs::read(office.path(target)).unwrap();
        let ran = office.say(&format!("backup {target}"));
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains(why), "{}", ran.err);
        assert!(std::fs::read(office.path(target)).unwrap() == before);
    }
    // An older state of the same ledger is replaced, a later one is not.
    office.say("backup 副本.db").ok();
    office.say("log 1 开了会").ok();
    office.say("backup 副本.db").ok();
    office.say("--db 副本.db log 2 只在副本里").ok();
    let ran = office.say("backup 副本.db");
    assert!(ran.err.contains("现在的台账没有的记录"), "{}", ran.err);
}

#[test]
fn a_damaged_ledger_is_not_backed_up_and_verify_names_the_backup() {
    let office = Office::with_material();
    office.say("backup 副本.db").ok();
    office.say("log 1 开了会").ok();
    let edit = |sql: &str| office.sqlite().execute_batch(sql).unwrap();
    edit("update task set problem = '改' where number = 1");
    let ran = office.say("backup 副本.db");
    assert_eq!(ran.code, 3, "{}", ran.err);
    let ran = office.say("verify");
    assert!(ran.err.contains("ledger verify --rebuild"), "{}", ran.err);
    edit("drop trigger entry_is_never_removed; delete from entry where sequence = 3");
    let ran = office.say("backup 副本.db");
    assert_eq!(ran.code, 3, "{}", ran.err);
    let ran = office.say("verify");
    assert_eq!(ran.code, 3);
    let command = format!("ledger restore {}", office.path("副本.db").display());
    assert!(ran.err.contains(&command), "{}", ran.err);
    assert!(
        ran.err
            .contains("5 条记录，最后一条记于2022年3月15日 09:00"),
        "{}",
        ran.err
    );
}

#[test]
fn going_back_says_what_is_lost_and_keeps_it() {
    let mut office = Office::with_material();
    office.say("backup 副本.db").ok();
    office.on("2022-04-01").say("log 1 开了会").ok();
    let later = office.db_bytes();
    let asked = office.say("restore 副本.db");
    assert_eq!(asked.code, 1, "nobody can be asked: {}", asked.err);
    assert!(office.db_bytes() == later);
    assert!(
        asked.err.contains("还原后会丢掉第 6 条起的 1 条"),
        "{}",
        asked.err
    );
    assert!(asked.err.contains("周敏 第 1 项 进展"), "{}", asked.err);
    let ran = office.say("restore 副本.db -y");
    assert!(
        ran.err.contains("校验码、打包上报的包将不再相符"),
        "{}",
        ran.err
    );
    let told = ran.ok();
    assert!(
        told.contains("台账现有 6 条记录，最后一条记下了这次还原"),
        "{told}"
    );
    let kept = "台账-还原前-20220401-090000.db";
    assert!(told.contains(kept), "{told}");
    assert!(office.say("verify").ok().contains("6 条记录首尾相连"));
    assert!(
        office
            .say(&format!("verify --db {kept}"))
            .ok()
            .contains("6 条记录"),
        "what was there is kept"
    );
    // And back again: only the note of going back is lost, and kept in the file of before.
    let ran = office.say(&format!("restore {kept} -y"));
    assert!(ran.err.contains("第 6 条起的 1 条"), "{}", ran.err);
    assert!(ran.err.contains("周敏 还原：用备份 副本.db"), "{}", ran.err);
    assert!(
        names(&office, "")
            .iter()
            .all(|name| !name.contains(".part"))
    );
}

#[test]
fn going_back_is_in_the_history_and_is_not_undone() {
    let mut office = Office::with_material();
    office.say("backup 副本.db").ok();
    office.on("2022-04-01").say("log 1 开了会").ok();
    let told = office.say("verify").ok();
    let code = told.lines().find_map(|line| line.strip_prefix("校验码 "));
    let code = code.unwrap();
    office.say("restore 副本.db -y").ok();
    let history = office.say("history --format json").ok();
    let history: serde_json::Value = serde_json::from_str(&history).unwrap();
    let last = history.as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["kind"], &last["who"]),
        (&"restored".into(), &"周敏".into())
    );
    let body: serde_json::Value = serde_json::from_str(last["body"].as_str().unwrap()).unwrap();
    let kept = "台账-还原前-20220401-090000.db";
    assert_eq!(body["data"]["from"], "副本.db");
    assert_eq!(body["data"]["kept"], kept);
    assert_eq!(body["data"]["replaced"], code);
    assert!(body["data"]["code"].as_str().unwrap().starts_with("5-"));
    let before = office.db_bytes();
    let ran = office.say("undo");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("不能再撤销"), "{}", ran.err);
    assert!(
        ran.err.contains(&format!("ledger restore {kept}")),
        "{}",
        ran.err
    );
    assert!(office.db_bytes() == before);
    // A code printed from what is no longer there: told apart from rewriting.
    let ran = office.say(&format!("verify --against {code}"));
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("台账还原过（第 6 条记录）"), "{}", ran.err);
    let then = format!("verify --db {kept} --against {code}");
    assert!(ran.err.contains(&format!("ledger {then}")), "{}", ran.err);
    office.say(&then).ok();
}

#[test]
fn what_can_not_be_gone_back_to() {
    let office = Office::with_material();
    office.say("backup 副本.db").ok();
    let mut bytes = std::fs::read(office.path("副本.db")).unwrap();
    let at = bytes
        .windows(6)
        .position(|w| w == "周敏".as_bytes())
        .unwrap();
    bytes[at] ^= 1;
    office.file("坏.db", &bytes).file("照片.jpg", "JPG");
    let before = office.db_bytes();
    for (file, why) in [
        ("坏.db", "已经损坏，没有还原"),
        ("照片.jpg", "不是台账文件"),
        ("没有.db", "不存在"),
        (LEDGER, "不用还原"),
    ] {
        let ran = office.say(&format!("restore {file} -y"));
        assert_eq!(ran.code, 1, "{file}: {}", ran.err);
        assert!(ran.err.contains(why), "{file}: {}", ran.err);
        assert!(office.db_bytes() == before);
    }
}

#[test]
fn a_ledger_beyond_reading_is_replaced_and_kept_as_it_is() {
    let office = Office::with_material();
    office.say("backup 台账-20220314-090000.db").ok();
    for wreck in [b"no database".to_vec(), vec![0; 40_000], Vec::new()] {
        office.file(LEDGER, &wreck);
        if !wreck.is_empty() {
            let ran = office.say("verify");
            assert_ne!(ran.code, 0);
        }
        office.say("restore 台账-20220314-090000.db -y").ok();
        office.say("verify").ok();
        let kept = names(&office, "")
            .into_iter()
            .rfind(|name| name.contains("还原前"))
            .unwrap();
        assert!(std::fs::read(office.path(&kept)).unwrap() == wreck);
        std::fs::remove_file(office.path(&kept)).unwrap();
    }
    std::fs::remove_file(office.db()).unwrap();
    office.say("restore 台账-20220314-090000.db").ok();
    office.say("verify").ok();
}

#[test]
fn a_sample_can_be_drawn_again() {
    let office = Office::new();
    for number in 1..=30 {
        office.say(&format!("add 第{number}件 --year 2021")).ok();
    }
    let draw = |rest: &str| -> Vec<u64> {
        let json = office.say(&format!("list --format json {rest}")).ok();
        let tasks: serde_json::Value = serde_json::from_str(&json).unwrap();
        let tasks = tasks.as_array().unwrap().iter();
        tasks.map(|task| task["number"].as_u64().unwrap()).collect()
    };
    let first = draw("--sample 5 --seed 2022-06");
    assert_eq!(first.len(), 5);
    assert!(first.is_sorted());
    assert_eq!(draw("--抽查 5 --种子 2022-06"), first);
    assert_ne!(draw("--sample 5 --seed 2022-07"), first);
    assert!(
        draw("--sample 6 --seed 2022-06")
            .iter()
            .filter(|n| first.contains(n))
            .count()
            == 5
    );
    assert_eq!(draw("--sample 99 --seed 1").len(), 30);
    // Every task can be drawn.
    let all: std::collections::BTreeSet<u64> = (0..60)
        .flat_map(|seed| draw(&format!("--sample 5 --seed {seed}")))
        .collect();
    assert_eq!(all.len(), 30);
    let told = office.say("list --sample 2 --seed 今天");
    assert!(
        told.err
            .contains("从符合条件的 30 项中按种子“今天”抽出 2 项"),
        "{}",
        told.err
    );
    assert_eq!(office.say("list --sample 2").code, 2);
}

#[cfg(unix)]
#[test]
fn a_ledger_that_others_can_read_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let office = Office::with_material();
    let set = |path: &std::path::Path, mode: u32| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    // File, folder; who is told of by `verify`, and whether writing verbs tell it too.
    for (file, folder, told, always) in [
        (0o600, 0o755, None, false),
        (0o644, 0o755, Some("同一台机器上的其他人能读台账文件"), true),
        (0o644, 0o700, None, false),
        (0o640, 0o755, Some("同组的其他人能读台账文件"), false),
        (0o640, 0o700, None, false),
        (0o604, 0o750, None, false),
        // A file system that keeps no modes.
        (0o777, 0o777, None, false),
    ] {
        set(&office.db(), file);
        set(office.folder(), folder);
        let what = format!("{file:o} in {folder:o}");
        let err = office.say("verify").err;
        assert_eq!(err.contains("其他人"), told.is_some(), "{what}: {err}");
        assert!(err.contains(told.unwrap_or_default()), "{what}: {err}");
        let err = office.say("log 1 开了会").err;
        assert_eq!(
            err.matches("其他人").count(),
            usize::from(always),
            "{what}: {err}"
        );
        assert!(!office.say("list").err.contains("其他人"), "{what}");
    }
}

#[test]
fn what_is_dated_long_before_needs_a_reason() {
    let mut office = Office::with_material();
    office.file("照片.jpg", "JPG").file("纪要.txt", "纪要");
    office.on("2022-06-30");
    // Without the setting, and without the policy, any day will do.
    office.say("log 2 开了会 --date 2022-02-01").ok();
    office.say("config backdate_days 30").ok();
    office.say("log 2 又开了会 --date 2022-02-01").ok();
    office.say("config policy strict").ok();
    assert_eq!(office.say("config backdate_days 很久").code, 2);
    let before = office.db_bytes();
    for line in [
        "log 1 开了会 --date 2022-05-30",
        "attach 1 照片.jpg --date 2022-05-30",
        "submit 1 --outcome 改了 --date 2022-05-30",
    ] {
        let ran = office.say(line);
        assert_eq!(ran.code, 1, "{line}");
        assert!(office.db_bytes() == before, "{line}");
    }
    let ran = office.say("log 1 开了会 --date 2022-05-30");
    assert!(ran.err.contains("已过去 31 天"), "{}", ran.err);
    assert!(ran.err.contains("--late"), "{}", ran.err);
    office.say("log 1 开了会 --date 2022-05-31").ok();
    office
        .say("attach 1 照片.jpg --date 2022-05-01 --late 当时没有扫描仪")
        .ok();
    office
        .say("edit 1 --measure 去办 --due 年底前 --owner 周敏")
        .ok();
    office
        .say("submit 1 --outcome 改了 --date 2022-05-02 --补记原因 忙忘了")
        .ok();
    let ran = office.say("close 1 --verifier 馆务会 --date 2022-05-03");
    assert!(ran.err.contains("已过去 58 天"), "{}", ran.err);
    office
        .say("close 1 --verifier 馆务会 --date 2022-05-03 --late 纪要才印出")
        .ok();
    let told = office.say("history 1 --format json").ok();
    for reason in ["当时没有扫描仪", "忙忘了", "纪要才印出"] {
        assert!(told.contains(&format!("的事，原因：{reason}")), "{told}");
    }
    let report = office.say("report --year 2022").ok();
    assert!(
        !report.contains("补记"),
        "the reason is for the office only"
    );
}
