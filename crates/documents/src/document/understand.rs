//! Paragraphs → draft: the later stages in their order.

use super::dress::Dress;
use super::genre::{self, Genre, LookAlike};
use super::meeting::{self, Head};
use super::paragraph::{Paragraph, Source};
use super::reading::found::Found;
use super::reading::label::Label;
use super::reading::weights::Kept;
use super::reading::{Cut, Settled};
use super::{closing, contents, doubts, facts, join, table};
use crate::register::{self, Column, Heading, Maps, Register, RegisterRow};
use model::deadline::Anchor;
use model::draft::{Doubt, DoubtKind, Draft, Problem, SubjectKind};

/// A document as understood, and what stands behind its draft: the rows of its registers, its running text.
pub(crate) struct Understood {
    pub(crate) draft: Draft,
    pub(crate) rows: Vec<RegisterRow>,
    pub(crate) columns: Vec<Column>,
    pub(crate) headers: Vec<Heading>,
    pub(crate) genre: Genre,
    /// The text as it was cut, with what each span was read as.
    pub(crate) cut: Cut,
    pub(crate) labels: Vec<Label>,
    /// Titles, headings of sections, signatures and the like, of which nothing is kept.
    pub(crate) chrome: Vec<String>,
    /// The span that each problem begins with; none where it stands in a table.
    pub(crate) heads: Vec<Option<usize>>,
    /// For each span the one that it carries on.
    pub(crate) opened: Vec<usize>,
}

/// Understands a document.
pub(crate) fn understand(source: Source, name: &str, dresses: &[Dress], maps: &Maps) -> Understood {
    settled(source, name, dresses, maps, Settled::new())
}

/// The same where a person said what single spans are.
pub(crate) fn settled(
    source: Source,
    name: &str,
    dresses: &[Dress],
    maps: &Maps,
    settled: Settled,
) -> Understood {
    let mut doubts = source.doubts;
    let mut untabled = table::untable(source.blocks, maps);
    let lines = std::mem::take(&mut untabled.lines);
    let (paragraphs, _) = contents::drop(join::join(lines));
    let paragraphs = closing::set_apart(paragraphs);
    let head = meeting::head(&paragraphs);
    let mut draft = begun(name, &head, &paragraphs);
    doubts.extend(doubts::of_text(&paragraphs));
    let look_alike = genre::look_alike(&head, &paragraphs);
    let cut = Cut::of(paragraphs, dresses).settled(settled);
    let labels = cut.read();
    let preamble = preamble(&cut, &labels);
    let years = meeting::years(&head, outside_last_year(&cut, &labels));
    let mut register = table::read(&untabled, years.first().copied(), maps);
    let columns = std::mem::take(&mut register.columns);
    let headers = std::mem::take(&mut register.headers);
    draft.year = years.first().copied();
    by_register(&register, &mut draft);
    draft.facts = facts::read(&before_the_meeting(&cut, &labels, &preamble));
    let mut found = Found {
        anchor: draft.year.map(Anchor::of),
        ..Found::default()
    };
    let sinks = cut.gather(&labels, &mut found);
    draft.unclaimed = sinks.unclaimed;
    doubts.extend(cut.doubts(&labels, &Kept));
    let rows = table::add(register, &mut found);
    let heads = in_order(&mut found, sinks.heads);
    doubts.extend(announced(&preamble, &found));
    take(&mut draft, found, &mut doubts);
    about_the_whole(&draft, &head, &years, look_alike, &mut doubts);
    doubts.sort_by_key(|doubt| doubt.paragraph);
    draft.doubts = doubts;
    Understood {
        genre: genre::of(&draft, look_alike, &labels),
        cut,
        labels,
        chrome: sinks.chrome,
        opened: sinks.opened,
        heads,
        draft,
        rows,
        columns,
        headers,
    }
}

/// Doubts about how many problems and dimensions were announced.
fn announced(preamble: &[(u32, String)], found: &Found) -> Vec<Doubt> {
    doubts::of_announcements(preamble, found.sections, found.dimensions.len() as u32)
}

/// What its first lines say of the whole.
fn begun(name: &str, head: &Head, paragraphs: &[Paragraph]) -> Draft {
    let kind = meeting::subject_kind(head, paragraphs);
    Draft {
        file: name.to_owned(),
        title: head.title.clone(),
        subject_kind: kind,
        subject: meeting::subject(head, kind, paragraphs),
        ..Draft::default()
    }
}

