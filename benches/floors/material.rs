//! What the benches are fed: a ledger of as many tasks as are wanted, each made of its entries, and
//! always the same.

use chrono::{DateTime, Days, NaiveDate};
use model::book::Book;
use model::card::Card;
use model::deadline::{Anchor, Deadline};
use model::entry::{Entry, Seals, Stamp};
use model::event::{Change, Event, Progressed, Registered, TaskEvent, TextField};
use model::figure::Figure;
use model::ledger::Ledger;
use model::meeting::{Meeting, YEARLY};
use model::status::{Basis, Closure, StatusKind};
use model::subject::Subject;
use model::task::{Measure, Task};
use model::unit::{Member, UnitCard};

use crate::dice::Dice;

const DIMENSIONS: [&str; 4] = [
    "带头学懂弄通、知行合一方面",
    "带头服务群众、回应期盼方面",
    "带头敢于担当、狠抓落实方面",
    "带头廉洁自律、管好队伍方面",
];
const PROBLEMS: [&str; 7] = [
    "下乡巡诊排班不匀，偏远院落轮得少",
    "药品采购计划报得迟，常用药时有断档",
    "年轻医师带教流于签字，病例讨论不深",
    "预约窗口对老年患者解释不耐心",
    "设备保养记录补记多、当场记少",
    "学习体会相互借用，联系科室实际不够",
    "会诊请求答复慢，跨科衔接靠熟人",
];
const MEASURES: [&str; 4] = [
    "每月排定巡诊表，张榜公布并按表签到",
    "逐周核对库存下限，缺口当日报采购组",
    "每名医师带教两人，季末评议一次",
    "设立引导岗，首问的人负责到底",
];
const NOTES: [&str; 4] = [
    "召开院务会逐条过表，当场定下接手的科室",
    "到三个卫生室现场核对，补齐了缺的登记。",
    "修订流程一份，印发各科室试行",
    "请患者代表座谈，收回意见表",
];
const FIGURES: [&str; 4] = ["巡诊=6 次", "走访=14 户", "修订制度=1 项", "收回意见=23 条"];
const OUTCOMES: [&str; 3] = [
    "平均候诊时间由42分钟降到26分钟",
    "常用药断档由每月5次减为零",
    "形成带教评议办法1项，全院施行",
];
const DEPTS: [&str; 6] = ["医务科", "护理部", "药剂科", "总务科", "院办公室", "信息科"];
const LEADS: [&str; 3] = ["罗珊", "何平", "周敏"];
const DUES: [&str; 6] = [
    "2022年3月底前",
    "2022年6月30日",
    "三季度末",
    "年底前",
    "立行立改",
    "长期坚持",
];

/// The day everything is reckoned from.
pub(crate) fn today() -> NaiveDate {
    day(20).checked_add_days(Days::new(290)).unwrap_or_default()
}

/// So many days into the year of the work.
fn day(days: u32) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2022, 2, 10).unwrap_or_default();
    first + Days::new(days.into())
}

/// One of the list, by dice of its own for every task and salt, so that no two lists go in step.
fn pick(list: &[&str], number: u32, salt: u32) -> String {
    let mut dice = Dice::new(u64::from(number) << 8 | u64::from(salt));
    list[dice.below(list.len())].to_owned()
}

/// The title of a task; no two are equal.
pub(crate) fn title(number: u32) -> String {
    format!("{}（第{number}项）", pick(&PROBLEMS, number, 11))
}

/// The entries of one task in their order: registration, six notes, a correction, often an
/// extension, and what became of it.
pub(crate) fn entries(number: u32) -> Vec<Entry> {
    let mut events = vec![TaskEvent::Raised(Box::new(raised(number)))];
    events.extend((1..=6).map(|note| TaskEvent::Progressed(Box::new(noted(number, note)))));
    let note = pick(&NOTES, number, 20);
    let changes = vec![Change::Text(TextField::Note, Some(note))];
    events.push(TaskEvent::Edited(changes));
    if number.is_multiple_of(4) {
        events.push(TaskEvent::Extended {
            on: day(150),
            deadline: Deadline::on(day(250)),
            reason: "设备到货推迟".to_owned(),
            approved_by: Some("院党委会议".to_owned()),
        });
    }
    events.extend(ending(number));
    let first = u64::from(number) * 12;
    (first..)
        .zip(events)
        .map(|(sequence, event)| entry(number, sequence, event))
        .collect()
}

