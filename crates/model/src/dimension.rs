//! What a dimension (所属方面) is called: notices and documents word one and the same in many ways (在带头…方面,
//! 对带头…方面的问题。); reports, lists and counts go by its name.

use office::text::sentence;
use office::text::wide::tidy;

/// A heading's own words around the dimension.
const HEADING_FRONTS: [&str; 5] = ["着眼", "关于", "围绕", "在", "对"];
/// Words that begin like one of those and are none.
const HEADING_WORDS: [&str; 8] = [
    "对照", "对标", "对口", "对接", "对外", "对内", "对党", "在职",
];
const HEADING_ENDS: [&str; 7] = [
    "方面存在的主要问题",
    "方面存在的问题",
    "存在的主要问题",
    "存在的问题",
    "方面的问题",
    "的问题",
    "方面",
];

/// A dimension's name: its first clause without 在, 对 and 方面; one that itself holds 方面 takes the
/// second clause with it.
pub fn name(heading: &str) -> String {
    let text = tidy(heading);
    let text = sentence::open_end(&text);
    let mut text = text.trim_start_matches(|c: char| c.is_whitespace());
    // 对照带头…方面: what follows is the notice's own.
    if let Some(rest) = text
        .strip_prefix("对照")
        .filter(|rest| rest.starts_with("带头"))
    {
        text = rest;
    }
    while let Some(rest) = HEADING_FRONTS
        .iter()
        .find_map(|front| text.strip_prefix(front))
        .filter(|_| !HEADING_WORDS.iter().any(|word| text.starts_with(word)))
    {
        if rest.chars().count() < 2 {
            break;
        }
        text = rest;
    }
    let first = sentence::first_clause(text);
    let bare = without_end(first);
    if bare.contains("方面") && first.len() < text.len() {
        let rest = &text[first.len()..];
        let rest = rest.trim_start_matches(['，', '。', '；', '：', ',', ';']);
        let second = without_end(sentence::first_clause(rest));
        if !second.is_empty() {
            return format!("{bare}、{second}");
        }
    }
    bare.to_owned()
}

fn without_end(clause: &str) -> &str {
    let clause = sentence::open_end(clause);
    let rest = HEADING_ENDS.iter().find_map(|end| clause.strip_suffix(end));
    rest.filter(|rest| rest.chars().count() >= 2)
        .unwrap_or(clause)
}

#[cfg(test)]
mod tests {
    #[test]
    fn headings_are_the_first_clause() {
        for (heading, name) in [
            (
                "在带头深刻感悟“两个确立”的决定性意义方面的问题",
                "带头深刻感悟“两个确立”的决定性意义",
            ),
            (
                "对强化理论武装、提高政治能力方面的问题。",
                "强化理论武装、提高政治能力",
            ),
            ("带头改进作风", "带头改进作风"),
            ("在带头担当作为方面，存在的主要问题", "带头担当作为"),
            (
                "在汲取正反两方面经验，履行管党责任方面",
                "汲取正反两方面经验、履行管党责任",
            ),
            ("在对群众感情方面", "群众感情"),
        ] {
            assert_eq!(super::name(heading), name);
        }
    }
}
