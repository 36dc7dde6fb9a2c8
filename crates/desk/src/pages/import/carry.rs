//! A kept file as a line of the program: the file itself, or the reading that the person set right (读取稿).

use std::io;

use documents::document::editable;
use ledger::cli::front;

use super::reading::Read;
use crate::act::Done;
use crate::kept::{KeptFile, Sayings};
use crate::work::Desk;

/// How the text of a reading is called beside its document.
const TEXTS: [&str; 2] = ["读取稿.md", "读取稿（改过）.md"];

/// Carries out the import; `dry` shows only what it would do.
pub(super) fn out(
    desk: &Desk,
    kept: &KeptFile,
    said: &Sayings,
    read: &Read,
    dry: bool,
) -> io::Result<Done> {
    let mut filled = vec![
        ("year", said.year.clone()),
        ("subject", said.subject.clone()),
    ];
    filled.extend(said.maps.iter().map(|map| ("map", map.clone())));
    match read {
        Read::Document(lined) if said.set_right() => {
            let text = editable::write(&lined.draft, &kept.sha256, "");
            // A document may be called so itself.
            let name = TEXTS.iter().find(|name| **name != kept.name);
            let name = name.copied().unwrap_or(TEXTS[0]);
            office::whole::write(
                &kept.folder().join(name),
                text.as_bytes(),
                office::whole::Access::Owner,
            )?;
            filled.push(("files", name.to_owned()));
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
    let filled: Vec<(String, String)> = filled
        .into_iter()
        .map(|(id, value)| (id.to_owned(), value))
        .collect();
    desk.carry_out_in(&front::line("import", &filled, &[]), kept.folder())
}
