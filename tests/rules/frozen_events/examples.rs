//! One event of every kind, what was written for it, and where that leaves the chain.

use chrono::NaiveDate;
use model::card::Card;
use model::deadline::{Deadline, Term};
use model::digest::{CheckCode, Digest};
use model::draft::Fact;
use model::event::{
    Attached, Change, Event, LedgerEvent, Progressed, Registered, TaskEvent, TextField,
};
use model::figure::Figure;
use model::handed::{Gathered, Handed};
use model::meeting::{Document, Meeting};
use model::restored::Restored;
use model::status::{Basis, Closure, Status, StatusKind, Voiding};
use model::subject::Subject;
use model::task::{Measure, Origin};
use model::unit::{Member, UnitCard, UnitId};

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[expect(clippy::unnecessary_wraps, reason = "most fields are optional")]
pub(super) fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn deadline() -> Deadline {
    Deadline {
        phrase: "6月底前".to_owned(),
        term: Some(Term::Date(day("2022-06-30"))),
    }
}

fn measure() -> Measure {
    Measure {
        key: 1,
        text: "每月排班公示".to_owned(),
        dept: some("流动部"),
        owner: some("罗珊"),
        deadline: Some(Deadline {
            phrase: "立行立改".to_owned(),
            term: Some(Term::Immediate),
        }),
        done_on: Some(day("2022-03-01")),
        origin: Some(Origin {
            document: "材料.txt".to_owned(),
            paragraph: 2,
        }),
    }
}

fn gathered() -> Gathered {
    Gathered {
        unit: UnitId(2),
        handed: Handed {
            ledger_id: "7d1f".to_owned(),
            name: "清河区图书馆".to_owned(),
            code: some("A03.12"),
            entries: 23,
            head: Digest::of(b"head"),
        },
    }
}

fn card() -> Card {
    Card {
        year: 2021,
        subject: Subject::Team,
        dimension: some("带头服务基层读者方面"),
        problem: "流动书车跑得不勤".to_owned(),
        detail: "远郊两个村一次也没有去。".to_owned(),
        examples: vec!["三月停驶".to_owned()],
        source: some("征求意见"),
        theme: some("服务"),
        target: some("走遍各村"),
        measures: vec![measure()],
        lead: some("何平"),
        dept: some("流动部"),
        owner: some("周敏"),
        co_depts: vec!["办公室".to_owned()],
        deadline: Some(deadline()),
        prior: Some(3),
        origin: Some(Origin {
            document: "材料.txt".to_owned(),
            paragraph: 8,
        }),
        outcome: None,
        note: some("馆长盯办"),
        external: None,
    }
}

fn raised() -> Registered {
    Registered::fresh(day("2022-01-25"), card())
}

/// A row of an existing register: closed already.
fn taken_over() -> Registered {
    Registered {
        card: Card {
            subject: Subject::Person("罗珊".to_owned()),
            dimension: None,
            detail: String::new(),
            examples: Vec::new(),
            measures: Vec::new(),
            co_depts: Vec::new(),
            deadline: None,
            outcome: some("各村都到过"),
            ..card()
        },
        status: Status::Closed(Closure {
            on: day("2022-01-10"),
            verifier: None,
            basis: Basis::Imported("旧台账.xlsx".to_owned()),
        }),
        progress: some("跑了五个村"),
        ..raised()
    }
}

