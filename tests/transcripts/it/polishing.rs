//! report --draft, report --take: the section polished in an editor and taken back.

use insta::assert_snapshot;

use crate::office::{Office, Ran};

fn office() -> Office {
    let mut office = Office::new();
    office.done(
        "init --name 临溪县文化馆 --team 馆领导班子
        meeting --year 2021 --held-on 2022-01-20
        add 下乡演出排得少 --year 2021 --dimension 带头服务群众方面 --due 2022-06-30
        add 练功房闭馆偏早 --year 2021 --dimension 带头服务群众方面 --due 2022-09-30
        add 馆藏乐器无人养护 --year 2021 --dimension 带头担当作为方面 --due 2022-12-31
        @2022-05-10
        log 1 到八个村演出 --figure 演出=8场
        close 1 --outcome 村里有了固定的演出日
        log 2 练功房延长到晚上九点 --reason 夜班保安没有到位 --next 年底前招到夜班保安
        @2022-12-10
        log 3 给乐器建了养护卡",
    );
    office
}

/// The file with some words in place of others.
fn edit(office: &Office, name: &str, to: &str, changes: &[(&str, &str)]) {
    let mut text = office.read(name);
    for (from, words) in changes {
        assert!(text.contains(from), "{from} in {text}");
        text = text.replace(from, words);
    }
    office.file(to, text);
}

/// The same in a docx: an archive with one part changed, as an editor leaves it.
fn edit_docx(office: &Office, name: &str, changes: &[(&str, &str)]) {
    use std::io::{Cursor, Read as _, Write as _};
    let bytes = std::fs::read(office.path(name)).expect("a docx");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..zip.len() {
        let mut part = zip.by_index(place).expect("a part");
        let part_name = part.name().expect("a name").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        if part_name == "word/document.xml" {
            for (from, words) in changes {
                assert!(text.contains(from), "{from} in {text}");
                text = text.replace(from, words);
            }
        }
        let plain = zip::write::SimpleFileOptions::default();
        out.start_file(part_name, plain).expect("a part");
        out.write_all(text.as_bytes()).expect("its bytes");
    }
    office.file(name, out.finish().expect("an archive").into_inner());
}

/// What one command said, with its line.
fn told(line: &str, ran: &Ran) -> String {
    format!("$ ledger {line}\n{}", ran.told())
}

