//! Evidence (佐证材料): files kept in the ledger.

use std::fs::File;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::fault::Fault;
use super::files::file_name;
use model::event::Attached;
use office::system;
use office::text::visible::one_line;
use store::{Spool, Spooled, Writer};

/// Files larger than this are not evidence but archives.
pub(crate) const LARGEST: u64 = 50 * 1024 * 1024;

/// Files to be attached, read before the ledger is locked.
pub(crate) struct Evidence {
    spool: Spool,
    files: Vec<Piece>,
}

/// A file, or why it can't be attached: that is told when its turn comes.
struct Piece {
    path: PathBuf,
    read: Result<Spooled, Option<Fault>>,
}

impl Evidence {
    /// Reads every file once.
    pub(crate) fn read<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Self {
        let mut spool = Spool::default();
        let files = paths.into_iter().map(|path| Piece {
            path: path.clone(),
            read: open(path)
                .and_then(|(mut file, size)| Ok(spool.take(&mut file, path, size)?))
                .map_err(Some),
        });
        Self {
            files: files.collect(),
            spool,
        }
    }

    /// Keeps every file and records each as evidence of the task; the same bytes are attached once.
    pub(crate) fn attach(
        &mut self,
        writer: &mut Writer<'_>,
        number: u32,
        on: NaiveDate,
    ) -> Result<Vec<Attached>, Fault> {
        let mut attached = Vec::new();
        for place in 0..self.files.len() {
            let piece = self.attach_new(writer, number, place, on)?;
            attached.push(piece.map_err(|known| Fault::Attached {
                path: self.files[place].path.clone(),
                number,
                known,
            })?);
        }
        Ok(attached)
    }

    /// Attaches one file; where the task has its bytes already, nothing is done and their name given.
    pub(super) fn attach_new(
        &mut self,
        writer: &mut Writer<'_>,
        number: u32,
        place: usize,
        on: NaiveDate,
    ) -> Result<Result<Attached, String>, Fault> {
        let Piece { path, read } = &mut self.files[place];
        let spooled = match read {
            Ok(spooled) => *spooled,
            Err(fault) => return Err(fault.take().unwrap_or(Fault::FileChanged(path.clone()))),
        };
        writer.keep_spooled(&self.spool, &spooled)?;
        let task = writer.task(number)?;
        let mut evidence = task.evidence.iter();
        if let Some(known) = evidence.find(|piece| piece.sha256 == spooled.sha256) {
            return Ok(Err(known.name.clone()));
        }
        let piece = Attached {
            on,
            // A name is told in lines and kept for ever: nothing in it may break or steer them.
            name: one_line(&file_name(path)),
            size: spooled.size,
            sha256: spooled.sha256,
        };
        let event = task
            .attach(piece.clone())
            .map_err(|refusal| Fault::Refused(number, refusal))?;
        writer.record(number, event)?;
        Ok(Ok(piece))
    }
}

/// Opens a file to be attached and tells its size.
fn open(path: &Path) -> Result<(File, u64), Fault> {
    let failed = |fault: std::io::Error| Fault::File(path.to_owned(), fault);
    if path.is_dir() {
        return Err(Fault::Folder(path.to_owned()));
    }
    let file = system::open(path).map_err(failed)?;
    match file.metadata().map_err(failed)?.len() {
        0 => Err(Fault::EmptyEvidence(path.to_owned())),
        size if size > LARGEST => Err(Fault::LargeEvidence {
            path: path.to_owned(),
            size,
        }),
        size => Ok((file, size)),
    }
}
