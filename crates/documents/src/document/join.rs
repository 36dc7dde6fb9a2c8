//! Lines → paragraphs: what a PDF copy or a lost line end did is undone.

use std::collections::HashMap;

use super::meaning;
use super::paragraph::Paragraph;
use crate::vocabulary::label::{self, Field};
use office::text::ordinal::{self, Style};
use office::text::{punctuation, width};

/// Joins lines that were broken inside sentences, splits lines that swallowed their breaks, and
/// removes page numbers and stray blanks.
pub(crate) fn join(lines: Vec<Paragraph>) -> Vec<Paragraph> {
    let lines: Vec<Paragraph> = lines
        .into_iter()
        .filter(|line| !is_page_number(&line.text))
        .collect();
    let wrapped = wrap_width(&lines);
    let mut joiner = Joiner {
        width: wrapped,
        ..Joiner::default()
    };
    for line in lines {
        let chunks = chunks(&line.text);
        if chunks.is_empty() {
            joiner.line(line, wrapped.is_some());
            continue;
        }
        for (i, chunk) in chunks.into_iter().enumerate() {
            let part = Paragraph {
                text: chunk,
                gap: line.gap && i == 0,
                bullet: line.bullet && i == 0,
                ..line.clone()
            };
            joiner.line(part, i > 0 || wrapped.is_some());
        }
    }
    joiner.finish()
}

#[derive(Default)]
struct Joiner {
    width: Option<f32>,
    done: Vec<Paragraph>,
    /// Length of the last line of the paragraph under way.
    last: f32,
    /// The number that each style had last.
    seen: HashMap<Style, u32>,
}

impl Joiner {
    fn line(&mut self, line: Paragraph, may_continue: bool) {
        let length = measure(&line.text);
        let continues = may_continue
            && self
                .done
                .last()
                .is_some_and(|open| self.continues(open, &line));
        if let (true, Some(open)) = (continues, self.done.last_mut()) {
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            if latin(open.text.chars().next_back()) && latin(line.text.chars().next()) {
                open.text.push(' ');
            }
            open.text.push_str(&line.text);
        } else {
            self.done.push(line);
        }
        self.last = length;
        if let Some(found) = self
            .done
            .last()
            .filter(|_| !continues)
            .and_then(|p| ordinal::read(&p.text))
        {
            self.seen.insert(found.style, found.value);
        }
    }

    fn continues(&self, open: &Paragraph, next: &Paragraph) -> bool {
        if open.level.is_some() || next.level.is_some() || next.bullet {
            return false;
        }
        if ordinal::read(&open.text).is_some_and(|found| found.length == open.text.len()) {
            return true;
        }
        let complete = punctuation::is_complete(&open.text);
        let marked = ordinal::read(&next.text).is_some_and(|found| self.fits(found));
        if self.width.is_some_and(|width| self.last + 3.0 < width) {
            return false;
        }
        if !complete
            && ["的", "存在"]
                .iter()
                .any(|word| next.text.starts_with(word))
        {
            return true;
        }
        match (complete, marked) {
            (true | false, true) => false,
            (true, false) => {
                self.width.is_some()
                    && !next.gap
                    && !is_heading(&next.text)
                    && !is_heading(&open.text)
            }
            (false, false) => {
                let titled = self.width.is_none() && is_titled(open, next);
                !titled && !is_heading(&open.text)
            }
        }
    }

    /// Whether an ordinal carries its list on; 3. after 1. inside a sentence does not.
    fn fits(&self, found: ordinal::Ordinal) -> bool {
        let last = self.seen.get(&found.style).copied().unwrap_or(0);
        let slack = match found.style {
            Style::Arabic | Style::ParenArabic | Style::Circled => 1,
            _ => 2,
        };
        found.value == 1 || (found.value > last && found.value <= last + slack)
    }

    fn finish(self) -> Vec<Paragraph> {
        let mut done = self.done;
        for paragraph in &mut done {
            let text = paragraph
                .text
                .trim_start_matches(['●', '■', '◆', '•', '▲', '★', '◇']);
            paragraph.text = punctuation::close_blanks(&apart(text));
        }
        done.retain(|paragraph| !paragraph.text.is_empty());
        done
    }
}

/// Where blanks stand for line ends: a short numbered line without a sign at its end, then a whole
/// sentence.
fn is_titled(open: &Paragraph, next: &Paragraph) -> bool {
    let count = open.text.chars().count();
    let numbered = ordinal::read(&open.text)
        .is_some_and(|found| matches!(found.style, Style::Chinese | Style::ParenChinese));
    numbered && (10..=40).contains(&count) && next.text.ends_with('。')
}

/// 责任领导：某某　完成时限：年底 on one line: what only a blank kept apart gets a sign between.
fn apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for (at, c) in text.char_indices() {
        let label = blank
            && label::label(&text[at..]).is_some_and(|(field, _)| {
                label::is_assignment(field) || matches!(field, Field::Measure | Field::Cause)
            });
        if label && !out.trim_end().ends_with(['；', '。', '：', '，', ';', ':']) {
            out.push('；');
        }
        blank = punctuation::is_blank(c);
        out.push(c);
    }
    out
}

/// A line that is a heading by itself, so that nothing continues it.
fn is_heading(text: &str) -> bool {
    if text.len() > 1500 {
        return false;
    }
    let found = ordinal::read(text);
    let body = found.map_or(text, |found| &text[found.length..]);
    let heading_style = found.is_some_and(|found| {
        matches!(
            found.style,
            Style::Part | Style::Chinese | Style::ParenChinese | Style::Arabic
        )
    });
    let most = if heading_style { 30 } else { 20 };
    let short = body.chars().count() <= most && !body.contains(['。', '，', '：']);
    (short && meaning::section(body).is_some())
        || (meaning::is_dimension(body) && (heading_style || meaning::is_pledge(body)))
}

