//! The line above a block, as it is written and as people leave it: `〔第3项·9f2c41〕关于“…”的问题`.

use model::digest::Digest;
use office::text::width;

/// Signs of the digest by which an untouched block is known, whatever came into the ledger since.
const DIGITS: usize = 6;
/// Brackets that may stand for the printed ones.
const OPEN: [char; 3] = ['〔', '[', '【'];
const CLOSE: [char; 3] = ['〕', ']', '】'];

/// A marker as it was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Marker<'a> {
    /// Code of the task.
    pub(super) code: String,
    digest: Option<String>,
    /// What follows the bracket.
    rest: &'a str,
}

/// The marker of a task's block with this text.
pub(super) fn write(code: &str, text: &str, title: &str) -> String {
    format!("〔第{code}项·{}〕{}", digest(text), about(title))
}

fn about(title: &str) -> String {
    format!("关于{title}的问题")
}

/// The marker that a paragraph is; `None` for any other.
pub(super) fn read(paragraph: &str) -> Option<Marker<'_>> {
    let (inside, rest) = paragraph.trim().strip_prefix(OPEN)?.split_once(CLOSE)?;
    let inside = bare(&width::narrow_all(inside));
    let (code, digest) = inside.strip_prefix('第')?.split_once('项')?;
    let is_code = !code.is_empty() && code.chars().all(|c| c.is_alphanumeric() || c == '-');
    let digest: String = digest.chars().filter(char::is_ascii_hexdigit).collect();
    is_code.then(|| Marker {
        code: code.to_owned(),
        digest: (digest.len() == DIGITS).then(|| digest.to_lowercase()),
        rest,
    })
}

impl Marker<'_> {
    /// What of the block's text ran into the marker's line; nothing where the title was changed.
    pub(super) fn text(&self, title: &str) -> Option<&str> {
        let rest = self.rest.trim().strip_prefix(&about(title))?.trim();
        (!rest.is_empty()).then_some(rest)
    }

    /// Whether the text is still the one that was written below it.
    pub(super) fn stands_above(&self, text: &str) -> bool {
        self.digest.as_ref() == Some(&digest(text))
    }
}

/// Whether both say the same; editors change blanks.
pub(super) fn same(one: &str, other: &str) -> bool {
    bare(one) == bare(other)
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn digest(text: &str) -> String {
    Digest::of(bare(text).as_bytes()).to_string()[..DIGITS].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_as_editors_leave_them() {
        let written = write("3", "讲了一次。", "“辅导少”");
        let digest = digest("讲了一次。");
        assert_eq!(written, format!("〔第3项·{digest}〕关于“辅导少”的问题"));
        for (text, code, knows) in [
            (written.as_str(), "3", true),
            (
                &format!("  [第 ３ 项·{digest}] 关于“辅导少”的问题"),
                "3",
                true,
            ),
            (&format!("【第3项 {}】", digest.to_uppercase()), "3", true),
            ("〔第A03-2项〕", "A03-2", false),
        ] {
            let marker = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(marker.code, code, "{text}");
            assert_eq!(marker.stands_above("讲了 一次。"), knows, "{text}");
            assert!(!marker.stands_above("讲了两次。"), "{text}");
            assert_eq!(marker.text("“辅导少”"), None, "{text}");
        }
        let text = format!("{written}讲了两次。");
        let ran_in = read(&text).and_then(|marker| marker.text("“辅导少”").map(str::to_owned));
        assert_eq!(ran_in.as_deref(), Some("讲了两次。"));
        for none in [
            "第3项",
            "〔待补：进展〕",
            "（第3项）讲了",
            "〔第项〕",
            "〔第3项",
        ] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
