//! Gathering (汇总): histories of other units are checked and taken, each whole or not at all.

mod agreement;
mod files;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use agreement::Rival;

use super::evidence;
use super::fault::Fault;
use super::packets::{self, Local, Reading, Unreadable};
use super::{Call, Watch};
use model::handed::Handed;
use model::packet;
use model::unit::UnitId;
use store::{Error, Gatherer, Halt, NotTaken, Store, Taken, Writer};

/// What is to be taken.
pub(crate) struct Request<'a> {
    /// Packets, ledgers, and folders that hold them.
    pub files: &'a [PathBuf],
    /// Whose history the one file replaces, and why.
    pub replace: Option<(&'a str, &'a str)>,
    /// How long to wait for another process that writes one of the ledgers.
    pub wait: Duration,
}

/// Entries in one transaction: a commit waits for the disk several times, and thousands of small
/// units would wait thousands of times.
const TOGETHER: u64 = 20_000;

/// Bytes that are read ahead of one transaction, and a file more.
const AHEAD: u64 = 64 << 20;

/// What became of one file.
pub(crate) struct Line {
    pub file: PathBuf,
    pub handed: Option<Handed>,
    pub outcome: Outcome,
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

pub(crate) enum Outcome {
    Taken(Taken),
    /// The history was put in the place of another.
    Replaced,
    Refused(NotTaken),
    /// It has the code of the own unit, whose ledger is another one.
    OwnCode {
        code: String,
        ledger_id: String,
    },
    /// Another file of the same call says otherwise of a unit that is not held.
    Contradicted(PathBuf),
    /// From this entry on it is another history than the one held or given of the same ledger, and that one
    /// is of another unit: both began as one file.
    Twin {
        of: Handed,
        at: Option<u64>,
    },
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
    pub(crate) fn is_in(&self) -> bool {
        match self {
            Self::Taken(taken) => !matches!(taken, Taken::Diverged { .. }),
            Self::Replaced => true,
            Self::Refused(_)
            | Self::OwnCode { .. }
            | Self::Contradicted(_)
            | Self::Twin { .. }
            | Self::Unreadable(_) => false,
        }
    }
}

/// Takes every file; what became of each, in order. A file that is not taken costs the others
/// nothing.
pub(crate) fn gather(
    call: Call<'_>,
    store: &mut Store,
    request: &Request<'_>,
    watch: &mut dyn Watch,
) -> Result<Vec<Line>, Fault> {
    let files = files::collect(request.files, store.path());
    if files.is_empty() {
        return Err(Fault::NoPackets);
    }
    if request.replace.is_some() && files.len() > 1 {
        return Err(Fault::ManyForOne);
    }
    // The own ledger is not read while it is written: reader and writer would wait for each other.
    let (own_files, files): (Vec<PathBuf>, Vec<PathBuf>) = files
        .into_iter()
        .partition(|file| files::same(file, store.path()));
    let own = store.handed(UnitId::OWN)?;
    let own_key = own.as_ref().map(|own| own.key().to_owned());
    let gathering = Gathering {
        contradicting: agreement::contradicting(store, &files, request.wait)?,
        call,
        wait: request.wait,
        own_key: own_key.filter(|key| !key.is_empty()),
    };
    let mut lines: Vec<Line> = std::thread::scope(|scope| {
        let begin = |file: &Path| Reading::begin(scope, file.to_owned(), gathering.wait);
        match request.replace {
            Some((code, reason)) => files
                .iter()
                .map(|file| Ok(gathering.replace(store, file, &begin, code, reason)))
                .collect(),
            None => gathering.all(store, &files, &begin, watch),
        }
    })?;
    lines.extend(own_files.into_iter().map(|file| Line {
        file,
        handed: own.clone(),
        outcome: Outcome::Refused(NotTaken::Own),
    }));
    Ok(lines)
}

struct Gathering<'a> {
    call: Call<'a>,
    wait: Duration,
    own_key: Option<String>,
    contradicting: HashMap<PathBuf, Rival>,
}

