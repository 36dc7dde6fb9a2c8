//! A secret that was typed into a text.

use insta::assert_snapshot;

use crate::office::{MATERIAL, Office};

const SECRET: &str = "隐语";

fn contains(bytes: &[u8], part: &str) -> bool {
    let part = part.as_bytes();
    bytes.windows(part.len()).any(|window| window == part)
}

/// Sequences of the entries whose text holds the secret.
fn holding(office: &Office) -> Vec<String> {
    let db = office.sqlite();
    let sql = "select sequence from entry where unit = 1 and instr(body, ?1) > 0 order by id";
    let mut statement = db.prepare(sql).unwrap();
    let found = statement.query_map([SECRET], |row| row.get::<_, i64>(0));
    found
        .unwrap()
        .map(|sequence| sequence.unwrap().to_string())
        .collect()
}

/// A ledger with the secret in every sort of text.
fn told_everywhere() -> Office {
    let mut office = Office::new();
    office
        .file("隐语照片.jpg", "JPG")
        .file("隐语纪要.txt", "TXT")
        .file("隐语材料.txt", MATERIAL.replace("一是", "一是隐语材料，"))
        .file("隐语登记.csv", "年度,存在问题,责任部门,整改措施,整改情况,完成状态\n2021,隐语旧账,隐语科,隐语办理,隐语办了,已销号\n");
    office.done(
        "init --name 隐语图书馆 --code A03 --party 中共隐语图书馆党组 --team 隐语班子 --contact 隐语联系
        meeting --year 2021 --theme 隐语主题 --figure 隐语谈话=30人次 --field 隐语主持=隐语某
        meeting --year 2021 --kind 隐语专题 --name 隐语专题会
        member 隐语王 --post 隐语馆长 --depts 隐语部
        member 隐语李
        member 隐语李 --remove
        config figure.kind.隐语开会 计数
        add 隐语问题 --year 2021 --dept 隐语部 --lead 隐语王 --owner 隐语人 --co-dept 隐语室 --due 6月底前 --theme 隐语类 --measure 隐语措施 --source 隐语来源 --subject 隐语孙
        edit 1 --target 隐语目标 --note 隐语备注 --reason 隐语原因 --next 隐语下步 --detail 隐语表现 --external 隐语号 --dimension 隐语方面
        edit 1 --on-measure 1 --dept 隐语科 --owner 隐语员
        log 1 隐语进展 --figure 隐语开会=12次 --institution 隐语办法 --told 隐语说法 --reason 隐语缓 --next 隐语快
        log 1 隐语内情 --internal
        attach 1 隐语照片.jpg
        extend 1 --due 9月底前 --reason 隐语忙 --approved-by 隐语会
        submit 1 --outcome 隐语成效
        return 1 --reason 隐语意见
        close 1 --outcome 隐语改好 --verifier 隐语组 --basis 隐语纪要
        reopen 1 --reason 隐语看漏
        edit 1 --wording 隐语表述
        add 灯不亮 --year 2021
        add 灯还不亮 --year 2021
        retract 3 --reason 隐语重复 --into 2
        attach 2 隐语纪要.txt
        import 隐语材料.txt --year 2021 --subject 班子 -y
        import 隐语登记.csv --subject 隐语赵 -y",
    );
    let attached: i64 = office
        .sqlite()
        .query_row(
            "select max(id) from entry where kind = 'attached'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let attached = attached & 0xFFFF_FFFF;
    office
        .say(&format!("retract --entry {attached} --reason 隐语误传"))
        .ok();
    office
}

/// What goes out of the ledger afterwards, unpacked where it is packed.
fn outputs(office: &Office) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for (name, line) in [
        ("history", "history"),
        ("history json", "history --format json"),
        ("list json", "list --format json"),
        ("stats", "stats"),
        ("show", "show 1"),
        ("member", "member"),
        ("meeting", "meeting"),
        ("report", "report --year 2022"),
        ("verify", "verify"),
        ("evidence", "evidence 1"),
    ] {
        let ran = office.say(line);
        all.push((name, format!("{}{}", ran.out, ran.err)));
    }
    for (name, line, file) in [
        ("csv", "export -o 台账.csv", "台账.csv"),
        ("json", "export -o 台账.json", "台账.json"),
        ("board", "board -o 作战图.html", "作战图.html"),
    ] {
        office.say(line).ok();
        all.push((name, office.read(file)));
    }
    all
}

