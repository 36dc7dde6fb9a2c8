//! `verify` 校验

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::progress::Progress;
use crate::model::digest::CheckCode;
use crate::store::{Against, Fault, Place, Verification};

/// 校验台账有没有被绕过本程序改动；加 --against 核对以前印出的校验码
#[derive(Debug, clap::Args)]
#[command(after_help = "例：ledger verify\n    ledger verify --against 37-0123456789abcdef")]
pub(in crate::cli) struct VerifyArgs {
    /// 报告、报表属性里的校验码
    #[arg(long, alias = "校验码", value_name = "校验码")]
    against: Option<String>,
}

/// More than this is one damage told many times.
const SHOWN: usize = 20;

pub(super) fn verify(context: &Context, args: &VerifyArgs) -> Result<(), Failure> {
    let code = match &args.against {
        None => None,
        Some(text) => Some(CheckCode::read(text).ok_or_else(|| {
            Failure::usage(format!("“{text}”不是校验码"))
                .hint("校验码形如 37-0123456789abcdef，在报告、报表文件的属性里，也可由 ledger verify 得到")
        })?),
    };
    let store = context.store()?;
    let mut progress = Progress::begin(&context.out, "校验", 0);
    let found = store.verify_watched(&mut |done, all| progress.at(done, all))?;
    progress.clear();
    if !found.faults.is_empty() {
        return Err(damage(&found));
    }
    context.out.result(&format!(
        "台账完好：{} 条记录首尾相连，{} 项任务与记录一致，{} 个文件内容无误。",
        found.entries, found.tasks, found.blobs
    ))?;
    if found.expunged > 0 {
        context.out.result(&format!(
            "另有 {} 个文件的内容按留痕已销毁。",
            found.expunged
        ))?;
    }
    if found.clock_set > 0 {
        context.out.warn(&format!(
            "{} 条记录是在指定的时刻（LEDGER_CLOCK）下写成的，时间不作数",
            found.clock_set
        ));
    }
    if let Some(code) = &found.code {
        context.out.result(&format!("校验码 {code}"))?;
    }
    match code {
        Some(code) => against(context, &store.verify_against(&code)?, &code),
        None => Ok(()),
    }
}

fn against(context: &Context, against: &Against, code: &CheckCode) -> Result<(), Failure> {
    match against {
        Against::Stands => context.out.result(&format!(
            "校验码 {code} 相符：当时的 {} 条记录至今未被改动。",
            code.entries
        )),
        Against::Shortened { entries } => Err(Failure::request(format!(
            "校验码 {code} 不符：印出时有 {} 条记录，现在只有 {entries} 条，后面的被删去了",
            code.entries
        ))
        .hint("与印出校验码之后的备份比对，用完好的那一份")),
        Against::Differs { found } => Err(Failure::request(format!(
            "校验码 {code} 不符：现在第 {} 条记录处是 {found}，它或它以前的记录被改写过",
            code.entries
        ))
        .hint("与印出校验码之后的备份比对，用完好的那一份；更早的校验码可以逐个再核，缩小范围")),
    }
}

fn damage(found: &Verification) -> Failure {
    let count = found.faults.len();
    let mut failure = Failure::damaged(format!(
        "台账与记录不符，共 {count} 处{}。最先的一处：{}",
        if count > SHOWN {
            "（列出前 20 处）"
        } else {
            ""
        },
        found.faults.first().map(sentence).unwrap_or_default()
    ));
    for fault in found.faults.iter().skip(1).take(SHOWN - 1) {
        failure = failure.hint(sentence(fault));
    }
    failure.hint("不要再往这份台账里写；另存一份留作证据，用最近一份校验无误的备份继续工作")
}

fn sentence(fault: &Fault) -> String {
    let Fault {
        place,
        found,
        expected,
    } = fault;
    let change = match (found.is_empty(), expected.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!("（现为“{found}”）"),
        (true, false) => format!("（应为“{expected}”，现为空）"),
        (false, false) => format!("（应为“{expected}”，现为“{found}”）"),
    };
    match place {
        Place::EntryMissing(sequence) => format!("第 {sequence} 条记录不见了"),
        Place::EntryDigest(sequence) => {
            format!(
                "第 {sequence} 条记录的摘要对不上，它或它以前的记录被改动、插入或删去过{change}"
            )
        }
        Place::EntryText(sequence) => format!("第 {sequence} 条记录的正文读不出来{change}"),
        Place::EntryColumn(sequence, column) => {
            format!("第 {sequence} 条记录的 {column} 与正文不一致{change}")
        }
        Place::TaskColumn(number, column) => {
            format!("第 {number} 项任务的 {column} 与留痕不一致{change}")
        }
        Place::TaskMissing(number) => format!("第 {number} 项任务不见了，留痕中还有它"),
        Place::TaskExtra(number) => format!("第 {number} 项任务没有任何留痕，不是由本程序登记的"),
        Place::Bytes(digest) => {
            format!("文件 {}… 的内容被改动过{change}", &digest.to_string()[..16])
        }
        Place::BytesMissing(digest) => {
            format!(
                "文件 {}… 的内容不见了，留痕中没有销毁的记录",
                &digest.to_string()[..16]
            )
        }
        Place::Engine => format!("数据库文件自身有损坏{change}"),
    }
}
