//! Titles as they are quoted (rule 1).

use office::text::sentence;
use office::text::wide::tidy;

/// Said of a problem besides what it is.
const TITLE_ENDS: [&str; 6] = [
    "方面存在的问题",
    "方面的问题",
    "等方面的问题",
    "存在的问题",
    "的问题",
    "的现象",
];
/// Said before a problem besides what it is.
const TITLE_FRONTS: [&str; 8] = ["我的", "本人的", "我", "本人", "还", "仍", "存在", "有时"];
/// The title without 的问题 at its end and 还, 仍, 存在, 有时 at its beginning, if enough stays.
pub(crate) fn trimmed_title(problem: &str) -> String {
    let text = tidy(problem);
    let mut title = sentence::open_end(&text);
    let enough = |text: &str| text.chars().count() >= 6;
    if let Some(rest) = TITLE_ENDS.iter().find_map(|end| title.strip_suffix(end))
        && enough(rest)
    {
        title = rest;
    }
    for _ in 0..2 {
        match TITLE_FRONTS
            .iter()
            .find_map(|front| title.strip_prefix(front))
        {
            Some(rest) if enough(rest) => title = rest,
            _ => break,
        }
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_trimmed_where_they_are_quoted() {
        for (problem, title) in [
            ("还存在重建设轻使用的问题", "重建设轻使用"),
            ("仍存在作风不实现象", "作风不实现象"),
            ("学习不深的问题", "学习不深的问题"),
            ("制度执行方面存在的问题", "制度执行方面存在的问题"),
            ("内部制度执行方面存在的问题", "内部制度执行"),
            ("有时工作标准不高，抓得不紧。", "工作标准不高，抓得不紧"),
            ("还不够深入", "还不够深入"),
        ] {
            assert_eq!(trimmed_title(problem), title);
        }
    }
}