/// Length in full-width characters.
fn measure(text: &str) -> f32 {
    text.chars()
        .map(|c| if punctuation::is_wide(c) { 1.0 } else { 0.5 })
        .sum()
}

/// The line width of a text that was broken by its layout; `None` where lines are paragraphs.
fn wrap_width(lines: &[Paragraph]) -> Option<f32> {
    if lines.len() < 5 {
        return None;
    }
    let mut lengths: Vec<f32> = lines.iter().map(|line| measure(&line.text)).collect();
    let mut sorted = lengths.clone();
    sorted.sort_by(f32::total_cmp);
    let width = sorted[sorted.len() * 4 / 5];
    if !(12.0..=64.0).contains(&width) || sorted[sorted.len() - 1] > width * 1.6 {
        return None;
    }
    lengths.pop();
    let near = |length: f32| (length - width).abs() <= 3.0;
    let full = lengths.iter().filter(|length| near(**length)).count();
    let broken = lengths
        .iter()
        .zip(lines)
        .zip(&lines[1..])
        .filter(|((length, line), next)| {
            near(**length)
                && !punctuation::is_complete(&line.text)
                && ordinal::read(&next.text).is_none()
        })
        .count();
    (full * 20 >= lengths.len() * 9 && broken * 5 >= full * 2).then_some(width)
}

/// The parts of a line that swallowed its breaks, a blank where each line ended; empty where it
/// did not.
fn chunks(text: &str) -> Vec<String> {
    if !text.contains(punctuation::is_blank) {
        return Vec::new();
    }
    let text = drop_inner_page_numbers(text);
    let chunks: Vec<&str> = text
        .split(punctuation::is_blank)
        .filter(|chunk| !chunk.is_empty())
        .collect();
    let items = chunks.iter().skip(1).filter(|chunk| {
        ordinal::read(chunk)
            .is_some_and(|found| found.length < chunk.len() || found.style == Style::Is)
    });
    if items.count() < 2 {
        return Vec::new();
    }
    chunks.into_iter().map(str::to_owned).collect()
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '－' | '–' | '―' | '‐' | '·')
}

/// `— 3 —`, `3`, `第3页 共8页`, `3/8` on a line of their own.
fn is_page_number(text: &str) -> bool {
    let mut digits = 0;
    let rest = text.chars().map(width::narrow).all(|c| {
        digits += usize::from(c.is_ascii_digit());
        c.is_ascii_digit()
            || punctuation::is_blank(c)
            || is_dash(c)
            || matches!(c, '第' | '页' | '共' | '/' | '~')
    });
    rest && (1..=6).contains(&digits)
}

/// Drops ` — 3 — ` inside a line.
fn drop_inner_page_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_dash) {
        let length = page_number_length(&rest[at..]);
        out.push_str(&rest[..at]);
        if length == 0 {
            let dash = rest[at..].chars().next().map_or(1, char::len_utf8);
            out.push_str(&rest[at..at + dash]);
            rest = &rest[at + dash..];
        } else {
            rest = &rest[at + length..];
        }
    }
    out.push_str(rest);
    out
}

/// Length of a page number between two dashes at the start, 0 where none stands there.
fn page_number_length(text: &str) -> usize {
    let mut digits = 0;
    for (at, c) in text.char_indices().skip(1).take(8) {
        if c.is_ascii_digit() {
            digits += 1;
        } else if is_dash(c) && digits > 0 {
            return at + c.len_utf8();
        } else if !punctuation::is_blank(c) {
            return 0;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> Vec<String> {
        let source = super::super::plain::read(text);
        let lines = source
            .blocks
            .into_iter()
            .filter_map(|block| match block {
                super::super::paragraph::Block::Paragraph(line) => Some(line),
                super::super::paragraph::Block::Table(_) => None,
            })
            .collect();
        join(lines).into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn lines_broken_by_their_layout_are_joined() {
        let text = "一、存在的主要问题\n（一）在坚定理想信念方面\n一是学习的劲头有所松懈。对新出台的政策文件只\n看摘要，没有原原本本地学，2025 年度只写了\n3 篇体会，遇到难处想得多、做得少，在第一\n时间落实要求上做得不够，与同志们相比有差距。\n- 3 -\n二是联系实际不够紧密。学归学、做归做，往往停\n留在会上，落到具体的工作里还有不少距离。\n";
        assert_eq!(
            joined(text),
            [
                "一、存在的主要问题",
                "（一）在坚定理想信念方面",
                "一是学习的劲头有所松懈。对新出台的政策文件只看摘要，没有原原本本地学，2025年度只写了3篇体会，遇到难处想得多、做得少，在第一时间落实要求上做得不够，与同志们相比有差距。",
                "二是联系实际不够紧密。学归学、做归做，往往停留在会上，落到具体的工作里还有不少距离。",
            ]
        );
    }

    #[test]
    fn a_line_that_swallowed_its_breaks_is_split() {
        let text = "现将情况报告如下： 一、存在的问题 （一）理论学习方面 一是 学得不深。停在表面。 二是用得不好。在第一 时间反应慢。 二、原因分析 一是放松了要求。";
        assert_eq!(
            joined(text),
            [
                "现将情况报告如下：",
                "一、存在的问题",
                "（一）理论学习方面",
                "一是学得不深。停在表面。",
                "二是用得不好。在第一时间反应慢。",
                "二、原因分析",
                "一是放松了要求。",
            ]
        );
    }
}
