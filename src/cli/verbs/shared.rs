//! Steps that several verbs take: deciding for many tasks at once, anchors.

use chrono::NaiveDate;

use crate::app::past::{self, Earlier, Likely};
use crate::cli::context::Context;
use crate::cli::declared::Besides;
use crate::cli::failure::Failure;
use crate::cli::settings;
use crate::cli::telling;
use crate::cli::values::{Day, Due, Numbers, TaskCode, Words, flatten};
use model::book::Book;
use model::deadline::{Anchor, Deadline, Desk};
use model::decide::Refusal;
use model::event::{Progressed, TaskEvent};
use model::institution::Institution;
use model::task::Task;
use model::unit::UnitId;
use office::xlsx::Cut;
use store::{Recorded, Store, Writer};

/// Who finishes a task is asked for what came of it.
pub(super) const ASKS_OUTCOME: Besides = Besides {
    questions: &[OUTCOME],
    when_bare: false,
};

/// The question for it.
pub(super) const OUTCOME: (&str, &str) = (
    "outcome",
    "整改成效（改成了什么样，最好有数字；直接回车跳过）",
);

/// Decides and records the same thing for several tasks: for all of them or for none.
pub(super) fn for_each(
    context: &Context,
    numbers: &[Numbers],
    decide: impl FnMut(&Task, &Book) -> Result<TaskEvent, Refusal>,
) -> Result<Vec<Task>, Failure> {
    for_each_on(context, numbers, context.today, &Late::default(), decide)
}

/// The same for what is dated on another day.
pub(super) fn for_each_on(
    context: &Context,
    numbers: &[Numbers],
    on: NaiveDate,
    late: &Late,
    mut decide: impl FnMut(&Task, &Book) -> Result<TaskEvent, Refusal>,
) -> Result<Vec<Task>, Failure> {
    let numbers = flatten(numbers);
    let mut store = context.store()?;
    store.write(&context.stamp, |writer| {
        let book = writer.book()?;
        let mut tasks = Vec::with_capacity(numbers.len());
        for number in &numbers {
            let task = writer.task(*number)?;
            let event = decide(&task, &book).map_err(|r| Failure::refused(*number, &r))?;
            writer.record(*number, event)?;
            late.note(context, writer, *number, on)?;
            tasks.push(writer.task(*number)?);
        }
        Ok(tasks)
    })
}

/// Why something is recorded long after its day.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Late {
    /// 补记原因：从严管理时，日期太早的要写明为什么现在才记
    #[arg(long, alias = "补记原因", value_name = "原因")]
    late: Option<Words>,
}

impl Late {
    /// Under policy `strict`, what is dated further back than the setting allows needs a reason; it
    /// goes into the history as an internal note of the task.
    pub(super) fn note(
        &self,
        context: &Context,
        writer: &mut Writer<'_>,
        number: u32,
        on: NaiveDate,
    ) -> Result<(), Failure> {
        if self.late.is_none() && on >= context.today {
            return Ok(());
        }
        let days = settings::backdate_days(&writer.book()?);
        let is_late = days.is_some_and(|days| (context.today - on).num_days() > days);
        let reason = match (&self.late, is_late) {
            (None, false) => return Ok(()),
            (None, true) => {
                return Err(Failure::request(format!(
                    "{}已过去 {} 天，本台账要求写明为什么现在才记",
                    day_text(on),
                    (context.today - on).num_days()
                ))
                .hint("加 --late 原因；天数由 ledger config backdate_days 规定"));
            }
            (Some(reason), _) => &reason.0,
        };
        let note = Progressed {
            on: context.today,
            text: format!("补记{}的事，原因：{reason}", day_text(on)),
            internal: true,
            ..Progressed::default()
        };
        let event = writer
            .task(number)?
            .log(note, context.today)
            .map_err(|refusal| Failure::refused(number, &refusal))?;
        writer.record(number, event)?;
        Ok(())
    }
}

/// The day something happened, today unless said; what has not come yet has not happened.
pub(super) fn happened_on(context: &Context, day: Option<&Day>) -> Result<NaiveDate, Failure> {
    let on = day.map_or(Ok(context.today), |day| day.resolve(context.today))?;
    if on > context.today {
        return Err(Failure::request(format!("日期{}还没有到", day_text(on)))
            .hint("只能记已经发生的；要以别的日子为今天，用 --today"));
    }
    Ok(on)
}

/// Institutions in one clause: 制度成果：制定《…》、修订《…》
pub(super) fn institutions_told(institutions: &[Institution]) -> String {
    let told = institutions.iter().map(|institution| {
        let number = institution.number.as_deref();
        let number = number.map_or_else(String::new, |number| format!("（{number}）"));
        format!("{institution}{number}")
    });
    format!("制度成果：{}", told.collect::<Vec<_>>().join("、"))
}

/// Says what the outcome tells of, where one was just stated.
pub(super) fn tell_outcome(context: &Context, tasks: &[Task], is_stated: bool) {
    let Some(task) = tasks.first().filter(|_| is_stated) else {
        return;
    };
    let told = task.outcome_institutions.iter();
    let told: Vec<Institution> = told.map(|told| told.institution.clone()).collect();
    if !told.is_empty() {
        context.out.hint(&institutions_told(&told));
    }
    telling::tell_effect(context, task);
}

