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

/// A dimension's name: its whole wording without 在, 对 and 方面, for a notice's wording is not cut (带头严守
/// 政治纪律和政治规矩，维护党的团结统一). What follows 方面 is the document's own.
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
    without_end(&text[..end_of(text)]).to_owned()
}

/// What tells a dimension from others: the first clause of its name, for people cut long wordings there; one
/// that itself holds 方面 takes the second clause with it. What is counted over many wordings goes by this.
pub fn key(heading: &str) -> String {
    let name = name(heading);
    let first = sentence::first_clause(&name);
    let bare = without_end(first);
    if bare.contains(ASPECT) && first.len() < name.len() {
        let rest = name[first.len()..].trim_start_matches(['，', ',']);
        return format!("{bare}、{}", without_end(sentence::first_clause(rest)));
    }
    bare.to_owned()
}

/// Where the wording ends: behind the first 方面 that closes a clause, else at the first mark that ends more
/// than a clause.
fn end_of(text: &str) -> usize {
    let mut at = 0;
    while at < text.len() {
        let clause = sentence::first_clause(&text[at..]);
        let end = at + clause.len();
        let rest = &text[end..];
        let closes = HEADING_ENDS
            .iter()
            .any(|word| word.starts_with(ASPECT) && clause.ends_with(word));
        if closes || rest.starts_with(['。', '：', '；', ';']) {
            return end;
        }
        at = end + rest.chars().next().map_or(0, char::len_utf8);
    }
    text.len()
}

/// What closes the wording of a dimension.
const ASPECT: &str = "方面";

fn without_end(wording: &str) -> &str {
    let wording = sentence::open_end(wording);
    let rest = HEADING_ENDS
        .iter()
        .find_map(|end| wording.strip_suffix(end));
    rest.filter(|rest| rest.chars().count() >= 2)
        .unwrap_or(wording)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_wording_cut_short_is_the_same_dimension() {
        let whole = "在带头敬畏纪律和规矩，维护班子团结方面的问题";
        assert_eq!(super::key(whole), super::key("带头敬畏纪律和规矩方面"));
        assert_ne!(super::key(whole), super::key("维护班子团结方面"));
    }

    #[test]
    fn headings_are_told_whole() {
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
                "汲取正反两方面经验，履行管党责任",
            ),
            ("在对群众感情方面", "群众感情"),
            (
                "带头敬畏纪律和规矩，维护班子团结方面",
                "带头敬畏纪律和规矩，维护班子团结",
            ),
            (
                "带头在守规矩前提下，勇于担当作为方面，存在的问题",
                "带头在守规矩前提下，勇于担当作为",
            ),
            ("履行责任方面：检查不细", "履行责任"),
        ] {
            assert_eq!(super::name(heading), name);
        }
    }
}
