//! A county's lists: units apart and in the order of their codes, by name.

use insta::assert_snapshot;

use crate::office::Office;

/// Three units that came in another order than that of their codes, each with its meeting; one has a member
/// of the leadership with a problem of his own.
pub(crate) fn county() -> Office {
    let mut office = Office::new();
    office.done(
        "--db 丙.db --actor 丙 init --name 河口乡 --code A10 --contact 丙站长
        --db 丙.db --actor 丙 meeting --year 2021 --held-on 2022-01-20
        --db 丙.db --actor 丙 add 渡口没有护栏 --year 2021 --dept 办公室 --due 2022-03-01 --dimension 作风方面
        --db 乙.db --actor 乙 init --name 柳坪镇 --code A2 --contact 乙干事
        --db 乙.db --actor 乙 meeting --year 2021 --held-on 2022-01-12
        --db 乙.db --actor 乙 member 林达 --post 镇长
        --db 乙.db --actor 乙 add 下村太少 --year 2021 --subject 林达 --dimension 作风方面
        --db 乙.db --actor 乙 add 路灯坏了没人管 --year 2021 --dept 办公室 --due 6月底前 --dimension 作风方面
        --db 乙.db --actor 乙 close 2 --verifier 乙
        --db 甲.db --actor 甲 init --name 石桥街道
        --db 甲.db --actor 甲 add 会议太多 --year 2021 --dept 办公室 --due 6月底前 --dimension 作风方面
        init --name 临溪县委办 --code A
        gather 丙.db 甲.db 乙.db
        add 督查太密 --year 2021 --dept 督查室 --due 6月底前",
    );
    office
}