/// Every kind at least once.
#[expect(clippy::too_many_lines, reason = "a list")]
pub(crate) fn examples() -> Vec<Event> {
    let task = [
        TaskEvent::Raised(Box::new(raised())),
        TaskEvent::Raised(Box::new(taken_over())),
        TaskEvent::Edited(vec![
            Change::Text(TextField::Lead, some("何平")),
            Change::Text(TextField::Owner, None),
            Change::CoDepts(vec!["办公室".to_owned(), "财务室".to_owned()]),
            Change::Deadline(Some(deadline())),
            Change::NextCheck(Some(day("2022-09-01"))),
            Change::Measure(measure()),
            Change::MeasureDropped(2),
        ]),
        TaskEvent::Progressed(Box::new(Progressed {
            on: day("2022-03-15"),
            text: "跑完东街".to_owned(),
            measure: Some(1),
            measure_done: true,
            figures: vec![Figure::read("出车=3.5次").expect("a figure")],
            status: Some(StatusKind::MostlyDone),
            reason: some("路未修通"),
            next_step: some("通路后补跑"),
            check: true,
            next_check: Some(day("2022-06-30")),
            internal: true,
            submission: None,
            institutions: None,
            told: None,
        })),
        TaskEvent::Attached(Attached {
            on: day("2022-03-16"),
            name: "照片.jpg".to_owned(),
            size: 3,
            sha256: Digest::of(b"JPG"),
        }),
        TaskEvent::Submitted {
            on: day("2022-03-17"),
            outcome: some("三天内答复"),
        },
        TaskEvent::Returned {
            on: day("2022-03-18"),
            opinion: "缺“纪要”\n补来".to_owned(),
        },
        TaskEvent::Closed {
            closure: Closure {
                on: day("2022-03-19"),
                verifier: some("馆务会"),
                basis: Basis::Verified(some("纪要第8号")),
            },
            outcome: some("合意"),
        },
        TaskEvent::Reopened {
            on: day("2022-03-20"),
            reason: "看漏了".to_owned(),
        },
        TaskEvent::Extended {
            on: day("2022-03-21"),
            deadline: deadline(),
            reason: "车坏了".to_owned(),
            approved_by: some("馆务会"),
        },
        TaskEvent::Voided(Voiding {
            on: day("2022-03-22"),
            reason: "重复".to_owned(),
            into: Some(5),
        }),
        TaskEvent::Withdrawn {
            entry: 11,
            reason: "撤销上一步操作".to_owned(),
        },
        TaskEvent::Linked { prior: 3 },
        TaskEvent::ProposalRejected {
            text: "另一条措施".to_owned(),
        },
    ];
    let ledger = [
        LedgerEvent::UnitNamed(UnitCard {
            name: "清河区图书馆".to_owned(),
            code: some("A03.12"),
            party: some("中共清河区图书馆支部"),
            team: some("馆领导班子"),
            contact: some("周敏"),
        }),
        LedgerEvent::Configured {
            key: "policy".to_owned(),
            value: some("strict"),
        },
        LedgerEvent::Configured {
            key: "policy".to_owned(),
            value: None,
        },
        LedgerEvent::MeetingSet(Meeting {
            year: 2021,
            kind: "年度".to_owned(),
            name: some("2021年度党史学习教育专题民主生活会"),
            theme: some("学史明理"),
            held_on: Some(day("2022-01-20")),
            figures: vec![Fact {
                name: "谈心谈话".to_owned(),
                value: "20余".to_owned(),
                unit: "人次".to_owned(),
            }],
            fields: vec![("主持人".to_owned(), "何平".to_owned())],
        }),
        LedgerEvent::MemberSet(Member {
            name: "何平".to_owned(),
            post: some("馆长"),
            order: 1,
            depts: vec!["办公室".to_owned()],
        }),
        LedgerEvent::MemberRemoved {
            name: "何平".to_owned(),
        },
        LedgerEvent::DocumentRead(Document {
            name: "材料.txt".to_owned(),
            size: 3,
            sha256: Digest::of(b"TXT"),
            year: 2021,
            subject: Subject::Person("罗珊".to_owned()),
            draft: Digest::of(b"{}"),
        }),
        LedgerEvent::Expunged {
            sha256: Digest::of(b"JPG"),
            reason: "误传".to_owned(),
        },
        LedgerEvent::Withdrawn {
            entry: 16,
            reason: "撤销上一步操作".to_owned(),
        },
        LedgerEvent::Gathered(gathered()),
        LedgerEvent::Gathered(Gathered {
            unit: UnitId(3),
            handed: Handed {
                ledger_id: "8e2a".to_owned(),
                name: "东街图书馆".to_owned(),
                code: None,
                entries: 1,
                ..gathered().handed
            },
        }),
        LedgerEvent::SetAside {
            gathered: gathered(),
            at: 7,
        },
        LedgerEvent::Replaced {
            gathered: gathered(),
            old: UnitId(4),
            reason: "该馆用备份还原过".to_owned(),
        },
        LedgerEvent::Restored(Restored {
            from: "台账-20220310-180000.db".to_owned(),
            code: CheckCode::read("20-a61c03db7c6f4e77"),
            kept: some("台账-还原前-20220315-090000.db"),
            replaced: CheckCode::read("23-e5151974199ae2d4"),
        }),
    ];
    let task = task.into_iter().map(Event::Task);
    task.chain(ledger.into_iter().map(Event::Ledger)).collect()
}