/// Puts the problems in the document's order; those of the text come first, each with its span.
fn in_order(found: &mut Found, heads: Vec<usize>) -> Vec<Option<usize>> {
    let heads = heads.into_iter().map(Some).chain(std::iter::repeat(None));
    let problems = std::mem::take(&mut found.problems);
    let mut placed: Vec<(Problem, Option<usize>)> = problems.into_iter().zip(heads).collect();
    placed.sort_by_key(|(problem, _)| problem.paragraph);
    let (problems, heads) = placed.into_iter().unzip();
    found.problems = problems;
    heads
}

/// The year and the subject that the registers state, where the text states none.
fn by_register(register: &Register, draft: &mut Draft) {
    let said = register::to_draft(register, None);
    draft.year = draft.year.or(said.year);
    if draft.subject_kind.is_none() {
        draft.subject_kind = said.subject_kind;
        draft.subject = said.subject;
    }
}

/// Moves what was found into the draft.
fn take(draft: &mut Draft, mut found: Found, doubts: &mut Vec<Doubt>) {
    for (i, problem) in found.problems.iter_mut().enumerate() {
        problem.number = i as u32 + 1;
    }
    draft.dimensions = found.dimensions;
    draft.problems = found.problems;
    draft.causes = found.causes;
    draft.measures = found.measures;
    draft.last_year = found.last_year;
    draft.statements = found.statements;
    draft.tasks = found.tasks;
    doubts.extend(found.doubts);
}

fn about_the_whole(
    draft: &Draft,
    head: &Head,
    years: &[i32],
    look_alike: Option<LookAlike>,
    doubts: &mut Vec<Doubt>,
) {
    let mut add = |kind, message: String| {
        doubts.push(Doubt {
            paragraph: 0,
            kind,
            message,
        });
    };
    match years {
        [] => add(
            DoubtKind::Year,
            "文中没有写明是哪一年度的会议，年度留空".to_owned(),
        ),
        [_] => {}
        [first, rest @ ..] => {
            let others: Vec<String> = rest.iter().map(ToString::to_string).collect();
            add(
                DoubtKind::Year,
                format!(
                    "文中的会议年度不一致：另有{}，按{first}年度读取",
                    others.join("、")
                ),
            );
        }
    }
    if draft.subject_kind.is_none() {
        add(
            DoubtKind::Subject,
            "看不出是班子材料还是个人材料，留空".to_owned(),
        );
    } else if draft.subject_kind == Some(SubjectKind::Person) && draft.subject.is_none() {
        add(DoubtKind::Subject, "个人材料没有写姓名".to_owned());
    }
    if let Some(look_alike) = look_alike.filter(|_| draft.problems.is_empty()) {
        let title = head.title.as_deref().unwrap_or("这份文件");
        add(
            DoubtKind::Empty,
            format!("“{title}”像是{}，其中的条目未作为问题", look_alike.word()),
        );
    } else if draft.problems.is_empty() {
        add(DoubtKind::Empty, "没有找到列出的问题".to_owned());
    }
}

/// What stands before the first heading or item.
fn preamble(cut: &Cut, labels: &[Label]) -> Vec<(u32, String)> {
    let before = cut
        .told(labels)
        .take_while(|(_, _, label)| matches!(label, Label::Chrome | Label::Lead | Label::Body));
    by_paragraph(before.map(|(span, text, _)| (span.paragraph, text)))
}

/// Texts joined that stand in one paragraph.
fn by_paragraph<'a>(spans: impl Iterator<Item = (u32, &'a str)>) -> Vec<(u32, String)> {
    let mut joined: Vec<(u32, String)> = Vec::new();
    for (paragraph, text) in spans {
        match joined.last_mut() {
            Some((last, whole)) if *last == paragraph => whole.push_str(text),
            _ => joined.push((paragraph, text.to_owned())),
        }
    }
    joined
}

/// The preamble and a section on preparations (会前准备情况): what was studied, talked, collected.
fn before_the_meeting(cut: &Cut, labels: &[Label], preamble: &[(u32, String)]) -> String {
    let mut texts: Vec<&str> = preamble.iter().map(|(_, text)| text.as_str()).collect();
    let mut inside = false;
    for (_, text, label) in cut.told(labels) {
        if label.section().is_some() {
            inside = label == Label::Other
                && ["准备", "学习", "征求"]
                    .iter()
                    .any(|word| text.contains(word));
        }
        if inside {
            texts.push(text);
        }
    }
    texts.join("\n")
}

/// Texts outside a section on last year, whose years are not the meeting's.
fn outside_last_year<'a>(cut: &'a Cut, labels: &'a [Label]) -> impl Iterator<Item = &'a str> {
    let mut inside = false;
    cut.told(labels).filter_map(move |(_, text, label)| {
        if label.section().is_some() {
            inside = label == Label::LastYear;
        }
        (!inside).then_some(text)
    })
}