#[test]
fn no_byte_of_it_is_left() {
    let office = told_everywhere();
    let whole = holding(&office);
    assert!(whole.len() >= 25, "{whole:?}");
    // Each sort of entry is among them.
    let kinds: i64 = office
        .sqlite()
        .query_row(
            "select count(distinct kind) from entry where instr(body, ?1) > 0",
            [SECRET],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(kinds, 17);
    assert!(contains(&office.db_bytes(), SECRET));
    let document = model::digest::Digest::of(office.read("隐语材料.txt").as_bytes()).to_string();
    office
        .run(["expunge", &document, "--reason", "误传", "-y"])
        .ok();
    let mut args: Vec<&str> = vec!["expunge", "--reason", "误写", "-y"];
    for sequence in &whole {
        args.extend(["--entry", sequence]);
    }
    office.run(args).ok();
    // Not one piece of the word: SQLite moves parts of pages about.
    assert!(!contains(&office.db_bytes(), SECRET));
    for name in ["台账.db-journal", "台账.db-wal"] {
        assert!(!office.path(name).exists());
    }
    let told = office.say("verify").ok();
    let count = format!("{} 条记录的文字按留痕已销毁", whole.len());
    assert!(told.contains(&count), "{told}");
    for (name, text) in outputs(&office) {
        assert!(!text.contains(SECRET), "{name}: {text}");
    }
    let found = office.say("search 隐语").ok();
    assert!(found.contains("没有含有"), "{found}");
    office.say("backup 后来.db").ok();
    assert!(!contains(
        &std::fs::read(office.path("后来.db")).unwrap(),
        SECRET
    ));
    office.say("init --name 清河区图书馆").ok();
    office.say("pack -o 后来.ledgerpack --with-evidence").ok();
    office
        .say("--db 上级.db --actor 上级 init --name 文化局 --code A")
        .ok();
    office
        .say("--db 上级.db --actor 上级 gather 后来.ledgerpack")
        .ok();
    assert!(!contains(
        &std::fs::read(office.path("上级.db")).unwrap(),
        SECRET
    ));
    office.say("--db 上级.db verify").ok();
}

#[test]
fn what_is_left_reads_well() {
    let mut office = Office::new();
    office.done(
        "init --name 清河区图书馆
        add 借书手续繁琐 --year 2021 --dept 读者部 --measure 合并手续
        log 1 开了会 --figure 开会=1次
        log 1 身份证号330100199001011234 --figure 罚款=3万元 --status 基本完成
        edit 1 --wording 借书手续已合并，见330100199001011234。 --outcome 手续由三道并为一道",
    );
    let told = office.tell(
        "expunge --entry 4-5 --reason 写进了身份证号 -y
        history
        show 1
        report --year 2022
        undo
        expunge --entry 4 --reason 再来 -y
        expunge --entry 9 --reason 无 -y",
    );
    assert_snapshot!(told, @"
    $ ledger expunge --entry 4-5 --reason 写进了身份证号 -y
    已销毁第 4、5 条记录的文字：第 6—7 条记录记下了各自的摘要、由谁和因何销毁
    ! 注意：下发的填报表、交出的上报包、别处的拷贝、磁盘上已释放的扇区里也可能有，要另行处理；经办人的姓名留在记录里
    $ ledger history
    ┌────────┬────────────────────┬────────┬──────┬────────────────────────────────────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                                               │
    ╞════════╪════════════════════╪════════╪══════╪════════════════════════════════════════════════════╡
    │ 1      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆      ┆ 建账：清河区图书馆                                 │
    │ 2      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 登记：借书手续繁琐                                 │
    │ 3      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 进展（2022-03-15）：开了会；开会1次                │
    │ 4      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 进展（2022-03-15）：〔已销毁〕；状态改为基本完成   │
    │ 5      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 修改：整改成效为“〔已销毁〕”；报送表述为“〔已销毁  │
    │        ┆                    ┆        ┆      ┆ 〕”                                                │
    │ 6      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆      ┆ 销毁第 4 条记录的文字：写进了身份证号              │
    │ 7      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆      ┆ 销毁第 5 条记录的文字：写进了身份证号              │
    └────────┴────────────────────┴────────┴──────┴────────────────────────────────────────────────────┘
    $ ledger show 1
    第 1 项　借书手续繁琐
      年　　度　2021
      对　　象　班子
      责任部门　读者部
      整改时限　未定
      状　　态　基本完成
    整改措施
      （1）合并手续
    进展情况
      2022-03-15　开了会［开会1次］
    留痕
    ┌────────┬────────────────────┬────────┬──────┬────────────────────────────────────────────────────┐
    │ 记录号 ┆ 时间               ┆ 经办人 ┆ 任务 ┆ 事项                                               │
    ╞════════╪════════════════════╪════════╪══════╪════════════════════════════════════════════════════╡
    │ 2      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 登记：借书手续繁琐                                 │
    │ 3      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 进展（2022-03-15）：开了会；开会1次                │
    │ 4      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 进展（2022-03-15）：〔已销毁〕；状态改为基本完成   │
    │ 5      ┆ 2022-03-15 09:00＊ ┆ 周敏   ┆ 1    ┆ 修改：整改成效为“〔已销毁〕”；报送表述为“〔已销毁  │
    │        ┆                    ┆        ┆      ┆ 〕”                                                │
    └────────┴────────────────────┴────────┴──────┴────────────────────────────────────────────────────┘
    ! 提示：销号前还缺整改时限、责任人、整改成效、佐证材料
    $ ledger report --year 2022
    一、上年度民主生活会整改措施落实情况
    2021年度民主生活会后，领导班子针对查摆出的1个问题，制定整改措施1条。截至2022年3月15日，基本完成1个。
    1.关于“借书手续繁琐”的问题。3月，开了会，开会1次，已基本完成，正在巩固。
    ! 全文114字
    $ ledger undo
    ! 错误：上一步是“销毁第 5 条记录的文字：写进了身份证号”，不能再撤销
    ! 提示：销毁的内容和文字都不能恢复
    = 1
    $ ledger expunge --entry 4 --reason 再来 -y
    ! 错误：第 4 条记录里没有可以销毁的文字，或者已经销毁过了
    = 1
    $ ledger expunge --entry 9 --reason 无 -y
    ! 错误：没有第 9 条记录
    ! 提示：用 ledger history 查看记录号
    = 1
    ");
}

#[test]
fn where_it_still_is_is_told() {
    let mut office = Office::new();
    office.file("材料.txt", MATERIAL).file("照片.jpg", "JPG");
    office.done(
        "init --name 清河区图书馆
        import 材料.txt --year 2021 --subject 班子 -y
        attach 1 照片.jpg
        export -o 早.csv
        log 1 某人的电话是13900001111
        export -o 表.csv
        backup 副本.db
        log 2 也记下某人的电话是13900001111，回访过",
    );
    let ran = office.say("expunge --entry 8 --reason 误写 -y");
    let err = ran.err.clone();
    ran.ok();
    for part in [
        "第 9 条共 1 条记录里也有同样的文字",
        "--entry 9 --reason",
        "副本.db 里还有",
        // What was made before it was there is not named.
        "写出过的文件里可能有，要找到删去：表.csv共 1 个",
    ] {
        assert!(err.contains(part), "{part}: {err}");
    }
    let err = office
        .say("expunge --entry 3 --entry 7 --reason 误写 -y")
        .err;
    for part in [
        "材料“材料.txt”的内容里可能也有",
        "佐证“照片.jpg”的内容还在台账里",
        "ledger expunge 769717d8",
    ] {
        assert!(err.contains(part), "{part}: {err}");
    }
    // Going back brings it back, which is said before.
    let ran = office.say("restore 副本.db -y");
    assert!(
        ran.err
            .contains("备份里还有后来销毁的文字（第 8、3、7 条记录）"),
        "{}",
        ran.err
    );
    ran.ok();
    office.say("verify").ok();
    let err = office.say("expunge --entry 8 --reason 误写 -y").err;
    // What was kept before has it no more.
    assert!(err.contains("副本.db") && !err.contains("还原前-"), "{err}");
}

/// What an upgrade kept beside the ledger has it too.
#[test]
fn the_file_kept_before_an_upgrade_is_named() {
    let office = Office::new();
    office.file(
        crate::office::LEDGER,
        include_bytes!("../../harm/kept/v4.db"),
    );
    let err = office.say("expunge --entry 2 --reason 误写 -y").err;
    assert!(err.contains("升级前-4.db 里还有"), "{err}");
    office.say("verify").ok();
}

#[test]
fn a_name_that_was_taken_from_the_roster_does_not_return() {
    let mut office = Office::new();
    office.done("init --name 清河区图书馆\nmember 何平 --post 馆长\nmember 何平 --remove");
    let ran = office.say("expunge --entry 3 --reason 误写 -y");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("“何平”会回到名单里"), "{}", ran.err);
    office.say("expunge --entry 2-3 --reason 误写 -y").ok();
    assert!(!office.say("member").ok().contains("何平"));
    office.say("verify").ok();
    // An erasing entry has a reason that somebody typed, and the first entry is one like any other.
    office
        .say("expunge --entry 1 --entry 4 --reason 又误写 -y")
        .ok();
    office.say("verify").ok();
    for (line, why) in [
        (
            "expunge --entry 一 --reason x -y",
            "第 1 条记录里没有可以销毁的文字",
        ),
        ("expunge --entry 甲 --reason x -y", "不是记录号"),
        ("expunge --entry 99 --reason x -y", "没有第 99 条记录"),
        (
            "expunge --entry A03-2 --reason x -y",
            "没有汇总过代码是 A03 的单位",
        ),
        ("expunge --entry 5 01234567 --reason x -y", "不能"),
        ("expunge --reason x -y", "摘要"),
    ] {
        let ran = office.say(line);
        assert_ne!(ran.code, 0, "{line}");
        assert!(ran.err.contains(why), "{line}: {}", ran.err);
    }
}

/// SQLite leaves copies of what it moves about in the unused parts of pages: of what is erased, none.
#[test]
fn pages_that_were_moved_about_hold_nothing_either() {
    let mut moved = 0;
    for step in [13, 17, 29, 37] {
        let office = Office::new();
        let length = |at: usize| [3, 20, 80, 300, 900][at * step % 31 % 5];
        let mark = |at: usize| format!("甲{at:04}乙");
        let row = |at: usize| {
            format!(
                "2021,{}{},办公室,去办{at}\n",
                mark(at),
                "长文".repeat(length(at))
            )
        };
        let rows: String = (0..120).map(row).collect();
        office.file(
            "登记表.csv",
            format!("年度,存在问题,责任部门,整改措施\n{rows}"),
        );
        office.say("import 登记表.csv --subject 班子 -y").ok();
        for (turn, length) in [9, 150, 30, 400, 12].into_iter().enumerate() {
            let (all, some) = (format!("1-{}", 119 + turn % 2), turn * 17 + 1);
            office
                .run(["log", &all, &format!("{}{turn}", "又".repeat(length))])
                .ok();
            let some = format!("{some}-{}", some + 39);
            office
                .run(["edit", &some, "--detail", &"细".repeat(2 * length)])
                .ok();
        }
        let bytes = || String::from_utf8_lossy(&office.db_bytes()).into_owned();
        let before = bytes();
        // Every problem stands in its entry and in its row, and nowhere else by right.
        let is_moved = |at: &usize| before.matches(&mark(*at)).count() > 2;
        for at in (0..120).filter(is_moved) {
            moved += 1;
            let entry = (at + 1).to_string();
            office
                .run(["expunge", "--entry", &entry, "--reason", "误写", "-y"])
                .ok();
            assert!(!bytes().contains(&mark(at)), "{at}");
        }
        office.say("verify").ok();
    }
    assert!(moved > 0, "nothing was moved about");
}
