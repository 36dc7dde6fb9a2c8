//! `import` 导入

mod long;
mod register;

use std::path::PathBuf;

use crate::cli::context::{Context, yes_or_no};
use crate::cli::failure::Failure;
use crate::cli::intake::{self, Plan, Reading, What, Wishes};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::cli::proposals;
use crate::cli::values::{Words, Year};
use documents::document::written;
use model::draft::{Doubt, DoubtKind};
use model::subject::Subject;

/// 导入对照检查材料或已有的台账：先显示读出了什么，确认后其中的问题成为任务，或补进已有的任务
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger import 班子对照检查材料.docx\n    ledger import 张某.docx 李某.docx --year 2021 -y\n    ledger import 材料.txt --dry-run（只看，不写）"
)]
pub(in crate::cli) struct ImportArgs {
    /// 材料（txt、md、docx）或台账（csv、xlsx、xls、ods），可写多个
    #[arg(value_name = "文件", required = true)]
    files: Vec<PathBuf>,
    /// 年度（默认按材料所写）
    #[arg(long, alias = "年度", value_name = "年")]
    year: Option<Year>,
    /// 对象：班子，或某人姓名（默认按材料所写）
    #[arg(long, alias = "对象", value_name = "对象")]
    subject: Option<Words>,
    /// 问题来源
    #[arg(long, alias = "来源", value_name = "来源")]
    source: Option<Words>,
    /// 只显示读出了什么，不写入台账
    #[arg(long, alias = "试读")]
    dry_run: bool,
    /// 格式（json 只与 --dry-run 一起用）
    #[arg(
        long,
        alias = "格式",
        value_name = "格式",
        default_value = "text",
        requires = "dry_run"
    )]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    #[value(help = "文字")]
    Text,
    #[value(help = "JSON，每个文件一行")]
    Json,
}

/// What a person answered for the rest of the files.
#[derive(Default)]
struct Session {
    all: bool,
    /// Files after the one at hand.
    left: usize,
    failed: usize,
    raised: Vec<u32>,
    /// Whether a material had measures that may answer its problems.
    proposed: bool,
}

pub(super) fn import(context: &Context, args: &ImportArgs) -> Result<(), Failure> {
    let wishes = Wishes {
        year: args.year.map(|year| year.0),
        subject: args
            .subject
            .as_ref()
            .and_then(|words| Subject::read(&words.0)),
        source: Words::text(args.source.as_ref()),
    };
    let mut session = Session::default();
    let mut progress = Progress::begin(&context.out, "导入", args.files.len());
    // A person who is asked watches; of one file there is nothing to count.
    progress = progress.unless(args.files.len() == 1);
    for (place, path) in (1..).zip(&args.files) {
        session.left = args.files.len() - place;
        let done = if intake::is_register(path) {
            progress.clear();
            register::import(context, args, path, &wishes, &mut session)
        } else {
            let reading = intake::read(path);
            // What is said about the file takes the bar's place.
            progress.clear();
            reading.and_then(|reading| match args.format {
                Format::Json => print_json(context, reading, &wishes),
                Format::Text => one(context, args, reading, &wishes, &mut session),
            })
        };
        // One bad file of many does not stop the rest.
        if let Err(failure) = done {
            if args.files.len() == 1 || failure.kind == crate::cli::failure::Kind::BrokenPipe {
                return Err(failure);
            }
            context.out.failure(&failure);
            session.failed += 1;
        }
        progress.step(1);
    }
    progress.clear();
    tell_what_follows(context, &session);
    match session.failed {
        0 => Ok(()),
        failed => Err(Failure::request(format!(
            "{} 个文件中有 {failed} 个没有导入",
            args.files.len()
        ))),
    }
}

/// The next commands, where tasks came in.
fn tell_what_follows(context: &Context, session: &Session) {
    if let (Some(first), Some(last)) = (session.raised.first(), session.raised.last()) {
        let numbers = if first == last {
            first.to_string()
        } else {
            format!("{first}-{last}")
        };
        context.out.hint(&format!(
            "用 ledger list 查看，用 ledger edit {numbers} --dept 部门 --lead 领导 --due 时限 分解责任；导错了用 ledger undo 撤销"
        ));
        if session.proposed {
            context.out.hint(&format!(
                "材料里的措施还没有采用：用 ledger link {numbers} --confirm 各采用最像的一条"
            ));
        }
    }
}

fn print_json(context: &Context, mut reading: Reading, wishes: &Wishes) -> Result<(), Failure> {
    intake::settle_year(&mut reading, wishes);
    if wishes.subject.is_some() {
        intake::settle_subject(&mut reading, wishes);
    }
    context
        .out
        .data(&format!("{}\n", written::to_json(&reading.draft)))
}

