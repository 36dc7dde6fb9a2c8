//! Problems (存在的主要问题): which headings are dimensions, which items are problems.

use super::blocks::{assigned, attach, is_block, is_single_block};
use super::{Found, paragraphs, titled};
use crate::document::aspect;
use crate::document::meaning;
use crate::document::outline::Node;
use crate::document::pieces::Mark;
use crate::vocabulary::label::Field;
use model::draft::{DoubtKind, Problem};
use office::text::ordinal::Style;
use office::text::{punctuation, sentence};

/// Takes what stands in a section on problems.
pub(super) fn collect(node: &Node, items: &[&Node], alone: bool, found: &mut Found) {
    if items.is_empty() {
        if alone {
            unnumbered(node, None, found);
        }
        return;
    }
    list(items, None, found);
}

/// Takes problems beneath a heading that is known to be a dimension.
pub(super) fn under(heading: &str, node: &Node, items: &[&Node], found: &mut Found) {
    let dimension = found.dimension(punctuation::strip_closing(heading));
    if items.is_empty() {
        unnumbered(node, Some(&dimension), found);
    } else {
        list(items, Some(&dimension), found);
    }
}

/// A heading such as 带头…方面 with something beneath or behind it.
pub(super) fn is_aspect(node: &Node) -> bool {
    let heading_style = match node.mark {
        Mark::Item(style, _) => matches!(
            style,
            Style::Part | Style::Chinese | Style::ParenChinese | Style::Arabic
        ),
        Mark::Heading(_) => true,
        _ => false,
    };
    let named = aspect::split(node.first()).is_some()
        || (meaning::is_pledge(node.first()) && node.items().count() > 0);
    heading_style
        && named
        && (node.items().count() > 0
            || node.text(true).chars().count() > node.first().chars().count()
            || node.first().contains('。'))
}

fn list(items: &[&Node], dimension: Option<&str>, found: &mut Found) {
    let headings = dimension.is_none() && are_dimensions(items);
    for item in items {
        if item.label().is_some() && item.label() != Some(Field::Problem) {
            continue;
        }
        let whole = dimension.is_none() && is_whole_aspect(item);
        if whole || (headings && !is_single_block(item)) {
            heading(item, found);
        } else {
            problem(item, dimension, found);
        }
    }
}

/// Whether the items of a list are headings with problems beneath, not problems themselves.
fn are_dimensions(items: &[&Node]) -> bool {
    let count = items.len();
    if items.iter().filter(|item| is_single_block(item)).count() * 2 >= count {
        return false;
    }
    let named = |item: &&&Node| is_named(item);
    let leaf = items.iter().all(|item| {
        item.style()
            .is_some_and(|style| style >= Style::Nth || style == Style::Named)
    });
    let parents = items
        .iter()
        .filter(|item| {
            item.children
                .iter()
                .any(|c| c.label().is_none_or(|l| l == Field::Problem))
        })
        .count();
    if leaf {
        return parents * 2 > count && items.iter().filter(named).count() * 2 > count;
    }
    if items.iter().filter(named).count() * 2 >= count {
        return true;
    }
    if parents * 2 < count {
        return false;
    }
    let rich = items.iter().filter(|item| is_rich(item)).count();
    rich * 2 >= parents
}

/// The items beneath are problems of their own, each with more than a phrase.
fn is_rich(node: &Node) -> bool {
    let items: Vec<&Node> = node.items().collect();
    let full = items
        .iter()
        .filter(|item| {
            is_block(item)
                || item.text(true).matches('。').count() > 1
                || item.text(true).contains('\n')
        })
        .count();
    let (_, rest) = sentence::split_first(node.first());
    full * 2 > items.len() || (rest.is_empty() && !punctuation::is_complete(node.first()))
}

/// 在学习方面，存在…的问题 without items is a problem; 学习方面：… is an aspect with its problem.
fn is_named(item: &Node) -> bool {
    let Some((heading, _)) = aspect::split(item.first()) else {
        return meaning::is_pledge(item.first()) && !item.first().contains('。');
    };
    let after = item.first()[heading.len()..].chars().next();
    item.items().count() > 0 || !matches!(after, Some('，' | ',' | '存' | '主'))
}

fn heading(node: &Node, found: &mut Found) {
    let first = node.first();
    let (heading, run_on) = aspect::split(first).unwrap_or_else(|| sentence::split_first(first));
    let dimension = found.dimension(punctuation::strip_closing(heading));
    let inner: Vec<&Node> = node.children.iter().collect();
    let before = found.problems.len();
    if inner.iter().any(|child| is_problem(child)) {
        list(&inner, Some(&dimension), found);
    } else {
        behind(node, run_on, &dimension, found);
    }
    if found.problems.len() > before && is_single_block(node) {
        attach(node, found);
    }
}

