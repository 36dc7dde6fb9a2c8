//! `check` on a 对照检查材料, before its meeting.

use insta::assert_snapshot;

use crate::office::Office;

const TEAM: &str = "清河区图书馆领导班子2022年度民主生活会对照检查材料
会前征求意见12条，查摆问题4个。
一、存在的主要问题
一是理论学习不够深入。对新思想的系统性、整体性把握不够，学用结合不够紧密。
二是读者意见答复慢。近年来始终坚持读者至上，满意度连续三年提升，但5月有3条留言过了一个月才回。
三是流动书车跑得不勤。某某街道全年一次也没有去。
二、原因剖析
（一）学习自觉性不强。（二）服务意识不牢。
三、整改措施
一是深化理论学习，每月一次研讨。
二是读者留言三日内答复。
三是流动书车每月到各街道一次。
";

const PERSON: &str = "何平同志2022年度民主生活会对照检查材料
一、存在的主要问题
一是学习不经常。全年只读了2本书，9月以后没有再读。
二是馆领导班子对分馆研究不够，全年只开了1次专题会。
二、原因剖析
一是学习自觉性不强。二是责任心不强。
三、整改措施
一是每月读一本书，写一篇体会。
二是每季度到分馆研究一次工作。
";

const CLEAN: &str = "周敏同志2022年度民主生活会发言提纲
一、存在的主要问题
1.读书笔记应付。全年写了4篇，有2篇是从报上抄的。
2.答复读者慢。5月有3条留言，我过了一个月才看到。
二、原因剖析
1.学习自觉性不强。2.服务意识淡了。
三、整改措施
1.读书笔记自己写，每季度两篇。
2.读者留言三日内答复。
";

#[test]
fn a_material_is_looked_through_against_earlier_years() {
    let mut office = Office::with_material();
    office
        .file("班子.txt", TEAM)
        .file("何平.md", PERSON)
        .file("周敏.txt", CLEAN);
    assert_snapshot!(office.tell("check 班子.txt"), @"");
    office.done("meeting --year 2022 --field 通知要求=个人有关事项、意识形态");
    assert_snapshot!(office.tell("check 何平.md"), @"");
    assert_snapshot!(office.tell("check 周敏.txt"), @"");
    office.done("config check.off 通知要求");
    assert_snapshot!(office.tell("check 周敏.txt"), @"");
    assert_snapshot!(office.tell("config check.off 先抑后扬"), @"");
}

#[test]
fn without_a_ledger_only_the_text_is_looked_at() {
    let mut office = Office::new();
    office.file("周敏.txt", CLEAN);
    assert_snapshot!(office.tell("check 周敏.txt"), @"");
}
