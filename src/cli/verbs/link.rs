//! `link` 关联

mod material;

use crate::app::proposals::{self, Proposal};
use crate::cli::context::Context;
use crate::cli::declared::{Asked, Takes};
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::table;
use crate::cli::values::{Numbers, Words, flatten};
use model::event::{Change, TaskEvent};
use model::task::{Measure, Origin, Task};
use store::{Store, Writer};

/// 关联往年任务，采用或否定材料中的措施；只写编号就列出疑似的往年问题和材料中的措施
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger link（各份材料有哪些措施，哪些已采用）\n    ledger link 20（可能是往年的哪一项，材料有哪些措施，哪些已采用）\n    ledger link 20 --prior 3\n    ledger link 20 --confirm 2\n    ledger link 1-8 --confirm（各项都采用最像的一条）\n    ledger link 20 --reject 4"
)]
pub(in crate::cli) struct LinkArgs {
    /// 任务编号（不写就列出各份材料中的措施）
    #[arg(value_name = "编号", add = Takes::OpenTasks, add = Asked("给第几项采用材料中的措施？"))]
    numbers: Vec<Numbers>,
    #[command(flatten)]
    what: What,
}

impl LinkArgs {
    fn is_of_many(&self) -> bool {
        flatten(&self.numbers).len() > 1
    }
}

#[derive(Debug, clap::Args)]
#[group(required = false, multiple = false)]
struct What {
    /// 往年的哪一项再次出现或尚未改完
    #[arg(long, requires = "numbers", alias = "前项", value_name = "编号", add = Takes::Tasks)]
    prior: Option<u32>,
    /// 加一条措施
    #[arg(long, requires = "numbers", alias = "措施", value_name = "措施")]
    measure: Option<Words>,
    /// 采用材料中的这条措施（序号见 ledger link 编号；不写序号就是最像的一条）
    #[arg(long, requires = "numbers", alias = "采用", value_name = "序号", num_args = 0..=1, default_missing_value = "0")]
    confirm: Option<u32>,
    /// 否定材料中的这条措施
    #[arg(long, requires = "numbers", alias = "否定", value_name = "序号")]
    reject: Option<u32>,
}

/// Characters of a measure or problem in a line.
const SHORT: usize = 30;

/// What `--confirm` without a place says: the likeliest.
const LIKELIEST: u32 = 0;

impl What {
    /// Whether nothing is to be linked: then the measures are listed.
    fn is_nothing(&self) -> bool {
        let places = [self.prior, self.confirm, self.reject];
        self.measure.is_none() && places.iter().all(Option::is_none)
    }
}

pub(super) fn link(context: &Context, args: &LinkArgs) -> Result<(), Failure> {
    let numbers = flatten(&args.numbers);
    let mut store = context.store()?;
    if numbers.is_empty() {
        return material::list_all(context, &store);
    }
    if args.what.is_nothing() {
        let mut numbers = numbers.iter();
        return numbers.try_for_each(|number| material::list_for(context, &store, *number));
    }
    let (mut proposed, mut unanswered, mut adopted) = (Vec::new(), Vec::new(), Vec::new());
    let asks = args.what.confirm == Some(LIKELIEST) && Context::can_ask() && !context.yes;
    for number in &numbers {
        let task = store.task(*number)?;
        if asks && numbers.len() == 1 {
            proposed.push((*number, Some(material::chosen(&store, &task)?)));
            continue;
        }
        match (args.what.confirm.or(args.what.reject), numbers.len()) {
            (None, _) => proposed.push((*number, None)),
            (Some(LIKELIEST), many) => match likeliest(&store, &task)? {
                Likeliest::Is(proposal) => proposed.push((*number, Some(proposal))),
                Likeliest::Adopted(_) if many > 1 => adopted.push(number.to_string()),
                Likeliest::Nothing if many > 1 => unanswered.push(number.to_string()),
                Likeliest::Adopted(text) => return Err(adopted_already(*number, &text)),
                Likeliest::Nothing => return Err(none_stands_out(*number)),
            },
            (Some(place), _) => {
                proposed.push((*number, Some(material::at(&store, &task, place)?)));
            }
        }
    }
    if asks && numbers.len() > 1 {
        agreed(context, &store, &proposed)?;
    }
    let said = store.write(&context.stamp, |writer| {
        proposed
            .iter()
            .map(|(number, proposal)| one(writer, args, *number, proposal.as_ref()))
            .collect::<Result<Vec<String>, Failure>>()
    })?;
    said.iter().try_for_each(|line| context.out.result(line))?;
    if !adopted.is_empty() {
        context.out.warn(&format!(
            "第 {} 项已采用过材料中的措施，没有变化",
            adopted.join("、")
        ));
    }
    if !unanswered.is_empty() {
        context.out.warn(&format!(
            "第 {} 项没有找到明显对应的措施，用 ledger link 编号 --measure 措施 写上，或 --confirm 序号 指定",
            unanswered.join("、")
        ));
    }
    Ok(())
}

