//! A kept file as a line of the program: the file itself, or the reading that the person set right (读取稿).

use std::io;

use documents::document::editable;
use ledger::cli::front;
use office::whole::{self, Access};

use super::form::ROW;
use super::reading::Read;
use crate::act::Done;
use crate::downloads::Made;
use crate::kept::{KeptFile, Sayings};
use crate::work::Desk;

/// How the text of a reading is called beside its document.
const TEXTS: [&str; 2] = ["读取稿.md", "读取稿（改过）.md"];

/// The name of the text beside a document, which may be called so itself.
fn text_name(kept: &KeptFile) -> &'static str {
    let mut names = TEXTS.into_iter();
    let free = names.find(|name| *name != kept.name);
    free.unwrap_or(TEXTS[0])
}

/// The line; `dry` where it shows only what it would do.
pub(super) fn line(kept: &KeptFile, said: &Sayings, read: &Read, dry: bool) -> Vec<String> {
    let mut filled = vec![
        ("year", said.year.clone()),
        ("subject", said.subject.clone()),
    ];
    filled.extend(said.maps.iter().map(|map| ("map", map.clone())));
    filled.extend(said.rows.iter().map(|row| (ROW, row.clone())));
    match read {
        Read::Document(_) if said.set_right() => {
            filled.push(("files", text_name(kept).to_owned()));
            filled.push(("original", kept.name.clone()));
        }
        Read::Text(text) => {
            filled.push(("files", kept.name.clone()));
            let original = text.original.as_ref().map(|original| original.path());
            filled.extend(original.map(|path| ("original", path.display().to_string())));
        }
        _ => filled.push(("files", kept.name.clone())),
    }
    if dry {
        filled.push(("dry_run", "on".to_owned()));
    }
    let owned = |(id, value): (&str, String)| (id.to_owned(), value);
    let filled: Vec<(String, String)> = filled.into_iter().map(owned).collect();
    front::line("import", &filled, &[])
}

/// Writes the text of a reading that was set right; where it lies.
pub(super) fn text(kept: &KeptFile, said: &Sayings, read: &Read) -> io::Result<Option<Made>> {
    let Read::Document(lined) = read else {
        return Ok(None);
    };
    if !said.set_right() {
        return Ok(None);
    }
    let text = editable::write(&lined.draft, &kept.sha256, "");
    let name = text_name(kept).to_owned();
    let path = kept.folder().join(&name);
    whole::write(&path, text.as_bytes(), Access::Owner)?;
    Ok(Some(Made { path, name }))
}

/// Carries out the import; `dry` shows only what it would do.
pub(super) fn out(
    desk: &Desk,
    kept: &KeptFile,
    said: &Sayings,
    read: &Read,
    dry: bool,
) -> io::Result<Done> {
    text(kept, said, read)?;
    desk.carry_out_in(&line(kept, said, read, dry), kept.folder())
}
