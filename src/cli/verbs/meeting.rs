//! `meeting` 会议

use serde_json::json;

use super::shared;
use crate::app::assemble;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::listing::{Format, Listing};
use crate::cli::output::Output;
use crate::cli::values::{Day, Words, Year};
use model::draft::Fact;
use model::event::LedgerEvent;
use model::meeting::{self, Meeting, YEARLY};
use model::subject::Subject;

/// 记下民主生活会的时间、主题和数据；不写内容就列出已记的会议
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger meeting --year 2021 --held-on 2022-01-20 --theme \"大力弘扬伟大建党精神\" --figure 谈心谈话=30人次\n    ledger meeting --year 2021 --field 主持人=王某"
)]
pub(in crate::cli) struct MeetingArgs {
    /// 年度
    #[arg(long, alias = "年度", value_name = "年")]
    year: Option<Year>,
    /// 会议全称（默认某年度民主生活会）
    #[arg(long, alias = "名称", value_name = "名称")]
    name: Option<Words>,
    /// 种类：年度（默认）、专题……
    #[arg(long, alias = "种类", value_name = "种类")]
    kind: Option<Words>,
    /// 召开日期
    #[arg(long, alias = "召开日期", value_name = "日期")]
    held_on: Option<Day>,
    /// 主题
    #[arg(long, alias = "主题", value_name = "主题")]
    theme: Option<Words>,
    /// 会前数据（可写多个）：谈心谈话=30余人次
    #[arg(long, alias = "数据", alias = "数字", value_name = "名称=数值单位")]
    figure: Vec<Words>,
    /// 其他事项（可写多个）：主持人=王某、地点=二楼会议室
    #[arg(long, alias = "事项", value_name = "名称=内容")]
    field: Vec<Words>,
    /// 列出时的格式
    #[arg(long, alias = "格式", value_name = "格式", default_value = "table")]
    format: Format,
}

pub(super) fn meeting(context: &Context, args: &MeetingArgs) -> Result<(), Failure> {
    let Some(year) = args.year else {
        return list(context, args.format);
    };
    let year = year.0;
    let mut store = context.store_or_new()?;
    let title = store.write(&context.stamp, |writer| {
        let kind = args.kind.as_ref().map_or(YEARLY, |words| words.0.as_str());
        let book = writer.book()?;
        let known = book
            .meetings
            .iter()
            .find(|m| m.year == year && m.kind == kind);
        let mut meeting = known.cloned().unwrap_or_else(|| Meeting {
            year,
            kind: kind.to_owned(),
            ..Meeting::default()
        });
        amend(context, args, &mut meeting)?;
        if known == Some(&meeting) {
            return Err(Failure::request(format!(
                "{}的记录没有变化",
                meeting.title()
            )));
        }
        let title = meeting.title();
        writer.record_ledger(LedgerEvent::MeetingSet(meeting))?;
        Ok(title)
    })?;
    context.out.result(&format!("已记下{title}"))?;
    context.out.hint("用 ledger meeting 查看已记的会议");
    Ok(())
}

fn amend(context: &Context, args: &MeetingArgs, meeting: &mut Meeting) -> Result<(), Failure> {
    use chrono::Datelike as _;
    if let Some(name) = &args.name {
        meeting.name = Some(name.0.clone());
    }
    if let Some(theme) = &args.theme {
        meeting.theme = Some(theme.0.clone());
    }
    if let Some(day) = &args.held_on {
        let day = day.resolve(context.today)?;
        // Meetings of a year are held around its turn.
        if day.year() < meeting.year || day.year() > meeting.year + 1 {
            return Err(Failure::request(format!(
                "召开日期{}与{}年度对不上：应在{}年或{}年",
                shared::day_text(day),
                meeting.year,
                meeting.year,
                meeting.year + 1
            )));
        }
        meeting.held_on = Some(day);
    }
    for words in &args.figure {
        let fact = fact(&words.0)?;
        meeting.figures.retain(|known| known.name != fact.name);
        meeting.figures.push(fact);
    }
    for words in &args.field {
        let (name, text) = pair(&words.0)?;
        meeting.fields.retain(|(known, _)| *known != name);
        meeting.fields.push((name, text));
    }
    Ok(())
}

