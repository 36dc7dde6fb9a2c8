//! `link` 关联

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::proposals;
use crate::cli::values::Words;
use crate::model::event::{Change, TaskEvent};
use crate::model::task::{Measure, Origin};

/// 关联往年任务，采用或否定材料中的措施
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger link 20 --prior 3\n    ledger link 20 --confirm 2\n    ledger link 20 --reject 4"
)]
pub(in crate::cli) struct LinkArgs {
    /// 任务编号
    #[arg(value_name = "编号")]
    number: u32,
    #[command(flatten)]
    what: What,
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct What {
    /// 往年的哪一项再次出现或尚未改完
    #[arg(long, alias = "前项", value_name = "编号")]
    prior: Option<u32>,
    /// 加一条措施
    #[arg(long, alias = "措施", value_name = "措施")]
    measure: Option<Words>,
    /// 采用材料中的这条措施（序号见 ledger show）
    #[arg(long, alias = "采用", value_name = "序号")]
    confirm: Option<u32>,
    /// 否定材料中的这条措施
    #[arg(long, alias = "否定", value_name = "序号")]
    reject: Option<u32>,
}

pub(super) fn link(context: &Context, args: &LinkArgs) -> Result<(), Failure> {
    let number = args.number;
    let mut store = context.store()?;
    let task = store.task(number)?;
    let place = args.what.confirm.or(args.what.reject);
    let proposal = match place {
        None => None,
        Some(place) => Some(proposals::measure_at(&store, &task, place)?.ok_or_else(|| {
            Failure::request(format!("第 {number} 项的材料中没有第 {place} 条措施"))
                .hint(format!("用 ledger show {number} 查看可采用的措施"))
        })?),
    };
    let said = store.write(&context.stamp, |writer| {
        let task = writer.task(number)?;
        let refused = |refusal| Failure::refused(number, &refusal);
        let add = |text: String, origin| {
            let key = task.next_measure_key();
            let measure = Measure {
                key,
                text,
                origin,
                ..Measure::default()
            };
            task.edit(vec![Change::Measure(measure)]).map_err(refused)
        };
        let (event, said) = match (&args.what, proposal) {
            (
                What {
                    prior: Some(prior), ..
                },
                _,
            ) => {
                let event = task.link_prior(&writer.task(*prior)?).map_err(refused)?;
                (event, format!("第 {number} 项已关联往年第 {prior} 项"))
            }
            (
                What {
                    measure: Some(words),
                    ..
                },
                _,
            ) => (
                add(words.0.clone(), None)?,
                format!("第 {number} 项加了一条措施"),
            ),
            (
                What {
                    confirm: Some(_), ..
                },
                Some(proposal),
            ) => {
                if task
                    .measures
                    .iter()
                    .any(|measure| measure.text == proposal.text)
                {
                    return Err(Failure::request(format!("第 {number} 项已有这条措施")));
                }
                let origin = Origin {
                    document: proposal.document,
                    paragraph: proposal.place,
                };
                let event = add(proposal.text.clone(), Some(origin))?;
                (event, format!("第 {number} 项采用措施：{}", proposal.text))
            }
            (_, Some(proposal)) => (
                TaskEvent::ProposalRejected {
                    text: proposal.text.clone(),
                },
                format!("第 {number} 项不采用措施：{}", proposal.text),
            ),
            (_, None) => return Err(Failure::usage("没有写要关联什么")),
        };
        writer.record(number, event)?;
        Ok::<_, Failure>(said)
    })?;
    context.out.result(&said)
}
