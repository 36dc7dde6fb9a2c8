//! Names of files that are made from words of the ledger.

use std::collections::BTreeSet;

/// A name that every file system takes and that can't leave its folder.
pub(crate) fn safe_name(name: &str, most: usize) -> String {
    let cleaned = office::text::visible::nameable(name);
    let (stem, suffix) = match cleaned.rsplit_once('.') {
        Some((stem, suffix)) if !stem.is_empty() && suffix.len() <= 8 => (stem, suffix),
        _ => (cleaned.as_str(), ""),
    };
    let stem: String = stem.chars().take(most).collect();
    let stem = stem.trim_matches([' ', '.']);
    let stem = if stem.is_empty() { "未命名" } else { stem };
    let reserved = ["CON", "PRN", "AUX", "NUL"]
        .iter()
        .any(|word| stem.eq_ignore_ascii_case(word))
        || (stem.len() == 4
            && (stem.to_uppercase().starts_with("COM") || stem.to_uppercase().starts_with("LPT")));
    let mark = if reserved { "_" } else { "" };
    if suffix.is_empty() {
        format!("{stem}{mark}")
    } else {
        format!("{stem}{mark}.{suffix}")
    }
}

/// The name, with a number before it when it is taken.
pub(crate) fn unique(taken: &mut BTreeSet<String>, name: &str) -> String {
    let mut candidate = name.to_owned();
    let mut count = 1;
    // File systems of offices do not tell capitals apart.
    while !taken.insert(candidate.to_lowercase()) {
        count += 1;
        candidate = format!("{count}_{name}");
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::safe_name;

    #[test]
    fn names_stay_in_their_folder() {
        for (name, safe) in [
            ("../../etc/passwd", "_.._etc_passwd"),
            ("a/b.docx", "a_b.docx"),
            ("CON.txt", "CON_.txt"),
            ("com1", "com1_"),
            ("...", "未命名"),
            ("会议纪要.docx", "会议纪要.docx"),
            ("x\u{202e}cod.exe", "xcod.exe"),
        ] {
            assert_eq!(safe_name(name, 40), safe, "{name}");
        }
    }
}
