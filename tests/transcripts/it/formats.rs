//! Materials in the formats that people have besides `.docx`, and names of files that are no UTF-8.

use insta::assert_snapshot;

use crate::office::Office;

/// Saved by LibreOffice from the fixture of that name.
fn kept(name: &str) -> Vec<u8> {
    let documents = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/rules/documents/formats/"
    );
    std::fs::read(format!("{documents}{name}")).unwrap()
}

#[test]
fn old_word_open_document_and_pages_are_imported() {
    let mut office = Office::new();
    for suffix in ["doc", "odt", "html"] {
        let bytes = kept(&format!("21-merged-table.{suffix}"));
        office.file(&format!("清单.{suffix}"), &bytes);
        // Word saves pages under the old ending, too.
        office.file("清单.wps", &bytes);
        let imported = office.say(&format!("import 清单.{suffix} --dry-run")).ok();
        let named = imported.replace(&format!("清单.{suffix}"), "清单.wps");
        assert_eq!(office.say("import 清单.wps --dry-run").ok(), named);
    }
    assert_snapshot!(office.tell("import 清单.doc -y\nshow 1"), @"
    $ ledger import 清单.doc -y
    清单.doc（2023年度，班子）
      读出问题3个，方面2个，措施4条，带责任分工的任务3项
      照栏名读：A 序号、B 对照方面（所属方面）、C 存在问题、D 整改措施、E 责任领导、F 责任部门、G 完成时限（整改时限）
      理论学习方面（1个）
        1. 集中学习不够规范
      担当作为方面（2个）
        2. 农资储备调度不灵敏
           可能对应的措施〔4〕分社包干推进
        3. 基层社改造进展慢
    已导入：新增 3 项（第 1—3 项）。
    ! 注意：第20、27段：时限没有写年份，按表中其他时限算在2024年
    ! 提示：用 ledger list 查看，用 ledger edit 1-3 --dept 部门 --lead 领导 --due 时限 分解责任；导错了用 ledger undo 撤销
    ! 提示：材料里的措施还没有采用：用 ledger link 1-3 --confirm 各采用最像的一条
    ! 已新建台账文件：台账.db
    $ ledger show 1
    第 1 项　集中学习不够规范
      年　　度　2023
      对　　象　班子
      所属方面　理论学习方面
      具体表现　有两次以会代学。
      出　　处　清单.doc，第11段
      责任领导　吴国平
      责任部门　综合科
      整改时限　2024年3月31日（即 2024-03-31），余747天
      状　　态　未启动
    整改措施
      （1）制订年度学习计划
      （2）每次学习有记录有签到
    留痕
    ┌────────┬────────────────────┬────────┬──────┬────────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                   │
    ╞════════╪════════════════════╪════════╪══════╪════════════════════════╡
    │ 2      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 登记：集中学习不够规范 │
    └────────┴────────────────────┴────────┴──────┴────────────────────────┘
    ! 提示：销号前还缺责任人、整改成效、佐证材料
    ");
}

#[test]
fn what_no_reader_knows_is_told_with_what_to_do() {
    let mut office = Office::new();
    let container = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 4096]].concat();
    let whole = kept("20-automatic-numbers.doc");
    office
        .file("很旧.doc", &container)
        .file("很旧.wps", &container);
    office.file("截断.doc", &whole[..whole.len() / 2]);
    office.file("空页.html", "<html><body><img src=a.png></body></html>");
    office.file("大页.html", format!("<html>{}", " ".repeat(9 << 20)));
    assert_snapshot!(
        office.tell("import 很旧.doc\nimport 很旧.wps\nimport 截断.doc\nimport 空页.html\nimport 大页.html"),
        @"
    $ ledger import 很旧.doc
    ! 错误：文件 很旧.doc 是读不了的 .doc 文件（太旧、不完整，或不是 Word 写的），不能直接导入
    ! 提示：用 Word 或 WPS 打开，另存为 .docx 后再导入
    = 1
    $ ledger import 很旧.wps
    ! 错误：文件 很旧.wps 是WPS 的 .wps 文件，不能直接导入
    ! 提示：用 WPS 打开，另存为 .docx 后再导入
    = 1
    $ ledger import 截断.doc
    ! 错误：文件 截断.doc 是读不了的 .doc 文件（太旧、不完整，或不是 Word 写的），不能直接导入
    ! 提示：用 Word 或 WPS 打开，另存为 .docx 后再导入
    = 1
    $ ledger import 空页.html
    ! 错误：文件 空页.html 里没有文字
    ! 提示：扫描件和照片里的字读不出来，请用有文字的那一份
    = 1
    $ ledger import 大页.html
    ! 错误：文件 大页.html 不像正常的材料：文件超过 6 MB，没有读取
    ! 提示：在 Word 或 WPS 中打开，复制正文另存为新的 docx 再导入
    = 1
    "
    );
}

#[test]
#[cfg(unix)]
fn a_name_in_the_national_encoding_is_shown_as_it_is_meant() {
    use std::os::unix::ffi::OsStrExt as _;
    let office = Office::new();
    let name = encoding_rs::GB18030.encode("整改清单.doc").0;
    let name = std::ffi::OsStr::from_bytes(&name);
    std::fs::write(
        office.path("x").with_file_name(name),
        kept("21-merged-table.doc"),
    )
    .unwrap();
    let args = ["import".as_ref(), name, "--dry-run".as_ref()];
    let told = office.run(args).ok();
    assert!(told.contains("整改清单.doc（2023年度"), "{told}");
}
