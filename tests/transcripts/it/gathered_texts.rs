//! gather, where a unit or the one that holds its history erased a text.

use crate::it::gathering::units;
use crate::office::Office;

fn held(office: &Office, part: &str) -> bool {
    let bytes = office.db_bytes();
    bytes
        .windows(part.len())
        .any(|window| window == part.as_bytes())
}

/// 甲 wrote a secret, and its history was gathered with it.
fn gathered() -> Office {
    let mut office = units();
    office.done(
        "--db 甲.db --actor 甲 log 1 读者隐语电话13900001111
        --db 甲.db --actor 甲 edit 1 --note 记下了
        --db 甲.db --actor 甲 pack -o 上报/旧.ledgerpack
        gather 上报/旧.ledgerpack",
    );
    assert!(held(&office, "隐语"));
    office
}

#[test]
fn what_a_unit_erased_is_erased_here_and_does_not_come_back() {
    for new in ["上报/新.ledgerpack", "甲.db"] {
        let office = gathered();
        office
            .say("--db 甲.db --actor 甲 expunge --entry 4 --reason 误写 -y")
            .ok();
        office
            .say("--db 甲.db --actor 甲 pack -o 上报/新.ledgerpack")
            .ok();
        let told = office.say(&format!("gather {new}")).ok();
        assert!(told.contains("更新"), "{told}");
        assert!(!held(&office, "隐语"), "{new}");
        let told = office.say("verify").ok();
        assert!(
            told.contains("汇总来的单位 A03：1 条记录的文字按留痕已销毁"),
            "{told}"
        );
        assert!(office.say("history A03-1").ok().contains("〔已销毁〕"));
        // Neither the packet of before nor both in one call.
        for line in ["gather 上报/旧.ledgerpack", "gather 上报"] {
            office.say(line).ok();
            assert!(!held(&office, "隐语"), "{line}");
            office.say("verify").ok();
        }
        // Nor into a ledger that has nothing yet, whatever comes first.
        let other = "--db 市.db --actor 市";
        office
            .say(&format!("{other} init --name 市局 --code B"))
            .ok();
        office
            .say(&format!(
                "{other} gather 上报/旧.ledgerpack 上报/新.ledgerpack"
            ))
            .ok();
        office.say("--db 市.db verify").ok();
        let bytes = std::fs::read(office.path("市.db")).unwrap();
        let part = "隐语".as_bytes();
        assert!(!bytes.windows(part.len()).any(|window| window == part));
    }
}

#[test]
fn a_history_that_differs_does_not_bring_it_back_either() {
    let office = gathered();
    std::fs::copy(office.path("甲.db"), office.path("甲二.db")).unwrap();
    office
        .say("--db 甲.db --actor 甲 expunge --entry 4 --reason 误写 -y")
        .ok();
    office.say("gather 甲.db").ok();
    office.say("--db 甲二.db --actor 甲 log 1 别的事").ok();
    let ran = office.say("gather 甲二.db");
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(!held(&office, "隐语"));
    office.say("verify").ok();
    // In its place it has no secret, and the other one, aside, neither.
    office
        .say("gather 甲二.db --replace A03 --reason 以这份为准")
        .ok();
    assert!(!held(&office, "隐语"));
    office.say("verify").ok();
    // What is only kept aside erases nothing in the one that holds.
    office
        .say("--db 甲.db --actor 甲 expunge --entry 2 --reason 误写 -y")
        .ok();
    let ran = office.say("gather 甲.db");
    assert_eq!(ran.code, 1, "{}", ran.out);
    office.say("verify").ok();
    assert!(office.say("history A03-1").ok().contains("座位不够"));
}

#[test]
fn who_holds_it_can_erase_it() {
    let office = gathered();
    let ran = office.say("expunge --entry A03-1 --reason 误报 -y");
    assert!(ran.err.contains("这个单位的名称"), "{}", ran.err);
    let ran = office.say("expunge --entry A03-4 --reason 误报 -y");
    assert!(ran.err.contains("请它也销毁"), "{}", ran.err);
    assert!(ran.ok().contains("已销毁第 A03-4 条记录的文字"));
    assert!(!held(&office, "隐语"));
    let told = office.say("verify").ok();
    assert!(told.contains("第 4 条（见本台账第"), "{told}");
    assert!(
        office
            .say("history")
            .ok()
            .contains("销毁第 A03-4 条记录的文字：误报")
    );
    // The same packet, a longer one, and the unit's own erasing.
    office.say("gather 上报/旧.ledgerpack").ok();
    office.say("--db 甲.db --actor 甲 log 1 又开了会").ok();
    office.say("gather 甲.db").ok();
    assert!(!held(&office, "隐语"));
    office
        .say("--db 甲.db --actor 甲 expunge --entry 4 --reason 误写 -y")
        .ok();
    office.say("gather 甲.db").ok();
    assert!(!held(&office, "隐语"));
    office.say("verify").ok();
}
