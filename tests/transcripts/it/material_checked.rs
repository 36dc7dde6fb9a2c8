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
    assert_snapshot!(office.tell("check 班子.txt"), @r#"
    $ ledger check 班子.txt
    〔退回〕全文 上年整改：没有交代上年度整改情况，台账中2021年度有4个问题
          → 逐个交代改得怎样；没有改完的写明原因和下步措施
    〔退回〕第2段 数目不符：说“问题4个”，文中列出的问题是3个
          → 改正数字，或补上漏列的
    〔退回〕第5段 先扬后抑：“读者意见答复慢”先讲成绩、再转到问题：近年来始终坚持读者至上，满意度连续三年提升，
          → 删去成绩，直接写问题
    〔退回〕第6段 留空未填：留有“某某”
          → 填上，或删去
    〔提醒〕第4段 见人见事：“理论学习不够深入”只有概括，没有具体的人和事
          → 写出哪件事、什么时候、谁、造成什么结果
    〔提醒〕第5段 屡查屡犯：“读者意见答复慢”与2021年度第4项“读者意见答复慢”相近，像是屡查屡犯
          → 写明上次为什么没有改到位、这次怎样防止反弹
    〔提醒〕第6段 屡查屡犯：“流动书车跑得不勤”与2021年度第3项“流动书车跑得不勤”相近，像是屡查屡犯
          → 写明上次为什么没有改到位、这次怎样防止反弹
    ! 错误：共有 4 处会被退回，3 处提醒
    ! 提示：哪一种不要查，用 ledger config check.off 上年整改 关掉（几种用、隔开）
    = 1
    "#);
    office.done("meeting --year 2022 --field 通知要求=个人有关事项、意识形态");
    assert_snapshot!(office.tell("check 何平.md"), @r#"
    $ ledger check 何平.md
    〔退回〕全文 通知要求：通知要求写“个人有关事项”，文中没有
          → 按通知补上
    〔退回〕全文 通知要求：通知要求写“意识形态”，文中没有
          → 按通知补上
    〔退回〕第4段 对象错位：个人材料写成了班子的问题：馆领导班子对分馆研究不够
          → 改成本人在这件事上的责任和表现
    ! 错误：共有 3 处会被退回
    ! 提示：哪一种不要查，用 ledger config check.off 通知要求 关掉（几种用、隔开）
    = 1
    "#);
    assert_snapshot!(office.tell("check 周敏.txt"), @r#"
    $ ledger check 周敏.txt
    〔退回〕全文 通知要求：通知要求写“个人有关事项”，文中没有
          → 按通知补上
    〔退回〕全文 通知要求：通知要求写“意识形态”，文中没有
          → 按通知补上
    ! 错误：共有 2 处会被退回
    ! 提示：哪一种不要查，用 ledger config check.off 通知要求 关掉（几种用、隔开）
    = 1
    "#);
    office.done("config check.off 通知要求");
    assert_snapshot!(office.tell("check 周敏.txt"), @r#"
    $ ledger check 周敏.txt
    周敏.txt：没有发现会被退回的地方。
    "#);
    assert_snapshot!(office.tell("config check.off 先抑后扬"), @r#"
    $ ledger config check.off 先抑后扬
    ! 错误：check.off 中的“先抑后扬”不是核查的名称，可选：数目不符、见人见事、先扬后抑、对象错位、问题无措施、措施无问题、原因无问题、业务问题、留空未填、上年整改、屡查屡犯、通知要求
    = 2
    "#);
}

#[test]
fn without_a_ledger_only_the_text_is_looked_at() {
    let mut office = Office::new();
    office.file("周敏.txt", CLEAN);
    assert_snapshot!(office.tell("check 周敏.txt"), @r#"
    $ ledger check 周敏.txt
    周敏.txt：没有发现会被退回的地方。
    ! 注意：还没有台账，没有与往年的问题核对
    "#);
}
