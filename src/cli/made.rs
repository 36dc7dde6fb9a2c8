//! Files that leave the house: each is noted in the ledger when it is made, and can be held against it later.

use std::io::Read as _;
use std::path::Path;

use super::context::Context;
use super::failure::Failure;
use super::settings;
use crate::app::files::file_name;
use model::digest::{CheckCode, Digest};
use model::entry::Stamp;
use office::imprint;
use office::whole::Folder;
use store::{Made, MadeDetail, Store};

/// Under which name a file carries the digest of its own letters.
const TEXT: &str = "正文摘要";
/// The same of the history it was made from: see [`CheckCode::properties`].
const CODE: &str = "校验码";
/// Most bytes of a file in which is looked for what it carries.
const LARGEST: u64 = 64 << 20;

/// Writes a file that was made from the ledger, and notes it there.
pub(super) fn write(
    context: &Context,
    store: &Store,
    path: &Path,
    bytes: Vec<u8>,
) -> Result<(), Failure> {
    let code = store.check_code()?;
    let access = settings::access(&store.book()?);
    let bytes = imprinted(code.as_ref(), bytes);
    context.out.file(path, &bytes, access)?;
    note(context, code, path);
    Ok(())
}

/// The same under a name of the program's own, in a folder that a person named.
pub(super) fn write_in(
    context: &Context,
    store: &Store,
    folder: &Path,
    name: &str,
    bytes: Vec<u8>,
) -> Result<(), Failure> {
    let path = folder.join(name);
    if context.out.is_aside() {
        return write(context, store, &path, bytes);
    }
    let code = store.check_code()?;
    let access = settings::access(&store.book()?);
    let place = Folder::at(folder, access).map_err(|fault| Failure::file(folder, fault))?;
    let bytes = imprinted(code.as_ref(), bytes);
    context.out.file_in(&place, name, &bytes)?;
    note(context, code, &path);
    Ok(())
}

/// The file with the digest of its letters and the check code beside its text, where it can carry them.
pub(super) fn imprinted(code: Option<&CheckCode>, bytes: Vec<u8>) -> Vec<u8> {
    let Some((code, letters)) = code.zip(imprint::letters(&bytes)) else {
        return bytes;
    };
    let bytes = imprint::carrying(bytes, TEXT, &digest(&letters).to_string());
    match imprint::carried(&bytes, CODE) {
        Some(_) => bytes,
        None => imprint::carrying(bytes, CODE, &code.to_string()),
    }
}

