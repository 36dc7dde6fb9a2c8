//! Paths as people type them, or drop them on a terminal.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::app::import::is_register;

/// Links that are followed at most: more lead in a circle.
const LINKS: usize = 40;

/// Where the ledger really is. What SQLite would take for something else than a file is refused, and
/// a link is followed to its end: what takes the file's place later must not take the link's.
pub(super) fn of_ledger(path: &Path) -> Result<PathBuf, Failure> {
    const HOW: &str = "用 --db 写一个文件的路径，如 --db D:\\整改\\台账.db";
    let said = |why: &str| format!("台账“{}”{why}", path.display());
    let text = path.as_os_str().as_encoded_bytes();
    let is_uri = |begin: &[u8]| begin.eq_ignore_ascii_case(b"file:");
    let no_path = match text {
        [] => Some("没有写路径"),
        [b':', ..] => Some("不是文件：记在内存里的，程序一结束就没有了"),
        text if text.get(..5).is_some_and(is_uri) => Some("是网址的写法，不是路径"),
        _ => None,
    };
    if let Some(why) = no_path {
        return Err(Failure::usage(said(why)).hint(HOW));
    }
    let refused = |why: &str| Failure::request(said(why)).hint(HOW);
    let is_end = |last: &u8| std::path::is_separator(char::from(*last));
    if path.is_dir() || text.last().is_some_and(is_end) {
        return Err(refused("是文件夹，不是文件"));
    }
    let real = followed(path).ok_or_else(|| refused("是绕圈的链接"))?;
    match std::fs::metadata(&real) {
        Ok(known) if !known.is_file() => Err(refused("是管道或设备，不是文件")),
        _ => Ok(real),
    }
}

/// The end of a chain of links; `None` where it has none.
fn followed(path: &Path) -> Option<PathBuf> {
    let mut real = path.to_owned();
    for _ in 0..LINKS {
        let Ok(to) = std::fs::read_link(&real) else {
            return Some(real);
        };
        // Beside the link, unless it says from the root.
        let parent = real.parent().unwrap_or(Path::new(""));
        real = parent.join(to);
    }
    None
}

/// Whether a person who names this place to write to means a folder: one that is there, or what nothing
/// has yet and has no ending as files have (`上报`, `2022.12`, `上报/`).
pub(super) fn is_folder(path: &Path) -> bool {
    let ends = path.as_os_str().as_encoded_bytes().last();
    let ends_as_folder = ends.is_some_and(|last| std::path::is_separator(char::from(*last)));
    path.is_dir() || ends_as_folder || !path.exists() && ending(path).is_none()
}

/// Refuses the name of a file where a folder is wanted, before one is made that is called like a file.
pub(super) fn must_be_folder(path: &Path) -> Result<(), Failure> {
    let as_file = ending(path).is_some_and(str::is_ascii);
    if path.is_dir() || !(as_file || path.is_file()) {
        return Ok(());
    }
    Err(
        Failure::usage(format!("{} 是文件的名称，这里要写文件夹", path.display()))
            .hint("写一个文件夹的名称，没有的会新建；里面的文件由程序命名"),
    )
}

/// The ending of a file's name; what begins with a digit is none (`2022.12`).
fn ending(path: &Path) -> Option<&str> {
    let ending = path.extension()?.to_str()?;
    ending.starts_with(char::is_alphabetic).then_some(ending)
}

/// Suffixes of documents that `import` reads; it says what to do with those that it can't.
const DOCUMENTS: [&str; 9] = [
    "txt", "md", "docx", "doc", "wps", "odt", "html", "htm", "mht",
];

/// Whether the name is that of a file that `import` reads.
pub(super) fn is_material(name: &OsStr) -> bool {
    let suffix = Path::new(name).extension().unwrap_or_default();
    is_register(Path::new(name))
        || DOCUMENTS
            .iter()
            .any(|known| suffix.eq_ignore_ascii_case(known))
}

