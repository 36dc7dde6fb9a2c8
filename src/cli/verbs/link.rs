//! `link` 关联

use crate::app::proposals::{self, Proposal};
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Takes};
use crate::cli::failure::Failure;
use crate::cli::values::{Numbers, Words, flatten};
use model::event::{Change, TaskEvent};
use model::task::{Measure, Origin, Task};
use store::{Store, Writer};

/// 关联往年任务，采用或否定材料中的措施
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger link 20 --prior 3\n    ledger link 20 --confirm 2\n    ledger link 1-8 --confirm（各项都采用最像的一条）\n    ledger link 20 --reject 4"
)]
pub(in crate::cli) struct LinkArgs {
    /// 任务编号
    #[arg(value_name = "编号", required = true, add = Takes::OpenTasks, add = Asked("给第几项采用材料中的措施？"))]
    numbers: Vec<Numbers>,
    #[command(flatten)]
    what: What,
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct What {
    /// 往年的哪一项再次出现或尚未改完
    #[arg(long, alias = "前项", value_name = "编号", add = Takes::Tasks)]
    prior: Option<u32>,
    /// 加一条措施
    #[arg(long, alias = "措施", value_name = "措施")]
    measure: Option<Words>,
    /// 采用材料中的这条措施（序号见 ledger show；不写序号就是最像的一条）
    #[arg(long, alias = "采用", value_name = "序号", num_args = 0..=1, default_missing_value = "0")]
    confirm: Option<u32>,
    /// 否定材料中的这条措施
    #[arg(long, alias = "否定", value_name = "序号")]
    reject: Option<u32>,
}

/// What `--confirm` without a place says: the likeliest.
const LIKELIEST: u32 = 0;

pub(super) fn link(context: &Context, args: &LinkArgs) -> Result<(), Failure> {
    let numbers = flatten(&args.numbers);
    let mut store = context.store()?;
    let mut proposed = Vec::new();
    let mut unanswered = Vec::new();
    for number in &numbers {
        let task = store.task(*number)?;
        match (args.what.confirm.or(args.what.reject), numbers.len()) {
            (None, _) => proposed.push((*number, None)),
            (Some(LIKELIEST), many) => match likeliest(&store, &task)? {
                Some(proposal) => proposed.push((*number, Some(proposal))),
                None if many > 1 => unanswered.push(number.to_string()),
                None => return Err(none_stands_out(*number)),
            },
            (Some(place), _) => proposed.push((*number, Some(at(&store, &task, place)?))),
        }
    }
    let said = store.write(&context.stamp, |writer| {
        proposed
            .iter()
            .map(|(number, proposal)| one(writer, args, *number, proposal.as_ref()))
            .collect::<Result<Vec<String>, Failure>>()
    })?;
    said.iter().try_for_each(|line| context.out.result(line))?;
    if !unanswered.is_empty() {
        context.out.warn(&format!(
            "第 {} 项没有找到明显对应的措施，用 ledger link 编号 --measure 措施 写上，或 --confirm 序号 指定",
            unanswered.join("、")
        ));
    }
    Ok(())
}

/// The likeliest measure; a task that took one of the document's already gets no second guess.
fn likeliest(store: &Store, task: &Task) -> Result<Option<Proposal>, Failure> {
    if task.measures.iter().any(|measure| measure.origin.is_some()) {
        return Ok(None);
    }
    Ok(proposals::of(store, task)?.into_iter().next())
}

fn none_stands_out(number: u32) -> Failure {
    Failure::request(format!("第 {number} 项没有找到别的明显对应的措施")).hint(format!(
        "用 ledger link {number} --measure 措施 写上，或 --confirm 序号 指定材料中的第几条"
    ))
}

fn at(store: &Store, task: &Task, place: u32) -> Result<Proposal, Failure> {
    let number = task.number;
    proposals::measure_at(store, task, place)?.ok_or_else(|| {
        Failure::request(format!("第 {number} 项的材料中没有第 {place} 条措施"))
            .hint(format!("用 ledger show {number} 查看可采用的措施"))
    })
}

/// Records one task's link; what was done, as a sentence.
fn one(
    writer: &mut Writer<'_>,
    args: &LinkArgs,
    number: u32,
    proposal: Option<&Proposal>,
) -> Result<String, Failure> {
    let task = writer.task(number)?;
    let (event, said) = match (&args.what, proposal) {
        (
            What {
                prior: Some(prior), ..
            },
            _,
        ) => {
            let event = task
                .link_prior(&writer.task(*prior)?)
                .map_err(|refusal| Failure::refused(number, &refusal))?;
            (event, format!("第 {number} 项已关联往年第 {prior} 项"))
        }
        (
            What {
                measure: Some(words),
                ..
            },
            _,
        ) => (
            add(&task, words.0.clone(), None)?,
            format!("第 {number} 项加了一条措施"),
        ),
        (
            What {
                confirm: Some(_), ..
            },
            Some(proposal),
        ) => adopt(&task, proposal)?,
        (_, Some(proposal)) => (
            TaskEvent::ProposalRejected {
                text: proposal.text.clone(),
            },
            format!("第 {number} 项不采用措施：{}", proposal.text),
        ),
        (_, None) => return Err(Failure::usage("没有写要关联什么")),
    };
    writer.record(number, event)?;
    Ok(said)
}

/// A measure of the material becomes the task's.
fn adopt(task: &Task, proposal: &Proposal) -> Result<(TaskEvent, String), Failure> {
    let number = task.number;
    let known = |measure: &Measure| measure.text == proposal.text;
    if task.measures.iter().any(known) {
        return Err(Failure::request(format!("第 {number} 项已有这条措施")));
    }
    let origin = Origin {
        document: proposal.document.clone(),
        paragraph: proposal.place,
    };
    let event = add(task, proposal.text.clone(), Some(origin))?;
    let (problem, text) = (&task.problem, &proposal.text);
    Ok((event, format!("第 {number} 项“{problem}”采用措施：{text}")))
}

fn add(task: &Task, text: String, origin: Option<Origin>) -> Result<TaskEvent, Failure> {
    let key = task.next_measure_key();
    let measure = Measure {
        key,
        text,
        origin,
        ..Measure::default()
    };
    task.edit(vec![Change::Measure(measure)])
        .map_err(|refusal| Failure::refused(task.number, &refusal))
}