fn one(
    context: &Context,
    args: &ImportArgs,
    mut reading: Reading,
    wishes: &Wishes,
    session: &mut Session,
) -> Result<(), Failure> {
    let year = match intake::settle_year(&mut reading, wishes) {
        Some(year) => year,
        None if reading.draft.problems.is_empty() || args.dry_run => 0,
        None => ask_year(&mut reading)?,
    };
    let subject = intake::settle_subject(&mut reading, wishes);
    let subject = ask_subject(context, args, &mut reading, subject)?;
    if reading.draft.problems.is_empty() {
        return nothing(context, &reading);
    }
    if args.dry_run {
        let store = if context.db.exists() {
            Some(context.store()?)
        } else {
            None
        };
        let plan = intake::plan(store.as_ref(), reading, year, subject, wishes)?;
        return intake::show(context, &plan);
    }
    loop {
        let mut store = context.store_or_new()?;
        let plan = intake::plan(Some(&store), reading, year, subject.clone(), wishes)?;
        intake::show(context, &plan)?;
        if matches!(plan.what, What::Known | What::Nothing) {
            return Ok(());
        }
        if !agreed(context, session)? {
            context.out.status("没有导入。");
            return Ok(());
        }
        let written = store.write(&context.stamp, |writer| {
            intake::carry_out(context, writer, &plan, wishes)
        });
        match written {
            Ok((new, unlinked)) => {
                let changed = plan.reworded();
                context.out.result(&done(&plan, &new, changed))?;
                register::unlinked(context, &unlinked);
                session.proposed |= !new.is_empty() && is_answered(&plan);
                session.raised.extend(new);
                return Ok(());
            }
            // Somebody else wrote meanwhile: show what it means now and ask again.
            Err(failure) if store.sequence()? != plan.sequence => {
                context.out.failure(&failure);
                reading = plan.reading;
            }
            Err(failure) => return Err(failure),
        }
    }
}

/// Whether a measure of the material may answer one of its problems.
fn is_answered(plan: &Plan) -> bool {
    let mut likely = proposals::for_draft(&plan.reading.draft).into_iter();
    likely.any(|measures| !measures.is_empty())
}

fn done(plan: &Plan, new: &[u32], changed: usize) -> String {
    let mut parts = Vec::new();
    match (new.first(), new.last()) {
        (Some(first), Some(last)) if first != last => {
            parts.push(format!("新增 {} 项（第 {first}—{last} 项）", new.len()));
        }
        (Some(first), _) => parts.push(format!("新增 1 项（第 {first} 项）")),
        _ => {}
    }
    if changed > 0 {
        parts.push(format!("更新 {changed} 项的表述"));
    }
    let kept = plan.reading.draft.problems.len() - new.len() - changed;
    if kept > 0 {
        parts.push(format!("{kept} 项不变"));
    }
    format!("已导入：{}。", parts.join("，"))
}

fn nothing(context: &Context, reading: &Reading) -> Result<(), Failure> {
    let name = intake::file_name(reading);
    context
        .out
        .result(&format!("{name}：没有列出问题，台账没有变化。"))?;
    intake::doubts(context, &reading.draft);
    Ok(())
}

fn agreed(context: &Context, session: &mut Session) -> Result<bool, Failure> {
    // In a script nobody answers; what was written can be taken back whole with `undo`.
    if context.yes || session.all || !Context::can_ask() {
        return Ok(true);
    }
    loop {
        let many = session.left > 0;
        let answer = Context::ask(if many {
            "写入台账吗？（y 是 / n 否 / a 后面的文件也都写入）"
        } else {
            "写入台账吗？（y 是 / n 否）"
        })?;
        session.all = many && matches!(answer.as_str(), "a" | "A" | "ａ" | "全部");
        match yes_or_no(&answer) {
            _ if session.all => return Ok(true),
            Some(agreed) => return Ok(agreed),
            None if many => Output::say("请输入 y、n 或 a"),
            None => Output::say("请输入 y 或 n"),
        }
    }
}

fn ask_year(reading: &mut Reading) -> Result<i32, Failure> {
    let year = ask_for_year(&intake::file_name(reading))?;
    reading.draft.year = Some(year);
    Ok(year)
}

/// Whose material it is, where it does not say and somebody can be asked.
fn ask_subject(
    context: &Context,
    args: &ImportArgs,
    reading: &mut Reading,
    guessed: Subject,
) -> Result<Subject, Failure> {
    let doubted = |doubt: &Doubt| doubt.kind == DoubtKind::Subject;
    let unsure = reading.draft.doubts.iter().any(doubted) && !reading.draft.problems.is_empty();
    if !unsure || args.dry_run || context.yes || !Context::can_ask() {
        return Ok(guessed);
    }
    let question = format!(
        "{} 是班子的材料，还是个人的？个人的写姓名（直接回车：{}）",
        intake::file_name(reading),
        guessed.name()
    );
    let subject = Context::ask_until(&question, |answer| match answer {
        "" => Ok(guessed.clone()),
        answer => Subject::read(answer).ok_or_else(|| "写 班子，或姓名".to_owned()),
    })?;
    let wishes = Wishes {
        subject: Some(subject),
        ..Wishes::default()
    };
    Ok(intake::settle_subject(reading, &wishes))
}

fn ask_for_year(name: &str) -> Result<i32, Failure> {
    if !Context::can_ask() {
        return Err(
            Failure::request(format!("{name} 没有写明是哪一年度的民主生活会，没有导入"))
                .hint("用 --year 写明，如 ledger import 材料 --year 2021"),
        );
    }
    Context::ask_until(
        &format!("{name} 没有写明年度，是哪一年度的民主生活会？"),
        |answer| answer.parse::<Year>().map(|year| year.0),
    )
}