fn entry(number: u32, sequence: u64, event: TaskEvent) -> Entry {
    Entry {
        sequence,
        task: Some(number),
        stamp: Stamp {
            when: DateTime::UNIX_EPOCH.fixed_offset() + Days::new(19_050 + sequence % 300),
            who: "王小敏".to_owned(),
            clock_set: false,
        },
        batch: None,
        seals: Seals::default(),
        origin: None,
        event: Event::Task(event),
    }
}

/// The task that these entries make.
pub(crate) fn task(number: u32) -> Task {
    Task::fold(number, &entries(number)).expect("the first entry raises it")
}

/// Tasks from 1.
pub(crate) fn tasks(count: u32) -> Vec<Task> {
    (1..=count).map(task).collect()
}

/// A unit with a meeting, a roster and so many tasks.
pub(crate) fn ledger(count: u32) -> Ledger {
    let member = |(order, name): (u32, &str)| Member {
        name: name.to_owned(),
        order,
        ..Member::default()
    };
    let book = Book {
        unit: UnitCard {
            name: "南坪区中心医院".to_owned(),
            team: Some("院党委班子".to_owned()),
            ..UnitCard::default()
        },
        meetings: vec![Meeting {
            year: 2021,
            kind: YEARLY.to_owned(),
            held_on: Some(day(0)),
            ..Meeting::default()
        }],
        members: (1..).zip(LEADS).map(member).collect(),
        ..Book::default()
    };
    Ledger {
        book,
        tasks: tasks(count),
        drafts: Vec::new(),
        today: today(),
        check_code: None,
    }
}

fn raised(number: u32) -> Registered {
    let anchor = Anchor {
        year: 2021,
        held_on: Some(day(0)),
    };
    let card = Card {
        dimension: Some(pick(&DIMENSIONS, number, 12)),
        detail: "有的安排说过以后没有回头看，比如，去年秋天定的两件事到年底还没有着手。".to_owned(),
        source: Some("自查".to_owned()),
        target: Some("件件有着落".to_owned()),
        measures: (1..=2)
            .map(|key| Measure {
                key,
                text: format!(
                    "{}，记入第{number}号清单",
                    pick(&MEASURES, number, 13 + key)
                ),
                ..Measure::default()
            })
            .collect(),
        lead: Some(pick(&LEADS, number, 16)),
        dept: Some(pick(&DEPTS, number, 17)),
        owner: Some("陈立".to_owned()),
        co_depts: vec![pick(&DEPTS, number, 18)],
        deadline: Some(Deadline::keep(&pick(&DUES, number, 19), Some(anchor))),
        ..Card::new(2021, Subject::Team, title(number))
    };
    Registered::fresh(day(0), card)
}

fn noted(number: u32, note: u32) -> Progressed {
    Progressed {
        on: day(note * 25 + number % 20),
        text: pick(&NOTES, number, note),
        measure: Some(1 + note % 2),
        figures: Figure::read(&pick(&FIGURES, number, 30 + note))
            .into_iter()
            .collect(),
        check: note == 5,
        internal: note == 6,
        ..Progressed::default()
    }
}

/// What became of a task: closed, applied for, mostly done, or still under way.
fn ending(number: u32) -> Option<TaskEvent> {
    let on = day(190 + number % 60);
    let long_term = pick(&DUES, number, 19) == "长期坚持";
    match number % 7 {
        // A long-term task is never closed.
        0..=3 if !long_term => Some(TaskEvent::Closed {
            closure: Closure {
                on,
                verifier: Some("院党委会议".to_owned()),
                basis: Basis::Verified(None),
            },
            outcome: Some(pick(&OUTCOMES, number, 21)),
        }),
        4 if !long_term => Some(TaskEvent::Submitted {
            on,
            outcome: Some(pick(&OUTCOMES, number, 21)),
        }),
        5 => Some(TaskEvent::Progressed(Box::new(Progressed {
            on,
            text: "主要的几件已经办完".to_owned(),
            status: Some(StatusKind::MostlyDone),
            reason: Some("尚余一批设备没有到货".to_owned()),
            next_step: Some("12月中旬前装好并验收".to_owned()),
            ..Progressed::default()
        }))),
        _ => None,
    }
}
