//! Ledgers made by chance, always the same ones for a seed.

use chrono::{Days, NaiveDate};
use model::deadline::Deadline;
use model::event::{Change, TaskEvent, TextField};
use model::ledger::Ledger;
use model::status::StatusKind;
use model::subject::Subject;
use model::unit::Member;

use crate::report::office::{Case, day, ledger, noted};

/// A small generator of numbers (xorshift).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 16) % limit
    }

    fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len() as u64) as usize]
    }

    fn date(&mut self) -> NaiveDate {
        day("2021-11-20") + Days::new(self.below(395))
    }
}

const PROBLEMS: [&str; 8] = [
    "钻研政策浅尝辄止",
    "“三会一课”质量不高。",
    "对“一岗双责”认识“差一截”",
    "窗口排队<久>&意见多",
    "台账{{x}}登记随意；底数不清",
    "遇事等靠，\n主动破题少",
    "带新人办法不多",
    "“五小”阵地 use of data 不活",
];
const DIMENSIONS: [&str; 4] = [
    "在带头强化政治忠诚、提高政治能力方面",
    "带头固本培元、增强党性，始终把“人民至上”放在心上、落到行动上，真抓实干方面的问题",
    "担当作为",
    "对照“六个方面”，带头敬畏人民、敬畏组织、敬畏法纪，做到令行禁止方面。",
];
const MEASURES: [&str; 6] = [
    "逢单月开课，每课一题",
    "建立“日清周结”机制。每周五通报。",
    "制定清单；逐条对账",
    "我带头包联2个村，每月到村1次",
    "推行首问负责、一次告知。",
    "与“老带新”结合，签订协议",
];
const NOTES: [&str; 8] = [
    "开课讲授新规",
    "走访群众，收集意见。",
    "修订办法2项；废止1项",
    "组织“模拟问答”",
    "3月8日赴基层座谈",
    "完成首轮对账！",
    "梳理堵点。逐一交办",
    "印发《窗口轮值办法》，摸清家底",
];
const FIGURES: [&str; 5] = [
    "开课=1 次",
    "走访=3 户",
    "收集意见=12 条",
    "投入资金=1.5 万元",
    "培训=40 人次",
];
const OUTCOMES: [&str; 4] = [
    "办结率由80%升至97%",
    "目前排队时间缩短一半。",
    "形成“双签”制度1项，受到群众好评",
    "群众满意度测评居前列。投诉清零",
];
const REASONS: [&str; 5] = [
    "经费尚未批复",
    "由于人员调整，进度放缓",
    "底数复杂。需分批核实。",
    "“二期”尚未立项",
    "因编制不足。待增编后推进",
];
const NEXT: [&str; 4] = [
    "11月底前完成复核",
    "将分两批推进",
    "倒排工期、挂图作战。",
    "先摸底。再逐户建档",
];
const DUE: [&str; 6] = [
    "6月底前",
    "2022年12月底前",
    "年底前",
    "长期坚持",
    "立行立改",
    "2022-09-30",
];

/// How many ledgers a rule is held against: `usual`, or so many times as many as `LEDGER_CASES` says
/// (`scripts/cases.sh`).
#[allow(
    clippy::disallowed_methods,
    reason = "how much is tried is the tester's"
)]
pub(crate) fn how_many(usual: u64) -> u64 {
    let times = std::env::var("LEDGER_CASES").ok();
    let times = times.map(|times| times.parse::<u64>().expect("LEDGER_CASES is a number"));
    usual * times.unwrap_or(1)
}

/// A ledger of up to two dozen tasks of two years and three subjects.
pub(crate) fn generated(seed: u64) -> Ledger {
    let count = 1 + Chance::new(seed).below(24) as u32;
    sized(seed, count)
}

