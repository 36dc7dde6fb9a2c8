//! Measures (整改措施): groups with sub-items, or plain items.

use super::{Found, paragraphs, titled};
use crate::document::outline::Node;
use model::draft::ProposedMeasure;
use office::text::sentence;

/// Takes the items of a section on measures.
pub(super) fn collect(node: &Node, items: &[&Node], found: &mut Found) {
    if items.is_empty() {
        let closing = !found.measures.is_empty();
        for (_, text) in paragraphs(node) {
            if !(closing && is_closing(&text)) {
                push(&text, found);
            }
        }
        return;
    }
    let runs = runs(items);
    if let [(_, only)] = runs.as_slice() {
        for item in only {
            group(item, found);
        }
        return;
    }
    // The lists begin again: each stands under the heading without a number before it.
    let first = node.own.last().filter(|_| node.own.len() > 1);
    let mut above = first.and_then(|span| heading(&span.text));
    for (next, run) in runs {
        for item in &run {
            let before = found.measures.len();
            group(item, found);
            for measure in &mut found.measures[before..] {
                measure.group = measure.group.take().or_else(|| above.clone());
            }
        }
        above = next;
    }
}

/// Items by the headings without a number between them; with each run the heading after it. Such a
/// heading is read as the last line of the item before, and the numbers begin again behind it.
fn runs(items: &[&Node]) -> Vec<(Option<String>, Vec<Node>)> {
    let mut runs = vec![(None, Vec::new())];
    for (at, item) in items.iter().enumerate() {
        let mut item = (*item).clone();
        let again = items.get(at + 1).is_some_and(|next| {
            next.style() == item.style() && next.value().is_some() && next.value() <= item.value()
        });
        let heading = again.then(|| take_heading(&mut item)).flatten();
        let has_heading = heading.is_some();
        if let Some((after, run)) = runs.last_mut() {
            run.push(item);
            *after = heading;
        }
        if has_heading {
            runs.push((None, Vec::new()));
        }
    }
    runs
}

fn take_heading(node: &mut Node) -> Option<String> {
    if let Some(last) = node.children.last_mut() {
        return take_heading(last);
    }
    let span = node.own.last().filter(|span| span.starts)?;
    let heading = heading(&span.text).filter(|_| node.own.len() > 1)?;
    node.own.pop();
    Some(heading)
}

/// A short line that ends no sentence.
fn heading(text: &str) -> Option<String> {
    let bare = text.trim_end_matches(['：', ':']).trim();
    let is_heading = (2..=24).contains(&bare.chars().count()) && !bare.contains(['。', '；', '，']);
    is_heading.then(|| bare.to_owned())
}

/// 我们将以这次民主生活会为契机…: what ends a report names no measure of its own.
fn is_closing(text: &str) -> bool {
    let who = [
        "我们",
        "我将",
        "我局",
        "局党",
        "党组将",
        "党委将",
        "下一步",
        "今后",
        "以上",
    ];
    who.iter().any(|word| text.starts_with(word)) || text.contains("为契机")
}

fn group(item: &Node, found: &mut Found) {
    let inner: Vec<&Node> = item.items().collect();
    let runs = runs(&inner);
    if runs.len() > 1 {
        let (heading, _) = sentence::split_first(item.first());
        let mut above = Some(heading.to_owned()).filter(|heading| !heading.is_empty());
        for (next, run) in runs {
            for sub in &run {
                single(sub, above.as_ref(), found);
            }
            above = next;
        }
        return;
    }
    if inner.len() < 2 {
        single(item, None, found);
        return;
    }
    let (heading, _) = sentence::split_first(item.first());
    let group = Some(heading.to_owned()).filter(|heading| !heading.is_empty());
    for sub in inner {
        single(sub, group.as_ref(), found);
    }
}

fn single(item: &Node, group: Option<&String>, found: &mut Found) {
    let (title, detail) = titled(item);
    if !title.is_empty() {
        found.measures.push(ProposedMeasure {
            group: group.cloned(),
            title,
            detail,
        });
    }
}

/// Adds one measure that belongs to no group.
pub(super) fn push(text: &str, found: &mut Found) {
    let (title, detail) = sentence::split_first(text);
    if !title.is_empty() {
        found.measures.push(ProposedMeasure {
            group: None,
            title: title.to_owned(),
            detail: detail.to_owned(),
        });
    }
}

#[cfg(test)]
mod tests {
    fn groups(measures: &str) -> Vec<(Option<String>, String)> {
        let text = format!(
            "某局班子对照检查材料\n一、存在的主要问题\n（一）学习不深。只读文件。\n（二）走访不勤。去得太少。\n二、整改措施\n{measures}"
        );
        let draft = crate::document::read(text.as_bytes(), "材料.txt").expect("a text");
        let measures = draft.measures.into_iter();
        measures.map(|one| (one.group, one.title)).collect()
    }

    #[test]
    fn a_heading_without_a_number_groups_what_follows() {
        let of = |group: &str, title: &str| (Some(group.to_owned()), title.to_owned());
        let numbered = "（一）抓好学习\n1.每月学一次。读原文。\n2.写读书笔记。\n（二）走进基层\n1.每季度蹲点三天。\n2.办好三件实事。\n改进作风\n1.少开会议。\n2.压减文件。\n（三）严明纪律\n1.常提醒。\n2.早谈话。";
        assert_eq!(
            groups(numbered),
            [
                of("抓好学习", "每月学一次"),
                of("抓好学习", "写读书笔记"),
                of("走进基层", "每季度蹲点三天"),
                of("走进基层", "办好三件实事"),
                of("改进作风", "少开会议"),
                of("改进作风", "压减文件"),
                of("严明纪律", "常提醒"),
                of("严明纪律", "早谈话"),
            ]
        );
        let bare =
            "抓好学习\n1.每月学一次。\n2.写读书笔记。\n改进作风：\n1.少开会议。\n2.压减文件。";
        assert_eq!(
            groups(bare),
            [
                of("抓好学习", "每月学一次"),
                of("抓好学习", "写读书笔记"),
                of("改进作风", "少开会议"),
                of("改进作风", "压减文件"),
            ]
        );
    }
}
