//! Evidence (佐证材料): files kept in the ledger.

use std::fs::File;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::fault::Fault;
use super::files::file_name;
use model::event::Attached;
use office::text::visible::one_line;
use store::Writer;

/// Files larger than this are not evidence but archives.
pub(crate) const LARGEST: u64 = 50 * 1024 * 1024;

/// Opens a file to be attached and tells its size.
fn open(path: &Path) -> Result<(File, u64), Fault> {
    let failed = |fault: std::io::Error| Fault::File(path.to_owned(), fault);
    let file = File::open(path).map_err(failed)?;
    let meta = file.metadata().map_err(failed)?;
    let path = || path.to_owned();
    match meta.len() {
        _ if meta.is_dir() => Err(Fault::Folder(path())),
        0 => Err(Fault::EmptyEvidence(path())),
        size if size > LARGEST => Err(Fault::LargeEvidence { path: path(), size }),
        size => Ok((file, size)),
    }
}

/// Keeps files and records each as evidence of the task; the same bytes are attached once.
pub(crate) fn attach(
    writer: &mut Writer<'_>,
    number: u32,
    paths: &[PathBuf],
    on: NaiveDate,
) -> Result<Vec<Attached>, Fault> {
    let each = |path: &PathBuf| {
        attach_new(writer, number, path, on)?.map_err(|known| Fault::Attached {
            path: path.clone(),
            number,
            known,
        })
    };
    paths.iter().map(each).collect()
}

/// Attaches one file; where the task has its bytes already, nothing is done and their name given.
pub(super) fn attach_new(
    writer: &mut Writer<'_>,
    number: u32,
    path: &Path,
    on: NaiveDate,
) -> Result<Result<Attached, String>, Fault> {
    let (mut file, size) = open(path)?;
    let sha256 = writer.keep_file(&mut file, path, size)?;
    let task = writer.task(number)?;
    if let Some(known) = task.evidence.iter().find(|piece| piece.sha256 == sha256) {
        return Ok(Err(known.name.clone()));
    }
    let piece = Attached {
        on,
        // A name is told in lines and kept for ever: nothing in it may break or steer them.
        name: one_line(&file_name(path)),
        size,
        sha256,
    };
    let event = task
        .attach(piece.clone())
        .map_err(|refusal| Fault::Refused(number, refusal))?;
    writer.record(number, event)?;
    Ok(Ok(piece))
}
