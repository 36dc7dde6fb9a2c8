//! A day that is looked at: every verb shows the same tasks, in the same states.

use std::collections::{BTreeMap, BTreeSet};

use crate::office::Office;
use crate::player::{Book, day, raised, steps};
use crate::returned::Copied;
use model::event::Registered;
use model::status::{Basis, Closure, Status};
use proptest::prelude::*;
use serde_json::Value;

/// Code and state of every task that a list in JSON shows.
fn states(tasks: &Value) -> BTreeMap<String, String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let tasks = tasks.as_array().unwrap().iter();
    tasks
        .map(|task| (text(&task["code"]), text(&task["status"])))
        .collect()
}

/// What a ledger's verbs say on a day.
struct Looked<'a> {
    office: &'a Office,
    db: &'a str,
    today: &'a str,
}

impl Looked<'_> {
    fn say(&self, line: &str) -> String {
        let before = ["--db", self.db, "--today", self.today];
        let ran = self.office.run(before.into_iter().chain(line.split(' ')));
        assert!(ran.code <= 1, "{line}: {}", ran.err);
        ran.out
    }

    fn json(&self, line: &str) -> Value {
        let said = self.say(&format!("{line} --format json"));
        serde_json::from_str(&said).expect(line)
    }

    fn counted(&self, filter: &str) -> BTreeMap<String, u64> {
        let stats = self.json(&format!("stats{filter}"));
        let statuses = stats["statuses"].as_object().unwrap().iter();
        let counted = statuses.map(|(status, count)| (status.clone(), count.as_u64().unwrap()));
        counted.filter(|(_, count)| *count > 0).collect()
    }

    /// Every verb against `list`.
    fn agrees(&self) {
        let listed = states(&self.json("list"));
        assert_eq!(states(&self.json("export")), listed, "export");
        let found = self.json("search 问题 --limit 1000");
        let found = states(&found["tasks"]);
        // What is told may have been edited away from the problem's title.
        assert_eq!(found, listed, "search");
        for (filter, which) in [("", listed.clone()), (" --subject 班子", self.team())] {
            let mut counts: BTreeMap<String, u64> = BTreeMap::new();
            for status in which.values() {
                *counts.entry(status.clone()).or_default() += 1;
            }
            assert_eq!(self.counted(filter), counts, "stats{filter}");
            for (status, count) in &counts {
                let line = format!("list{filter} --status {status}");
                assert_eq!(states(&self.json(&line)).len() as u64, *count, "{line}");
                let line = format!("export{filter} --status {status}");
                assert_eq!(states(&self.json(&line)).len() as u64, *count, "{line}");
            }
        }
        let units = self.json("stats --by unit");
        let of_units: u64 = units["groups"]
            .as_array()
            .unwrap()
            .iter()
            .map(|unit| unit["problems"].as_u64().unwrap())
            .sum();
        assert_eq!(of_units, listed.len() as u64, "stats --by unit");
        let upward = self.say("export --list upward --rows problem");
        assert_eq!(
            upward.lines().filter(|line| line.contains("问题")).count(),
            self.team().len() + 1,
            "{upward}"
        );
        let table = self.say("list");
        let told = table.lines().last().unwrap();
        if !listed.is_empty() {
            let bare = self.office.run(["--db", self.db, "--today", self.today]);
            assert!(bare.out.contains(told), "{told}\n{}", bare.out);
        }
        let overdue = self.json("list --overdue");
        let overdue: BTreeSet<String> = states(&overdue).into_keys().collect();
        assert_eq!(self.json("stats")["overdue"], overdue.len(), "overdue");
        assert_eq!(self.urged("overdue"), overdue, "remind");
        self.agrees_on_the_board();
    }

    /// Codes of the tasks that `remind` urges for a cause; a measure's own day is not its task's.
    fn urged(&self, cause: &str) -> BTreeSet<String> {
        let said = self.json("remind");
        let groups = said["groups"].as_array().unwrap().iter();
        let items = groups.flat_map(|group| group["items"].as_array().unwrap());
        let urged = items.filter(|item| {
            let reasons = item["reasons"].as_array().unwrap();
            item["measure"].is_null() && reasons.iter().any(|reason| reason["cause"] == cause)
        });
        urged
            .map(|item| item["code"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The numbers on the board are those of `stats`.
    fn agrees_on_the_board(&self) {
        let page = self.say("board --subject 班子 -o -");
        let stats = self.json("stats --subject 班子");
        for what in ["problems", "overdue", "due_soon", "extended"] {
            let count = &stats[what];
            let told = format!("data-count=\"{what}\">{count}<");
            assert_eq!(page.contains(&told), stats["problems"] != 0, "{told}");
        }
    }

    fn team(&self) -> BTreeMap<String, String> {
        states(&self.json("list --subject 班子"))
    }

    /// One task, and what the report says of how many there are.
    fn agrees_on_one(&self, count: u32) {
        let listed = states(&self.json("list"));
        for number in (1..=count).step_by(3) {
            let ran = self.say(&format!("show {number} --format json"));
            let shown: Option<Value> = serde_json::from_str(&ran).ok();
            let shown = shown.map(|task| task["status"].as_str().unwrap().to_owned());
            let shown = shown.filter(|status| status != "void");
            assert_eq!(
                shown.as_ref(),
                listed.get(&number.to_string()),
                "show {number}"
            );
        }
        let section = self.say("report --year 2022 --subject 班子 --style itemized");
        let of_year = self.json("list --year 2021 --subject 班子");
        let of_year = of_year.as_array().unwrap().len();
        // Before 个问题 where every problem has a measure, else behind 查摆问题.
        let told = [
            format!("查摆问题{of_year}个"),
            format!("查摆出的{of_year}个问题"),
        ];
        let said = told.iter().any(|told| section.contains(told));
        assert_eq!(said, of_year > 0, "{told:?}\n{section}");
    }
}

/// A row of a register that says that it was closed, and perhaps when.
fn taken_over(at: usize, closed: Option<u16>) -> Registered {
    let fresh = raised(2021, &format!("问题{at}"));
    Registered {
        status: Status::Closed(Closure {
            on: closed.map_or(fresh.on, day),
            verifier: None,
            basis: Basis::Imported("旧台账.xlsx".to_owned()),
        }),
        progress: Some("跑了五个村".to_owned()),
        ..fresh
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_verb_shows_the_same_day(
        steps in steps(40),
        closed in proptest::collection::vec(proptest::option::of(0..900_u16), 0..4),
        offset in 0..900_u16,
    ) {
        let mut book = Book::played(&steps);
        for (at, closed) in closed.into_iter().enumerate() {
            book.raise(taken_over(at, closed));
        }
        let office = Office::new();
        let today = day(offset).to_string();
        let db = book.store.path().to_str().unwrap();
        let looked = Looked { office: &office, db, today: &today };
        looked.agrees();
        looked.agrees_on_one(book.store.task_count().unwrap());
    }
}

fn column(office: &Office, line: &str) -> Vec<String> {
    let tasks = serde_json::from_str(&office.say(line).ok()).unwrap();
    states(&tasks).into_values().collect()
}

#[test]
fn a_closing_of_later_is_no_closing_yet() {
    let mut office = Office::new();
    office.done(
        "@2022-01-20
        meeting --year 2021 --held-on 2022-01-10
        add 开放时间不够长 --measure 延长一小时 --dept 读者部 --due 2022-06-30
        @2022-09-01
        log 1 晚上九点闭馆
        close 1 --outcome 多开一小时 --verifier 馆务会
        add 阅览桌太少 --year 2022
        @2022-12-20",
    );
    for verb in ["list", "export"] {
        let line = format!("--today 2022-08-01 {verb} --format json");
        assert_eq!(column(&office, &line), ["not_started"], "{verb}");
    }
    let upward = office.say("--today 2022-08-01 export --list upward").ok();
    assert!(
        upward.contains("未启动") && !upward.contains("已销号"),
        "{upward}"
    );
    assert!(!upward.contains("多开一小时"), "{upward}");
    let stats = office.say("--today 2022-08-01 stats --format json").ok();
    assert!(stats.contains("\"problems\":1,"), "{stats}");
    let none = office.say("--today 2022-08-01 show 2");
    assert_eq!((none.code, none.out.as_str()), (1, ""), "{}", none.err);
}

#[test]
fn a_register_taken_late_existed_since_its_meeting() {
    let mut office = Office::new();
    office.file(
        "台账.csv",
        "序号,存在问题,整改状态,销号时间\n1,开放时间不够长,已销号,2022-09-01\n2,阅览桌太少,正在推进,\n",
    );
    office.done(
        "@2023-03-01
        meeting --year 2021 --held-on 2022-01-10
        import 台账.csv --year 2021 -y",
    );
    for (today, expected) in [
        ("2022-01-09", &[][..]),
        ("2022-01-10", &["not_started", "in_progress"]),
        ("2022-08-31", &["not_started", "in_progress"]),
        ("2022-09-01", &["closed", "in_progress"]),
    ] {
        for verb in ["list", "export"] {
            let line = format!("--today {today} {verb} --format json");
            assert_eq!(column(&office, &line), expected, "{line}");
        }
        let stats = office
            .say(&format!("--today {today} stats --format json"))
            .ok();
        let told = format!("\"problems\":{},", expected.len());
        assert!(stats.contains(&told), "{today} {stats}");
    }
}

#[test]
fn an_effect_belongs_to_its_form_or_to_the_newest_note() {
    let mut office = Office::new();
    office.done(
        "@2022-03-15
        meeting --year 2021 --held-on 2022-01-10
        add 开放时间不够长 --measure 延长一小时 --dept 读者部 --due 2022-12-31
        log 1 晚上八点闭馆
        edit 1 --outcome 多开半小时
        @2022-12-18
        dispatch --out 表",
    );
    let form = std::fs::read_dir(office.path("表"))
        .unwrap()
        .next()
        .unwrap();
    let form = form.unwrap().path();
    let mut copied = Copied::of(&std::fs::read(&form).unwrap());
    copied.form().fill("1", "整改成效", "多开一小时");
    office.file("交回.xlsx", copied.bytes());
    office.done(
        "@2022-12-23
        collect 交回.xlsx -y",
    );
    let section = |today: &str| {
        let line = format!("--today {today} report --year 2022 --subject 班子");
        office.say(&line).ok()
    };
    assert!(section("2022-12-20").contains("多开半小时"));
    assert!(!section("2022-12-20").contains("多开一小时"));
    assert!(section("2022-12-23").contains("多开一小时"));
    office
        .on("2022-12-28")
        .done("log 1 试行一个月\nedit 1 --outcome 读者都满意");
    let section = |today: &str| {
        let line = format!("--today {today} report --year 2022 --subject 班子");
        office.say(&line).ok()
    };
    assert!(section("2022-12-27").contains("多开一小时"));
    assert!(section("2022-12-28").contains("读者都满意"));
}