/// A task of the own unit or of a gathered one, with its entries.
pub(super) fn task_of(store: &Store, code: &TaskCode) -> Result<(Task, Vec<Recorded>), Failure> {
    let Some(unit_code) = &code.unit else {
        return Ok((store.task(code.number)?, store.task_history(code.number)?));
    };
    let unit = unit_of(store, code)?;
    let task = store.task_in(unit, code.number)?.ok_or_else(|| {
        Failure::request(format!("{unit_code} 没有编号为 {} 的任务", code.number))
            .hint(format!("用 ledger list --unit {unit_code} 查看"))
    })?;
    Ok((task, store.task_history_in(unit, code.number)?))
}

/// The unit that a code names: the own one where it names none.
pub(super) fn unit_of(store: &Store, code: &TaskCode) -> Result<UnitId, Failure> {
    let Some(unit_code) = &code.unit else {
        return Ok(UnitId::OWN);
    };
    store.unit_by_code(unit_code)?.ok_or_else(|| {
        Failure::request(format!("没有汇总过代码是 {unit_code} 的单位"))
            .hint("用 ledger gather 上报包 汇总；本单位的任务直接写编号")
    })
}

/// Numbers as people name them: 第 3、5 项.
pub(super) fn named(tasks: &[Task]) -> String {
    let numbers: Vec<String> = tasks.iter().map(|task| task.number.to_string()).collect();
    format!("第 {} 项", numbers.join("、"))
}

/// Ascending numbers, those that follow each other as a run: 5、10—12.
pub(super) fn runs(numbers: &[u32]) -> String {
    let runs = numbers.chunk_by(|one, next| one + 1 == *next);
    let runs = runs.map(|run| match run {
        [one] => one.to_string(),
        [one, two] => format!("{one}、{two}"),
        [first, .., last] => format!("{first}—{last}"),
        [] => String::new(),
    });
    runs.collect::<Vec<_>>().join("、")
}

/// From where a task's date phrases are reckoned.
pub(super) fn anchor(book: &Book, year: i32) -> Anchor {
    Anchor {
        year,
        held_on: book.meeting(year).and_then(|meeting| meeting.held_on),
    }
}

/// A deadline as typed, for a task of that year; a day before the year is refused.
pub(super) fn deadline(due: &Due, desk: Desk) -> Result<Deadline, Failure> {
    use chrono::Datelike as _;
    let year = desk.meeting.year;
    let deadline = due.resolve(desk).map_err(|_| {
        Failure::usage(format!("时限“{}”算不出是哪一天", due.words()))
            .hint("写明年月日，如 2022-06-30；或先用 ledger meeting --held-on 记下会议日期")
    })?;
    match deadline.date() {
        Some(day) if day.year() < year => Err(Failure::request(format!(
            "时限“{}”（{day}）早于问题所属的{year}年度",
            due.words()
        ))),
        _ => Ok(deadline),
    }
}

/// From where what is typed for a task of that year is reckoned.
pub(super) fn desk(context: &Context, book: &Book, year: i32) -> Desk {
    Desk::new(anchor(book, year), context.today)
}

/// Which day a deadline is that the words alone do not tell.
pub(super) fn tell_day(context: &Context, deadline: Option<&Deadline>) {
    let relative = deadline.filter(|deadline| deadline.is_relative());
    if let Some((deadline, day)) = relative.and_then(|due| Some((due, due.date()?))) {
        let day = day_text(day);
        context
            .out
            .hint(&format!("时限“{}”算到{day}", deadline.phrase));
    }
}

/// The day as texts write it: 2022年6月28日.
pub(super) fn day_text(day: NaiveDate) -> String {
    day.format("%Y年%-m月%-d日").to_string()
}

/// A size as people read it.
pub(super) fn size_text(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} 字节"),
        1024..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}

/// An earlier task that a problem may repeat, and why.
pub(super) fn earlier_line(earlier: &Earlier) -> String {
    let (task, words) = (&earlier.task, earlier.words.join("、"));
    let (number, year, problem) = (task.number, task.year, &task.problem);
    let state = task.status.kind().word();
    format!("第 {number} 项（{year}年度，{state}）{problem}　（共同之处：{words}）")
}

/// The earlier tasks that a task may repeat, with the command that links one.
pub(super) fn show_earlier(context: &Context, number: u32, likely: &Likely) -> Result<(), Failure> {
    let out = &context.out;
    if likely.is_cut {
        let most = past::MOST;
        out.status(&format!(
            "往年的问题太多，只与最近的 {most} 项比对了是不是同一问题；更早的用 ledger search 查找"
        ));
    }
    if likely.earlier.is_empty() {
        return Ok(());
    }
    out.heading("往年可能是同一问题（待确认）")?;
    for one in &likely.earlier {
        out.result(&format!("  {}", earlier_line(one)))?;
    }
    out.result(&format!(
        "  是同一问题的，用 ledger link {number} --prior 编号 关联"
    ))
}

/// Tells which cells hold less than the ledger, and where the whole of it is to be had.
pub(super) fn tell_cut(context: &Context, cut: &[Cut]) {
    for cut in cut {
        context.out.warn(&format!(
            "工作表“{}”第 {} 行（{}）的“{}”太长，Excel 一格放不下，已截断",
            cut.sheet, cut.row, cut.first, cut.column
        ));
    }
    if !cut.is_empty() {
        context
            .out
            .hint("全文用 ledger export -o 表.csv 导出，或用 ledger show 编号 查看");
    }
}