/// An item, or what stands behind the label 存在问题：
fn is_problem(node: &Node) -> bool {
    node.label().is_none_or(|field| field == Field::Problem)
}

/// 一、学习方面 with 存在问题：, 原因：, 整改措施： beneath it names no problem itself.
fn is_whole_aspect(node: &Node) -> bool {
    let (title, rest) = sentence::split_first(node.first());
    let listed = node.children.iter().any(is_problem) || node.own.len() > 1;
    is_single_block(node) && rest.is_empty() && listed && meaning::is_dimension(title)
}

/// Problems that run on behind a heading without ordinals.
fn behind(node: &Node, run_on: &str, dimension: &str, found: &mut Found) {
    let mut texts: Vec<(u32, String)> = Vec::new();
    if punctuation::bare(run_on).chars().count() > 4 && !leads_in(run_on) {
        texts.push((node.paragraph, run_on.to_owned()));
    }
    texts.extend(
        node.own
            .iter()
            .skip(1)
            .map(|span| (span.paragraph, span.text.clone()))
            .filter(|(_, text)| !text.ends_with('：')),
    );
    add_paragraphs(texts, Some(dimension), found);
}

/// 存在的主要问题, 主要表现为: what follows are the problems.
fn leads_in(text: &str) -> bool {
    let text = punctuation::strip_closing(text);
    let ends = [
        "问题",
        "不足",
        "差距",
        "表现",
        "表现为",
        "表现在",
        "如下",
        "主要是",
    ];
    text.chars().count() <= 12
        && ["存在", "主要", "突出", "具体", "表现"]
            .iter()
            .any(|word| text.contains(word))
        && ends.iter().any(|end| text.ends_with(end))
}

fn unnumbered(node: &Node, dimension: Option<&str>, found: &mut Found) {
    add_paragraphs(paragraphs(node), dimension, found);
}

fn add_paragraphs(texts: Vec<(u32, String)>, dimension: Option<&str>, found: &mut Found) {
    let all_titled = texts.iter().filter(|(_, text)| has_title(text)).count();
    if texts.len() > 1 && all_titled * 3 >= texts.len() * 2 {
        for (paragraph, text) in texts {
            if has_title(&text) {
                add(paragraph, &text, dimension, found);
            } else if let Some(last) = found.problems.last_mut() {
                if !last.detail.is_empty() {
                    last.detail.push('\n');
                }
                last.detail.push_str(&text);
            }
        }
        return;
    }
    let Some((paragraph, _)) = texts.first() else {
        return;
    };
    let whole: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    add(*paragraph, &whole.join("\n"), dimension, found);
}

fn has_title(text: &str) -> bool {
    let (title, rest) = sentence::split_first(text);
    let count = title.chars().count();
    (4..=36).contains(&count) && (!rest.is_empty() || text.ends_with(['。', '；']))
}

fn add(paragraph: u32, text: &str, dimension: Option<&str>, found: &mut Found) {
    let (title, detail) = sentence::split_first(text);
    if title.is_empty() {
        return;
    }
    let short: String = title.chars().take(20).collect();
    found.doubt(
        paragraph,
        DoubtKind::Numbering,
        format!("“{short}”没有序号，按一个问题读取"),
    );
    push(
        paragraph,
        title.to_owned(),
        detail.to_owned(),
        dimension,
        found,
    );
}

fn push(paragraph: u32, title: String, detail: String, dimension: Option<&str>, found: &mut Found) {
    let examples = sentence::examples(&format!("{title}。{detail}"));
    found.problems.push(Problem {
        number: 0,
        dimension: dimension.map(str::to_owned),
        title,
        detail,
        examples,
        paragraph,
    });
}

fn problem(node: &Node, dimension: Option<&str>, found: &mut Found) {
    let labelled = node
        .children
        .iter()
        .find(|child| child.label() == Some(Field::Problem));
    if let Some(inner) = labelled.filter(|_| node.first().chars().count() <= 12) {
        let items: Vec<&Node> = inner.items().collect();
        if inner.first().is_empty() && !items.is_empty() {
            list(&items, dimension, found);
            return;
        }
        problem(inner, dimension, found);
        attach(node, found);
        return;
    }
    let items: Vec<&Node> = node.items().collect();
    if node.first().is_empty() && !items.is_empty() {
        list(&items, dimension, found);
        return;
    }
    let (title, detail) = if assigned(node).is_empty() {
        titled(node)
    } else {
        let (title, detail) = sentence::split_first(node.first());
        (title.to_owned(), detail.to_owned())
    };
    if title.is_empty() {
        return;
    }
    push(node.paragraph, title, detail, dimension, found);
    attach(node, found);
}
