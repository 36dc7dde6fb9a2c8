//! What became of each file, with totals.

use serde_json::{Value, json};

use crate::app::gather::{Line, Outcome};
use crate::app::packets::Unreadable;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::listing::{Format, Listing};
use crate::cli::packets;
use model::event::codec::CodecFault;
use model::handed::Handed;
use model::packet::Fault;
use store::{NotTaken, Taken};

/// More units without a change than this are only counted.
const UNCHANGED: usize = 20;
/// Files named in the failure; the table has them all.
const NAMED: usize = 5;

/// The words of an outcome: for programs, and for people.
fn word(outcome: &Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Taken(Taken::New) => ("new", "新收"),
        Outcome::Taken(Taken::Extended { .. }) => ("extended", "更新"),
        Outcome::Taken(Taken::Same { .. }) => ("same", "无变化"),
        Outcome::Taken(Taken::Diverged { .. })
        | Outcome::Contradicted(_)
        | Outcome::Twin { .. } => ("diverged", "不一致"),
        Outcome::Replaced => ("replaced", "已替换"),
        Outcome::Refused(NotTaken::OtherCard) => ("damaged", "已损坏"),
        Outcome::Refused(_) | Outcome::OwnCode { .. } => ("refused", "未收"),
        Outcome::Unreadable(fault) => match fault {
            Unreadable::Packet(
                Fault::NotAPacket
                | Fault::Newer { .. }
                | Fault::Entry(_, CodecFault::UnknownKind(_)),
            )
            | Unreadable::Own(_)
            | Unreadable::File(_)
            | Unreadable::Empty => ("refused", "未收"),
            Unreadable::Packet(_) | Unreadable::Ledger(_) => ("damaged", "已损坏"),
        },
    }
}

/// One clause about it; empty where the word says all.
fn clause(line: &Line) -> String {
    match &line.outcome {
        Outcome::Taken(Taken::New | Taken::Same { beyond: 0 }) | Outcome::Replaced => String::new(),
        Outcome::Taken(Taken::Extended { by, was: None }) => format!("添 {by} 条"),
        Outcome::Taken(Taken::Extended { by, was: Some(was) }) => {
            format!("添 {by} 条，原来是 {was}")
        }
        Outcome::Taken(Taken::Same { beyond }) => format!("这份较旧，已收的还多 {beyond} 条"),
        Outcome::Taken(Taken::Diverged { at }) => {
            format!("从第 {at} 条起与已收的不一致，没有采用，已另存")
        }
        Outcome::Refused(refused) => match refused {
            NotTaken::Own => "是本单位自己的".to_owned(),
            NotTaken::Nameless => "没有写明单位，请该单位先用 ledger init 写明".to_owned(),
            NotTaken::CodeTaken {
                code,
                name,
                ledger_id,
            } => code_taken(code, if name.is_empty() { code } else { name }, ledger_id),
            NotTaken::Unpresentable => "单位名称或代码的写法不对".to_owned(),
            NotTaken::OtherCard => "包头的单位与留痕里的不符".to_owned(),
            NotTaken::NothingToReplace => "没有可替换的，或与已收的一致".to_owned(),
        },
        Outcome::OwnCode { code, ledger_id } => code_taken(code, "本单位", ledger_id),
        Outcome::Contradicted(other) => format!(
            "与 {} 互相不一致，两份都没有采用",
            other.file_name().unwrap_or_default().to_string_lossy()
        ),
        Outcome::Twin { of, at } => {
            let (of, from) = (
                packets::unit(of),
                at.map(|at| format!("，从第 {at} 条起分开")),
            );
            let (from, kept) = match from {
                Some(from) => (from, "没有采用，已另存"),
                None => (String::new(), "两份都没有采用"),
            };
            format!("与{of}的台账是同一个文件复制来的{from}，{kept}")
        }
        Outcome::Unreadable(fault) => packets::why(fault),
    }
}

fn code_taken(code: &str, by: &str, ledger_id: &str) -> String {
    let ledger: String = ledger_id.chars().take(8).collect();
    format!("代码 {code} 已是{by}的（台账 {ledger}…）")
}

/// What the file says of itself, where it could be read.
fn told<T>(line: &Line, what: impl FnOnce(&Handed) -> Option<T>) -> Option<T> {
    line.handed.as_ref().and_then(what)
}

