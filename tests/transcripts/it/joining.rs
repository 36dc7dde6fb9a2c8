//! Two copies of one ledger that went on apart (合并副本).

use model::digest::Digest;

use crate::office::Office;
use crate::returned::Copied;

/// The office's ledger, and the same on a stick, both with something since.
fn apart() -> Office {
    let mut office = Office::with_material();
    office.file("纪要.txt", "第8号\n");
    std::fs::copy(office.db(), office.path("U盘.db")).unwrap();
    office.done(
        "@2022-03-20
        edit 1 --owner 罗珊
        log 3 跑完东街
        add 门口没有坡道",
    );
    office.actor("何平").done(
        "@2022-03-21
        --db U盘.db edit 1 --owner 何平 --due 6月底前
        --db U盘.db log 3 跑完西街
        --db U盘.db attach 3 纪要.txt
        --db U盘.db add 灯太暗 --prior 2",
    );
    office.actor("周敏").on("2022-03-22");
    office
}

/// Every one of these is told.
fn says(told: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
}

#[test]
fn a_copy_on_a_stick_comes_home() {
    let told = apart().tell(
        "join U盘.db --dry-run
        join U盘.db
        join U盘.db --theirs 1:责任人 -y
        list
        history 3
        join U盘.db
        evidence 3
        show 6
        verify",
    );
    says(
        &told,
        &[
            "可以并入 4 条记录，还有 1 处没有定以哪边为准",
            "编号 1 的“责任人”两边都改过：这里为“罗珊”，副本为“何平”",
            "没有定以哪边为准，没有并入",
            "已并入副本 U盘.db 的 4 条记录",
            "副本的第 5 项在这里是第 6 项",
            "并自副本第",
            "往年前项　第 2 项",
            "副本里的记录这里都有",
            "台账完好",
        ],
    );
}

#[test]
fn a_join_is_taken_back_at_once_and_can_be_made_again() {
    let told = apart().tell(
        "join U盘.db --take theirs -y
        undo -y
        list
        verify
        join U盘.db --take ours -y --quiet
        list --columns 编号,存在问题,责任人",
    );
    says(
        &told,
        &[
            "已并入副本 U盘.db 的 4 条记录",
            "合并副本：U盘.db",
            "台账完好",
            "门口没有坡道",
        ],
    );
}

#[test]
fn what_can_not_be_joined_is_refused() {
    let mut office = apart();
    std::fs::copy(office.path("U盘.db"), office.path("又一份.db")).unwrap();
    std::fs::copy(office.db(), office.path("旧的.db")).unwrap();
    office.done(
        "--db 别的.db add 别的问题
        --db 又一份.db log 4 回了信
        log 4 答复了",
    );
    let whole = std::fs::read(office.path("U盘.db")).unwrap();
    let at = whole
        .windows("跑完西街".len())
        .position(|window| window == "跑完西街".as_bytes())
        .unwrap();
    let mut broken = whole.clone();
    broken[at + 11] ^= 1;
    office.file("坏的.db", broken);
    office.file("纸.db", "不是台账");
    let told = office.tell(
        "join 没有.db
        join 纸.db
        join 台账.db
        join 别的.db
        join 坏的.db
        join 旧的.db
        --db U盘.db join 又一份.db
        join U盘.db --theirs 2:责任人 -y
        join U盘.db --theirs 1:责任人 --ours 1:责任人",
    );
    says(
        &told,
        &[
            "文件 没有.db 不存在",
            "纸.db 不是台账文件",
            "这就是现在的台账文件",
            "别的.db 不是这本台账的副本",
            "坏的.db 校验不过",
            "副本里的记录这里都有",
            "这里没有自己的新记录，只是较旧的一份",
            "“2:责任人”不是两边都改过的地方",
            "既写在 --theirs，又写在 --ours",
        ],
    );
    assert_eq!(std::fs::read(office.path("U盘.db")).unwrap(), whole);
}

#[test]
fn a_state_on_one_side_and_an_extension_on_the_other_are_decided() {
    let mut office = Office::with_material();
    office.done("edit 1 --due 2022-06-30 --owner 罗珊 --measure 每月看一次");
    std::fs::copy(office.db(), office.path("冲突.db")).unwrap();
    office.done(
        "@2022-05-10
        close 1 --verifier 馆务会 --basis 纪要 --outcome 好了 -y
        retract 2 --reason 重复",
    );
    office.done(
        "@2022-05-12
        --db 冲突.db extend 1 --due 2022-09-30 --reason 款没有到 --approved-by 馆务会
        --db 冲突.db log 2 开了一次会
        @2022-05-20",
    );
    let told = office.tell(
        "join 冲突.db
        join 冲突.db --ours 1:完成状态 --theirs 2:完成状态 -y
        list
        undo -y
        join 冲突.db --theirs 1:完成状态 --ours 2:完成状态 -y
        show 1
        list
        verify",
    );
    says(
        &told,
        &[
            "这里为“已销号（2022-05-10）”",
            "延期：款没有到",
            "这里为“作废（2022-05-10）：重复”",
            "没有定以哪边为准，没有并入",
            "撤回第",
            "延期至2022-09-30",
            "台账完好",
        ],
    );
}

