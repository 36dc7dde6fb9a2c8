//! `check 材料`: a 对照检查材料 before its meeting.

use std::path::Path;

use super::{Format, listed};
use crate::app::files;
use crate::app::material::{self, Alone};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::settings;
use documents::document::Examined;
use model::subject::Subject;
use papers::report::check::material::{Grade, Remark};

pub(super) fn material(
    context: &Context,
    (file, format): (&Path, Format),
    examined: &Examined,
    wished: (Option<i32>, Option<Subject>),
) -> Result<(), Failure> {
    let store = context.store_if_any()?;
    let book = store.as_ref().map(store::Store::book).transpose()?;
    let off = book.as_ref().map(settings::rules_off).unwrap_or_default();
    let looked = material::look(context.call(), store.as_ref(), examined, wished, &off)?;
    if let Some(alone) = &looked.alone {
        context.out.warn(why_alone(alone));
    }
    if examined.draft.problems.is_empty() {
        context.out.warn(
            "没有读出列出的问题，只查了与问题无关的；用 ledger import 文件 --dry-run 看读成什么样",
        );
    }
    let remarks = &looked.remarks;
    if format == Format::Json {
        context.out.json(&listed::material(remarks))?;
    }
    if remarks.is_empty() {
        if format == Format::Json {
            return Ok(());
        }
        let name = files::file_name(file);
        return context
            .out
            .result(&format!("{name}：没有发现会被退回的地方。"));
    }
    if format == Format::Text {
        remarks
            .iter()
            .try_for_each(|remark| tell(context, remark))?;
    }
    let counts = Grade::ALL.into_iter().filter_map(|grade| {
        let count = remarks.iter().filter(|remark| remark.grade == grade);
        let count = count.count();
        (count > 0).then(|| format!("{count} 处{}", of(grade)))
    });
    let counts: Vec<String> = counts.collect();
    // What is switched off stays so.
    let names = off.iter().chain([&remarks[0].rule]);
    let names: Vec<&str> = names.map(|rule| rule.name()).collect();
    Err(
        Failure::request(format!("共有 {}", counts.join("，"))).hint(format!(
            "哪一种不要查，用 ledger config check.off {} 关掉（几种用、隔开）",
            names.join("、")
        )),
    )
}

fn of(grade: Grade) -> &'static str {
    match grade {
        Grade::SentBack => "会被退回",
        Grade::Reminder => "提醒",
        Grade::Question => "请核",
    }
}

fn tell(context: &Context, remark: &Remark) -> Result<(), Failure> {
    let place = remark
        .paragraph
        .map_or_else(|| "全文".to_owned(), |number| format!("第{number}段"));
    context.out.result(&format!(
        "〔{}〕{place} {}：{}\n      → {}",
        remark.grade.word(),
        remark.rule.name(),
        remark.message,
        remark.advice
    ))
}

fn why_alone(alone: &Alone) -> &'static str {
    match alone {
        Alone::Ledger => "还没有台账，没有与往年的问题核对",
        Alone::Year => "文中没有写是哪一年度，没有与往年的问题核对；加 --year 年",
        Alone::Subject => "看不出是谁的材料，没有与往年的问题核对；加 --subject 班子或姓名",
    }
}