/// Tells what became of each file.
pub(super) fn print(context: &Context, lines: &[Line], format: Format) -> Result<(), Failure> {
    let is_same = |line: &&Line| matches!(line.outcome, Outcome::Taken(Taken::Same { beyond: 0 }));
    let many = lines.iter().filter(is_same).count() > UNCHANGED;
    let counted = move |line: &&Line| format == Format::Table && many && is_same(line);
    Listing::new(lines.iter().filter(|line| !counted(line)))
        .column("代码", |line| {
            told(line, |handed| handed.code.clone()).into()
        })
        .column("单位", |line| {
            told(line, |handed| Some(handed.name.clone())).into()
        })
        .column("结果", |line| word(&line.outcome).1.into())
        .column("记录", |line| {
            // What a file claims to hold and was not taken counts for nothing.
            let taken = matches!(line.outcome, Outcome::Taken(_) | Outcome::Replaced);
            told(line, |handed| taken.then_some(handed.entries)).into()
        })
        .column("说明", |line| clause(line).into())
        .column("文件", |line| {
            line.file.file_name().and_then(|name| name.to_str()).into()
        })
        .fact(totals(lines))
        .json(|line| json(line))
        .print(&context.out, format)
}

fn totals(lines: &[Line]) -> String {
    let count = |code: &str| {
        let these = lines.iter().filter(|line| word(&line.outcome).0 == code);
        these.count()
    };
    let totals: Vec<String> = [
        ("new", "新收"),
        ("extended", "更新"),
        ("replaced", "替换"),
        ("same", "无变化"),
        ("diverged", "不一致"),
        ("damaged", "已损坏"),
        ("refused", "未收"),
    ]
    .iter()
    .map(|(code, word)| (count(code), word))
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| format!("{word} {count}"))
    .collect();
    format!("共 {} 份：{}", lines.len(), totals.join("，"))
}

fn json(line: &Line) -> Value {
    let handed = line.handed.as_ref();
    let (by, at, was) = match &line.outcome {
        Outcome::Taken(Taken::New) => (handed.map(|handed| handed.entries), None, None),
        Outcome::Taken(Taken::Extended { by, was }) => (Some(*by), None, was.clone()),
        Outcome::Taken(Taken::Diverged { at }) => (None, Some(*at), None),
        Outcome::Twin { at, .. } => (None, *at, None),
        _ => (None, None, None),
    };
    let mut object = json!({
        "file": line.file.to_string_lossy(),
        "code": handed.and_then(|handed| handed.code.as_ref()),
        "unit": handed.map(|handed| &handed.name),
        "ledger": handed.map(|handed| &handed.ledger_id),
        "entries": handed.map(|handed| handed.entries),
        "result": word(&line.outcome).0,
        "added": by,
        "at": at,
        "was": was,
        "message": clause(line),
    });
    if let Outcome::Twin { of, .. } = &line.outcome {
        object["twin_of"] = packets::unit(of).into();
    }
    object
}

/// That some files were not taken, and what to do about it.
pub(super) fn not_taken(lines: &[Line], out: usize) -> Failure {
    let names: Vec<String> = lines
        .iter()
        .filter(|line| !line.outcome.is_in())
        .take(NAMED)
        .map(|line| line.file.display().to_string())
        .collect();
    let and = if out > names.len() { "等" } else { "" };
    let mut failure = Failure::request(format!("{out} 份没有采用：{}{and}", names.join("、")));
    let has = |code: &str| lines.iter().any(|line| word(&line.outcome).0 == code);
    if has("damaged") {
        failure = failure.hint("已损坏的，请该单位用 ledger verify 校验后重新打包上报");
    }
    if lines
        .iter()
        .any(|line| matches!(line.outcome, Outcome::Contradicted(_)))
    {
        failure = failure.hint("同一单位的几份互相不一致的，问清哪一份是对的，只汇总那一份");
    }
    let is_twin = |line: &&Line| matches!(line.outcome, Outcome::Twin { .. });
    if lines.iter().any(|line| is_twin(&line)) {
        failure = failure
            .hint("同一个台账文件给了两个单位用的，两本台账的标识相同，汇总时分不开：由其中一个单位另立一本，旧的留着备查")
            .hint("那个单位依次用：ledger export -o 全部.csv，ledger --db 新台账.db init --name 单位名称 --code 代码，ledger --db 新台账.db import 全部.csv，以后用新台账打包上报");
    }
    let ask = |line: &Line| match &line.outcome {
        Outcome::Taken(Taken::Diverged { .. }) => {
            Some("与已收的不一致的，先问清该单位是不是还原过、哪一份是对的")
        }
        Outcome::Refused(NotTaken::CodeTaken { .. }) => {
            Some("代码已被占用的，先问清是代码写错了，还是该单位重新建了账")
        }
        _ => None,
    };
    let other = lines.iter().find_map(|line| Some((line, ask(line)?)));
    if let Some((line, what)) = other {
        let code = line.handed.as_ref().map_or("代码", |handed| handed.key());
        failure = failure.hint(what).hint(format!(
            "确认要用新的：ledger gather {} --replace {code} --reason 原因",
            line.file.display()
        ));
    }
    failure
}