impl Gathering<'_> {
    /// Takes every file, many in one transaction; the next one is understood while one is written.
    fn all<'s>(
        &self,
        store: &mut Store,
        files: &[PathBuf],
        begin: &dyn Fn(&Path) -> Reading<'s>,
        watch: &mut dyn Watch,
    ) -> Result<Vec<Line>, Fault> {
        let own = store.ledger_id()?;
        let mut lines: Vec<Line> = Vec::with_capacity(files.len());
        while lines.len() < files.len() {
            let first = lines.len();
            let batch = self.batch(&files[first..]);
            let reading_of = |place: usize| {
                let local = batch.get(place)?.as_ref().ok()?;
                Some(begin(local.path()))
            };
            store.gather(self.call.stamp, |gatherer| {
                let mut ahead = reading_of(0);
                for (place, local) in batch.iter().enumerate() {
                    let reading = std::mem::replace(&mut ahead, reading_of(place + 1));
                    let file = &files[first + place];
                    let line = local.as_ref().ok().zip(reading);
                    let line = line
                        .map(|(local, reading)| self.take(gatherer, (file, local), reading, &own));
                    lines.push(line.unwrap_or_else(|| Line::unread(file, Unreadable::Empty)));
                    watch.at(lines.len() as u64, files.len() as u64);
                }
            })?;
            for (line, local) in lines[first..].iter_mut().zip(batch) {
                match local {
                    Ok(local) => self.keep_aside(store, line, &local),
                    Err(fault) => line.outcome = Outcome::Unreadable(fault),
                }
            }
        }
        Ok(lines)
    }

    /// The files that go into one transaction, read before it begins.
    fn batch(&self, files: &[PathBuf]) -> Vec<Result<Local, Unreadable>> {
        let (mut batch, mut entries, mut bytes) = (Vec::new(), 0, 0);
        for file in files {
            let local = Local::of(file);
            if let Ok(local) = &local {
                let handed = packets::peek(local.path(), self.wait);
                entries += handed.map_or(0, |handed| handed.entries);
                bytes += local.size();
            }
            batch.push(local);
            if entries >= TOGETHER || bytes >= AHEAD {
                break;
            }
        }
        batch
    }

    fn take(
        &self,
        gatherer: &mut Gatherer<'_, '_>,
        (file, local): (&Path, &Local),
        reading: Reading<'_>,
        own: &str,
    ) -> Line {
        let (handed, mut entries) = match reading.handed() {
            Ok(begun) => begun,
            Err(fault) => return Line::unread(file, fault),
        };
        if let Some(other) = self.contradicting.get(file) {
            let outcome = if other.handed.key() == handed.key() {
                Outcome::Contradicted(other.file.clone())
            } else {
                Outcome::Twin {
                    of: other.handed.clone(),
                    at: None,
                }
            };
            return Line::of(file, handed, Ok(outcome));
        }
        if self.own_key.as_deref() == Some(handed.key()) && handed.ledger_id != own {
            let taken = Outcome::OwnCode {
                code: handed.key().to_owned(),
                ledger_id: own.to_owned(),
            };
            return Line::of(file, handed, Ok(taken));
        }
        let mut keep = |writer: &mut Writer<'_>, unit| keep_evidence(writer, unit, local.path());
        let taken = gatherer.take(&handed, &mut entries, &mut keep);
        Line::of(file, handed, taken.map(Outcome::Taken))
    }

    /// A history that contradicts the one held is kept, once it was read to its end.
    fn keep_aside(&self, store: &mut Store, line: &mut Line, local: &Local) {
        let (Outcome::Taken(Taken::Diverged { at }), Some(handed)) = (&line.outcome, &line.handed)
        else {
            return;
        };
        let (at, handed) = (*at, handed.clone());
        let kept = std::thread::scope(|scope| {
            let read = || Reading::begin(scope, local.path().to_owned(), self.wait);
            let mut again = || read().entries();
            store.set_aside(self.call.stamp, &handed, at, &mut again)
        });
        let held = kept.and_then(|_| {
            let held = store.held_of_ledger(&handed.ledger_id);
            held.map_err(|fault| Halt::Failed(fault.into()))
        });
        match held {
            Ok(Some(of)) if of.key() != handed.key() => {
                line.outcome = Outcome::Twin { of, at: Some(at) };
            }
            Ok(_) => {}
            Err(halt) => line.outcome = Outcome::halted(halt),
        }
    }

    fn replace<'s>(
        &self,
        store: &mut Store,
        file: &Path,
        begin: &dyn Fn(&Path) -> Reading<'s>,
        code: &str,
        reason: &str,
    ) -> Line {
        let local = match Local::of(file) {
            Ok(local) => local,
            Err(fault) => return Line::unread(file, fault),
        };
        let handed = match begin(local.path()).handed() {
            Ok((handed, _)) => handed,
            Err(fault) => return Line::unread(file, fault),
        };
        let done = std::thread::scope(|scope| {
            let read = || Reading::begin(scope, local.path().to_owned(), self.wait);
            let mut again = || read().entries();
            store.replace_unit(self.call.stamp, code, reason, &handed, &mut again)
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
                if size > evidence::LARGEST {
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