#[test]
fn a_code_printed_from_a_copy_is_known_afterwards() {
    let mut office = apart();
    let code = |office: &mut Office, db: &str| {
        let told = office.say(&format!("--db {db} verify")).ok();
        let line = told.lines().find(|line| line.starts_with("校验码"));
        line.unwrap().trim_start_matches("校验码 ").to_owned()
    };
    let (end, own) = (code(&mut office, "U盘.db"), code(&mut office, "台账.db"));
    let before = office.say(&format!("verify --against {end}"));
    assert_eq!(before.code, 1, "{}", before.out);
    office.done("join U盘.db --take ours -y");
    let told = office.say(&format!("verify --against {end}")).ok();
    assert!(
        told.contains(&format!("校验码 {end} 是副本 U盘.db 的")),
        "{told}"
    );
    let told = office.say(&format!("verify --against {own}")).ok();
    assert!(told.contains(&format!("校验码 {own} 相符")), "{told}");
}

#[test]
fn what_was_erased_on_either_side_does_not_come_back() {
    let mut office = Office::with_material();
    office
        .file("名单.txt", "张三\n")
        .file("底稿.txt", "李四\n")
        .file("纪要.txt", "第8号\n");
    office.done("log 1 口令是甲乙丙\n        attach 1 名单.txt\n        attach 2 底稿.txt");
    std::fs::copy(office.db(), office.path("U盘.db")).unwrap();
    let digest = |text: &str| Digest::of(text.as_bytes()).to_string();
    let (names, draft) = (digest("张三\n"), digest("李四\n"));
    office.done(&format!("expunge {names} --reason 涉密 -y\n log 2 看了"));
    office.done(&format!(
        "--db U盘.db expunge --entry 6 --reason 涉密 -y
        --db U盘.db expunge {draft} --reason 涉密 -y
        --db U盘.db attach 3 纪要.txt",
    ));
    let told = office.say("join U盘.db -y").ok();
    assert!(told.contains("已并入"), "{told}");
    office.done("verify");
    let bytes = office.db_bytes();
    for text in ["口令是甲乙丙", "张三\n", "李四\n"] {
        let mut windows = bytes.windows(text.len());
        assert!(!windows.any(|window| window == text.as_bytes()), "{text}");
    }
    let undone = office.say("undo -y");
    assert_eq!(undone.code, 0, "{}", undone.err);
    assert!(undone.err.contains("不能恢复"), "{}", undone.err);
    office.done("verify");
}

#[test]
fn a_form_that_the_copy_sent_out_comes_home_to_its_own_task() {
    let mut office = apart();
    office.done(
        "--db U盘.db edit 5 --dept 办公室
        --db U盘.db dispatch --out 下发",
    );
    let path = office.path("下发/整改填报表-办公室.xlsx");
    let mut form = Copied::of(&std::fs::read(&path).unwrap());
    form.form().fill("5", "本期进展情况", "换了两盏灯");
    std::fs::write(&path, form.bytes()).unwrap();
    let told = office.say("join U盘.db --take ours -y");
    assert!(
        told.out.contains("副本的第 5 项在这里是第 6 项")
            || told.err.contains("副本的第 5 项在这里是第 6 项")
    );
    let status = office.say("collect --status").ok();
    assert!(
        status.contains("办公室") && status.contains("未回"),
        "{status}"
    );
    let told = office.say("collect 下发/整改填报表-办公室.xlsx -y");
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    assert!(told.err.contains("这一编号并入后是编号6"), "{}", told.err);
    assert!(office.say("show 6").ok().contains("换了两盏灯"));
    assert!(!office.say("show 5").ok().contains("换了两盏灯"));
    let status = office.say("collect --status").ok();
    assert!(status.contains("已回"), "{status}");
    // Taken back, nobody waits for it any more.
    office.done("undo -y");
    assert!(office.say("show 6").ok().contains("灯太暗"));
    office.done("verify");
}

#[test]
fn the_page_is_given_the_answers() {
    let mut office = apart();
    office.variable("LEDGER_FRONT", "1");
    let told = office.say("join U盘.db");
    assert_eq!(told.code, 1);
    for answer in ["[\"theirs\",\"1:责任人\"", "[\"ours\",\"1:责任人\""] {
        assert!(told.out.contains(answer), "{}", told.out);
    }
}
