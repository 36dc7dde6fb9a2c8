//! Outline → what each section holds.

mod blocks;
mod causes;
mod last_year;
mod measures;
mod problems;
mod statements;

use super::meaning::{self, Section};
use super::outline::Node;
use super::pieces::Mark;
use super::{aspect, genre};
use model::deadline::Anchor;
use model::draft::{
    Cause, Dimension, Doubt, DoubtKind, DraftTask, LastYearItem, Problem, ProposedMeasure,
    Statement,
};
use office::text::ordinal::Style;
use office::text::{punctuation, sentence};

pub(crate) use office::text::items::split as split_items;

/// Everything found in the sections.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) dimensions: Vec<Dimension>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) causes: Vec<Cause>,
    pub(crate) measures: Vec<ProposedMeasure>,
    pub(crate) last_year: Vec<LastYearItem>,
    pub(crate) statements: Vec<Statement>,
    pub(crate) tasks: Vec<DraftTask>,
    pub(crate) doubts: Vec<Doubt>,
    /// From where deadlines without a year are reckoned.
    pub(crate) anchor: Option<Anchor>,
    /// Sections at the top, for announcements to be compared with.
    pub(crate) sections: u32,
}

impl Found {
    /// The heading as a dimension of the draft, listed once.
    pub(crate) fn dimension(&mut self, heading: &str) -> String {
        if !self.dimensions.iter().any(|known| known.heading == heading) {
            let order = self.dimensions.len() as u32 + 1;
            self.dimensions.push(Dimension {
                order,
                heading: heading.to_owned(),
            });
        }
        heading.to_owned()
    }

    pub(crate) fn doubt(&mut self, paragraph: u32, kind: DoubtKind, message: String) {
        self.doubts.push(Doubt {
            paragraph,
            kind,
            message,
        });
    }
}

/// Reads the outline; problems are numbered in document order.
pub(crate) fn read(root: &Node, anchor: Option<Anchor>) -> Found {
    let mut found = Found {
        anchor,
        ..Found::default()
    };
    found.sections = top(root).filter(|node| node.style().is_some()).count() as u32;
    visit(root, None, &mut found);
    if found.problems.is_empty() {
        bare_list(root, &mut found);
    }
    found.problems.sort_by_key(|problem| problem.paragraph);
    found
}

/// A short self-check without a heading over its problems: they stand where nothing else is said.
fn bare_list(root: &Node, found: &mut Found) {
    let own = ["对照检查", "检视", "查摆", "剖析", "自查"];
    let parent = heading_of_all(root);
    let rest: Vec<&Node> = parent
        .items()
        .filter(|child| own_section(child, None).is_none())
        .collect();
    let telling = rest.iter().filter(|item| {
        let (title, detail) = titled(item);
        genre::tells_of_defects(&title, &detail)
    });
    let spoken = root
        .own
        .iter()
        .chain(&parent.own)
        .any(|span| own.iter().any(|word| span.text.contains(word)));
    if rest.len() > 1 && spoken && telling.count() * 5 >= rest.len() * 3 {
        problems::collect(parent, &rest, false, found);
    }
}

/// The headings of the highest level, below a document title that is a heading itself.
fn top(root: &Node) -> impl Iterator<Item = &Node> {
    heading_of_all(root).children.iter()
}

fn heading_of_all(root: &Node) -> &Node {
    let mut node = root;
    while let [only] = node.children.as_slice()
        && matches!(only.mark, Mark::Heading(_))
    {
        node = only;
    }
    node
}

fn visit(node: &Node, section: Option<Section>, found: &mut Found) {
    let (named, rest): (Vec<&Node>, Vec<&Node>) = node
        .children
        .iter()
        .partition(|child| own_section(child, section).is_some());
    match section {
        Some(Section::Problems) => problems::collect(node, &rest, named.is_empty(), found),
        Some(Section::Causes) => causes::collect(node, &rest, found),
        Some(Section::Measures) if rest.iter().any(|item| blocks::is_whole_block(item)) => {
            problems::collect(node, &rest, false, found);
        }
        Some(Section::Measures) => measures::collect(node, &rest, found),
        Some(Section::LastYear) => last_year::collect(&rest, found),
        Some(Section::Statement) if named.is_empty() => statements::collect(node, found),
        Some(Section::Case) => {}
        Some(Section::Mixed) if named.is_empty() => problems::collect(node, &rest, true, found),
        Some(Section::Statement | Section::Other | Section::Mixed) | None => {
            unnamed(node, &rest, section, found);
        }
    }
    for child in named {
        visit_within(node, child, section, found);
    }
}

/// 1.存在问题 2.原因 beneath a dimension: the problems belong to that dimension.
fn visit_within(parent: &Node, child: &Node, section: Option<Section>, found: &mut Found) {
    let own = own_section(child, section);
    let (title, _) = sentence::split_first(child.first());
    let of_case = Some(title).filter(|title| title.contains("案例"));
    let aspect = of_case
        .or_else(|| aspect::heading(parent.first()))
        .filter(|_| own == Some(Section::Problems))
        .or_else(|| aspect::heading(title).filter(|_| own == Some(Section::Mixed)));
    match aspect {
        Some(heading) => {
            let rest: Vec<&Node> = child.children.iter().collect();
            problems::under(heading, child, &rest, found);
        }
        None => visit(child, own, found),
    }
}