#[test]
fn lists_keep_units_apart_in_the_order_of_their_codes() {
    let mut office = county();
    let told = office.tell(
        "list --unit all
        list --unit all --limit 2 --columns 编号,单位,问题
        list --unit A2 --format csv
        list --columns 编号,单位
        export --unit all --columns 问题编号,存在问题",
    );
    assert_snapshot!(told, @"
    $ ledger list --unit all
    ┌────────────┬──────────────┬────────┬───────────────┬──────────┬────────────┬──────────┬──────────┐
    │ 编号       ┆ 单位         ┆ 对象   ┆ 存在问题      ┆ 责任部门 ┆ 整改时限   ┆ 状态     ┆ 剩余     │
    ╞════════════╪══════════════╪════════╪═══════════════╪══════════╪════════════╪══════════╪══════════╡
    │ 1          ┆ 临溪县委办   ┆ 班子   ┆ 督查太密      ┆ 督查室   ┆ 2022-06-30 ┆ 未启动   ┆ 余107天  │
    │ A2-1       ┆ 柳坪镇       ┆ 林达   ┆ 下村太少      ┆          ┆            ┆ 未启动   ┆ 未定     │
    │ A2-2       ┆ 柳坪镇       ┆ 班子   ┆ 路灯坏了没人  ┆ 办公室   ┆ 2022-06-30 ┆ 已销号   ┆          │
    │            ┆              ┆        ┆ 管            ┆          ┆            ┆          ┆          │
    │ A10-1      ┆ 河口乡       ┆ 班子   ┆ 渡口没有护栏  ┆ 办公室   ┆ 2022-03-01 ┆ 未启动   ┆ 逾期14天 │
    │ 石桥街道-1 ┆ 石桥街道     ┆ 班子   ┆ 会议太多      ┆ 办公室   ┆ 2022-06-30 ┆ 未启动   ┆ 余107天  │
    └────────────┴──────────────┴────────┴───────────────┴──────────┴────────────┴──────────┴──────────┘
    共5项：已完成整改1项，尚未启动4项；其中逾期1项，待分解5项。
    $ ledger list --unit all --limit 2 --columns 编号,单位,问题
    ┌──────┬──────────────┬──────────┐
    │ 编号 ┆ 单位         ┆ 存在问题 │
    ╞══════╪══════════════╪══════════╡
    │ 1    ┆ 临溪县委办   ┆ 督查太密 │
    │ A2-1 ┆ 柳坪镇       ┆ 下村太少 │
    └──────┴──────────────┴──────────┘
    共2项：尚未启动2项；其中待分解2项。
    ! 只列出了前 2 项，去掉 --limit 看全部
    $ ledger list --unit A2 --format csv
    ﻿编号,单位,年度,对象,所属方面,存在问题,整改措施,责任领导,责任部门,责任人,整改时限,状态,剩余
    A2-1,柳坪镇,2021,林达,作风方面,下村太少,,,,,,未启动,未定
    A2-2,柳坪镇,2021,班子,作风方面,路灯坏了没人管,,,办公室,,2022-06-30,已销号,
    $ ledger list --columns 编号,单位
    ┌──────┬──────────────┐
    │ 编号 ┆ 单位         │
    ╞══════╪══════════════╡
    │ 1    ┆ 临溪县委办   │
    └──────┴──────────────┘
    共1项：尚未启动1项；其中待分解1项。
    $ ledger export --unit all --columns 问题编号,存在问题
    ﻿问题编号,存在问题
    1,督查太密
    A2-1,下村太少
    A2-2,路灯坏了没人管
    A10-1,渡口没有护栏
    石桥街道-1,会议太多
    ");
    let narrow = office.columns(60).say("list --unit all").ok();
    assert_snapshot!(narrow, @"
    ┌────────────┬────────────────┬──────────┬──────────┐
    │ 编号       ┆ 存在问题       ┆ 状态     ┆ 剩余     │
    ╞════════════╪════════════════╪══════════╪══════════╡
    │ 1          ┆ 督查太密       ┆ 未启动   ┆ 余107天  │
    │ A2-1       ┆ 下村太少       ┆ 未启动   ┆ 未定     │
    │ A2-2       ┆ 路灯坏了没人管 ┆ 已销号   ┆          │
    │ A10-1      ┆ 渡口没有护栏   ┆ 未启动   ┆ 逾期14天 │
    │ 石桥街道-1 ┆ 会议太多       ┆ 未启动   ┆ 余107天  │
    └────────────┴────────────────┴──────────┴──────────┘
    共5项：已完成整改1项，尚未启动4项；其中逾期1项，待分解5项。
    ");
    let json = office.say("list --unit A10 --format json").ok();
    assert!(json.contains("\"unit\":\"A10\""), "{json}");
    assert!(json.contains("\"unit_name\":\"河口乡\""), "{json}");
}

/// What is alike in the order asked for, what is drawn and what is found in the past stand so too.
#[test]
fn other_orders_keep_units_apart_where_tasks_are_alike() {
    let mut office = county();
    let told = office.on("2022-04-01").tell(
        "--today 2022-03-20 list --unit all --due-from 2022-06-30 --sort due --columns 编号,时限
        --today 2022-03-20 list --unit all --sample 4 --seed 甲 --columns 编号,单位
        --today 2022-03-20 search 太 --unit all",
    );
    assert_snapshot!(told, @"
    $ ledger --today 2022-03-20 list --unit all --due-from 2022-06-30 --sort due --columns 编号,时限
    ┌────────────┬────────────┐
    │ 编号       ┆ 整改时限   │
    ╞════════════╪════════════╡
    │ 1          ┆ 2022-06-30 │
    │ A2-2       ┆ 2022-06-30 │
    │ 石桥街道-1 ┆ 2022-06-30 │
    └────────────┴────────────┘
    共3项：已完成整改1项，尚未启动2项；其中待分解3项。
    $ ledger --today 2022-03-20 list --unit all --sample 4 --seed 甲 --columns 编号,单位
    ┌────────────┬──────────────┐
    │ 编号       ┆ 单位         │
    ╞════════════╪══════════════╡
    │ A2-1       ┆ 柳坪镇       │
    │ A2-2       ┆ 柳坪镇       │
    │ A10-1      ┆ 河口乡       │
    │ 石桥街道-1 ┆ 石桥街道     │
    └────────────┴──────────────┘
    共4项：已完成整改1项，尚未启动3项；其中逾期1项，待分解4项。
    ! 从符合条件的 5 项中按种子“甲”抽出 4 项
    ! 提示：看过的用 ledger log 编号 看到的情况 --check 记下；反弹的用 ledger add 问题 --prior 编号 重新登记
    $ ledger --today 2022-03-20 search 太 --unit all
    1　督查【太】密　（2021年度，班子，督查室，未启动）
    石桥街道-1　会议【太】多　（2021年度，班子，办公室，未启动）
    A2-1　下村【太】少　（2021年度，林达，未启动）
    ! 找到3项
    ");
}

#[test]
fn every_list_names_the_units() {
    let office = county();
    let head = |list: &str| {
        let made = office.say(&format!("export --unit all --list {list}")).ok();
        let rows = made
            .lines()
            .map(|line| line.split(',').take(4).collect::<Vec<_>>().join("｜"));
        format!("{list}\n{}\n", rows.collect::<Vec<_>>().join("\n"))
    };
    let lists = [
        "full",
        "upward",
        "problems",
        "tasks",
        "responsibilities",
        "personal",
    ];
    let told: String = lists.into_iter().map(head).collect();
    assert_snapshot!(told.replace('\u{feff}', ""), @"
    full
    序号｜问题编号｜单位｜年度
    1｜1｜临溪县委办｜2021
    2｜A2-1｜柳坪镇｜2021
    3｜A2-2｜柳坪镇｜2021
    4｜A10-1｜河口乡｜2021
    5｜石桥街道-1｜石桥街道｜2021
    upward
    序号｜问题编号｜单位｜问题来源
    1｜1｜临溪县委办｜
    2｜A2-2｜柳坪镇｜
    3｜A10-1｜河口乡｜
    4｜石桥街道-1｜石桥街道｜
    problems
    序号｜问题编号｜单位｜问题来源
    1｜1｜临溪县委办｜
    2｜A2-1｜柳坪镇｜
    3｜A2-2｜柳坪镇｜
    4｜A10-1｜河口乡｜
    5｜石桥街道-1｜石桥街道｜
    tasks
    序号｜对应问题编号｜单位｜整改目标
    1｜1｜临溪县委办｜
    2｜A2-1｜柳坪镇｜
    3｜A2-2｜柳坪镇｜
    4｜A10-1｜河口乡｜
    5｜石桥街道-1｜石桥街道｜
    responsibilities
    序号｜对应问题编号｜单位｜责任领导
    1｜1｜临溪县委办｜
    2｜A2-1｜柳坪镇｜
    3｜A2-2｜柳坪镇｜
    4｜A10-1｜河口乡｜
    5｜石桥街道-1｜石桥街道｜
    personal
    序号｜问题编号｜单位｜姓名
    1｜A2-1｜柳坪镇｜林达
    ");
    let contacts = office.say("export --unit all --list upward").ok();
    let contact = |line: &str| line.rsplit(',').next().unwrap_or_default().to_owned();
    let contacts: Vec<String> = contacts.lines().map(contact).collect();
    assert_eq!(contacts, ["联系人及电话", "", "乙干事", "丙站长", ""]);
}

#[test]
fn the_summary_has_each_units_name_and_the_day_of_its_meeting() {
    let mut office = county();
    let told = office.tell("export --unit all --year 2021 --list summary -o 汇总表.csv");
    assert_snapshot!(told, @"
    $ ledger export --unit all --year 2021 --list summary -o 汇总表.csv
    ! 已写入 汇总表.csv
    ! 共 4 个单位，连合计 5 行
    ");
    let table = office.read("汇总表.csv");
    let rows = table
        .lines()
        .map(|line| line.split(',').take(7).collect::<Vec<_>>().join(","));
    assert_snapshot!(rows.collect::<Vec<_>>().join("\n"), @"
    ﻿序号,单位,会议名称及年度,召开日期,问题数(班子),问题数(个人),措施数
    1,临溪县委办,2021年度,,1,0,0
    2,柳坪镇,2021年度民主生活会,2022-01-12,1,1,0
    3,河口乡,2021年度民主生活会,2022-01-20,1,0,0
    4,石桥街道,2021年度,,1,0,0
    合计,,,,4,1,0
    ");
    let hidden = office
        .say("export --unit all --year 2021 --list summary --redact")
        .ok();
    for name in ["河口乡", "柳坪镇", "石桥街道", "A10", "丙站长"] {
        assert!(!hidden.contains(name), "{name}\n{hidden}");
    }
}

#[test]
fn a_workbook_of_several_units_has_them_apart_and_each_persons_sheet_names_his_unit() {
    let office = county();
    office.say("export --unit all --print -o 全.xlsx").ok();
    office
        .say("export --unit all --list personal -o 个人.xlsx")
        .ok();
    let sheet = |name: &str| {
        let bytes = std::fs::read(office.path(name)).unwrap();
        let grids = ::office::grid::read(&bytes, name).unwrap();
        let rows = grids.into_iter().flat_map(|grid| grid.rows);
        let cells = rows.flat_map(|row| row.cells);
        let texts = cells.map(|(_, cell)| cell.written());
        texts.collect::<Vec<String>>()
    };
    let all = sheet("全.xlsx");
    let codes: Vec<&String> = all.iter().filter(|text| text.contains('-')).collect();
    assert!(codes.len() >= 4, "{all:?}");
    let place = |word: &str| all.iter().position(|text| text.contains(word));
    let places = [
        "督查太密",
        "路灯坏了没人管",
        "下村太少",
        "渡口没有护栏",
        "会议太多",
    ]
    .map(place);
    assert!(
        places.is_sorted() && places[0].is_some(),
        "{places:?} {all:?}"
    );
    let bytes = std::fs::read(office.path("全.xlsx")).unwrap();
    let grids = ::office::grid::read(&bytes, "全.xlsx").unwrap();
    // Both of 柳坪镇 stand under one dimension, and the next unit has its own.
    let merged = grids[0]
        .merges
        .iter()
        .filter(|area| area.rows.1 > area.rows.0);
    let merged: Vec<u32> = merged.map(|area| area.rows.1 - area.rows.0).collect();
    assert_eq!(merged, [1]);
    let own = sheet("个人.xlsx");
    assert!(
        own.iter()
            .any(|text| text.contains("柳坪镇林达个人整改清单")),
        "{own:?}"
    );
    assert!(own.iter().any(|text| text == "镇长"), "{own:?}");
}

#[test]
fn the_board_ranks_units_where_there_are_several() {
    let office = county();
    office.say("board --unit all --year 2021 -o 图.html").ok();
    let page = office.read("图.html");
    let panel = page
        .split("<section class=\"panel depts\">")
        .nth(1)
        .unwrap();
    let panel = panel.split("</section>").next().unwrap();
    assert!(
        panel.contains("按单位") && !page.contains("按责任部门"),
        "{panel}"
    );
    let place = |word: &str| panel.find(&format!("<span>{word}"));
    // Overdue before what is only open; what is closed last.
    let places = ["河口乡", "临溪县委办", "石桥街道", "柳坪镇"].map(place);
    assert!(
        places.is_sorted() && places[0].is_some(),
        "{places:?} {panel}"
    );
    let table = page.split("<table id=\"tasks\">").nth(1).unwrap();
    assert!(table.contains("<th scope=\"col\">单位</th>"), "{table}");
    let row = |word: &str| table.find(&format!("<td>{word}"));
    let rows = ["临溪县委办", "柳坪镇", "河口乡", "石桥街道"].map(row);
    assert!(rows.is_sorted() && rows[0].is_some(), "{rows:?} {table}");
    assert!(page.contains("data-column=\"单位\""), "{page}");
    office.say("board --year 2021 -o 本.html").ok();
    let own = office.read("本.html");
    assert!(own.contains("按责任部门") && !own.contains("按单位"));
}