/// A ledger of so many tasks.
pub(crate) fn sized(seed: u64, count: u32) -> Ledger {
    let mut chance = Chance::new(seed);
    let mut cases: Vec<Case> = (1..=count)
        .map(|number| case(&mut chance, number))
        .collect();
    if chance.once_in(3) {
        let prior = cases[0].task.number;
        let last = cases.pop().expect("at least one task");
        let linked = last.task.number > prior;
        cases.push(if linked {
            last.apply(&TaskEvent::Linked { prior })
        } else {
            last
        });
    }
    let mut ledger = ledger("2022-12-20", cases);
    for (name, post, order) in [("赵甲", "局长", 1), ("钱乙", "副局长", 2)] {
        ledger.book.members.push(Member {
            name: name.into(),
            post: Some(post.into()),
            order,
            depts: Vec::new(),
        });
    }
    ledger
}

fn case(chance: &mut Chance, number: u32) -> Case {
    let year = if chance.once_in(6) { 2020 } else { 2021 };
    let subject = match chance.below(5) {
        0 => Subject::Person("赵甲".into()),
        1 => Subject::Person("钱乙".into()),
        _ => Subject::Team,
    };
    let (head, tail) = (
        chance.pick(&PROBLEMS),
        ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"],
    );
    let label: String = number
        .to_string()
        .chars()
        .map(|digit| tail[digit.to_digit(10).expect("a digit") as usize % 8])
        .collect();
    let problem = format!("第{number}号{label}{head}");
    let mut case = Case::new(number, year, subject, &problem);
    for (field, one_in, words) in [
        (TextField::Dimension, 8, DIMENSIONS.as_slice()),
        (TextField::Theme, 3, &["学习教育", "作风建设"]),
    ] {
        if !chance.once_in(one_in) {
            case = case.set(field, chance.pick(words));
        }
    }
    if chance.once_in(2) {
        case = case.assigned(
            chance.pick(&["赵甲", "钱乙"]),
            chance.pick(&["综合科", "业务科"]),
        );
    }
    for _ in 0..chance.below(3) {
        case = case.measure(chance.pick(&MEASURES));
    }
    if !chance.once_in(4) {
        case = case.due(chance.pick(&DUE));
    }
    case = progress(chance, case);
    case = finish(chance, case);
    if chance.once_in(20) {
        case = case.set(TextField::Wording, "此项已说清");
    }
    case
}

fn progress(chance: &mut Chance, mut case: Case) -> Case {
    for _ in 0..chance.below(5) {
        let text = if chance.once_in(6) {
            ""
        } else {
            chance.pick(&NOTES)
        };
        let mut figures: Vec<&str> = Vec::new();
        for _ in 0..chance.below(3) {
            figures.push(chance.pick(&FIGURES));
        }
        let on = chance.date().to_string();
        let mut note = noted(&on, text, &figures);
        note.check = chance.once_in(5);
        case = case.apply(&TaskEvent::Progressed(Box::new(note)));
    }
    if chance.once_in(4) {
        case = case.internal(&chance.date().to_string(), "密不外传：等批示");
    }
    case.set(TextField::Note, "密不外传的备注")
}

fn finish(chance: &mut Chance, mut case: Case) -> Case {
    for (field, words) in [
        (TextField::Outcome, OUTCOMES.as_slice()),
        (TextField::Reason, &REASONS),
        (TextField::NextStep, &NEXT),
    ] {
        if chance.once_in(2) {
            case = case.set(field, chance.pick(words));
        }
    }
    if chance.once_in(8)
        && let Some(from) = case.task.due()
    {
        let to = Deadline::on(from + Days::new(60));
        let reason = "工期顺延".to_owned();
        let approved_by = (!chance.once_in(2)).then(|| "局务会".to_owned());
        case = case.apply(&TaskEvent::Extended {
            on: from,
            deadline: to,
            reason,
            approved_by,
        });
    }
    let on = chance.date();
    match chance.below(6) {
        0 | 1 if !case.task.is_long_term() => case.closed(&on.to_string(), None),
        2 if !case.task.is_long_term() => case.apply(&TaskEvent::Submitted { on, outcome: None }),
        3 => {
            let mut note = noted(&on.to_string(), "", &[]);
            note.status = Some(StatusKind::MostlyDone);
            case.apply(&TaskEvent::Progressed(Box::new(note)))
        }
        4 => case.apply(&TaskEvent::Edited(vec![Change::NextCheck(Some(on))])),
        _ => case,
    }
}
