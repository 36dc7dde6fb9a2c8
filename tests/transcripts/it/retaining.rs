//! `config retention`, `expunge --expired`, `clear`: what a machine need not keep is told, and cleared by a person.

use insta::assert_snapshot;

use crate::office::Office;

#[test]
#[allow(clippy::too_many_lines, reason = "a whole course is told")]
fn what_was_kept_long_enough_is_told_and_cleared_by_a_person() {
    let mut office = Office::with_material();
    office.file("纪要.txt", "第8号\n");
    office.file("照片.txt", "东街\n");
    office.done(
        "attach 1 纪要.txt
        attach 2 照片.txt
        attach 3 照片.txt
        close 1 --outcome 好了 --verifier 馆务会
        close 2 --outcome 好了 --verifier 馆务会",
    );
    let told = office.tell(
        "expunge --expired
        config retention 零
        config retention 5年
        @2027-03-15
        verify
        expunge --expired --reason 归档期满 -y
        expunge --expired
        evidence 1
        undo
        close 3 --outcome 好了 --verifier 馆务会
        retract 4 --reason 重复
        @2032-03-15
        config retention 3
        expunge --expired
        expunge --expired -y
        verify
        history",
    );
    assert_snapshot!(told, @"
    $ ledger expunge --expired
    ! 错误：没有写明材料、佐证留几年，没有可清理的
    ! 提示：用 ledger config retention 10 写明留 10 年；党务材料留多久，按本单位归档的规定
    = 1
    $ ledger config retention 零
    ! 错误：retention 不能是“零”，要写年数，如 10
    = 2
    $ ledger config retention 5年
    retention 现为 5
    $ ledger verify
    台账完好：11 条记录首尾相连，4 项任务与记录一致，4 个文件内容无误。
    校验码 11-71c0-049a-5df6-c42d-ecad-1992-8fd6-7c20
    ! 注意：11 条记录是在指定的时刻（LEDGER_CLOCK）下写成的，时间不作数
    ! 注意：这份台账还没有备份过
    ! 提示：用 ledger backup 文件夹 备份，最好放到别的磁盘上
    ! 注意：1 个文件（8 字节）已满保管期5年
    ! 提示：用 ledger expunge --expired 查看并清理：只清内容，留痕、名称和摘要都留下；不清的不用管
    $ ledger expunge --expired --reason 归档期满 -y
    已满保管期5年的材料、佐证
    ┌──────────┬──────┬────────────┬────────┐
    │ 文件     ┆ 任务 ┆ 办结于     ┆ 大小   │
    ╞══════════╪══════╪════════════╪════════╡
    │ 纪要.txt ┆ 1    ┆ 2022-03-15 ┆ 8 字节 │
    └──────────┴──────┴────────────┴────────┘
    已销毁 1 个文件的内容（归档期满）
    ! 注意：以前的备份、导出的佐证和原件里仍有它们的内容，要另行处理
    $ ledger expunge --expired
    没有满保管期5年的材料、佐证，台账未作任何改动。
    $ ledger evidence 1
    ┌──────┬────────┬──────────┬────────┬──────────────────┐
    │ 编号 ┆ 记录号 ┆ 名称     ┆ 大小   ┆ SHA-256          │
    ╞══════╪════════╪══════════╪════════╪══════════════════╡
    │ 1    ┆ 6      ┆ 纪要.txt ┆ 8 字节 ┆ 993913c2d261c369 │
    └──────┴────────┴──────────┴────────┴──────────────────┘
    $ ledger undo
    ! 错误：上一步是“销毁内容 993913c2d261c369…：归档期满”，不能再撤销
    ! 提示：销毁的内容和文字都不能恢复
    = 1
    $ ledger close 3 --outcome 好了 --verifier 馆务会
    第 3 项已于2027年3月15日销号：流动书车跑得不勤
    ! 注意：第 3 项的台账上还缺整改措施、整改时限、责任人，补上才经得起检查
    ! 提示：成效写入报告：好了（没有数字、制度或前后变化，宜写明由多少到多少）
    $ ledger retract 4 --reason 重复
    第 4 项已作废
    ! 提示：编号不再使用，内容仍在留痕中；弄错了可用 ledger undo 撤销
    $ ledger config retention 3
    retention 现为 3
    ! 注意：2 个文件（2 KB）已满保管期3年
    ! 提示：用 ledger expunge --expired 查看并清理：只清内容，留痕、名称和摘要都留下；不清的不用管
    $ ledger expunge --expired
    已满保管期3年的材料、佐证
    ┌──────────┬──────┬────────────┬────────┐
    │ 文件     ┆ 任务 ┆ 办结于     ┆ 大小   │
    ╞══════════╪══════╪════════════╪════════╡
    │ 材料.txt ┆ 1—4  ┆ 2027-03-15 ┆ 2 KB   │
    │ 照片.txt ┆ 2、3 ┆ 2027-03-15 ┆ 7 字节 │
    └──────────┴──────┴────────────┴────────┘
    ! 错误：销毁这 2 个文件（2 KB）的内容？销毁后无法恢复，留痕、名称和摘要留下——这里无法询问，未作任何改动
    ! 提示：确认无误后加 -y（或 --yes）再执行一次
    = 1
    $ ledger expunge --expired -y
    已满保管期3年的材料、佐证
    ┌──────────┬──────┬────────────┬────────┐
    │ 文件     ┆ 任务 ┆ 办结于     ┆ 大小   │
    ╞══════════╪══════╪════════════╪════════╡
    │ 材料.txt ┆ 1—4  ┆ 2027-03-15 ┆ 2 KB   │
    │ 照片.txt ┆ 2、3 ┆ 2027-03-15 ┆ 7 字节 │
    └──────────┴──────┴────────────┴────────┘
    已销毁 2 个文件的内容（保管期满3年）
    ! 注意：以前的备份、导出的佐证和原件里仍有它们的内容，要另行处理
    $ ledger verify
    台账完好：18 条记录首尾相连，4 项任务与记录一致，0 个文件内容无误。
    另有 4 个文件的内容按留痕已销毁。
    校验码 18-d8f9-db78-b265-1b26-d7ae-d101-5c4c-2c80
    ! 注意：18 条记录是在指定的时刻（LEDGER_CLOCK）下写成的，时间不作数
    ! 注意：这份台账还没有备份过
    ! 提示：用 ledger backup 文件夹 备份，最好放到别的磁盘上
    $ ledger history
    ┌────────┬────────────────────┬────────┬──────┬─────────────────────────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                                    │
    ╞════════╪════════════════════╪════════╪══════╪═════════════════════════════════════════╡
    │ 1      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆      ┆ 导入：材料.txt（2021年度，班子）        │
    │ 2      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 登记：读书笔记写得多、用得少            │
    │ 3      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 2    ┆ 登记：理论辅导形式单一                  │
    │ 4      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 3    ┆ 登记：流动书车跑得不勤                  │
    │ 5      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 4    ┆ 登记：读者意见答复慢                    │
    │ 6      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 添佐证：纪要.txt                        │
    │ 7      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 2    ┆ 添佐证：照片.txt                        │
    │ 8      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 3    ┆ 添佐证：照片.txt                        │
    │ 9      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 销号（2022-03-15，审核：馆务会）：好了  │
    │ 10     ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 2    ┆ 销号（2022-03-15，审核：馆务会）：好了  │
    │ 11     ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆      ┆ 设置 retention 为 5                     │
    │ 12     ┆ 2027-03-15 09:00＊ ┆ 周敏   ┆      ┆ 销毁内容 993913c2d261c369…：归档期满    │
    │ 13     ┆ 2027-03-15 09:00＊ ┆ 周敏   ┆ 3    ┆ 销号（2027-03-15，审核：馆务会）：好了  │
    │ 14     ┆ 2027-03-15 09:00＊ ┆ 周敏   ┆ 4    ┆ 作废：重复                              │
    │ 15     ┆ 2032-03-15 09:00＊ ┆ 周敏   ┆      ┆ 设置 retention 为 3                     │
    │ 16     ┆ 2032-03-15 09:00＊ ┆ 周敏   ┆      ┆ 销毁内容 e33c8e1314a876f7…：保管期满3年 │
    │ 17     ┆ 2032-03-15 09:00＊ ┆ 周敏   ┆      ┆ 销毁内容 327558bb1ca9c2bb…：保管期满3年 │
    │ 18     ┆ 2032-03-15 09:00＊ ┆ 周敏   ┆      ┆ 销毁内容 492eb99d198da347…：保管期满3年 │
    └────────┴────────────────────┴────────┴──────┴─────────────────────────────────────────┘
    ");
    let kept = office.db_bytes();
    let has = |text: &str| kept.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(!has("第8号\n") && !has("东街\n"));
}

#[test]
#[allow(clippy::too_many_lines, reason = "a whole course is told")]
fn a_machine_is_cleared_only_after_a_whole_copy_is_elsewhere() {
    let mut office = Office::with_material();
    let elsewhere = tempfile::tempdir().unwrap();
    let usb = elsewhere.path().join("台账-交.db");
    std::fs::create_dir(office.path("备份")).unwrap();
    office.done(
        "init --name 图书馆 --code A01
        backup 备份
        pack -o 上报.ledgerpack
        @2022-03-16
        --db 别的.db add 别家的问题
        @2022-03-15",
    );
    // The same file given to another unit, which went on with it.
    std::fs::copy(office.db(), office.path("分家.db")).unwrap();
    office.done("--db 分家.db add 分家的问题\nadd 自己的问题");
    office.columns(400);
    let told = office.tell(
        "clear
        clear --handed-to 备份/台账-20220315-090000.db
        clear --handed-to 别的.db
        clear --handed-to 台账.db",
    );
    let told = told.replace(&office.folder().display().to_string(), "/tmp/……");
    // How wide a table is hangs on the folder's name.
    let mut squeezed = String::new();
    for c in told.chars() {
        if !("─═ ".contains(c) && squeezed.ends_with(c)) {
            squeezed.push(c);
        }
    }
    assert_snapshot!(squeezed, @"
    $ ledger clear
    这台电脑上的台账文件
    ┌─┬─┬─┐
    │ 是什么 ┆ 大小 ┆ 文件 │
    ╞═╪═╪═╡
    │ 台账 ┆ 60 KB ┆ /tmp/……/台账.db │
    │ 上报包 ┆ 2 KB ┆ /tmp/……/上报.ledgerpack │
    │ 另有记录的（不动） ┆ 60 KB ┆ /tmp/……/分家.db │
    │ 备份、副本 ┆ 60 KB ┆ /tmp/……/备份/台账-20220315-090000.db │
    └─┴─┴─┘
    ! 注意：导入的原件、导出的佐证、网页下载的文件不在台账旁边，也要自己清理；网页开着的先关掉，它临时放的文件随它一起删
    ! 提示：只是列出，没有清除；先用 ledger backup 文件夹 备份到别的磁盘，再用 ledger clear --handed-to 备份文件 清除
    $ ledger clear --handed-to 备份/台账-20220315-090000.db
    这台电脑上的台账文件
    ┌─┬─┬─┐
    │ 是什么 ┆ 大小 ┆ 文件 │
    ╞═╪═╪═╡
    │ 台账 ┆ 60 KB ┆ /tmp/……/台账.db │
    │ 上报包 ┆ 2 KB ┆ /tmp/……/上报.ledgerpack │
    │ 另有记录的（不动） ┆ 60 KB ┆ /tmp/……/分家.db │
    └─┴─┴─┘
    ! 注意：导入的原件、导出的佐证、网页下载的文件不在台账旁边，也要自己清理；网页开着的先关掉，它临时放的文件随它一起删
    ! 错误：备份/台账-20220315-090000.db 就在台账旁边，还在这台电脑上，没有清除任何文件
    ! 提示：先用 ledger backup 文件夹 备份到别的磁盘，再写那一份
    = 1
    $ ledger clear --handed-to 别的.db
    这台电脑上的台账文件
    ┌─┬─┬─┐
    │ 是什么 ┆ 大小 ┆ 文件 │
    ╞═╪═╪═╡
    │ 台账 ┆ 60 KB ┆ /tmp/……/台账.db │
    │ 上报包 ┆ 2 KB ┆ /tmp/……/上报.ledgerpack │
    │ 另有记录的（不动） ┆ 60 KB ┆ /tmp/……/分家.db │
    │ 备份、副本 ┆ 60 KB ┆ /tmp/……/备份/台账-20220315-090000.db │
    └─┴─┴─┘
    ! 注意：导入的原件、导出的佐证、网页下载的文件不在台账旁边，也要自己清理；网页开着的先关掉，它临时放的文件随它一起删
    ! 错误：别的.db 就在台账旁边，还在这台电脑上，没有清除任何文件
    ! 提示：先用 ledger backup 文件夹 备份到别的磁盘，再写那一份
    = 1
    $ ledger clear --handed-to 台账.db
    这台电脑上的台账文件
    ┌─┬─┬─┐
    │ 是什么 ┆ 大小 ┆ 文件 │
    ╞═╪═╪═╡
    │ 上报包 ┆ 2 KB ┆ /tmp/……/上报.ledgerpack │
    │ 另有记录的（不动） ┆ 60 KB ┆ /tmp/……/分家.db │
    │ 备份、副本 ┆ 60 KB ┆ /tmp/……/备份/台账-20220315-090000.db │
    └─┴─┴─┘
    ! 注意：导入的原件、导出的佐证、网页下载的文件不在台账旁边，也要自己清理；网页开着的先关掉，它临时放的文件随它一起删
    ! 错误：台账.db 就是台账本身，不是备份，没有清除任何文件
    ! 提示：先用 ledger backup 文件夹 备份到别的磁盘，再写那一份
    = 1
    ");
    let line = |usb: &std::path::Path| format!("clear --handed-to {} -y", usb.display());
    assert_eq!(office.say(&format!("backup {}", usb.display())).code, 0);
    assert_eq!(office.say("add 又一项").code, 0);
    let older = office.say(&line(&usb));
    assert!(older.err.contains("少 1 条记录"), "{}", older.err);
    assert!(office.db().exists());
    std::fs::remove_file(&usb).unwrap();
    assert_eq!(office.say(&format!("backup {}", usb.display())).code, 0);
    let without_consent = office.say(line(&usb).trim_end_matches(" -y"));
    assert_eq!(without_consent.code, 1);
    assert!(office.db().exists());
    let done = office.say(&line(&usb));
    assert_eq!(done.code, 0, "{}", done.err);
    let left = std::fs::read_dir(office.folder()).unwrap().flatten();
    let mut left: Vec<String> = left
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    left.sort_unstable();
    assert_eq!(left, ["分家.db", "别的.db", "备份", "材料.txt"]);
    assert_eq!(std::fs::read_dir(office.path("备份")).unwrap().count(), 0);
    assert!(usb.exists());
}

#[test]
fn a_backup_from_before_a_form_went_out_is_not_whole() {
    let mut office = Office::with_material();
    let away = tempfile::tempdir().unwrap();
    let usb = away.path().join("台账.db");
    office.done("edit 1 --dept 读者部");
    office.say(&format!("backup {}", usb.display())).ok();
    office.say("dispatch --out 下发").ok();
    let told = office.say(&format!("clear --handed-to {} -y", usb.display()));
    assert!(
        told.code == 1 && told.err.contains("收发登记"),
        "{}",
        told.err
    );
    assert!(office.db().exists());
}
