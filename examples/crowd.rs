//! Fills a ledger with invented tasks, to look at boards and to measure.
//!
//!     cargo run --example crowd -- FILE COUNT [usual|long|hostile|bare|decade]
//!     cargo run --example crowd -- packets FOLDER UNITS COUNT

use std::error::Error;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, Days, NaiveDate};
use model::card::Card;
use model::deadline::{Anchor, Deadline};
use model::entry::Stamp;
use model::event::{LedgerEvent, Progressed, Registered, TaskEvent};
use model::meeting::{Meeting, YEARLY};
use model::packet::{PacketWriter, SUFFIX};
use model::status::{Basis, Closure, StatusKind};
use model::subject::Subject;
use model::task::Measure;
use model::unit::{Member, UnitCard, UnitId};
use store::{Store, Writer};

const DEPTS: [&str; 7] = [
    "办公室",
    "人事科",
    "机关党委",
    "业务一科",
    "业务二科",
    "财务科",
    "政策法规科",
];
const LEADS: [&str; 4] = ["周明远", "李卫东", "陈晓岚", "王立新"];
const DIMENSIONS: [&str; 5] = [
    "带头深入学习贯彻习近平新时代中国特色社会主义思想，坚定理想信念方面",
    "带头坚持和加强党的领导，增强政治判断力方面",
    "带头践行以人民为中心的发展思想方面",
    "带头履职尽责、担当作为方面",
    "带头履行全面从严治党责任方面",
];
const PROBLEMS: [&str; 8] = [
    "理论学习系统性不够，学用结合不紧",
    "调查研究不深入，到基层一线次数偏少",
    "督促检查“最后一公里”没有完全打通",
    "党建与业务融合不够紧密",
    "服务群众方式单一，回应诉求不够及时",
    "干部梯队建设谋划不足",
    "对廉政风险点排查不够全面",
    "会议文件偏多，基层负担仍需减轻",
];
const DUES: [&str; 7] = [
    "2022年3月底前",
    "2022年6月30日",
    "2022年7月底前",
    "2022年第三季度",
    "2022年底前",
    "立行立改",
    "长期坚持",
];

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, folder, units, count] = args.as_slice()
        && mode == "packets"
    {
        return packets(Path::new(folder), units.parse()?, count.parse()?);
    }
    let [file, count, kind @ ..] = args.as_slice() else {
        return Err(
            "FILE COUNT [usual|long|hostile|bare|decade], or packets FOLDER UNITS COUNT".into(),
        );
    };
    let kind = kind.first().map_or("usual", String::as_str);
    let stamp = stamp()?;
    let wait = Duration::from_secs(10);
    let mut store = Store::open_or_create(Path::new(file), wait, || "crowd".repeat(6))?;
    let count: u32 = count.parse()?;
    store.write(&stamp, |writer| -> Result<(), store::Error> {
        surroundings(writer, None)?;
        (0..count).try_for_each(|n| task(writer, n, kind))
    })?;
    Ok(())
}

/// Packets of many units, coded `A01.001` and so on, as they would be handed up.
fn packets(folder: &Path, units: u32, count: u32) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let stamp = stamp()?;
    for unit in 0..units {
        let code = format!("A{:02}.{:03}", unit / 100 + 1, unit % 100 + 1);
        let path = folder.join(format!(".{code}.db"));
        let wait = Duration::from_secs(10);
        let mut store = Store::open_or_create(&path, wait, || format!("crowd-{unit}"))?;
        store.write(&stamp, |writer| -> Result<(), store::Error> {
            surroundings(writer, Some(&code))?;
            (0..count).try_for_each(|n| task(writer, n + unit * 7, "usual"))
        })?;
        let handed = store.handed(UnitId::OWN)?.ok_or("an empty ledger")?;
        let file = File::create(folder.join(format!("{code}.{SUFFIX}")))?;
        let mut packet = PacketWriter::begin(BufWriter::new(file), &handed, 0)?;
        store.bodies(UnitId::OWN, handed.entries, &mut |body, _| {
            packet.entry(&body)?;
            Ok::<_, Box<dyn Error>>(true)
        })?;
        packet.finish()?.into_inner()?.sync_all()?;
        drop(store);
        std::fs::remove_file(path)?;
    }
    Ok(())
}

fn stamp() -> Result<Stamp, chrono::ParseError> {
    Ok(Stamp {
        when: DateTime::parse_from_rfc3339("2022-02-10T09:00:00+08:00")?,
        who: "王小敏".to_owned(),
        clock_set: true,
    })
}