/// Shows what each task would take, and asks.
fn agreed(
    context: &Context,
    store: &Store,
    proposed: &[(u32, Option<Proposal>)],
) -> Result<(), Failure> {
    let taken = proposed
        .iter()
        .filter_map(|(number, one)| Some((*number, one.as_ref()?)));
    let mut is_any = false;
    for (number, Proposal { text, .. }) in taken {
        let problem = table::short(&store.task(number)?.problem, SHORT);
        Output::say(&format!("  第 {number} 项“{problem}”　{text}"));
        is_any = true;
    }
    if is_any && !context.consent("各采用上面这一条？")? {
        return Err(Failure::given_up());
    }
    Ok(())
}

/// What `--confirm` without a place comes to.
enum Likeliest {
    Is(Proposal),
    /// The task took one of the document's already: it gets no second guess.
    Adopted(String),
    Nothing,
}

fn likeliest(store: &Store, task: &Task) -> Result<Likeliest, Failure> {
    let adopted = task
        .measures
        .iter()
        .find(|measure| measure.origin.is_some());
    if let Some(adopted) = adopted {
        return Ok(Likeliest::Adopted(adopted.text.clone()));
    }
    let best = proposals::of(store, task)?.into_iter().next();
    Ok(best.map_or(Likeliest::Nothing, Likeliest::Is))
}

fn adopted_already(number: u32, text: &str) -> Failure {
    let text = table::short(text, SHORT);
    Failure::request(format!("第 {number} 项已采用材料中的措施：{text}")).hint(format!(
        "再采用别的，用 ledger link {number} 查看序号，ledger link {number} --confirm 序号 采用"
    ))
}

fn none_stands_out(number: u32) -> Failure {
    Failure::request(format!("第 {number} 项没有找到明显对应的措施")).hint(format!(
        "用 ledger link {number} 查看材料中的措施，--confirm 序号 指定第几条；或 --measure 措施 写上"
    ))
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
        ) => adopt(&task, proposal, args.is_of_many())?,
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

/// A measure of the material becomes the task's. Of many each is told in a line.
fn adopt(
    task: &Task,
    proposal: &Proposal,
    is_of_many: bool,
) -> Result<(TaskEvent, String), Failure> {
    let number = task.number;
    if proposal.is_in(task) {
        let place = proposal.place;
        return Err(Failure::request(format!(
            "第 {number} 项已采用材料中的第 {place} 条措施，没有变化"
        )));
    }
    let origin = Origin {
        document: proposal.document.clone(),
        paragraph: proposal.place,
    };
    let event = add(task, proposal.text.clone(), Some(origin))?;
    let (problem, text) = (&task.problem, &proposal.text);
    let said = if is_of_many {
        let (problem, text) = (table::short(problem, SHORT), table::short(text, SHORT));
        format!("第 {number} 项“{problem}”采用措施：{text}")
    } else {
        format!("第 {number} 项“{problem}”采用措施：{text}")
    };
    Ok((event, said))
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
