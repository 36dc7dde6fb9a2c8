//! Headings that lost their number, recognized by what they say and by their neighbours.

use std::collections::HashMap;

use super::meaning::{self, Section};
use super::pieces::{Mark, Piece};
use model::draft::{Doubt, DoubtKind};
use office::text::ordinal::Style;
use office::text::{numeral, punctuation, sentence};

/// Gives numbers back; a doubt for each.
pub(crate) fn infer(pieces: &mut [Piece]) -> Vec<Doubt> {
    by_level(pieces);
    by_meaning(pieces);
    by_aspect(pieces);
    by_restart(pieces);
    number(pieces);
    by_gap(pieces);
    number(pieces);
    pieces
        .iter()
        .filter(|piece| piece.inferred)
        .map(doubt)
        .collect()
}

fn doubt(piece: &Piece) -> Doubt {
    let ordinal = match piece.mark {
        Mark::Item(Style::ParenChinese, value) => format!("（{}）", numeral::write(value)),
        Mark::Item(Style::Arabic, value) => format!("{value}."),
        Mark::Item(_, value) => format!("{}、", numeral::write(value)),
        _ => String::new(),
    };
    let (title, _) = sentence::split_first(&piece.text);
    let short: String = title.chars().take(20).collect();
    let reading = if piece.text.ends_with('：') {
        "标题".to_owned()
    } else {
        format!("标题“{ordinal}”")
    };
    Doubt {
        paragraph: piece.paragraph,
        kind: DoubtKind::Heading,
        message: format!("“{short}”没有序号，按{reading}读取"),
    }
}

/// The section that a piece is the heading of.
pub(crate) fn section_of(piece: &Piece) -> Option<Section> {
    let (title, _) = sentence::split_first(&piece.text);
    meaning::section(title.split(['：', ':']).next().unwrap_or(title))
}

fn is_heading_style(style: Style) -> bool {
    matches!(
        style,
        Style::Part | Style::Chinese | Style::ParenChinese | Style::Arabic
    )
}

/// Styled headings without a number keep their level.
fn by_level(pieces: &mut [Piece]) {
    for piece in pieces {
        if let (Mark::None, Some(level)) = (piece.mark, piece.level) {
            piece.mark = Mark::Heading(level);
        }
    }
}

