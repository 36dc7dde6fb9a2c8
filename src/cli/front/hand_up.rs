//! What is handed up (上报), for a front that sends it where a file is not carried.

use std::io::{Seek, Write};
use std::path::Path;

use store::Store;

use crate::app::pack;
use crate::cli::failure::Failure;

pub use crate::app::pack::Contents;

/// What there is to hand up of the own unit.
///
/// # Errors
/// A sentence for people: there is nothing, or the unit has no name.
pub fn contents(store: &Store, with_evidence: bool) -> Result<Contents, String> {
    pack::contents(store, with_evidence).map_err(|fault| Failure::from(fault).message)
}

/// Writes it; `target` only names it in what can go wrong.
///
/// # Errors
/// A sentence for people: the history is not whole, or it can't be written.
pub fn write<W: Write + Seek>(
    store: &Store,
    contents: &Contents,
    target: &Path,
    out: W,
) -> Result<W, String> {
    let written = pack::write(store, contents, target, out, &mut ());
    written.map_err(|fault| Failure::from(fault).message)
}
