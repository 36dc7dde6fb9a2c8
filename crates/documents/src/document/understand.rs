//! Paragraphs → draft: the later stages in their order.

use super::genre::{self, Genre, LookAlike};
use super::meaning::Section;
use super::meeting::{self, Head};
use super::paragraph::Source;
use super::passage::{self, Passage};
use super::pieces::{Mark, Piece};
use super::section::{self, Found};
use super::{contents, doubts, facts, join, lost, outline, pieces, table};
use crate::register::{self, Register, RegisterRow};
use model::deadline::Anchor;
use model::draft::{Doubt, DoubtKind, Draft, SubjectKind};

/// A document as understood; the rows of its registers and its running text come beside the draft.
pub(crate) struct Understood {
    pub(crate) draft: Draft,
    pub(crate) rows: Vec<RegisterRow>,
    pub(crate) passages: Vec<Passage>,
    pub(crate) genre: Genre,
}

/// Understands a document.
pub(crate) fn understand(source: Source, name: &str) -> Understood {
    let mut doubts = source.doubts;
    let mut untabled = table::untable(source.blocks);
    let lines = std::mem::take(&mut untabled.lines);
    let (paragraphs, _) = contents::drop(join::join(lines));
    let head = meeting::head(&paragraphs);
    let mut draft = Draft {
        file: name.to_owned(),
        title: head.title.clone(),
        ..Draft::default()
    };
    let mut cut = pieces::cut(&paragraphs);
    let lost = lost::infer(&mut cut);
    let preamble = preamble(&cut);
    let years = meeting::years(&head, outside_last_year(&cut));
    let register = table::read(&untabled, years.first().copied());
    let mut rows = Vec::new();
    draft.year = years.first().copied();
    draft.subject_kind = meeting::subject_kind(&head, &paragraphs);
    draft.subject = meeting::subject(&head, draft.subject_kind);
    by_register(&register, &mut draft);
    draft.facts = facts::read(&before_the_meeting(&cut, &preamble));
    let anchor = draft.year.map(Anchor::of);
    let look_alike = genre::look_alike(&head, &paragraphs);
    if look_alike.is_none() {
        let (root, restarts) = outline::build(&cut);
        let mut found = section::read(&root, anchor);
        rows = table::add(register, &mut found);
        found.problems.sort_by_key(|problem| problem.paragraph);
        doubts.extend(lost);
        doubts.extend(restarts.into_iter().map(|restart| Doubt {
            paragraph: restart.paragraph,
            kind: DoubtKind::Numbering,
            message: "序号从头重来而前面没有标题，按接着上一项读取".to_owned(),
        }));
        doubts.extend(doubts::of_announcements(
            &preamble,
            found.sections,
            found.dimensions.len() as u32,
        ));
        take(&mut draft, found, &mut doubts);
    }
    doubts.extend(doubts::of_text(&paragraphs));
    about_the_whole(&draft, &head, &years, look_alike, &mut doubts);
    doubts.sort_by_key(|doubt| doubt.paragraph);
    draft.doubts = doubts;
    Understood {
        genre: genre::of(&draft, look_alike),
        passages: passage::passages(&cut),
        draft,
        rows,
    }
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

/// Moves what was found into the draft; a list without a single defect is no list of problems.
fn take(draft: &mut Draft, mut found: Found, doubts: &mut Vec<Doubt>) {
    let telling = found
        .problems
        .iter()
        .filter(|p| genre::tells_of_defects(&p.title, &p.detail))
        .count();
    let examined = draft.title.as_deref().is_some_and(genre::examines_itself);
    if !examined && telling * 5 < found.problems.len() * 2 && found.tasks.is_empty() {
        for problem in found.problems.drain(..) {
            let short: String = problem.title.chars().take(24).collect();
            doubts.push(Doubt {
                paragraph: problem.paragraph,
                kind: DoubtKind::Unclaimed,
                message: format!("“{short}”列在问题的位置，读来是要求或做法，未作为问题"),
            });
        }
        found.dimensions.clear();
    }
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
    if let Some(look_alike) = look_alike {
        let title = head.title.as_deref().unwrap_or("这份文件");
        add(
            DoubtKind::Empty,
            format!("“{title}”像是{}，其中的条目未作为问题", look_alike.word()),
        );
    } else if draft.problems.is_empty() {
        add(DoubtKind::Empty, "没有找到列出的问题".to_owned());
    }
}

/// What stands before the first heading.
fn preamble(pieces: &[Piece]) -> Vec<(u32, String)> {
    pieces
        .iter()
        .skip_while(|piece| {
            matches!(piece.mark, Mark::Heading(_)) && lost::section_of(piece).is_none()
        })
        .take_while(|piece| piece.mark == Mark::None)
        .map(|piece| (piece.paragraph, piece.text.clone()))
        .collect()
}

/// The preamble and a section on preparations (会前准备情况): what was studied, talked, collected.
fn before_the_meeting(pieces: &[Piece], preamble: &[(u32, String)]) -> String {
    let mut texts: Vec<&str> = preamble.iter().map(|(_, text)| text.as_str()).collect();
    let mut inside = false;
    for piece in pieces {
        if let Some(section) = lost::section_of(piece).filter(|_| piece.mark != Mark::None) {
            inside = section == Section::Other
                && ["准备", "学习", "征求"]
                    .iter()
                    .any(|word| piece.text.contains(word));
        }
        if inside {
            texts.push(&piece.text);
        }
    }
    texts.join("\n")
}

/// Texts outside a section on last year, whose years are not the meeting's.
fn outside_last_year(pieces: &[Piece]) -> impl Iterator<Item = &str> {
    let mut inside = false;
    pieces.iter().filter_map(move |piece| {
        if matches!(piece.mark, Mark::Item(..) | Mark::Heading(_)) {
            match lost::section_of(piece) {
                Some(Section::LastYear) => inside = true,
                Some(_) => inside = false,
                None => {}
            }
        }
        (!inside).then_some(piece.text.as_str())
    })
}
