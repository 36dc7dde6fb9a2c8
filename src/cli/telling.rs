//! How an entry will stand in the section, as a line beneath it.

use model::book::Book;
use model::event::{Progressed, TaskEvent};
use model::figure::FigureKinds;
use model::task::Task;
use papers::report::{Advice, Telling, effect_told, state_told};

use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// 写入报告：…, 不写入：…, and what may be bettered.
pub(super) fn tell_note(context: &Context, task: &Task, entry: u64, kinds: &FigureKinds) {
    for line in note_lines(task, entry, kinds) {
        context.out.hint(&line);
    }
}

/// The same lines for a list or a preview.
pub(super) fn note_lines(task: &Task, entry: u64, kinds: &FigureKinds) -> Vec<String> {
    let telling = Telling::of_note(task, entry, kinds);
    let mut lines = Vec::new();
    if !telling.told.is_empty() {
        lines.push(format!("写入报告：{}", telling.told.join("；")));
    }
    let left: Vec<String> = telling
        .left_out
        .iter()
        .map(|left| format!("{}（{}）", left.text, left.why.word()))
        .collect();
    if !left.is_empty() {
        lines.push(format!("不写入：{}", left.join("；")));
    }
    let again = |one: &&Advice| matches!(one, Advice::Again(_) | Advice::OtherDay(_));
    lines.extend(telling.advice.iter().filter(again).map(advice));
    let worded = telling.advice.iter().filter(|one| !again(one)).map(advice);
    let worded: Vec<String> = worded.collect();
    if !worded.is_empty() {
        let number = task.number;
        lines.push(format!(
            "{}；要另写报送的话：ledger log {number} … --told \"一句话\"",
            worded.join("；")
        ));
    }
    lines
}

/// The same for events that are not recorded yet: a preview.
pub(super) fn preview<'e>(
    task: &Task,
    events: impl Iterator<Item = &'e TaskEvent>,
    kinds: &FigureKinds,
) -> Vec<String> {
    let mut task = task.clone();
    let mut entry = task.last_entry;
    let mut noted = Vec::new();
    for event in events {
        entry += 1;
        task.apply(entry, event);
        if matches!(event, TaskEvent::Progressed(_)) {
            noted.push(entry);
        }
    }
    let lines = noted
        .into_iter()
        .flat_map(|entry| note_lines(&task, entry, kinds));
    lines.collect()
}

/// Asks for another telling where the note would read badly and somebody is there; an empty answer keeps
/// the note's own words.
pub(super) fn ask_told(
    context: &Context,
    task: &Task,
    note: &mut Progressed,
    kinds: &FigureKinds,
) -> Result<(), Failure> {
    let can_ask = Context::can_ask() && !context.yes;
    if note.told.is_some() || note.internal || note.text.is_empty() || !can_ask {
        return Ok(());
    }
    let mut after = task.clone();
    let entry = task.last_entry + 1;
    after.apply(entry, &note.clone().recorded());
    let telling = Telling::of_note(&after, entry, kinds);
    let long = |one: &Advice| {
        matches!(
            one,
            Advice::Long(_) | Advice::ManyDeeds(_) | Advice::Nothing
        )
    };
    if telling.advice.iter().any(long) {
        let told = telling.told.join("；");
        let told = if told.is_empty() {
            "没有可写的".to_owned()
        } else {
            told
        };
        let answer = Context::ask(&format!(
            "写入报告：{told}\n要另写一句报送的话，写在这里（直接回车不写）"
        ))?;
        let answer = answer.trim();
        note.told = (!answer.is_empty()).then(|| answer.to_owned());
    }
    Ok(())
}

/// How the task stands, as the section will say it.
pub(super) fn tell_state(context: &Context, book: &Book, task: &Task) {
    let told = state_told(book, context.today, task);
    if !told.is_empty() {
        context.out.hint(&format!("写入报告：{told}"));
    }
}

/// What may be bettered, in a clerk's words.
pub(super) fn advice(advice: &Advice) -> String {
    match advice {
        Advice::Long(characters) => format!("写入报告的有{characters}字，偏长"),
        Advice::ManyDeeds(clauses) => format!("一条里写了{clauses}件事，宜分条记"),
        Advice::Nothing => "这条没有可以写入报告的做法".to_owned(),
        Advice::Loose(figure) => format!("“{figure}”在文字里找不到对应的做法，单列在后"),
        Advice::Unplaced(figure) => {
            format!("“{figure}”在文字里找不到对应的做法，光有名称和数，报告不写")
        }
        Advice::Again(counted) => {
            format!("{counted}前面记过，各次相加；同一户、同一家不止一次的，单位写户次、家次")
        }
        Advice::OtherDay(day) => format!(
            "文字里写的是{}，不是记的日期，报告按文字里的日期写",
            day.format("%Y年%-m月%-d日")
        ),
        Advice::Unsummed(sum) => format!(
            "“{}”有的记了数据，有的只写在文字里，不能相加：请都用 --figure 记",
            sum.name
        ),
    }
}

/// How the effect will stand.
pub(super) fn tell_effect(context: &Context, task: &Task) {
    if let Some((told, vague)) = effect_told(task) {
        let more = if vague {
            "（没有数字、制度或前后变化，宜写明由多少到多少）"
        } else {
            ""
        };
        context.out.hint(&format!("成效写入报告：{told}{more}"));
    }
}
