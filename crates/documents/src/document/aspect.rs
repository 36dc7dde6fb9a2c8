//! Headings of dimensions (带头…方面): where they end, and what runs on behind them.

use office::text::punctuation;

/// The heading within the text of a dimension's paragraph; `None` where it names no aspect.
pub(crate) fn heading(text: &str) -> Option<&str> {
    split(text).map(|(heading, _)| heading)
}

/// The heading and the text that runs on behind it.
pub(crate) fn split(text: &str) -> Option<(&str, &str)> {
    let whole = punctuation::strip_closing(text);
    if super::meaning::is_dimension(whole) && !whole.contains('：') {
        let lead_in = lead_in_start(whole);
        return Some((
            punctuation::strip_closing(&whole[..lead_in]),
            &text[lead_in..whole.len()],
        ));
    }
    let mut loose = None;
    for (at, word) in text.match_indices("方面") {
        if is_no_aspect(&text[..at]) {
            continue;
        }
        let after = at + word.len();
        let end = after + tail(&text[after..]);
        match text[end..].chars().next() {
            None | Some('。' | '：' | ':' | '；') => {
                return Some((&text[..end], after_sign(&text[end..])));
            }
            Some('，' | ',' | '存' | '主' | '（' | '(' | ' ') if loose.is_none() => {
                loose = Some(end);
            }
            _ => {}
        }
    }
    loose.map(|end| (&text[..end], after_sign(&text[end..])))
}

/// 各方面, 一方面, 三个方面 name no aspect; 团结统一方面 does.
fn is_no_aspect(before: &str) -> bool {
    let mut last = before.chars().rev();
    match last.next() {
        None | Some('各' | '个' | '多' | '全' | '两' | '下' | '要' | '另') => true,
        Some('一') => last
            .next()
            .is_none_or(|c| !c.is_alphanumeric() || c == '另'),
        _ => false,
    }
}

fn after_sign(text: &str) -> &str {
    text.trim_start_matches(['。', '：', ':', '，', ',', '；', ' '])
}

/// 方面的问题, 方面的不足: the tail belongs to the heading.
fn tail(text: &str) -> usize {
    [
        "的主要问题",
        "的突出问题",
        "的问题",
        "的差距和不足",
        "的不足",
        "的差距",
        "问题",
    ]
    .iter()
    .find(|tail| text.starts_with(**tail))
    .map_or(0, |tail| tail.len())
}

/// 方面。存在的主要问题: the second sentence only leads in.
fn lead_in_start(text: &str) -> usize {
    [
        "存在的主要问题",
        "存在的突出问题",
        "存在的问题",
        "存在的不足",
        "存在问题",
        "主要问题",
        "存在的差距",
    ]
    .iter()
    .filter_map(|tail| text.strip_suffix(tail))
    // 方面存在的问题, without a sign between, is one heading, and a heading is kept whole.
    .find(|before| before.ends_with(['。', '，', '；', ' ']))
    .map_or(text.len(), str::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_ends_where_its_aspect_does() {
        for (text, expect, rest) in [
            ("带头学习方面", "带头学习方面", ""),
            ("对带头学习方面的问题。", "对带头学习方面的问题", ""),
            (
                "带头学习方面。存在的主要问题：",
                "带头学习方面",
                "存在的主要问题",
            ),
            (
                "带头学习。常学常新，在各方面作表率方面。",
                "带头学习。常学常新，在各方面作表率方面",
                "",
            ),
            (
                "关于担当作为方面，主要是劲头不足：遇事先等。",
                "关于担当作为方面",
                "主要是劲头不足：遇事先等。",
            ),
            ("工作作风方面存在的问题", "工作作风方面存在的问题", ""),
        ] {
            let (heading, run_on) = split(text).expect(text);
            assert_eq!(heading, expect, "{text}");
            assert!(
                run_on.starts_with(punctuation::strip_closing(rest)),
                "{text}: {run_on}"
            );
        }
        assert_eq!(split("学习不够深入。"), None);
    }
}
