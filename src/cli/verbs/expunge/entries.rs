//! `expunge --entry`: the texts of entries are erased; their digests stay, and who, when and why.

use std::str::FromStr;

use super::remains;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::story;
use crate::cli::values::{Numbers, TaskCode};
use crate::cli::verbs::shared;
use model::entry::Entry;
use model::erased;
use model::unit::UnitId;
use store::{Error, Store, Writer};

/// Entries: `37`, `35-37`, `A03-37` of a gathered unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Entries(Vec<TaskCode>);

impl FromStr for Entries {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(Numbers(numbers)) = text.parse() {
            let own = |number| TaskCode { unit: None, number };
            return Ok(Self(numbers.into_iter().map(own).collect()));
        }
        let one = text.parse::<TaskCode>();
        one.map(|one| Self(vec![one])).map_err(|_| {
            format!(
                "“{text}”不是记录号，写成 37 或 35-37，汇总来的单位写成 A03-37（见 ledger history）"
            )
        })
    }
}

/// An entry that is to be erased.
pub(super) struct Chosen {
    pub unit: UnitId,
    /// `37`, `A03-37`
    pub code: String,
    pub entry: Entry,
}

pub(super) fn expunge(context: &Context, all: &[Entries], reason: &str) -> Result<(), Failure> {
    let mut store = context.store()?;
    let sequence = store.sequence()?;
    let chosen = choose(&store, all)?;
    if let Some(done) = chosen.iter().find(|one| erased::is_erased(&one.entry)) {
        // It may have been cut short before the file was written anew.
        super::scrub(context, &mut store);
        return Err(Failure::from(Error::NothingToErase(done.entry.sequence)));
    }
    if !context.consent(&question(context, &chosen))? {
        return context.out.result("没有销毁，台账未作任何改动。");
    }
    let from = store.write(&context.stamp, |writer| {
        writer.expect(sequence)?;
        erase(writer, &chosen, reason)?;
        Ok::<_, Failure>(sequence + 1)
    })?;
    let codes: Vec<&str> = chosen.iter().map(|one| one.code.as_str()).collect();
    let last = from + chosen.len() as u64 - 1;
    let noted = if from == last {
        format!("第 {from} 条记录记下了它的摘要")
    } else {
        format!("第 {from}—{last} 条记录记下了各自的摘要")
    };
    context.out.result(&format!(
        "已销毁第 {} 条记录的文字：{noted}、由谁和因何销毁",
        codes.join("、")
    ))?;
    super::scrub(context, &mut store);
    remains::tell(context, &store, &chosen)
}

/// Every entry once, as it stands.
fn choose(store: &Store, all: &[Entries]) -> Result<Vec<Chosen>, Failure> {
    let mut chosen: Vec<Chosen> = Vec::new();
    for code in all.iter().flat_map(|entries| &entries.0) {
        let unit = shared::unit_of(store, code)?;
        let sequence = u64::from(code.number);
        let recorded = store.entry(unit, sequence)?.ok_or_else(|| {
            let history = "用 ledger history 查看记录号";
            Failure::request(format!("没有第 {} 条记录", label(code))).hint(history)
        })?;
        // What it is called stands in every packet, and must be what its own history says.
        let is_card = recorded.entry.event.kind() == "unit";
        if unit != UnitId::OWN && is_card {
            return Err(Failure::request(format!(
                "第 {} 条记录是这个单位的名称，要由它自己销毁，再打包上报",
                label(code)
            )));
        }
        let known = |one: &Chosen| (one.unit, one.entry.sequence) == (unit, sequence);
        if !chosen.iter().any(known) {
            chosen.push(Chosen {
                unit,
                code: label(code),
                entry: recorded.entry,
            });
        }
    }
    chosen.sort_by_key(|one| (one.unit, one.entry.sequence));
    Ok(chosen)
}

fn label(code: &TaskCode) -> String {
    match &code.unit {
        Some(unit) => format!("{unit}-{}", code.number),
        None => code.number.to_string(),
    }
}

fn question(context: &Context, chosen: &[Chosen]) -> String {
    // Whoever has agreed already knows which.
    let asked = chosen.iter().filter(|_| !context.yes);
    for Chosen { code, entry, .. } in asked {
        let task = entry
            .task
            .map_or_else(String::new, |number| format!("第 {number} 项 "));
        let told = story::tell(&entry.event);
        context.out.status(&format!("第 {code} 条  {task}{told}"));
    }
    format!(
        "销毁{} {} 条记录的文字？摘要、日期、状态和经办人留下，文字、数据和其中的姓名销毁后无法恢复",
        if chosen.len() == 1 {
            "这"
        } else {
            "这些，共"
        },
        chosen.len()
    )
}

/// All of them or none; a name that is taken from the roster stays taken from it.
fn erase(writer: &mut Writer<'_>, chosen: &[Chosen], reason: &str) -> Result<(), Failure> {
    let before = writer.book()?.members;
    let entries: Vec<(UnitId, u64)> = chosen
        .iter()
        .map(|one| (one.unit, one.entry.sequence))
        .collect();
    writer.erase_entries(&entries, reason)?;
    let after = writer.book()?.members;
    let back = after.iter().find(|member| {
        let same = |known: &&model::unit::Member| known.name == member.name;
        !before.iter().any(|known| same(&known))
    });
    match back {
        None => Ok(()),
        Some(member) => Err(Failure::request(format!(
            "这条记录把“{0}”移出了班子成员，销毁了它，“{0}”会回到名单里，没有销毁",
            member.name
        ))
        .hint("把登记这个人的记录也写在 --entry 里，一并销毁（记录号见 ledger history）")),
    }
}
