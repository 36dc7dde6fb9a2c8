//! Ledgers for tests, built as the program builds them: events applied to tasks.

use chrono::NaiveDate;
use model::book::Book;
use model::card::Card;
use model::deadline::{Anchor, Deadline};
use model::digest::Digest;
use model::event::{Attached, Change, Progressed, Registered, TaskEvent, TextField};
use model::figure::Figure;
use model::ledger::Ledger;
use model::status::{Basis, Closure};
use model::subject::Subject;
use model::task::{Measure, Task};

/// A day in ISO form.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("an ISO date")
}

/// A task that tests add records to.
pub(crate) struct Case {
    pub(crate) task: Task,
    sequence: u64,
}

impl Case {
    pub(crate) fn new(number: u32, year: i32, subject: Subject, problem: &str) -> Self {
        let sequence = u64::from(number) * 1000;
        let card = Card::new(year, subject, problem.to_owned());
        let raised = Registered::fresh(day(&format!("{year}-12-31")), card);
        Self {
            task: Task::raised(number, sequence, raised),
            sequence,
        }
    }

    pub(crate) fn apply(mut self, event: &TaskEvent) -> Self {
        self.sequence += 1;
        self.task.apply(self.sequence, event);
        self
    }

    pub(crate) fn set(self, field: TextField, value: &str) -> Self {
        let change = Change::Text(field, Some(value.to_owned()));
        self.apply(&TaskEvent::Edited(vec![change]))
    }

    pub(crate) fn measure(self, text: &str) -> Self {
        let measure = Measure {
            key: self.task.measures.len() as u32 + 1,
            text: text.to_owned(),
            ..Measure::default()
        };
        self.apply(&TaskEvent::Edited(vec![Change::Measure(measure)]))
    }

    pub(crate) fn due(self, phrase: &str) -> Self {
        let anchor = Anchor {
            year: self.task.year,
            held_on: None,
        };
        let deadline = Deadline::resolve(phrase, Some(anchor)).expect(phrase);
        self.apply(&TaskEvent::Edited(vec![Change::Deadline(Some(deadline))]))
    }

    pub(crate) fn assigned(self, lead: &str, dept: &str) -> Self {
        self.set(TextField::Lead, lead).set(TextField::Dept, dept)
    }

    pub(crate) fn log(self, on: &str, text: &str, figures: &[&str]) -> Self {
        self.apply(&TaskEvent::Progressed(Box::new(noted(on, text, figures))))
    }

    pub(crate) fn checked(self, on: &str, text: &str, figures: &[&str]) -> Self {
        let mut noted = noted(on, text, figures);
        noted.check = true;
        self.apply(&TaskEvent::Progressed(Box::new(noted)))
    }

    pub(crate) fn internal(self, on: &str, text: &str) -> Self {
        let mut noted = noted(on, text, &[]);
        noted.internal = true;
        self.apply(&TaskEvent::Progressed(Box::new(noted)))
    }

    pub(crate) fn evidence(self, on: &str, name: &str) -> Self {
        self.apply(&TaskEvent::Attached(Attached {
            on: day(on),
            name: name.to_owned(),
            size: 1,
            sha256: Digest::of(name.as_bytes()),
        }))
    }

    pub(crate) fn closed(self, on: &str, outcome: Option<&str>) -> Self {
        let closure = Closure {
            on: day(on),
            verifier: Some("局党组会议".to_owned()),
            basis: Basis::Verified(None),
        };
        self.apply(&TaskEvent::Closed {
            closure,
            outcome: outcome.map(str::to_owned),
        })
    }
}

/// A note of progress.
pub(crate) fn noted(on: &str, text: &str, figures: &[&str]) -> Progressed {
    Progressed {
        on: day(on),
        text: text.to_owned(),
        measure: None,
        measure_done: false,
        figures: figures
            .iter()
            .map(|figure| Figure::read(figure).expect("a figure"))
            .collect(),
        status: None,
        reason: None,
        next_step: None,
        check: false,
        next_check: None,
        internal: false,
        submission: None,
        institutions: None,
        told: None,
    }
}

