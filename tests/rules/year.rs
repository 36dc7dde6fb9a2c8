//! A whole year: whatever was recorded, the section tells each problem once and counts right.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;

use crate::office::{MATERIAL, Office};
use crate::player::{Book, steps};
use insta::assert_snapshot;
use proptest::prelude::*;
use rusqlite::Connection;

/// The number that first stands right behind these words; 0 where none does.
fn number_after(text: &str, words: &str) -> u32 {
    text.match_indices(words)
        .find_map(|(at, _)| {
            let rest = text[at + words.len()..].chars();
            let digits: String = rest.take_while(char::is_ascii_digit).collect();
            digits.parse().ok()
        })
        .unwrap_or(0)
}

/// `1.关于…` and the like: an item's number, and the rest of its line.
fn items(text: &str) -> Vec<(u32, &str)> {
    let items = text.lines().filter_map(|line| line.split_once('.'));
    items
        .filter_map(|(number, rest)| Some((number.parse().ok()?, rest)))
        .collect()
}

/// What the numbers should be, counted by SQL alone.
struct Recount<'a> {
    sqlite: &'a Connection,
    subject: &'a str,
    /// The day of the meeting, from where older tasks count as left over.
    since: String,
}

const MAIN: &str = "year = 2021 and status <> 'void' and subject = ?1 and ?2 = ?2";
const OLDER: &str = "year < 2021 and status <> 'void' and subject = ?1
    and (status not in ('done', 'applied', 'closed') or status_on >= ?2)";

impl Recount<'_> {
    fn one(&self, sql: &str) -> u32 {
        self.sqlite
            .query_row(sql, [self.subject, &self.since], |row| row.get(0))
            .expect(sql)
    }

    fn tasks(&self, which: &str) -> Vec<(u32, String, Option<String>)> {
        let sql = format!("select number, problem, wording from task where {which}");
        let mut statement = self.sqlite.prepare(&sql).unwrap();
        let rows = statement.query_map([self.subject, &self.since], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        });
        rows.unwrap().collect::<Result<_, _>>().unwrap()
    }

    fn standings(&self, which: &str) -> Vec<(&'static str, u32)> {
        // A person says it of himself in other words.
        let (in_progress, not_started) = match self.subject {
            "班子" => ("正在推进", "尚未启动"),
            _ => ("正在整改", "尚未着手"),
        };
        let finished = "status in ('done', 'applied', 'closed')";
        let long = format!("coalesce(term = 'long_term', false) and not {finished}");
        [
            ("已完成整改", finished.to_owned()),
            (
                "基本完成",
                format!("status = 'mostly_done' and not ({long})"),
            ),
            (
                in_progress,
                format!("status = 'in_progress' and not ({long})"),
            ),
            ("长期坚持", long.clone()),
            (
                not_started,
                format!("status = 'not_started' and not ({long})"),
            ),
        ]
        .map(|(word, condition)| {
            let sql = format!("select count(*) from task where {which} and {condition}");
            (word, self.one(&sql))
        })
        .to_vec()
    }

    fn measures(&self) -> u32 {
        self.one(&format!(
            "select count(distinct coalesce(json_extract(m.value, '$.origin'), json_extract(m.value, '$.text')))
            from task, json_each(task.measures) as m where {MAIN}"
        ))
    }
}

