//! Header cells: which column a title names, as offices write it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::column::{COLUMNS, Key};
use crate::text::width;

/// What a header cell names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// One column.
    Key(Key),
    /// 编号: serial numbers or codes; the cells tell.
    SerialOrCode,
    /// 完成情况: a status or a narrative; the cells tell.
    StatusOrProgress,
    /// 完成时间: planned or actual; the cells tell.
    PlannedOrActual,
}

/// Most characters of a title.
const LONGEST: usize = 20;

/// What the title names; of two things in one title (责任部门及责任人) the first; blanks, line breaks, widths and remarks in brackets do not matter.
pub fn named(title: &str) -> Option<Named> {
    // Long texts are no titles: told before anything is made of them.
    if title.chars().filter(|c| counts(*c)).nth(LONGEST).is_some() {
        return None;
    }
    let title = normalized(title);
    if title.is_empty() || title.chars().count() > LONGEST {
        return None;
    }
    let bare = without_brackets(&title);
    let first = bare.split(['/', '及', '和', '、']).next().unwrap_or("");
    [title.as_str(), bare.as_str(), first]
        .into_iter()
        .find_map(exact)
}

fn exact(title: &str) -> Option<Named> {
    ambiguous(title).or_else(|| TITLES.get(title).copied().map(Named::Key))
}

fn ambiguous(title: &str) -> Option<Named> {
    match title {
        "编号" => Some(Named::SerialOrCode),
        "完成情况" | "整改完成情况" | "整改情况" | "落实情况" => {
            Some(Named::StatusOrProgress)
        }
        "完成时间" | "完成日期" | "整改完成时间" | "整改时间" => {
            Some(Named::PlannedOrActual)
        }
        _ => None,
    }
}

static TITLES: LazyLock<HashMap<String, Key>> = LazyLock::new(|| {
    let mut titles = HashMap::new();
    for column in COLUMNS.iter().filter(|column| column.key != Key::Remark) {
        for title in column.synonyms.iter().chain([&column.title]) {
            titles.insert(normalized(title), column.key);
        }
    }
    titles
});

fn normalized(title: &str) -> String {
    let narrow = width::narrow_all(title).to_lowercase();
    narrow.chars().filter(|c| counts(*c)).collect()
}

/// Whether a title is told by this character too.
fn counts(c: char) -> bool {
    !c.is_whitespace() && !"*:\u{FEFF}\u{200B}".contains(c)
}

fn without_brackets(title: &str) -> String {
    let mut depth = 0_u32;
    let mut bare = String::new();
    for c in title.chars() {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_as_offices_write_them() {
        for (title, key) in [
            ("序 号", Key::Serial),
            ("存 在\n问 题", Key::Problem),
            ("责任领导（分管）", Key::Lead),
            ("牵头（责任）部门", Key::Dept),
            ("整改时限：", Key::Deadline),
            ("完成时间（实际）", Key::ClosedOn),
            ("完成时间（计划）", Key::Deadline),
            ("整改情况（月）", Key::Progress),
            ("*整改措施", Key::Measures),
            ("ＮＯ．", Key::Serial),
            ("责任部门及责任人", Key::Dept),
            ("整改进展及成效", Key::ProgressAndOutcome),
        ] {
            assert_eq!(named(title), Some(Named::Key(key)), "{title}");
        }
        assert_eq!(named("完成情况"), Some(Named::StatusOrProgress));
        assert_eq!(named("完成时间"), Some(Named::PlannedOrActual));
        assert_eq!(named("颜色"), None);
        assert_eq!(named(""), None);
    }
}
