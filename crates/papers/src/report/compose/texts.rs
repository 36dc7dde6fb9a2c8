//! Reasons and next steps ready to be put behind 因 and 下一步 (rule 10).

use crate::report::account::text::{begins_with, clauses, holds, numbers, tidy};
use crate::report::account::words;
use office::text::sentence;

/// The reason without its opening words; `None` where it says no more than a state. What it says of an
/// extension is said by the extension.
pub(super) fn reason(text: &str) -> Option<String> {
    let parts = clauses(&tidy(text));
    let parts: Vec<String> = parts
        .into_iter()
        .map(|clause| without_extension(&clause))
        .filter(|clause| !clause.is_empty())
        .collect();
    let mut joined = parts.join("，");
    while let Some(word) = begins_with(&joined, &words::REASON_FRONT) {
        joined = joined[word.len()..]
            .trim_start_matches(['，', '：', '是'])
            .to_owned();
    }
    let bare = sentence::open_end(&joined);
    let is_state = words::STATE_REASONS.contains(&bare);
    (!bare.is_empty() && !is_state).then(|| bare.to_owned())
}

/// 经…同意, 延至…: what the extension itself says.
fn without_extension(clause: &str) -> String {
    let approved = clause.starts_with('经') && holds(clause, &words::APPROVED);
    let put_off = holds(clause, &words::PUT_OFF);
    if approved || put_off {
        String::new()
    } else {
        clause.to_owned()
    }
}

/// The next step without its opening words.
pub(super) fn next_step(text: &str) -> Option<String> {
    let mut joined = clauses(&tidy(text)).join("，");
    while let Some(word) = begins_with(&joined, &words::NEXT_FRONT) {
        let rest = joined[word.len()..].trim_start_matches(['，', '：']);
        joined = String::from(rest);
    }
    (!joined.is_empty()).then_some(joined)
}

/// Whether its first phrase says when: 12月26日前完成…, 2024年一季度完成…, 汛期后….
pub(super) fn starts_with_time(text: &str) -> bool {
    if text.starts_with(['于', '在', '待', '等']) {
        return false;
    }
    let first = sentence::first_clause(text);
    let ends = words::TIME_ENDS.iter().filter_map(|end| {
        let at = first.find(end)?;
        Some(at + end.len())
    });
    let Some(end) = ends.min() else { return false };
    let phrase = &first[..end];
    // 4月起 says from when, not when.
    let goes_on = first[end..].starts_with(['期', '往', '来', '面', '勤', '续', '部', '程', '起']);
    let dated = phrase.starts_with(|c: char| {
        c.is_ascii_digit() || "年本下明今汛春国元月季两一二三四五六七八九十".contains(c)
    });
    let until = phrase.chars().count() >= 4 && phrase.ends_with(['前', '后', '内']);
    phrase.chars().count() <= 16
        && !goes_on
        && (dated || until)
        // 取得批复后 is when something has come.
        && (phrase.ends_with('后') || !holds(phrase, &words::VERBS))
        && !phrase.starts_with(['做', '抓', '加', '强', '落', '把', '对', '将', '继', '进'])
}

/// The clause with a date or a number, else the first.
pub(super) fn short(text: &str) -> String {
    let parts = clauses(text);
    let dated = parts
        .iter()
        .find(|clause| !numbers(clause).is_empty() || clause.contains(['月', '年']));
    dated
        .or(parts.first())
        .cloned()
        .unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_and_next_steps_lose_their_opening_words() {
        for (text, bare) in [
            ("因第四季度巡查尚未开展。", Some("第四季度巡查尚未开展")),
            ("原因是：资金未到位", Some("资金未到位")),
            ("长期坚持", None),
            ("汛期停工，经局党组会同意延至明年3月", Some("汛期停工")),
            ("主要是由于人手紧", Some("人手紧")),
        ] {
            assert_eq!(reason(text).as_deref(), bare, "{text}");
        }
        for (text, bare) in [
            ("下一步将继续推进。", Some("继续推进")),
            ("下一步，我将加强学习", Some("加强学习")),
            ("12月底前完成", Some("12月底前完成")),
        ] {
            assert_eq!(next_step(text).as_deref(), bare, "{text}");
        }
    }

    #[test]
    fn first_phrases_of_time() {
        for (text, is_time) in [
            ("12月26日前完成巡查", true),
            ("2024年一季度完成", true),
            ("年底前印发实施", true),
            ("汛期后恢复施工", true),
            ("加强调度，12月底前完成", false),
            ("完成后续工作", false),
            ("于年底前完成", false),
            ("4月起分片蹲点", false),
        ] {
            assert_eq!(starts_with_time(text), is_time, "{text}");
        }
    }
}