/// Notes a file that was written. Where the ledger can't be written the file is there all the same.
pub(super) fn note(context: &Context, code: Option<CheckCode>, path: &Path) {
    // Of a ledger without an entry nothing is told; a pipe or a device is no file that anybody has later.
    let Some((code, head)) = code.and_then(|code| code.digest().map(|head| (code, head))) else {
        return;
    };
    if context.out.is_aside() || !path.is_file() {
        return;
    }
    let noted = read(path, imprint::LARGEST).and_then(|(file, bytes)| {
        let detail = MadeDetail {
            file,
            text: bytes.as_deref().and_then(text),
            entries: code.entries,
            head,
            today: context.today,
            who: context.stamp.who.clone(),
            words: context.words.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let made = Made {
            at: context.stamp.when,
            name: file_name(path),
            detail,
        };
        Ok(context.store()?.note_made(&made)?)
    });
    if let Err(failure) = noted {
        let failure = failure.about(&context.db);
        context.out.warn(&format!(
            "{} 已写好，但没能在台账里留下它的登记，以后不能用 ledger verify --against 核对它：{}",
            file_name(path),
            failure.message
        ));
    }
}

fn digest(letters: &str) -> Digest {
    Digest::of(letters.as_bytes())
}

/// The digest of a file's letters.
fn text(bytes: &[u8]) -> Option<Digest> {
    imprint::letters(bytes).map(|letters| digest(&letters))
}

/// The digest of a file, and its bytes where there are no more than that.
fn read(path: &Path, most: u64) -> Result<(Digest, Option<Vec<u8>>), Failure> {
    let looked = || {
        let mut file = std::fs::File::open(path)?;
        let mut bytes = Vec::new();
        (&mut file).take(most + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 <= most {
            return Ok((Digest::of(&bytes), Some(bytes)));
        }
        Ok((Digest::of_all(&mut bytes.chain(file))?, None))
    };
    looked().map_err(|fault| Failure::file(path, fault))
}

/// A file as it is now, and what it says of itself.
pub(super) struct Shown {
    file: Digest,
    text: Option<Digest>,
    carried_text: Option<Digest>,
    /// The check code that it carries.
    pub code: Option<CheckCode>,
}

impl Shown {
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let (file, bytes) = read(path, LARGEST)?;
        let carried = |name: &str| imprint::carried(bytes.as_deref()?, name);
        Ok(Self {
            file,
            text: bytes.as_deref().and_then(text),
            carried_text: carried(TEXT).and_then(|text| Digest::from_hex(&text)),
            code: carried(CODE).and_then(|code| CheckCode::read(&code)),
        })
    }
}

/// What the notes of the ledger say of a file.
pub(super) enum Known {
    /// This very file was made, or one with the same letters that was saved elsewhere since.
    Made { made: Box<Made>, same_bytes: bool },
    /// That one was made, and its text was changed since.
    Edited(Box<Made>),
    /// Nothing.
    Unknown,
}

/// Looks for a file among those that were made.
pub(super) fn find(store: &Store, shown: &Shown, name: &str) -> Result<Known, Failure> {
    let all = store.made()?;
    let first = |fits: &dyn Fn(&MadeDetail) -> bool| {
        let found = all.iter().find(|made| fits(&made.detail));
        found.cloned().map(Box::new)
    };
    if let Some(made) = first(&|detail| detail.file == shown.file) {
        let same_bytes = true;
        return Ok(Known::Made { made, same_bytes });
    }
    if let Some(text) = shown.text
        && let Some(made) = first(&|detail| detail.text == Some(text))
    {
        let same_bytes = false;
        return Ok(Known::Made { made, same_bytes });
    }
    let carried = shown.carried_text;
    if carried.is_some()
        && let Some(made) = first(&|detail| detail.text == carried)
    {
        return Ok(Known::Edited(made));
    }
    // A table or a plain text carries nothing but its name, a workbook its code too.
    let same = |made: &&Made| {
        let of_code = shown.code.as_ref().is_none_or(|code| {
            code.entries == made.detail.entries && code.matches(&made.detail.head)
        });
        carried.is_none() && made.name == name && of_code
    };
    let named = all.iter().find(same);
    Ok(named.map_or(Known::Unknown, |made| Known::Edited(Box::new(made.clone()))))
}

/// How it went to make a file once more, from what the history says of that hour.
pub(super) enum Again {
    /// It says the same.
    Same,
    /// It says something else: what it was made from was not what the history says.
    Other,
    /// It could not be made: a form that it needs is gone, or the history does not go there.
    Impossible,
}

/// Makes a file again from the entries of its hour, in a folder of its own that nobody else sees.
pub(super) fn again(context: &Context, store: &Store, made: &Made) -> Result<Again, Failure> {
    let broken = |fault: std::io::Error| Failure::file(Path::new("临时文件夹"), fault);
    let folder = tempfile::tempdir().map_err(broken)?;
    let db = folder.path().join("当时.db");
    let out = folder.path().join("写出");
    std::fs::create_dir(&out).map_err(broken)?;
    let detail = &made.detail;
    if !store.write_as_it_was(detail.entries, &detail.head, &db)? {
        return Ok(Again::Impossible);
    }
    let Some(verb) = super::reread(&detail.words) else {
        return Ok(Again::Impossible);
    };
    let stamp = Stamp {
        when: made.at,
        who: detail.who.clone(),
        clock_set: false,
    };
    let then = context.at(db, detail.today, stamp, out.clone());
    if verb.run(&then).is_err() {
        return Ok(Again::Impossible);
    }
    let Ok((file, bytes)) = read(&out.join(&made.name), imprint::LARGEST) else {
        return Ok(Again::Impossible);
    };
    let same = match detail.text {
        Some(known) => bytes.as_deref().and_then(text) == Some(known),
        None => file == detail.file,
    };
    Ok(if same { Again::Same } else { Again::Other })
}