/// The style that most numbered headings accepted by `test` have.
fn usual_style(pieces: &[Piece], test: impl Fn(&Piece) -> bool) -> Option<Style> {
    let mut counts: HashMap<Style, u32> = HashMap::new();
    for piece in pieces {
        if let Mark::Item(style, _) = piece.mark
            && is_heading_style(style)
            && !piece.inferred
            && test(piece)
        {
            *counts.entry(style).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|(style, count)| (*count, std::cmp::Reverse(*style)))
        .map(|(style, _)| style)
}

fn by_meaning(pieces: &mut [Piece]) {
    let style = usual_style(pieces, |piece| section_of(piece).is_some())
        .unwrap_or_else(|| style_above_items(pieces));
    let mut current = None;
    let head = pieces
        .iter()
        .take_while(|piece| piece.mark == Mark::None)
        .count();
    for i in 0..pieces.len() {
        let piece = &pieces[i];
        match piece.mark {
            Mark::Item(own, _) if is_heading_style(own) => current = section_of(piece).or(current),
            Mark::Heading(_) => current = section_of(piece).or(current),
            Mark::None if piece.at_start && !(i < head && is_title(piece)) => {
                let next = pieces.get(i + 1).map(|next| next.mark);
                if leads_in_under_aspect(&pieces[..=i]) {
                    continue;
                }
                if let Some(found) =
                    heading_by_meaning(piece, next, style).filter(|found| Some(*found) != current)
                {
                    current = Some(found);
                    pieces[i].mark = Mark::Item(style, 0);
                    pieces[i].inferred = true;
                }
            }
            _ => {}
        }
    }
}

/// 存在问题： right beneath 一、学习方面 leads in to that aspect's problems.
fn leads_in_under_aspect(pieces: &[Piece]) -> bool {
    let [.., above, piece] = pieces else {
        return false;
    };
    let heading = matches!(above.mark, Mark::Item(style, _) if is_heading_style(style));
    heading && piece.text.ends_with(['：', ':']) && meaning::is_dimension(&above.text)
}

/// Sections without numbers over items 一、二、三、 stand above them; else they are such themselves.
fn style_above_items(pieces: &[Piece]) -> Style {
    let above = pieces.windows(2).any(|pair| {
        pair[0].mark == Mark::None
            && !pair[0].text.ends_with(['：', ':'])
            && pair[1].mark == Mark::Item(Style::Chinese, 1)
            && section_of(&pair[0]).is_some()
            && pair[0].text.chars().count() <= 20
    });
    if above { Style::Part } else { Style::Chinese }
}

fn heading_by_meaning(piece: &Piece, next: Option<Mark>, style: Style) -> Option<Section> {
    let (title, rest) = sentence::split_first(&piece.text);
    if !rest.is_empty() || title.chars().count() > 32 {
        return None;
    }
    let section = meaning::section(title)?;
    let begins = matches!(next, Some(Mark::Item(_, 1)));
    let leads_in = piece.text.ends_with(['：', ':']);
    let sentence = piece.text.ends_with('。');
    if leads_in && next == Some(Mark::Item(style, 1)) {
        return None;
    }
    let taken = match section {
        Section::Other | Section::Mixed => !leads_in && !sentence,
        Section::Statement => !sentence && (!leads_in || title.contains("事项")),
        Section::Problems | Section::Causes | Section::Measures => {
            // 查摆的问题已全部整改到位。tells of what is over.
            (!sentence || (begins && !title.contains('已')))
                && (!title.contains('，') || (leads_in && begins))
        }
        Section::LastYear | Section::Case => !sentence,
    };
    taken.then_some(section)
}

/// Lines before the first ordinal that name the document.
fn is_title(piece: &Piece) -> bool {
    let words = [
        "材料", "报告", "提纲", "发言", "方案", "台账", "清单", "年度",
    ];
    !punctuation::is_complete(&piece.text) && words.iter().any(|word| piece.text.contains(word))
}

fn by_aspect(pieces: &mut [Piece]) {
    let style = usual_style(pieces, |piece| {
        meaning::is_dimension(&piece.text) || starts_aspect(&piece.text)
    });
    let style = style.unwrap_or(Style::ParenChinese);
    for i in 0..pieces.len() {
        let piece = &pieces[i];
        if piece.mark != Mark::None || !piece.at_start {
            continue;
        }
        let begins = pieces[i + 1..]
            .iter()
            .take(3)
            .find(|next| next.mark != Mark::None)
            .is_some_and(|next| matches!(next.mark, Mark::Item(style, value) if value == 1 && !matches!(style, Style::Chinese | Style::Part) || style == Style::Named));
        let direct = pieces
            .get(i + 1)
            .is_some_and(|next| next.mark != Mark::None);
        let heading = meaning::is_dimension(&piece.text)
            && (direct
                || meaning::is_pledge(&piece.text)
                || piece.text.starts_with(['在', '对', '关']));
        if begins && (heading || (direct && starts_aspect(&piece.text))) {
            pieces[i].mark = Mark::Item(style, 0);
            pieces[i].inferred = true;
        }
    }
}

/// 带头…方面。存在的主要问题：, with what follows on the same line.
fn starts_aspect(text: &str) -> bool {
    let cut = super::aspect::heading(text);
    cut.is_some_and(|heading| meaning::is_pledge(heading) || heading.chars().count() <= 30)
}

/// An item list that begins again has a heading before it.
fn by_restart(pieces: &mut [Piece]) {
    let mut lists: HashMap<Style, (u32, usize)> = HashMap::new();
    for i in 0..pieces.len() {
        match pieces[i].mark {
            Mark::Item(style, value) if style >= Style::Nth || !is_heading_style(style) => {
                let last = lists.insert(style, (value, i));
                if value == 1
                    && let Some((before, at)) = last.filter(|(before, _)| *before > 1)
                    && before > 1
                    && let Some(heading) = heading_between(pieces, at + 1, i)
                {
                    let parent = parent_style(&pieces[..heading], style);
                    pieces[heading].mark = Mark::Item(parent, 0);
                    pieces[heading].inferred = true;
                }
            }
            Mark::Item(..) | Mark::Heading(_) => lists.clear(),
            Mark::Label(_) | Mark::None => {}
        }
    }
}

fn parent_style(pieces: &[Piece], item: Style) -> Style {
    let found = pieces.iter().rev().find_map(|piece| match piece.mark {
        Mark::Item(style, _) if style < item && is_heading_style(style) => {
            Some((style, section_of(piece)))
        }
        _ => None,
    });
    match found {
        Some((style, None)) => style,
        _ => Style::ParenChinese,
    }
}

/// Among unnumbered paragraphs the one that is most like a heading.
fn heading_between(pieces: &[Piece], from: usize, to: usize) -> Option<usize> {
    let run = || (from..to).filter(|i| pieces[*i].mark == Mark::None && pieces[*i].at_start);
    run()
        .find(|i| {
            meaning::is_dimension(&pieces[*i].text) || !punctuation::is_complete(&pieces[*i].text)
        })
        .or_else(|| run().next_back().filter(|i| is_titled(&pieces[*i].text)))
}

/// A short first sentence with more behind it.
fn is_titled(text: &str) -> bool {
    let (title, _) = sentence::split_first(text);
    (4..=40).contains(&title.chars().count())
}

/// （一） followed by （三）: the paragraph between that is most like a heading is （二）.
fn by_gap(pieces: &mut [Piece]) {
    for style in [Style::ParenChinese, Style::Chinese, Style::Arabic] {
        let mut last: Option<(u32, usize)> = None;
        let mut found = Vec::new();
        for (i, piece) in pieces.iter().enumerate() {
            match piece.mark {
                Mark::Item(own, value) if own == style => {
                    let (before, at) = last.unwrap_or((0, i));
                    let start = if last.is_some() {
                        at
                    } else {
                        opening(pieces, i)
                    };
                    if value == before + 2
                        && !piece.inferred
                        && !(style == Style::Arabic && last.is_none())
                    {
                        found.extend(gap_heading(pieces, start, i).map(|at| (at, before + 1)));
                    }
                    last = Some((value, i));
                }
                Mark::Item(own, _) if own < style => last = None,
                _ => {}
            }
        }
        for (at, value) in found {
            pieces[at].mark = Mark::Item(style, value);
            pieces[at].inferred = true;
        }
    }
}

/// Where the list began that an ordinal (the first of it that is written) belongs to.
fn opening(pieces: &[Piece], i: usize) -> usize {
    pieces[..i]
        .iter()
        .rposition(|piece| {
            matches!(piece.mark, Mark::Item(style, _) if is_heading_style(style))
                || matches!(piece.mark, Mark::Heading(_))
        })
        .unwrap_or(0)
}

fn gap_heading(pieces: &[Piece], from: usize, to: usize) -> Option<usize> {
    if from >= to {
        return None;
    }
    let already = pieces[from + 1..to].iter().any(|piece| piece.inferred);
    if already {
        return None;
    }
    let bare_heading = !punctuation::is_complete(&pieces[from].text);
    let run = || (from + 1..to).filter(|i| pieces[*i].mark == Mark::None && pieces[*i].at_start);
    let short = |i: &usize| {
        !punctuation::is_complete(&pieces[*i].text) && pieces[*i].text.chars().count() <= 60
    };
    run().find(short).or_else(|| {
        run()
            .skip(usize::from(bare_heading && run().count() > 1))
            .find(|i| is_titled(&pieces[*i].text) && !pieces[*i].text.ends_with('：'))
    })
}

/// Numbers what was given no number yet after the one before it.
fn number(pieces: &mut [Piece]) {
    let mut last: HashMap<Style, u32> = HashMap::new();
    for piece in pieces {
        if let Mark::Item(style, value) = piece.mark {
            let value = if value == 0 {
                last.get(&style).copied().unwrap_or(0) + 1
            } else {
                value
            };
            piece.mark = Mark::Item(style, value);
            last.retain(|other, _| *other <= style);
            last.insert(style, value);
        }
    }
}