/// Headings that name no section: aspects with problems beneath them, or something to look into.
fn unnamed(node: &Node, rest: &[&Node], section: Option<Section>, found: &mut Found) {
    let aspects: Vec<&Node> = rest
        .iter()
        .copied()
        .filter(|child| problems::is_aspect(child))
        .collect();
    let blocks = rest.iter().any(|child| blocks::is_block(child));
    if !aspects.is_empty() || blocks {
        let looser: Vec<&Node> = rest
            .iter()
            .copied()
            .filter(|child| problems::is_aspect(child) || blocks::is_block(child))
            .collect();
        if let [only] = looser.as_slice()
            && aspects.is_empty()
            && only.items().any(blocks::is_block)
        {
            // 二、重点任务 holds all problems, and is no aspect of theirs.
            let inner: Vec<&Node> = only.children.iter().collect();
            problems::collect(only, &inner, false, found);
        } else if looser.iter().any(|child| named_within(child)) {
            for child in &looser {
                visit(child, None, found);
            }
        } else {
            problems::collect(node, &looser, false, found);
        }
    }
    for child in rest {
        if !problems::is_aspect(child) && !blocks::is_block(child) {
            visit(
                child,
                section.filter(|_| child.children.is_empty()).and(None),
                found,
            );
        }
    }
}

fn named_within(node: &Node) -> bool {
    node.children
        .iter()
        .any(|child| own_section(child, None) == Some(Section::Problems))
}

/// The section that a node opens by its own heading, under the section around it.
fn own_section(node: &Node, around: Option<Section>) -> Option<Section> {
    let heading_style = match node.mark {
        Mark::Item(style, _) => {
            matches!(
                style,
                Style::Part | Style::Chinese | Style::ParenChinese | Style::Arabic
            )
        }
        Mark::Heading(_) => true,
        _ => false,
    };
    let (title, rest) = sentence::split_first(node.first());
    let deep = matches!(node.style(), Some(Style::ParenChinese | Style::Arabic));
    let alone = !deep || (rest.is_empty() && !title.contains('，'));
    let title = title.split(['：', ':']).next().unwrap_or(title);
    if !heading_style {
        return None;
    }
    if meaning::is_dimension(title) {
        return holds_aspects(node, title).then_some(Section::Problems);
    }
    let own = meaning::section(title)?;
    let taken = match around {
        Some(Section::Causes | Section::Measures | Section::LastYear) => {
            matches!(node.mark, Mark::Heading(_))
                || (own == Section::LastYear
                    && (around != Some(Section::LastYear) || title.contains("生活会")))
                || (own == Section::Statement && is_statement(title))
                || (own == Section::Other && title.ends_with("征求意见情况"))
        }
        Some(Section::Case) => matches!(own, Section::Problems | Section::Measures),
        Some(Section::Problems) => match own {
            Section::Causes | Section::Measures | Section::LastYear => true,
            Section::Problems => alone && !title.contains("案例"),
            Section::Statement => title.contains("事项"),
            _ => false,
        },
        Some(Section::Statement | Section::Other | Section::Mixed) | None => {
            own != Section::Problems || alone
        }
    };
    taken.then_some(own)
}

/// 个人有关事项报告情况 stands beside last year's items, and is none of them.
fn is_statement(title: &str) -> bool {
    let about = [
        "有关事项",
        "重大事项",
        "意识形态工作责任制",
        "意识形态责任制",
        "函询",
        "需要说明",
    ];
    about.iter().any(|word| title.contains(word))
        && ["情况", "说明", "报告", "事项"]
            .iter()
            .any(|end| title.ends_with(end))
}

/// “四风”方面存在的突出问题 with 形式主义方面 beneath it is no aspect itself.
fn holds_aspects(node: &Node, title: &str) -> bool {
    let mut items = node.items().peekable();
    !title.ends_with("方面")
        && node.style() != Some(Style::ParenChinese)
        && items.peek().is_some()
        && items.all(|item| item.style() != Some(Style::Arabic) && problems::is_aspect(item))
}

/// Title and detail of an item.
fn titled(node: &Node) -> (String, String) {
    let text = node.text(true);
    let (title, detail) = sentence::split_first(&text);
    (title.to_owned(), detail.to_owned())
}

/// Paragraphs of a section without items, its heading and lead-ins left out.
fn paragraphs(node: &Node) -> Vec<(u32, String)> {
    let mut out = Vec::new();
    for (i, span) in node.own.iter().enumerate() {
        let text = if i == 0 {
            let (title, rest) = sentence::split_first(&span.text);
            match title.split_once(['：', ':']) {
                Some((_, inline)) if !inline.is_empty() => {
                    span.text[span.text.find(inline).unwrap_or(0)..].to_owned()
                }
                _ => rest.to_owned(),
            }
        } else {
            span.text.clone()
        };
        let lead_in = text.ends_with(['：', ':']);
        if !text.is_empty() && !lead_in && !punctuation::strip_closing(&text).is_empty() {
            out.push((span.paragraph, text));
        }
    }
    out
}
