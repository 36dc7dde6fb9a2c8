//! `gather` 汇总

mod files;
mod listing;

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::packets::{self, Reading, Unreadable};
use crate::cli::progress::Progress;
use crate::cli::values::Words;
use crate::model::handed::Handed;
use crate::model::unit::UnitId;
use crate::packet;
use crate::store::{Error, Halt, NotTaken, Store, Taken, Writer};

/// 汇总：收下各单位的上报包或台账文件，逐个核对，只添新的
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：ledger gather 上报/*.ledgerpack\n    ledger gather 上报\n    ledger gather 某局.ledgerpack --replace A03 --reason 该局已用备份还原"
)]
pub(in crate::cli) struct GatherArgs {
    /// 上报包、台账文件，或放着它们的文件夹
    #[arg(value_name = "文件或文件夹", required = true)]
    files: Vec<PathBuf>,
    /// 用这一份替换已收的（写单位代码），原来的另存
    #[arg(long, alias = "替换", value_name = "代码", requires = "reason")]
    replace: Option<String>,
    /// 替换的原因
    #[arg(long, alias = "原因", value_name = "原因", requires = "replace")]
    reason: Option<Words>,
    /// 格式
    #[arg(long, alias = "格式", value_name = "格式", default_value = "table")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    #[value(help = "表格")]
    Table,
    #[value(help = "JSON")]
    Json,
}

/// What became of one file.
struct Line {
    file: PathBuf,
    handed: Option<Handed>,
    outcome: Outcome,
}

enum Outcome {
    Taken(Taken),
    /// The history was put in the place of another.
    Replaced,
    Refused(NotTaken),
    Unreadable(Unreadable),
}

impl Outcome {
    /// Whether the history is held now as it was handed up.
    fn is_in(&self) -> bool {
        match self {
            Self::Taken(taken) => !matches!(taken, Taken::Diverged { .. }),
            Self::Replaced => true,
            Self::Refused(_) | Self::Unreadable(_) => false,
        }
    }
}

pub(super) fn gather(context: &Context, args: &GatherArgs) -> Result<(), Failure> {
    let mut store = context.store_or_new()?;
    let files = files::collect(&args.files, store.path());
    if files.is_empty() {
        return Err(Failure::request("没有找到上报包或台账文件").hint(format!(
            "上报包由各单位用 ledger pack 写成，文件名以 .{} 结尾",
            packet::SUFFIX
        )));
    }
    if args.replace.is_some() && files.len() > 1 {
        return Err(Failure::usage(
            "--replace 一次只能替换一个单位，只写一个文件",
        ));
    }
    let own_code = store.handed(UnitId::OWN)?.and_then(|own| own.code);
    let gathering = Gathering {
        context,
        wait: context.wait(),
        own_code,
    };
    let mut progress = Progress::begin(&context.out, "汇总", files.len());
    let mut lines = Vec::with_capacity(files.len());
    std::thread::scope(|scope| {
        let mut ahead = None;
        for (place, file) in files.iter().enumerate() {
            let begin = |file: &PathBuf| Reading::begin(scope, file.clone(), gathering.wait);
            let reading = ahead.take().unwrap_or_else(|| begin(file));
            ahead = files.get(place + 1).map(begin);
            lines.push(gathering.one(&mut store, file, reading, args));
            progress.step(1);
        }
    });
    progress.clear();
    match args.format {
        Format::Json => listing::json(context, &lines)?,
        Format::Table => listing::table(context, &lines)?,
    }
    let out = lines.iter().filter(|line| !line.outcome.is_in()).count();
    if out > 0 {
        return Err(listing::not_taken(&lines, out));
    }
    Ok(())
}

struct Gathering<'a> {
    context: &'a Context,
    wait: Duration,
    own_code: Option<String>,
}

impl Gathering<'_> {
    fn one(&self, store: &mut Store, file: &Path, reading: Reading, args: &GatherArgs) -> Line {
        let line = |handed, outcome| Line {
            file: file.to_owned(),
            handed,
            outcome,
        };
        let handed = match reading.handed() {
            Ok(handed) => handed,
            Err(fault) => return line(None, Outcome::Unreadable(fault)),
        };
        let done = match (&args.replace, &args.reason) {
            (Some(code), Some(reason)) => {
                drop(reading);
                self.replace(store, file, &handed, code, &reason.0)
            }
            _ => self.take(store, file, &handed, reading),
        };
        let outcome = match done {
            Ok(outcome) => outcome,
            Err(Halt::Refused(refused)) => Outcome::Refused(refused),
            Err(Halt::Failed(fault)) => Outcome::Unreadable(fault),
        };
        line(Some(handed), outcome)
    }

    fn take(
        &self,
        store: &mut Store,
        file: &Path,
        handed: &Handed,
        reading: Reading,
    ) -> Result<Outcome, Halt<Unreadable>> {
        if handed.code.is_some() && handed.code == self.own_code {
            let own = store
                .ledger_id()
                .map_err(|fault| Halt::Failed(fault.into()))?;
            if own != handed.ledger_id {
                return Err(Halt::Refused(NotTaken::CodeTaken {
                    code: handed.key().to_owned(),
                    name: "本单位".to_owned(),
                    ledger_id: own,
                }));
            }
        }
        let stamp = &self.context.stamp;
        let mut keep = |writer: &mut Writer<'_>, unit| keep_evidence(writer, unit, file);
        let taken = store.gather(stamp, handed, &mut reading.entries(), &mut keep)?;
        if let Taken::Diverged { at } = taken {
            std::thread::scope(|scope| {
                let mut again = || Reading::begin(scope, file.to_owned(), self.wait).entries();
                store.set_aside(stamp, handed, at, &mut again)
            })?;
        }
        Ok(Outcome::Taken(taken))
    }

    fn replace(
        &self,
        store: &mut Store,
        file: &Path,
        handed: &Handed,
        code: &str,
        reason: &str,
    ) -> Result<Outcome, Halt<Unreadable>> {
        std::thread::scope(|scope| {
            let mut again = || Reading::begin(scope, file.to_owned(), self.wait).entries();
            store.replace_unit(&self.context.stamp, code, reason, handed, &mut again)
        })?;
        Ok(Outcome::Replaced)
    }
}

/// Keeps the bytes that a packet brought, where the history speaks of them.
fn keep_evidence(writer: &mut Writer<'_>, unit: UnitId, file: &Path) -> Result<(), Unreadable> {
    if packets::is_database(file)? {
        return Ok(());
    }
    let mut packet = packets::open_packet(file)?;
    let brought = packet.evidence().to_vec();
    if brought.is_empty() {
        return Ok(());
    }
    let attached = writer.attached(unit)?;
    for digest in brought {
        let altered = || Unreadable::Packet(packet::Fault::Altered(packet::Part::Evidence));
        let kept = packet
            .copy_evidence(&digest, |size, bytes| {
                if !attached.contains(&(digest, size)) {
                    return Err(altered());
                }
                match writer.keep_file(bytes, file, size) {
                    Ok(actual) if actual == digest => Ok(()),
                    // What was erased here on purpose is not brought back.
                    Err(Error::Expunged(_)) => Ok(()),
                    Ok(_) | Err(Error::FileChanged(_)) => Err(altered()),
                    Err(fault) => Err(fault.into()),
                }
            })
            .map_err(Unreadable::Packet)?;
        kept?;
    }
    Ok(())
}
