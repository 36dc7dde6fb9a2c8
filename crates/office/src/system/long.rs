//! Paths that are too long for the plain calls of Windows, and those that it writes otherwise than people do.

use std::borrow::Cow;
use std::path::Path;

use super::WRITES_PATHS_OTHERWISE;

/// Bytes of the longest path that is left as it is: what is written beside a file adds to its name, and a
/// folder takes fewer signs than a file.
const PLAIN: usize = 200;
/// What an absolute path begins with that is taken as it stands, however long.
const VERBATIM: &str = r"\\?\";

/// An absolute path in the writing in which it may be long; `None` where it is short or so written already.
fn verbatim(whole: &str) -> Option<String> {
    if whole.len() <= PLAIN || whole.starts_with(VERBATIM) || whole.starts_with(r"\\.\") {
        return None;
    }
    Some(match whole.strip_prefix(r"\\") {
        Some(share) => format!(r"{VERBATIM}UNC\{share}"),
        None => format!("{VERBATIM}{whole}"),
    })
}

/// The same as people write it.
fn plain(whole: &str) -> Option<String> {
    let rest = whole.strip_prefix(VERBATIM)?;
    Some(match rest.strip_prefix(r"UNC\") {
        Some(share) => format!(r"\\{share}"),
        None => rest.to_owned(),
    })
}

/// A path as it is handed to a library that opens files by the system's plain calls: Windows takes one of
/// 260 signs and more only in its own writing.
pub fn for_libraries(path: &Path) -> Cow<'_, Path> {
    let whole = WRITES_PATHS_OTHERWISE
        .then(|| std::path::absolute(path).ok())
        .flatten();
    let verbatim = whole.as_deref().and_then(Path::to_str).and_then(verbatim);
    verbatim.map_or(path.into(), |path| Cow::Owned(path.into()))
}

/// A path as people are told it, however the system writes it.
pub fn for_people(path: &Path) -> Cow<'_, Path> {
    let plain = path
        .to_str()
        .filter(|_| WRITES_PATHS_OTHERWISE)
        .and_then(plain);
    plain.map_or(path.into(), |path| Cow::Owned(path.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_paths_as_they_write_them() {
        for (written, told) in [
            (r"\\?\D:\整改\台账.db", Some(r"D:\整改\台账.db")),
            (
                r"\\?\UNC\server\共享\台账.db",
                Some(r"\\server\共享\台账.db"),
            ),
            (r"D:\整改\台账.db", None),
            (r"\\server\共享\台账.db", None),
        ] {
            assert_eq!(plain(written).as_deref(), told, "{written}");
        }
    }

    #[test]
    fn only_long_paths_are_written_otherwise() {
        let long = r"很长的夹\".repeat(30) + "台账.db";
        assert_eq!(verbatim(r"D:\整改\台账.db"), None);
        assert_eq!(verbatim(r"\\server\共享\台账.db"), None);
        let disk = format!(r"D:\{long}");
        assert_eq!(verbatim(&disk), Some(format!(r"\\?\D:\{long}")));
        let share = format!(r"\\server\共享\{long}");
        assert_eq!(
            verbatim(&share),
            Some(format!(r"\\?\UNC\server\共享\{long}"))
        );
        assert_eq!(verbatim(&format!(r"\\?\D:\{long}")), None);
    }
}