fn pair(text: &str) -> Result<(String, String), Failure> {
    match text.split_once(['=', '＝']) {
        Some((name, value)) if !name.trim().is_empty() && !value.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err(Failure::usage(format!("“{text}”应写成 名称=内容"))),
    }
}

/// A count as written: 谈心谈话=30余人次 keeps its 余.
fn fact(text: &str) -> Result<Fact, Failure> {
    let (name, rest) = pair(text)?;
    let is_value =
        |c: char| office::text::width::narrow_digit(c).is_some() || "余多.．X*＊".contains(c);
    let end = rest.find(|c| !is_value(c)).unwrap_or(rest.len());
    let (value, unit) = rest.split_at(end);
    if value.is_empty() {
        return Err(Failure::usage(format!(
            "“{text}”没有数值，写成 谈心谈话=30人次"
        )));
    }
    Ok(Fact {
        name,
        value: value.to_owned(),
        unit: unit.trim().to_owned(),
    })
}

fn list(context: &Context, format: Format) -> Result<(), Failure> {
    let store = context.store()?;
    let book = store.book()?;
    let drafts = assemble::drafts(&store, &book, |document| document.subject == Subject::Team)?;
    let mut meetings = book.meetings.clone();
    for meeting in &mut meetings {
        // The documents of a year are those of its first meeting.
        if book.meeting(meeting.year).map(|first| &first.kind) == Some(&meeting.kind) {
            let of_year = drafts.iter().filter(|read| read.year == meeting.year);
            let read = of_year.flat_map(|read| &read.draft.facts);
            let all = meeting::counted(&meeting.figures, read);
            meeting.figures = all.into_iter().cloned().collect();
        }
    }
    let day = |meeting: &Meeting| meeting.held_on.map(|day| day.to_string());
    Listing::new(&meetings)
        .column("年度", |meeting| meeting.year.into())
        .column("会议", |meeting| meeting.title().into())
        .column("种类", |meeting| meeting.kind.as_str().into())
        .column("召开日期", move |meeting| day(meeting).into())
        .column("主题", |meeting| meeting.theme.as_deref().into())
        .column("数据", |meeting| {
            figures(meeting).collect::<Vec<_>>().into()
        })
        .column("其他事项", |meeting| {
            fields(meeting).collect::<Vec<_>>().into()
        })
        .empty(
            "还没有记下会议。",
            Some("用 ledger meeting --year 2021 --held-on 2022-01-20 记下"),
        )
        .each(|out, meeting| card(out, meeting))
        .json(move |meeting| {
            let facts = meeting.figures.iter();
            let fields = meeting.fields.iter();
            json!({
                "year": meeting.year,
                "title": meeting.title(),
                "kind": meeting.kind,
                "held_on": day(meeting),
                "theme": meeting.theme,
                "figures": facts.map(|fact| {
                    json!({"name": fact.name, "value": fact.value, "unit": fact.unit})
                }).collect::<Vec<_>>(),
                "fields": fields.map(|(name, text)| {
                    json!({"name": name, "text": text})
                }).collect::<Vec<_>>(),
            })
        })
        .print(&context.out, format)
}

fn figures(meeting: &Meeting) -> impl Iterator<Item = String> {
    let figures = meeting.figures.iter();
    figures.map(|fact| format!("{}　{}{}", fact.name, fact.value, fact.unit))
}

fn fields(meeting: &Meeting) -> impl Iterator<Item = String> {
    let fields = meeting.fields.iter();
    fields.map(|(name, text)| format!("{name}　{text}"))
}

/// A meeting on the screen: its title, and a line for each thing known.
fn card(out: &Output, meeting: &Meeting) -> Result<(), Failure> {
    out.heading(&meeting.title())?;
    let day = meeting.held_on.map(shared::day_text);
    let day = day.map(|day| format!("召开日期　{day}"));
    let theme = meeting.theme.as_ref();
    let theme = theme.map(|theme| format!("主　　题　{theme}"));
    let lines = day.into_iter().chain(theme);
    let mut lines = lines.chain(figures(meeting)).chain(fields(meeting));
    lines.try_for_each(|line| out.result(&format!("  {line}")))
}