#[test]
fn a_sheet_is_written_and_untouched_it_brings_nothing() {
    let mut office = office();
    let said = office.tell(
        "report --year 2022 --draft 底稿.md
        report --year 2022 --take 底稿.md
        report --year 2022 --draft 底稿.docx
        report --year 2022 --take 底稿.docx",
    );
    assert_snapshot!(said + &office.read("底稿.md"), @r#"
    $ ledger report --year 2022 --draft 底稿.md
    ! 已写入 底稿.md
    ! 提示：逐段改好、保存以后，用 ledger report --year 2022 --take 底稿.md 取回
    $ ledger report --year 2022 --take 底稿.md
    没有录入报送表述，没有改动的 3 项
    $ ledger report --year 2022 --draft 底稿.docx
    ! 已写入 底稿.docx
    ! 提示：逐段改好、保存以后，用 ledger report --year 2022 --take 底稿.docx 取回
    $ ledger report --year 2022 --take 底稿.docx
    没有录入报送表述，没有改动的 3 项
    # 2021年度整改落实情况底稿（班子）

    改写每个标记下面的文字，改到满意为止；〔第…项〕开头的标记行不要改动，也不要删去。没有改的不必管，取回时只录入改过的。

    改完保存，用 ledger report --year 2022 --take 本文件 取回。（写于2022年12月10日，当时台账留痕9条。）

    #### 〔第1项·41d86b〕关于“下乡演出排得少”的问题

    5月，到八个村演出8场。村里有了固定的演出日。该问题已于5月10日完成整改。

    #### 〔第2项·b57cbc〕关于“练功房闭馆偏早”的问题

    5月，练功房延长到晚上九点；因夜班保安没有到位，未按期（9月30日前）完成，下一步将于年底前招到夜班保安。

    #### 〔第3项·00551b〕关于“馆藏乐器无人养护”的问题

    12月，给乐器建了养护卡，整改仍在推进，整改时限为2022年12月31日。
    "#);
}

#[test]
fn polished_blocks_become_wordings_and_go_back_together() {
    let mut office = office();
    office.done("report --year 2022 --draft 底稿.md");
    edit(
        &office,
        "底稿.md",
        "改好.md",
        &[
            ("到八个村演出8场", "全年到八个村演出8场"),
            ("练功房延长到晚上九点", "练功房开到晚上九点"),
        ],
    );
    let said = office.tell(
        "report --year 2022 --take 改好.md
        report --year 2022
        report --year 2022 --take 改好.md
        history
        undo
        report --year 2022",
    );
    assert_snapshot!(said, @r#"
    $ ledger report --year 2022 --take 改好.md
    录入报送表述 2 项：第 1、2 项，没有改动的 1 项
    $ ledger report --year 2022
    一、上年度民主生活会整改措施落实情况
    2021年度民主生活会上，馆领导班子查摆问题3个。截至2022年12月10日，已完成整改1个，正在推进2个。
    1.关于“下乡演出排得少”的问题。5月，全年到八个村演出8场。村里有了固定的演出日。该问题已于5月10日完成整改。
    2.关于“练功房闭馆偏早”的问题。5月，练功房开到晚上九点；因夜班保安没有到位，未按期（9月30日前）完成，下一步将于年底前招到夜班保安。
    3.关于“馆藏乐器无人养护”的问题。12月，给乐器建了养护卡，整改仍在推进，整改时限为2022年12月31日。
    ! 注意：第 1 项缺佐证材料：ledger attach 1 文件
    ! 全文253字
    $ ledger report --year 2022 --take 改好.md
    没有录入报送表述，没有改动的 3 项
    $ ledger history
    ┌────────┬────────────────────┬────────┬──────┬────────────────────────────────────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                                               │
    ╞════════╪════════════════════╪════════╪══════╪════════════════════════════════════════════════════╡
    │ 1      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆      ┆ 建账：临溪县文化馆                                 │
    │ 2      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆      ┆ 记会议：2021年度民主生活会                         │
    │ 3      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 登记：下乡演出排得少                               │
    │ 4      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 2    ┆ 登记：练功房闭馆偏早                               │
    │ 5      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 3    ┆ 登记：馆藏乐器无人养护                             │
    │ 6      ┆ 2022-05-10 09:00＊ ┆ 周敏   ┆ 1    ┆ 进展（2022-05-10）：到八个村演出；演出8场          │
    │ 7      ┆ 2022-05-10 09:00＊ ┆ 周敏   ┆ 1    ┆ 销号（2022-05-10，审核：周敏）：村里有了固定的演出 │
    │        ┆                    ┆        ┆      ┆ 日                                                 │
    │ 8      ┆ 2022-05-10 09:00＊ ┆ 周敏   ┆ 2    ┆ 进展（2022-05-10）：练功房延长到晚上九点；未完成原 │
    │        ┆                    ┆        ┆      ┆ 因：夜班保安没有到位；下步措施：年底前招到夜班保安 │
    │ 9      ┆ 2022-12-10 09:00＊ ┆ 周敏   ┆ 3    ┆ 进展（2022-12-10）：给乐器建了养护卡               │
    │ 10     ┆ 2022-12-10 09:00＊ ┆ 周敏   ┆ 1    ┆ 修改：报送表述为“5月，全年到八个村演出8场。村里有  │
    │        ┆                    ┆        ┆      ┆ 了固定的演出日。该问题已于5月10日完成整改。”       │
    │ 11     ┆ 2022-12-10 09:00＊ ┆ 周敏   ┆ 2    ┆ 修改：报送表述为“5月，练功房开到晚上九点；因夜班保 │
    │        ┆                    ┆        ┆      ┆ 安没有到位，未按期（9月30日前）完成，下一步将于年  │
    │        ┆                    ┆        ┆      ┆ 底前招到夜班保安。”                                │
    └────────┴────────────────────┴────────┴──────┴────────────────────────────────────────────────────┘
    $ ledger undo
    已撤销第 1、2 项：修改：报送表述为“5月，全年到八个村演出8场。村里有了固定的演出日。该问题已于5月10日完成整改。”等 2 条记录
    $ ledger report --year 2022
    一、上年度民主生活会整改措施落实情况
    2021年度民主生活会上，馆领导班子查摆问题3个。截至2022年12月10日，已完成整改1个，正在推进2个。
    1.关于“下乡演出排得少”的问题。5月，到八个村演出8场。村里有了固定的演出日。该问题已于5月10日完成整改。
    2.关于“练功房闭馆偏早”的问题。5月，练功房延长到晚上九点；因夜班保安没有到位，未按期（9月30日前）完成，下一步将于年底前招到夜班保安。
    3.关于“馆藏乐器无人养护”的问题。12月，给乐器建了养护卡，整改仍在推进，整改时限为2022年12月31日。
    ! 注意：第 1 项缺佐证材料：ledger attach 1 文件
    ! 全文252字
    "#);
}

#[test]
fn word_files_are_taken_back_too() {
    let mut office = office();
    office.done("report --year 2022 --style brief --draft 底稿.docx");
    let changes = [
        ("练功房延长到晚上九点", "练功房开到晚上九点"),
        ("给乐器建了养护卡", "馆里给乐器都建了养护卡"),
    ];
    edit_docx(&office, "底稿.docx", &changes);
    let said = office.tell(
        "report --year 2022 --style brief --take 底稿.docx --format json
        report --year 2022 --style brief",
    );
    assert_snapshot!(said, @r#"
    $ ledger report --year 2022 --style brief --take 底稿.docx --format json
    {"taken":[{"task":"2","paragraph":6,"text":"练功房开到晚上九点；因夜班保安没有到位，未按期（9月30日前）完成，下一步将于年底前招到夜班保安。","doubts":[]},{"task":"3","paragraph":8,"text":"馆里给乐器都建了养护卡，整改仍在推进，整改时限为2022年12月31日。","doubts":[]}],"left_out":[],"unchanged":1,"slips":[]}
    $ ledger report --year 2022 --style brief
    2021年度民主生活会上，馆领导班子查摆问题3个。截至2022年12月10日，已完成整改1个，正在推进2个。一是针对“下乡演出排得少”问题，到八个村演出8场，村里有了固定的演出日，已完成整改。二是针对“练功房闭馆偏早”问题，练功房开到晚上九点；因夜班保安没有到位，未按期（9月30日前）完成，下一步将于年底前招到夜班保安。三是针对“馆藏乐器无人养护”问题，馆里给乐器都建了养护卡，整改仍在推进，整改时限为2022年12月31日。
    ! 注意：第 1 项缺佐证材料：ledger attach 1 文件
    ! 全文214字
    "#);
}

#[test]
fn what_contradicts_the_records_is_asked_about() {
    let office = office();
    let written = office.say("report --year 2022 --draft 底稿.md").told();
    assert!(written.contains("--take 底稿.md 取回"), "{written}");
    edit(
        &office,
        "底稿.md",
        "改好.md",
        &[
            ("到八个村演出8场", "到八个村演出9场"),
            ("练功房延长到晚上九点", "练功房开到晚上九点，已完成整改"),
            ("给乐器建了养护卡", "给馆里的乐器建了养护卡"),
        ],
    );
    let line = "report --year 2022 --take 改好.md";
    // Nobody to ask; -y is no answer to what contradicts.
    let refused = "report --year 2022 --take 改好.md --yes";
    let mut said = told(refused, &office.say(refused));
    office.say("undo").ok();
    said += &told(line, &office.answer(line, "n\ny\n"));
    assert_snapshot!(said, @r#"
    $ ledger report --year 2022 --take 改好.md --yes
    录入报送表述 1 项：第 3 项
    ! 注意：第 1 项（第4段）写有“演出9场”，台账合计是演出8场
    ! 注意：第 2 项（第6段）“练功房闭馆偏早”写成“已完成整改”，台账中是正在推进、已逾期
    ! 错误：还有 2 处没有录入
    ! 提示：改好底稿再取回一次；确实要这样写的，再取回一次，加 --keep 1
    = 1
    $ ledger report --year 2022 --take 改好.md
    录入报送表述 2 项：第 2、3 项
    ! 注意：第 1 项（第4段）写有“演出9场”，台账合计是演出8场
    ! 第 1 项仍照改过的录入？（y 是 / n 否） 注意：第 2 项（第6段）“练功房闭馆偏早”写成“已完成整改”，台账中是正在推进、已逾期
    ! 第 2 项仍照改过的录入？（y 是 / n 否）
    "#);
}

#[test]
fn spoiled_markers_are_told() {
    let mut office = office();
    office.done("report --year 2022 --draft 底稿.txt");
    let text = office.read("底稿.txt");
    let lines: Vec<&str> = text.lines().collect();
    let mut spoiled = lines[..3].to_vec();
    // The first twice, the second without a text, the third with a number that it never had.
    let third = lines[7].replace("第3项", "第13项");
    spoiled.extend([
        lines[3], lines[4], lines[3], lines[4], lines[5], &third, lines[8],
    ]);
    office.file("改坏.txt", spoiled.join("\n"));
    let said = office.tell("report --year 2022 --take 改坏.txt");
    assert_snapshot!(said, @r#"
    $ ledger report --year 2022 --take 改坏.txt
    没有录入报送表述
    ! 注意：第 1 项的标记行有 2 处（第4段、第6段），没有取回这一项
    ! 注意：第 3 项的标记行找不到，没有取回这一项
    ! 注意：第 2 项（第8段）下面没有文字，这一项没有改动
    ! 注意：第9段标的是第 13 项，这份底稿里没有这一项，没有取回
    ! 错误：还有 2 处没有录入
    ! 提示：改正底稿里的标记行，再取回一次
    = 1
    "#);
}

#[test]
fn a_sheet_is_of_one_section_only() {
    let mut office = office();
    let said = office.tell(
        "report --year 2022 --draft 底稿.md --kind full
        report --year 2022 --draft 底稿.json
        report --year 2022 --draft 底稿.md --redact
        report --year 2022 --subject 张某 --draft 底稿.md
        report --year 2022 --take 没有.md",
    );
    assert_snapshot!(said, @r#"
    $ ledger report --year 2022 --draft 底稿.md --kind full
    ! 错误：底稿写的是上年度整改落实情况，不能再用 --kind 写别的
    = 2
    $ ledger report --year 2022 --draft 底稿.json
    ! 错误：底稿是给人改的，不写成 json
    ! 提示：文件名用 .docx、.md 或 .txt 结尾
    = 2
    $ ledger report --year 2022 --draft 底稿.md --redact
    ! 错误：--draft <文件> 不能和 --redact 一起用
    ! 提示：用 ledger report --help 查看用法
    = 2
    $ ledger report --year 2022 --subject 张某 --draft 底稿.md
    ! 错误：台账中没有2021年度“张某”的任务，写不出这份报告
    ! 提示：台账中有这些年度：2021
    = 1
    $ ledger report --year 2022 --take 没有.md
    ! 错误：文件 没有.md 不存在
    = 1
    "#);
}

/// What is doubtful is kept where the line says so, and what is not is told.
#[test]
fn doubtful_texts_are_kept_by_the_line() {
    let mut office = office();
    office.done("report --year 2022 --draft 底稿.md");
    edit(&office, "底稿.md", "改好.md", &[("演出8场", "演出18场")]);
    let said = office.tell(
        "report --year 2022 --take 改好.md
        report --year 2022 --take 改好.md --keep 1 --keep 3
        report --year 2022 --keep 1",
    );
    assert_snapshot!(said, @"
    $ ledger report --year 2022 --take 改好.md
    没有录入报送表述，没有改动的 2 项
    ! 注意：第 1 项（第4段）写有“演出18场”，台账合计是演出8场
    ! 错误：还有 1 处没有录入
    ! 提示：改好底稿再取回一次；确实要这样写的，再取回一次，加 --keep 1
    = 1
    $ ledger report --year 2022 --take 改好.md --keep 1 --keep 3
    录入报送表述 1 项：第 1 项，没有改动的 2 项
    ! 注意：第 1 项（第4段）写有“演出18场”，台账合计是演出8场
    ! 注意：第 3 项没有要问的，--keep 用不着：没有改过、没有疑问，或者底稿里没有
    $ ledger report --year 2022 --keep 1
    ! 错误：缺少 --take <文件>
    ! 提示：用 ledger report --help 查看用法
    = 2
    ");
}

/// What is found, for programs: a ledger, a report.
#[test]
fn what_a_check_finds_for_programs() {
    let mut office = office();
    office.done("report --year 2022 -o 报告.txt");
    edit(&office, "报告.txt", "改过.txt", &[("演出8场", "演出18场")]);
    let said = office.tell(
        "check --year 2021 --format json
        check 改过.txt --year 2022 --format json
        check 报告.txt --year 2022 --format json",
    );
    assert_snapshot!(said, @r#"
    $ ledger check --year 2021 --format json
    {"findings":[{"reason":8,"tasks":["2"],"message":"已逾期71天，没有延期手续","command":"ledger extend 2 --due 时限 --reason 原因"},{"reason":12,"tasks":["1"],"message":"已销号，缺佐证材料","command":"ledger attach 1 文件"}],"left_out":[]}
    ! 错误：共有 2 处要改
    = 1
    $ ledger check 改过.txt --year 2022 --format json
    {"findings":[{"reason":2,"tasks":[],"message":"写有“演出18场”，台账合计是演出8场","command":"ledger stats --year 2021"}],"unassigned":[]}
    ! 错误：共有 1 处要改
    = 1
    $ ledger check 报告.txt --year 2022 --format json
    {"findings":[],"unassigned":[]}
    "#);
}