/// The exact text of each, and the first 16 digits of the chain's digest there. Never change one.
pub(crate) const EXAMPLES: &[(&str, &str)] = &[
    (
        r#"{"sequence":1,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"raised","data":{"on":"2022-01-25","year":2021,"subject":"班子","dimension":"带头服务基层读者方面","problem":"流动书车跑得不勤","detail":"远郊两个村一次也没有去。","examples":["三月停驶"],"source":"征求意见","theme":"服务","target":"走遍各村","measures":[{"key":1,"text":"每月排班公示","dept":"流动部","owner":"罗珊","deadline":{"phrase":"立行立改","term":"immediate"},"done_on":"2022-03-01","origin":{"document":"材料.txt","paragraph":2}}],"lead":"何平","dept":"流动部","owner":"周敏","co_depts":["办公室"],"deadline":{"phrase":"6月底前","term":"date","day":"2022-06-30"},"prior":3,"origin":{"document":"材料.txt","paragraph":8},"note":"馆长盯办"}}"#,
        "9cd800b90f571696",
    ),
    (
        r#"{"sequence":2,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","clock":"set","kind":"raised","data":{"on":"2022-01-25","year":2021,"subject":"罗珊","problem":"流动书车跑得不勤","source":"征求意见","theme":"服务","target":"走遍各村","lead":"何平","dept":"流动部","owner":"周敏","prior":3,"origin":{"document":"材料.txt","paragraph":8},"status":"closed","closure":{"on":"2022-01-10","register":"旧台账.xlsx"},"outcome":"各村都到过","progress":"跑了五个村","note":"馆长盯办"}}"#,
        "ba5457e5c56824f3",
    ),
    (
        r#"{"sequence":3,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","batch":2,"kind":"edited","data":[{"field":"lead","text":"何平"},{"field":"owner"},{"field":"co_depts","list":["办公室","财务室"]},{"field":"deadline","deadline":{"phrase":"6月底前","term":"date","day":"2022-06-30"}},{"field":"next_check","day":"2022-09-01"},{"field":"measure","measure":{"key":1,"text":"每月排班公示","dept":"流动部","owner":"罗珊","deadline":{"phrase":"立行立改","term":"immediate"},"done_on":"2022-03-01","origin":{"document":"材料.txt","paragraph":2}}},{"field":"measure_dropped","key":2}]}"#,
        "6e5720547ec34c7d",
    ),
    (
        r#"{"sequence":4,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"progressed","data":{"on":"2022-03-15","text":"跑完东街","measure":1,"measure_done":true,"figures":[{"name":"出车","value":"3.5","unit":"次"}],"status":"mostly_done","reason":"路未修通","next_step":"通路后补跑","check":true,"next_check":"2022-06-30","internal":true}}"#,
        "c9f06d927df87bb1",
    ),
    (
        r#"{"sequence":5,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"attached","data":{"on":"2022-03-16","name":"照片.jpg","size":3,"sha256":"769717d898b6b363130dacf16a6ca22b62b6017d5a9acc616548959f514fa754"}}"#,
        "e8da32eed7400d39",
    ),
    (
        r#"{"sequence":6,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"submitted","data":{"on":"2022-03-17","outcome":"三天内答复"}}"#,
        "6aba1fee902d4700",
    ),
    (
        r#"{"sequence":7,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"returned","data":{"on":"2022-03-18","opinion":"缺“纪要”\n补来"}}"#,
        "586d355972eff7c1",
    ),
    (
        r#"{"sequence":8,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"closed","data":{"closure":{"on":"2022-03-19","verifier":"馆务会","basis":"纪要第8号"},"outcome":"合意"}}"#,
        "367faf00eab4b27c",
    ),
    (
        r#"{"sequence":9,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"reopened","data":{"on":"2022-03-20","reason":"看漏了"}}"#,
        "0bf5084490e15617",
    ),
    (
        r#"{"sequence":10,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"extended","data":{"on":"2022-03-21","deadline":{"phrase":"6月底前","term":"date","day":"2022-06-30"},"reason":"车坏了","approved_by":"馆务会"}}"#,
        "daf8c0f3f413f346",
    ),
    (
        r#"{"sequence":11,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"voided","data":{"on":"2022-03-22","reason":"重复","into":5}}"#,
        "654a4522806725c6",
    ),
    (
        r#"{"sequence":12,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"withdrawn","data":{"entry":11,"reason":"撤销上一步操作"}}"#,
        "34ce3192d43af8ff",
    ),
    (
        r#"{"sequence":13,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"linked","data":{"prior":3}}"#,
        "6e81acca54d62f99",
    ),
    (
        r#"{"sequence":14,"task":12,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"proposal_rejected","data":{"text":"另一条措施"}}"#,
        "2777ca600c6a6540",
    ),
    (
        r#"{"sequence":15,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"unit","data":{"name":"清河区图书馆","code":"A03.12","party":"中共清河区图书馆支部","team":"馆领导班子","contact":"周敏"}}"#,
        "13726cd95c9b7b95",
    ),
    (
        r#"{"sequence":16,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"setting","data":{"key":"policy","value":"strict"}}"#,
        "76b3407fdc36af9d",
    ),
    (
        r#"{"sequence":17,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"setting","data":{"key":"policy","value":null}}"#,
        "249454e1f16fefa7",
    ),
    (
        r#"{"sequence":18,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"meeting","data":{"year":2021,"kind":"年度","name":"2021年度党史学习教育专题民主生活会","theme":"学史明理","held_on":"2022-01-20","figures":[["谈心谈话","20余","人次"]],"fields":[["主持人","何平"]]}}"#,
        "50b2ab09e0d81135",
    ),
    (
        r#"{"sequence":19,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"member","data":{"name":"何平","post":"馆长","order":1,"depts":["办公室"]}}"#,
        "0d73e6e5ea2be5cc",
    ),
    (
        r#"{"sequence":20,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"member_removed","data":{"name":"何平"}}"#,
        "a61c03db7c6f4e77",
    ),
    (
        r#"{"sequence":21,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"document","data":{"name":"材料.txt","size":3,"sha256":"d3dc6ac9490999b52f10485310addb37d5e1bd8b65b8232e2cf878c9a331b612","year":2021,"subject":"罗珊","draft":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}}"#,
        "031716eafda10888",
    ),
    (
        r#"{"sequence":22,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"expunged","data":{"sha256":"769717d898b6b363130dacf16a6ca22b62b6017d5a9acc616548959f514fa754","reason":"误传"}}"#,
        "6e66a7fe4a6faac4",
    ),
    (
        r#"{"sequence":23,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"ledger_withdrawn","data":{"entry":16,"reason":"撤销上一步操作"}}"#,
        "e5151974199ae2d4",
    ),
    (
        r#"{"sequence":24,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"gathered","data":{"unit":2,"ledger":"7d1f","name":"清河区图书馆","code":"A03.12","entries":23,"head":"9f2e6d33a3717ee826353a404ba4618d1aeeb6879ad7936bce8ed5f46814924d"}}"#,
        "4f96634d67de82d0",
    ),
    (
        r#"{"sequence":25,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"gathered","data":{"unit":3,"ledger":"8e2a","name":"东街图书馆","entries":1,"head":"9f2e6d33a3717ee826353a404ba4618d1aeeb6879ad7936bce8ed5f46814924d"}}"#,
        "ded61ab96e3a955c",
    ),
    (
        r#"{"sequence":26,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"set_aside","data":{"unit":2,"ledger":"7d1f","name":"清河区图书馆","code":"A03.12","entries":23,"head":"9f2e6d33a3717ee826353a404ba4618d1aeeb6879ad7936bce8ed5f46814924d","at":7}}"#,
        "e3dd30fc39867afa",
    ),
    (
        r#"{"sequence":27,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"replaced","data":{"unit":2,"ledger":"7d1f","name":"清河区图书馆","code":"A03.12","entries":23,"head":"9f2e6d33a3717ee826353a404ba4618d1aeeb6879ad7936bce8ed5f46814924d","old":4,"reason":"该馆用备份还原过"}}"#,
        "94807959807566fc",
    ),
    (
        r#"{"sequence":28,"when":"2022-03-15T09:00:00+08:00","who":"周敏","kind":"restored","data":{"from":"台账-20220310-180000.db","code":"20-a61c03db7c6f4e77","kept":"台账-还原前-20220315-090000.db","replaced":"23-e5151974199ae2d4"}}"#,
        "2a5a0573441e869c",
    ),
];