fn surroundings(writer: &mut Writer<'_>, code: Option<&str>) -> Result<(), store::Error> {
    writer.record_ledger(LedgerEvent::UnitNamed(UnitCard {
        name: format!("某市粮食和物资储备局{}", code.unwrap_or_default()),
        code: code.map(str::to_owned),
        team: Some("局党组班子".to_owned()),
        ..UnitCard::default()
    }))?;
    writer.record_ledger(LedgerEvent::MeetingSet(Meeting {
        year: 2021,
        kind: YEARLY.to_owned(),
        held_on: NaiveDate::from_ymd_opt(2022, 1, 13),
        ..Meeting::default()
    }))?;
    for (order, name) in (1..).zip(LEADS) {
        writer.record_ledger(LedgerEvent::MemberSet(Member {
            name: name.to_owned(),
            order,
            ..Member::default()
        }))?;
    }
    Ok(())
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn hostile(n: u32) -> String {
    match n % 6 {
        0 => "</style></script><script>alert(1)</script><img src=x onerror=alert(2)>".to_owned(),
        1 => "引号\"'`&amp;{{ 7*7 }}{% raw %}${x}；emoji👨‍👩‍👧‍👦🚩".to_owned(),
        2 => "字".repeat(2000),
        3 => "\u{202e}反向\u{0}\u{7}\u{1b}[31m控制符".to_owned(),
        4 => "unbrokenunbrokenunbroken".repeat(40),
        _ => "=cmd|' /C calc'!A0".to_owned(),
    }
}

/// One of the list, another for another salt.
fn pick(n: u32, list: &[&str], salt: u32) -> String {
    let at = (n.wrapping_mul(7).wrapping_add(salt) as usize) % list.len();
    list[at].to_owned()
}

/// Problem, department and deadline of the nth task.
fn words(n: u32, kind: &str) -> (String, String, String) {
    let pick = |list: &[&str], salt| pick(n, list, salt);
    let mut problem = format!("{}（{}）", pick(&PROBLEMS, n / 8), n + 1);
    let mut dept = pick(&DEPTS, n / 3);
    let mut due = pick(&DUES, n / 5);
    if kind == "long" {
        problem = format!("{problem}，").repeat(12);
        dept = format!(
            "{dept}（全面深化改革委员会办公室督查督办与绩效考核评价工作领导小组第{}办公室）",
            n % 23
        );
    }
    if kind == "hostile" {
        problem = hostile(n);
        dept = hostile(n + 1).chars().take(60).collect();
        let dues = ["1890年1月1日", "2899年12月31日", "2022年6月30日"];
        due = pick(&dues, 0);
    }
    (problem, dept, due)
}

fn task(writer: &mut Writer<'_>, n: u32, kind: &str) -> Result<(), store::Error> {
    let pick = |list: &[&str], salt| pick(n, list, salt);
    let bare = kind == "bare";
    let (problem, dept, due) = words(n, kind);
    let anchor = Anchor {
        year: 2021,
        held_on: NaiveDate::from_ymd_opt(2022, 1, 13),
    };
    // In the one kind ten years alike, else all in one.
    let year = if kind == "decade" {
        2012 + (n % 10) as i32
    } else {
        2021
    };
    let person = n % 11 == 10;
    let subject = if person {
        Subject::Person(pick(&LEADS, n / 11))
    } else {
        Subject::Team
    };
    let card = Card {
        dimension: (!bare).then(|| pick(&DIMENSIONS, n / 4)),
        detail: "比如，有的工作部署后跟踪问效不够。".to_owned(),
        source: Some(
            if n.is_multiple_of(4) {
                "征求意见"
            } else {
                "自查"
            }
            .to_owned(),
        ),
        measures: (1..=2)
            .map(|key| Measure {
                key,
                text: format!("建立第{n}项问题清单并逐项督办（{key}）"),
                ..Measure::default()
            })
            .collect(),
        lead: (!bare && !person).then(|| pick(&LEADS, n / 2)),
        dept: (!bare && !person).then_some(dept),
        owner: (!bare).then(|| "赵一鸣".to_owned()),
        deadline: (!bare).then(|| Deadline::keep(&due, Some(anchor))),
        ..Card::new(year, subject, problem)
    };
    let number = writer.raise(Registered::fresh(day("2022-02-10"), card))?;
    if bare {
        return Ok(());
    }
    history(writer, number, n)
}

fn history(writer: &mut Writer<'_>, number: u32, n: u32) -> Result<(), store::Error> {
    let on = day("2022-03-01") + Days::new(u64::from(n * 13 % 120));
    let noted = |on, status| {
        TaskEvent::Progressed(Box::new(Progressed {
            submission: None,
            institutions: None,
            told: None,
            on,
            text: "召开专题会议研究，印发工作清单".to_owned(),
            measure: Some(1),
            measure_done: false,
            figures: Vec::new(),
            status,
            reason: None,
            next_step: None,
            check: false,
            next_check: None,
            internal: false,
        }))
    };
    if n % 7 == 3 {
        return Ok(());
    }
    writer.record(number, noted(on, None))?;
    if n % 9 == 4 {
        writer.record(
            number,
            TaskEvent::Extended {
                on: day("2022-06-20"),
                deadline: Deadline::on(day("2022-08-31")),
                reason: "涉及跨部门协调".to_owned(),
                approved_by: Some("局党组会议".to_owned()),
            },
        )?;
    }
    let event = match n % 7 {
        0 | 5 => TaskEvent::Closed {
            closure: Closure {
                on: on + Days::new(20),
                verifier: Some("局党组会议".to_owned()),
                basis: Basis::Verified(None),
            },
            outcome: Some("形成清单管理制度".to_owned()),
        },
        1 => TaskEvent::Submitted {
            on: on + Days::new(15),
            outcome: None,
        },
        2 => noted(on + Days::new(10), Some(StatusKind::MostlyDone)),
        _ => return Ok(()),
    };
    // A long-term task cannot be closed.
    if writer.task(number)?.is_long_term() {
        return Ok(());
    }
    writer.record(number, event)?;
    Ok(())
}
