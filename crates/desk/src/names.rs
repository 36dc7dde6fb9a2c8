//! Names of files from elsewhere, made safe to keep and to hand on.

use office::text::visible::nameable;

use crate::limits::NAME_BYTES;

/// A name of which nothing is left.
const NAMELESS: &str = "未命名";
/// Longer than that no ending is one.
const SUFFIX_BYTES: usize = 20;

/// What Windows takes for a device, whatever ending it has.
fn is_device(stem: &str) -> bool {
    let stem = stem.trim_end().to_uppercase();
    let port = |kind: &str| {
        stem.strip_prefix(kind).is_some_and(|rest| {
            let mut rest = rest.chars();
            let digit = rest
                .next()
                .is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c));
            digit && rest.next().is_none()
        })
    };
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str())
        || port("COM")
        || port("LPT")
}

/// The name without a way to it, without signs that hide, turn or part, no device, no hidden file, and short
/// enough for every file system. Chinese, blanks and brackets stay.
pub fn safe(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = nameable(last);
    // Windows drops what stands at the end, and what begins with a dot is hidden elsewhere.
    let plain = plain
        .trim_start_matches(['.', ' '])
        .trim_end_matches(['.', ' ']);
    let stem = plain.split('.').next().unwrap_or_default();
    let named = match plain {
        "" => NAMELESS.to_owned(),
        plain if is_device(stem) => format!("_{plain}"),
        plain => plain.to_owned(),
    };
    shortened(&named)
}

/// The name in no more than so many bytes, its ending kept.
fn shortened(name: &str) -> String {
    if name.len() <= NAME_BYTES {
        return name.to_owned();
    }
    let suffix = name.rfind('.').map(|at| &name[at..]);
    let suffix = suffix
        .filter(|suffix| suffix.len() <= SUFFIX_BYTES)
        .unwrap_or_default();
    let end = name.floor_char_boundary(NAME_BYTES - suffix.len());
    let stem = name[..end].trim_end_matches(['.', ' ']);
    format!("{stem}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_what_people_call_them() {
        for name in [
            "整改方案（定稿）.docx",
            "附件 1 [办公室].xlsx",
            "a-b_c.d.csv",
            "无后缀",
            "~稿.doc",
            "增长50%.txt",
        ] {
            assert_eq!(safe(name), name);
        }
    }

    #[test]
    fn nothing_in_a_name_leads_elsewhere_or_deceives() {
        for (name, kept) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\王\\材料.docx", "材料.docx"),
            ("/", NAMELESS),
            ("..", NAMELESS),
            ("", NAMELESS),
            (". .", NAMELESS),
            (".htaccess", "htaccess"),
            ("a\0b\r\n.txt", "a_b__.txt"),
            ("材料\u{202e}xcod.exe", "材料xcod.exe"),
            ("a:b*c?\"<>|.txt", "a_b_c_____.txt"),
            ("CON", "_CON"),
            ("nul.txt", "_nul.txt"),
            ("com1.docx", "_com1.docx"),
            ("LPT³", "_LPT³"),
            ("aux .txt", "_aux .txt"),
            ("config.txt", "config.txt"),
            ("com10.txt", "com10.txt"),
            ("名. . .", "名"),
        ] {
            assert_eq!(safe(name), kept, "{name:?}");
        }
    }

    #[test]
    fn long_names_keep_their_ending() {
        let name = format!("{}.docx", "整改".repeat(100));
        let kept = safe(&name);
        assert!(
            kept.len() <= NAME_BYTES && kept.len() > NAME_BYTES - 3,
            "{}",
            kept.len()
        );
        assert!(
            kept.starts_with("整改整改") && kept.ends_with("改.docx") || kept.ends_with("整.docx")
        );
        let no_ending = format!("a.{}", "b".repeat(300));
        assert_eq!(safe(&no_ending).len(), NAME_BYTES);
    }
}
