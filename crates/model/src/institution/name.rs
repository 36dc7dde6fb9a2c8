//! Names without 《》: a thing whose last word says that it is an institution.

use super::text::is_sign;
use super::words::{BEHIND_KIND, FOLLOWING, GENERIC, HEADS, KINDS, LEADING};

/// Most characters of such a name.
const LONGEST: usize = 30;
/// What only a verb brings behind another paper: 措施落实考勤制度 names no institution.
const CARRYING_OUT: [&str; 5] = ["落实", "执行", "贯彻", "推进", "细化"];

/// The institution that an object begins with, and what stands behind it; `None` where it names none.
pub(super) fn object(text: &str) -> Option<(&str, &str)> {
    first(text, |behind| {
        behind.is_empty() || BEHIND_KIND.iter().any(|word| behind.starts_with(word))
    })
}

/// The same of what a clause begins with, before its verb.
pub(super) fn subject(text: &str) -> Option<(&str, &str)> {
    let is_followed = FOLLOWING.iter().any(|word| text.contains(word));
    let is_kept = ["按", "落实", "贯彻", "学习", "执行"]
        .iter()
        .any(|word| text.starts_with(word));
    if is_followed || is_kept {
        return None;
    }
    first(text, |_| true)
}

fn first(text: &str, may_follow: impl Fn(&str) -> bool) -> Option<(&str, &str)> {
    let text = without_leading(text);
    let mut from = 0;
    loop {
        let found = KINDS.iter().filter_map(|kind| {
            let at = text[from..].find(kind)? + from;
            Some(at + kind.len())
        });
        let end = found.min()?;
        let (name, behind) = text.split_at(end);
        if may_follow(behind) {
            let (trial, behind) = with_trial(text, name, behind);
            return is_name(name).then_some((trial, behind));
        }
        from = end;
    }
}

/// Whether it counts names instead of telling one: 考勤、请假等5项管理制度.
fn is_several(own: &str) -> bool {
    let behind = own.split_once('等').map(|(_, behind)| behind);
    behind.is_some_and(|behind| behind.is_empty() || without_count(behind).is_some())
}

/// The name with its （试行）.
fn with_trial<'a>(text: &'a str, name: &'a str, behind: &'a str) -> (&'a str, &'a str) {
    let marks = ["（试行）", "（暂行）", "(试行)", "(暂行)"];
    match marks.iter().find(|mark| behind.starts_with(**mark)) {
        Some(mark) => text.split_at(name.len() + mark.len()),
        None => (name, behind),
    }
}

/// Whether it names something by itself: 管理制度 and 符合实际的办法 don't.
fn is_name(name: &str) -> bool {
    let own = KINDS
        .iter()
        .find_map(|kind| name.strip_suffix(kind))
        .unwrap_or(name);
    let quoted = own.trim_end_matches(['”', '"']);
    let listed = HEADS.iter().any(|head| {
        name.split_once(head)
            .is_some_and(|(_, behind)| CARRYING_OUT.iter().any(|verb| behind.starts_with(verb)))
    });
    let mut left = own.to_owned();
    for word in GENERIC {
        if left.contains(word) {
            left = left.replace(word, "");
        }
    }
    let left = left.chars().filter(|c| c.is_alphabetic()).count();
    left >= 2
        && own.chars().count() <= LONGEST
        && !quoted.ends_with('的')
        && !listed
        && !is_several(own)
        && !name.contains(['：', '（', '('])
        && !name.contains(is_sign)
}

/// Without what only leads to a name: verbs beside the verb, 相关, 我局, 3项.
pub(super) fn without_leading(text: &str) -> &str {
    let mut text = text;
    loop {
        let word = LEADING.iter().find_map(|word| text.strip_prefix(word));
        match word.or_else(|| without_count(text)) {
            Some(rest) => text = rest,
            None => return text,
        }
    }
}

/// Without 3项, 两个, 6月, 12日: a count or a day at the beginning.
pub(super) fn without_count(text: &str) -> Option<&str> {
    let digits = text.trim_start_matches(|c: char| {
        c.is_ascii_digit() || "一二三四五六七八九十两几多.年月日".contains(c)
    });
    if digits.len() == text.len() {
        return None;
    }
    let units = [
        "项", "个", "部", "件", "份", "余项", "起", "底", "初", "中旬", "上旬", "下旬",
    ];
    let unit = units.iter().find_map(|unit| digits.strip_prefix(unit));
    let dated = text[..text.len() - digits.len()].ends_with(['月', '日', '年']);
    unit.or_else(|| dated.then_some(digits))
}