/// A ledger of these tasks as of a day.
pub(crate) fn ledger(today: &str, cases: Vec<Case>) -> Ledger {
    let mut book = Book::default();
    book.unit.name = "某局".into();
    book.unit.team = Some("局党组班子".into());
    Ledger {
        book,
        tasks: cases.into_iter().map(|case| case.task).collect(),
        drafts: Vec::new(),
        today: day(today),
        check_code: None,
    }
}

/// A team's ledger: one task closed, one under way, one long-term.
pub(crate) fn team_ledger() -> Ledger {
    let heading = "带头深刻感悟“两个确立”的决定性意义，始终做到知行合一、言行一致、表里如一方面";
    let (problem, measure) = (
        "理论学习与业务工作结合不紧",
        "建立“学习＋业务”双月研讨机制，每次围绕一项重点业务确定研讨题目",
    );
    let first = Case::new(1, 2021, Subject::Team, problem)
        .set(TextField::Dimension, heading)
        .measure(measure)
        .assigned("李某", "办公室")
        .due("6月底前")
        .log(
            "2022-03-15",
            "召开第一次研讨会，就企业用工服务确定3项改进事项。",
            &["专题研讨=1 次"],
        )
        .log(
            "2022-05-20",
            "召开第二次研讨会，逐项检查改进事项进度",
            &["专题研讨=1 次"],
        )
        .evidence("2022-06-28", "研讨记录.docx")
        .closed(
            "2022-06-28",
            Some("3项改进事项全部落地，窗口平均办理时间由25分钟降至14分钟"),
        );
    let patrol = |case: Case, on: &str, changed: &str| {
        let changed = format!("更换过期内容={changed} 处");
        case.log(on, "开展阵地巡查", &["阵地巡查=1 次", &changed])
    };
    let second = Case::new(2, 2021, Subject::Team, "宣传阵地巡查不经常")
        .set(TextField::Dimension, heading)
        .measure("按季度巡查公共区域宣传载体和政务新媒体账号")
        .assigned("李某", "宣传科")
        .due("2022年12月底前");
    let second = patrol(second, "2022-03-28", "4");
    let second = patrol(second, "2022-06-27", "3");
    let second = patrol(second, "2022-09-26", "4")
        .set(TextField::Reason, "第四季度巡查尚未开展")
        .set(
            TextField::NextStep,
            "12月26日前完成第四季度巡查并汇总全年问题",
        )
        .internal("2022-10-08", "内部：等领导批示");
    let third = Case::new(3, 2021, Subject::Team, "基层调研走马观花")
        .set(TextField::Dimension, "带头践行以人民为中心的发展思想方面")
        .measure("每名班子成员每月带着问题下基层不少于1次，当场协调或限期答复")
        .assigned("王某", "业务科")
        .due("长期坚持")
        .checked(
            "2022-11-30",
            "对照措施开展阶段性检查",
            &["走访企业=36 家", "协调解决用工难题=9 件"],
        );
    ledger("2022-12-20", vec![first, second, third])
}

/// One person's ledger.
pub(crate) fn person_ledger() -> Ledger {
    let person = || Subject::Person("张某".to_owned());
    let first = Case::new(1, 2021, person(), "理论学习不够系统")
        .set(TextField::Dimension, "理论武装")
        .measure("每月通读一个专题并撰写学习笔记")
        .log("2022-06-30", "", &["学习专题=6 个", "撰写笔记=6 篇"])
        .evidence("2022-06-30", "学习笔记.pdf")
        .closed("2022-06-30", Some("在党组理论学习中心组交流发言2次"));
    let second = Case::new(2, 2021, person(), "对分管科室日常监督抓得不紧")
        .set(TextField::Dimension, "履行“一岗双责”")
        .measure("每季度与分管科室负责人开展廉政谈话")
        .log("2022-09-30", "", &["廉政谈话=9 人次"])
        .set(TextField::Reason, "第四季度谈话尚未开展")
        .set(TextField::NextStep, "12月28日前完成");
    let third = Case::new(3, 2021, person(), "联系服务企业不够主动")
        .set(TextField::Dimension, "联系服务群众")
        .measure("每月走访联系企业1次，当月反馈收集到的问题")
        .due("长期坚持")
        .checked("2022-11-30", "", &["走访企业=11 家次", "反馈问题=14 个"]);
    ledger("2022-12-20", vec![first, second, third])
}
