//! `gather` 汇总

mod agreement;
mod files;
mod listing;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::packets::{self, Reading, Unreadable};
use crate::cli::progress::Progress;
use crate::cli::values::Words;
use crate::cli::verbs::shared::LARGEST_EVIDENCE;
use model::handed::Handed;
use model::packet;
use model::unit::UnitId;
use store::{Error, Gatherer, Halt, NotTaken, Store, Taken, Writer};

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

/// Entries in one transaction: a commit waits for the disk several times, and thousands of small
/// units would wait thousands of times.
const TOGETHER: u64 = 20_000;

/// What became of one file.
struct Line {
    file: PathBuf,
    handed: Option<Handed>,
    outcome: Outcome,
}

impl Line {
    fn of(file: &Path, handed: Handed, done: Result<Outcome, Halt<Unreadable>>) -> Self {
        Self {
            file: file.to_owned(),
            handed: Some(handed),
            outcome: done.unwrap_or_else(Outcome::halted),
        }
    }

    fn unread(file: &Path, fault: Unreadable) -> Self {
        Self {
            file: file.to_owned(),
            handed: None,
            outcome: Outcome::Unreadable(fault),
        }
    }
}

enum Outcome {
    Taken(Taken),
    /// The history was put in the place of another.
    Replaced,
    Refused(NotTaken),
    /// Another file of the same call says otherwise of a unit that is not held.
    Contradicted(PathBuf),
    Unreadable(Unreadable),
}

impl Outcome {
    fn halted(halt: Halt<Unreadable>) -> Self {
        match halt {
            Halt::Refused(refused) => Self::Refused(refused),
            Halt::Failed(fault) => Self::Unreadable(fault),
        }
    }

    /// Whether the history is held now as it was handed up.
    fn is_in(&self) -> bool {
        match self {
            Self::Taken(taken) => !matches!(taken, Taken::Diverged { .. }),
            Self::Replaced => true,
            Self::Refused(_) | Self::Contradicted(_) | Self::Unreadable(_) => false,
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
    // The own ledger is not read while it is written: reader and writer would wait for each other.
    let (own_files, files): (Vec<PathBuf>, Vec<PathBuf>) = files
        .into_iter()
        .partition(|file| files::same(file, store.path()));
    let own = store.handed(UnitId::OWN)?;
    let own_key = own.as_ref().map(|own| own.key().to_owned());
    let gathering = Gathering {
        contradicting: agreement::contradicting(&store, &files, context.wait())?,
        context,
        wait: context.wait(),
        own_key: own_key.filter(|key| !key.is_empty()),
    };
    let mut progress = Progress::begin(&context.out, "汇总", files.len());
    let mut lines: Vec<Line> = std::thread::scope(|scope| {
        let begin = |file: &PathBuf| Reading::begin(scope, file.clone(), gathering.wait);
        match (&args.replace, &args.reason) {
            (Some(code), Some(reason)) => files
                .iter()
                .map(|file| Ok(gathering.replace(&mut store, file, begin(file), code, &reason.0)))
                .collect(),
            _ => gathering.all(&mut store, &files, &begin, &mut progress),
        }
    })?;
    lines.extend(own_files.into_iter().map(|file| Line {
        file,
        handed: own.clone(),
        outcome: Outcome::Refused(NotTaken::Own),
    }));
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
    own_key: Option<String>,
    contradicting: HashMap<PathBuf, PathBuf>,
}

impl Gathering<'_> {
    /// Takes every file, many in one transaction; the next one is read while one is written.
    fn all<'s>(
        &self,
        store: &mut Store,
        files: &[PathBuf],
        begin: &dyn Fn(&PathBuf) -> Reading<'s>,
        progress: &mut Progress,
    ) -> Result<Vec<Line>, Failure> {
        let own = store.ledger_id()?;
        let mut lines: Vec<Line> = Vec::with_capacity(files.len());
        let mut ahead = files.first().map(begin);
        while lines.len() < files.len() {
            let first = lines.len();
            store.gather(&self.context.stamp, |gatherer| {
                let mut entries = 0;
                while entries < TOGETHER
                    && let Some(file) = files.get(lines.len())
                    && let Some(reading) = ahead.take()
                {
                    ahead = files.get(lines.len() + 1).map(begin);
                    let line = self.take(gatherer, file, reading, &own);
                    entries += line.handed.as_ref().map_or(0, |handed| handed.entries);
                    lines.push(line);
                    progress.step(1);
                }
            })?;
            for line in &mut lines[first..] {
                self.keep_aside(store, line);
            }
        }
        Ok(lines)
    }

    fn take(
        &self,
        gatherer: &mut Gatherer<'_, '_>,
        file: &Path,
        reading: Reading<'_>,
        own: &str,
    ) -> Line {
        let (handed, mut entries) = match reading.handed() {
            Ok(begun) => begun,
            Err(fault) => return Line::unread(file, fault),
        };
        if let Some(other) = self.contradicting.get(file) {
            return Line::of(file, handed, Ok(Outcome::Contradicted(other.clone())));
        }
        if self.own_key.as_deref() == Some(handed.key()) && handed.ledger_id != own {
            let taken = NotTaken::CodeTaken {
                code: handed.key().to_owned(),
                name: listing::OWN.to_owned(),
                ledger_id: own.to_owned(),
            };
            return Line::of(file, handed, Err(Halt::Refused(taken)));
        }
        let mut keep = |writer: &mut Writer<'_>, unit| keep_evidence(writer, unit, file);
        let taken = gatherer.take(&handed, &mut entries, &mut keep);
        Line::of(file, handed, taken.map(Outcome::Taken))
    }

    /// A history that contradicts the one held is kept, once it was read to its end.
    fn keep_aside(&self, store: &mut Store, line: &mut Line) {
        let (Outcome::Taken(Taken::Diverged { at }), Some(handed)) = (&line.outcome, &line.handed)
        else {
            return;
        };
        let kept = std::thread::scope(|scope| {
            let mut again = || Reading::begin(scope, line.file.clone(), self.wait).entries();
            store.set_aside(&self.context.stamp, handed, *at, &mut again)
        });
        if let Err(halt) = kept {
            line.outcome = Outcome::halted(halt);
        }
    }

    fn replace(
        &self,
        store: &mut Store,
        file: &Path,
        reading: Reading<'_>,
        code: &str,
        reason: &str,
    ) -> Line {
        let handed = match reading.handed() {
            Ok((handed, _)) => handed,
            Err(fault) => return Line::unread(file, fault),
        };
        let done = std::thread::scope(|scope| {
            let mut again = || Reading::begin(scope, file.to_owned(), self.wait).entries();
            store.replace_unit(&self.context.stamp, code, reason, &handed, &mut again)
        });
        Line::of(file, handed, done.map(|_| Outcome::Replaced))
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
                if size > LARGEST_EVIDENCE {
                    return Err(Unreadable::Packet(packet::Fault::TooLarge));
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