/// Whether the words of the line are what a desktop makes of files that were dropped on the program: paths
/// from the root, of files to import, and nothing else.
pub(super) fn are_dropped(words: &[OsString]) -> bool {
    let is_one =
        |path: &Path| path.is_absolute() && is_material(path.as_os_str()) && path.is_file();
    !words.is_empty() && words.iter().all(|word| is_one(Path::new(word)))
}

/// A path without the quotes that a terminal puts round what is dropped on it.
pub(super) fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_prefix("& ").unwrap_or(text);
    for (open, close) in [
        ('"', '"'),
        ('\'', '\''),
        ('“', '”'),
        ('‘', '’'),
        ('「', '」'),
    ] {
        let inner = text
            .strip_prefix(open)
            .and_then(|text| text.strip_suffix(close));
        if let Some(inner) = inner {
            return inner.trim();
        }
    }
    text
}

/// The paths in what was typed or dropped: quotes and escapes of the shell taken off.
pub(super) fn dropped(answer: &str) -> Vec<String> {
    let bare = unquoted(answer);
    let bare = bare.strip_prefix("file://").unwrap_or(bare);
    if Path::new(bare).is_file() {
        return vec![bare.to_owned()];
    }
    let (mut names, mut name, mut quote) = (Vec::new(), String::new(), None);
    let mut letters = answer.chars().peekable();
    while let Some(c) = letters.next() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, ' ') => names.push(std::mem::take(&mut name)),
            // A drop on a Unix terminal escapes blanks; in a Windows path the sign parts folders.
            (None, '\\') if letters.peek().is_some_and(|next| !next.is_alphanumeric()) => {
                name.extend(letters.next());
            }
            (_, c) => name.push(c),
        }
    }
    names.push(name);
    names.retain(|name| !name.is_empty());
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_import_reads_is_known_by_its_name() {
        for name in ["材料.txt", "材料.DOCX", "台账.xlsx", "台账.et", "旧.wps"] {
            assert!(is_material(name.as_ref()), "{name}");
        }
        for name in ["照片.jpg", "txt", "", "材料.docx.zip"] {
            assert!(!is_material(name.as_ref()), "{name}");
        }
    }

    #[test]
    fn a_name_without_an_ending_is_a_folder() {
        for name in [
            "上报",
            "2022.12",
            "2022.9上报",
            "没有/上报",
            "没有.d/",
            ".",
            "..",
        ] {
            assert!(is_folder(Path::new(name)), "{name}");
        }
        for name in ["上报.ledgerpack", "上报.包", "没有/a.db"] {
            assert!(!is_folder(Path::new(name)), "{name}");
        }
        assert!(must_be_folder(Path::new("下发.xlsx")).is_err());
        for name in ["下发", "2022.12", "市局.下发", "src"] {
            assert!(must_be_folder(Path::new(name)).is_ok(), "{name}");
        }
    }

    #[test]
    fn what_terminals_make_of_dropped_files() {
        for (typed, names) in [
            ("材料.txt", vec!["材料.txt"]),
            ("'/a b/材料.txt'", vec!["/a b/材料.txt"]),
            (
                "\"D:\\一\\材料.docx\" \"D:\\b.docx\"",
                vec!["D:\\一\\材料.docx", "D:\\b.docx"],
            ),
            ("/a\\ b/c.txt", vec!["/a b/c.txt"]),
            ("a.txt b.txt ", vec!["a.txt", "b.txt"]),
        ] {
            assert_eq!(dropped(typed), names, "{typed}");
        }
    }

    #[test]
    fn dropped_paths_lose_their_quotes() {
        for (typed, bare) in [
            ("\"D:\\材料 一.docx\"", "D:\\材料 一.docx"),
            ("'/home/a b.txt' ", "/home/a b.txt"),
            ("& 'C:\\a.txt'", "C:\\a.txt"),
            ("“材料.txt”", "材料.txt"),
            ("材料.txt", "材料.txt"),
        ] {
            assert_eq!(unquoted(typed), bare);
        }
    }
}