/// Checks one subject's section against the recount.
fn check(text: &str, recount: &Recount<'_>) {
    let (main, older) = (recount.tasks(MAIN), recount.tasks(OLDER));
    let items = items(text);
    let numbers: Vec<u32> = items.iter().map(|(number, _)| *number).collect();
    let total = (main.len() + older.len()) as u32;
    assert_eq!(
        numbers,
        (1..=total).collect::<Vec<_>>(),
        "numbered through\n{text}"
    );
    // Each task has exactly one item; the older ones come last, under their own heading.
    let (first, last) = items.split_at(main.len());
    for (tasks, items) in [(&main, first), (&older, last)] {
        let mut titles: BTreeMap<String, i32> = BTreeMap::new();
        for (_, problem, wording) in tasks {
            let title = wording
                .as_ref()
                .map_or_else(|| format!("关于“{problem}”的问题"), Clone::clone);
            *titles.entry(title).or_default() += 1;
        }
        for (title, count) in titles {
            let found = items
                .iter()
                .filter(|(_, line)| line.contains(&title))
                .count();
            assert!(found as i32 >= count, "{title}: {found} of {count}\n{text}");
        }
    }
    let (opening, left_over) = match text.split_once("年度遗留问题") {
        Some((before, after)) => (before, after),
        None => (text, ""),
    };
    assert_eq!(older.is_empty(), left_over.is_empty(), "{text}");
    if !main.is_empty() {
        // A task's own text can't be mistaken: the opening stands before the first item.
        let opening = opening.split("\n1.").next().unwrap();
        // What came up again under another title is added to what was listed at the meeting.
        let listed = ["查摆出的", "查摆问题", "重新列入的", "重新列入"];
        let listed: u32 = listed
            .map(|words| number_after(opening, words))
            .iter()
            .sum();
        assert_eq!(listed as usize, main.len(), "{text}");
        assert_eq!(number_after(opening, "措施"), recount.measures(), "{text}");
        for (word, count) in recount.standings(MAIN) {
            assert_eq!(number_after(opening, word), count, "{word}\n{text}");
        }
    }
    if !older.is_empty() {
        let sentence = left_over
            .rsplit_once("年度遗留问题")
            .map_or(left_over, |(_, s)| s);
        let sentence = sentence.trim_start().split('。').next().unwrap();
        assert_eq!(
            number_after(&format!("#{sentence}"), "#") as usize,
            older.len(),
            "{text}"
        );
        for (word, count) in recount.standings(OLDER) {
            assert_eq!(number_after(sentence, word), count, "older {word}\n{text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_problem_has_one_item_and_every_number_is_right(steps in steps(60)) {
        let book = Book::played(&steps);
        let db = book.store.path().to_str().unwrap();
        let mut office = Office::new();
        office.on("2023-06-01");
        let meeting = book.store.book().unwrap();
        let held_on = meeting.meeting(2021).and_then(|meeting| meeting.held_on);
        let sqlite = book.sqlite();
        for subject in ["班子", "罗珊"] {
            let since = held_on.map_or_else(|| "2022-01-01".to_owned(), |day| day.to_string());
            let recount = Recount { sqlite: &sqlite, subject, since };
            let style = ["report", "--year", "2022", "--style", "itemized"];
            let ran = office.run(["--db", db].into_iter().chain(style).chain(["--subject", subject]));
            let none = recount.tasks(MAIN).is_empty() && recount.tasks(OLDER).is_empty();
            prop_assert_eq!(ran.code, i32::from(none), "{}", ran.err);
            if !none {
                check(&ran.out, &recount);
            }
        }
        let verified = office.run(["--db", db, "verify"]);
        prop_assert_eq!(verified.code, 0, "{}", verified.err);
    }
}

#[test]
fn a_year_from_the_material_to_the_section() {
    let mut office = Office::new();
    office
        .file("材料.txt", MATERIAL)
        .file("清单.txt", "一、开放时间\n");
    office.done(
        "@2022-01-25
        init --name 清河区图书馆 --team 馆领导班子
        meeting --year 2021 --held-on 2022-01-20
        member 何平 --post 馆长 --depts 办公室、读者部
        member 罗珊 --post 副馆长 --depts 流动部
        add 古籍库房没有除湿机 --year 2020 --measure 申请专项经费 --dept 办公室 --due 2021年底前
        import 材料.txt
        edit 2-3 5 --dept 读者部
        edit 4 --dept 流动部 --due 长期坚持
        edit 2 --due 6月底前
        edit 3 --due 9月底前 --measure 请馆员轮流主讲
        edit 5 --due 立行立改 --measure 专人三日内答复
        link 2 --confirm 1
        link 4 --confirm 2
        @2022-02-10
        log 5 定下专人 --figure 答复留言=8条
        log 5 逐条回访 --figure 答复留言=5条
        close 5 --outcome 留言都在三日内答复 --verifier 馆务会 --basis 馆务会纪要第2号
        @2022-04-08
        log 4 跑东片三个村 --figure 出车=3次 --measure 1
        log 1 经费批下来了
        extend 1 --due 2022年7月底前 --reason 经费晚批 --approved-by 馆务会
        @2022-06-20
        log 2 调整两个分馆的开放时间 --evidence 清单.txt --figure 调整分馆=2个
        close 2 --outcome 周末也能借书 --verifier 馆务会
        @2022-07-15
        log 1 装好两台除湿机
        submit 1 --outcome 库房湿度稳定在五成
        close 1 --verifier 馆务会
        @2022-09-20
        log 3 讲了三场 --figure 馆员主讲=3场 --reason 第四场主讲人请假 --next 年底前补讲
        log 4 看过各点排班 --check --next-check 3月31日
        log 4 跑西片两个村 --figure 出车=2次
        @2022-12-20",
    );
    let told = office.tell(
        "list
        report --year 2022
        verify",
    );
    let recount = Recount {
        sqlite: &office.sqlite(),
        subject: "班子",
        since: "2022-01-20".to_owned(),
    };
    check(&office.say("report --year 2022").ok(), &recount);
    assert_snapshot!(told, @"
    $ ledger list
    ┌──────┬──────┬────────────────────────┬──────────┬────────────┬──────────┬──────────┐
    │ 编号 ┆ 年度 ┆ 存在问题               ┆ 责任部门 ┆ 整改时限   ┆ 状态     ┆ 剩余     │
    ╞══════╪══════╪════════════════════════╪══════════╪════════════╪══════════╪══════════╡
    │ 1    ┆ 2020 ┆ 古籍库房没有除湿机     ┆ 办公室   ┆ 2022-07-31 ┆ 已销号   ┆          │
    │ 2    ┆ 2021 ┆ 读书笔记写得多、用得少 ┆ 读者部   ┆ 2022-06-30 ┆ 已销号   ┆          │
    │ 3    ┆ 2021 ┆ 理论辅导形式单一       ┆ 读者部   ┆ 2022-09-30 ┆ 正在推进 ┆ 逾期81天 │
    │ 4    ┆ 2021 ┆ 流动书车跑得不勤       ┆ 流动部   ┆ 长期坚持   ┆ 正在推进 ┆ 长期     │
    │ 5    ┆ 2021 ┆ 读者意见答复慢         ┆ 读者部   ┆ 立行立改   ┆ 已销号   ┆          │
    └──────┴──────┴────────────────────────┴──────────┴────────────┴──────────┴──────────┘
    共5项：已完成整改3项，正在推进1项，长期坚持1项；其中逾期1项。
    $ ledger report --year 2022
    一、上年度民主生活会整改措施落实情况
    2021年度民主生活会后，馆领导班子针对查摆出的4个问题，制定整改措施4条，逐项明确责任领导、责任部门和整改时限。截至2022年12月20日，已完成整改2个，正在推进1个，长期坚持1个。
    1.关于“读书笔记写得多、用得少”的问题。建立学习成果转化清单；6月，调整两个分馆的开放时间。周末也能借书。该问题已于6月20日完成整改。
    2.关于“理论辅导形式单一”的问题。9月，讲了三场；因第四场主讲人请假，未按期（9月底前）完成，下一步将于年底前补讲。
    3.关于“流动书车跑得不勤”的问题。4月，跑东片三个村；9月，跑西片两个村；累计出车5次。相关措施需长期坚持。
    4.关于“读者意见答复慢”的问题。2月，定下专人；逐条回访；累计答复留言13条。留言都在三日内答复。该问题已于2月10日完成整改。
    此外，2020年度遗留问题1个，已完成整改1个。
    5.关于“古籍库房没有除湿机”的问题。4月，经费批下来了；7月，装好两台除湿机。库房湿度稳定在五成。该问题已于7月15日完成整改。
    ! 注意：第 5、1 项缺佐证材料：ledger attach 5 文件
    ! 全文448字
    ! 台账有而没有写入的 1 处：
    !   第4项：看过各点排班（只说检查或统计）
    $ ledger verify
    台账完好：34 条记录首尾相连，5 项任务与记录一致，3 个文件内容无误。
    校验码 34-6c4d-0234-72a5-7454-546c-222b-e29e-b5ff
    ! 注意：34 条记录是在指定的时刻（LEDGER_CLOCK）下写成的，时间不作数
    ! 注意：这份台账还没有备份过
    ! 提示：用 ledger backup 文件夹 备份，最好放到别的磁盘上
    ");
}
