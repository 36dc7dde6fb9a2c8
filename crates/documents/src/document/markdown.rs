//! Markdown → paragraphs and tables: headings, emphasis, lists, quotes, tables; anything else is
//! text.

use super::paragraph::{Block, Cell, Counter, Paragraph, Source, Table};
use office::text::{ordinal, punctuation};

/// Whether a text is Markdown: by the name of its file, or by headings written with #.
pub(crate) fn is_markdown(text: &str, name: &str) -> bool {
    let extension = std::path::Path::new(name)
        .extension()
        .and_then(|e| e.to_str());
    if extension.is_some_and(|e| {
        ["md", "markdown"]
            .iter()
            .any(|known| e.eq_ignore_ascii_case(known))
    }) {
        return true;
    }
    let headings = text.lines().filter(|line| heading(line).is_some()).count();
    let rules = text.lines().filter(|line| is_delimiter_row(line)).count();
    headings >= 2 || rules > 0
}

/// Reads Markdown.
pub(crate) fn read(text: &str) -> Source {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.lines().collect();
    let mut reader = Reader::default();
    let mut i = 0;
    while i < lines.len() {
        let line = unquoted(lines[i]);
        let table = line.contains('|')
            && lines
                .get(i + 1)
                .is_some_and(|next| is_delimiter_row(unquoted(next)));
        if table {
            i = reader.table(&lines, i);
            continue;
        }
        reader.line(line);
        i += 1;
    }
    Source {
        blocks: reader.blocks,
        ..Source::default()
    }
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    counter: Counter,
    gap: bool,
    fenced: bool,
    /// Number of the list item read last.
    listed: u32,
}

impl Reader {
    fn line(&mut self, line: &str) {
        let trimmed = line.trim_matches(punctuation::is_blank);
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            self.fenced = !self.fenced;
            return;
        }
        if trimmed.is_empty() || is_rule(trimmed) || is_comment(trimmed) {
            self.gap = true;
            return;
        }
        let (level, text) = match heading(trimmed) {
            Some((level, text)) => (Some(level), text.to_owned()),
            None => (None, self.listed(trimmed)),
        };
        let text = plain(&text);
        if text.trim().is_empty() {
            return;
        }
        self.blocks.push(Block::Paragraph(Paragraph {
            number: self.counter.next(),
            text: text.trim().to_owned(),
            level,
            indented: false,
            gap: std::mem::take(&mut self.gap),
            bullet: level.is_none() && is_bullet(trimmed),
        }));
    }

    /// The text of a list item. Bullets go; `1.` repeated on every line counts on, as it is shown.
    fn listed(&mut self, line: &str) -> String {
        for bullet in BULLETS {
            if let Some(rest) = line.strip_prefix(bullet) {
                return rest
                    .strip_prefix("[ ] ")
                    .or_else(|| rest.strip_prefix("[x] "))
                    .unwrap_or(rest)
                    .to_owned();
            }
        }
        let found = ordinal::read(line).filter(|found| found.style == ordinal::Style::Arabic);
        match found {
            Some(found) if found.value == 1 && self.listed >= 1 && !self.gap => {
                self.listed += 1;
                format!("{}.{}", self.listed, &line[found.length..])
            }
            Some(found) => {
                self.listed = found.value;
                line.to_owned()
            }
            None => {
                self.listed = if self.gap { 0 } else { self.listed };
                line.to_owned()
            }
        }
    }

    fn table(&mut self, lines: &[&str], start: usize) -> usize {
        let mut rows = Vec::new();
        let mut i = start;
        while i < lines.len() && unquoted(lines[i]).contains('|') {
            let line = unquoted(lines[i]);
            let number = self.counter.next();
            if i != start + 1 {
                rows.push(cells(line, number));
            }
            i += 1;
        }
        self.gap = true;
        self.blocks.push(Block::Table(Table::new(rows)));
        i
    }
}

const BULLETS: [&str; 5] = ["- ", "* ", "+ ", "• ", "· "];

fn is_bullet(line: &str) -> bool {
    BULLETS.iter().any(|bullet| line.starts_with(bullet))
}

fn unquoted(line: &str) -> &str {
    let mut line = line.trim_start();
    while let Some(rest) = line.strip_prefix('>') {
        line = rest.trim_start();
    }
    line
}

fn heading(line: &str) -> Option<(u8, &str)> {
    let line = line.trim_start();
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let rest = line.get(level..)?;
    ((1..=6).contains(&level)
        && (rest.starts_with([' ', '\t', '\u{3000}']) || level > 1 && !rest.is_empty()))
    .then(|| (level as u8, rest.trim().trim_end_matches('#').trim_end()))
}

/// `---`, `***`, `___` alone on a line; a mask such as `***局` is no rule.
fn is_rule(line: &str) -> bool {
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    bare.len() >= 3
        && ['-', '*', '_', '=']
            .iter()
            .any(|mark| bare.chars().all(|c| c == *mark))
}

fn is_comment(line: &str) -> bool {
    line.starts_with("<!--") && line.ends_with("-->")
}

fn is_delimiter_row(line: &str) -> bool {
    let line = line.trim();
    line.contains('-')
        && line.contains('|')
        && line
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

fn cells(line: &str, number: u32) -> Vec<Cell> {
    let line = line.trim().trim_start_matches('|');
    let line = line.strip_suffix('|').unwrap_or(line);
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut escaped = false;
    for c in line.chars().chain(['|']) {
        match c {
            '|' if escaped => {
                cell.pop();
                cell.push('|');
            }
            '|' => {
                let text = plain(&std::mem::take(&mut cell));
                cells.push(Cell {
                    number,
                    text: text.trim().to_owned(),
                    continued: false,
                    span: 1,
                });
            }
            c => cell.push(c),
        }
        escaped = c == '\\';
    }
    cells
}

/// Text without emphasis, code marks, links, escapes and line breaks of HTML.
fn plain(text: &str) -> String {
    let mut text = text.to_owned();
    for tag in ["<br>", "<br/>", "<br />", "<BR>"] {
        text = text.replace(tag, "\n");
    }
    for (entity, sign) in [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, sign);
    }
    for mark in ["***", "**", "__", "~~", "*", "`"] {
        text = without_pairs(&text, mark);
    }
    unescaped(&text).trim_end_matches('\\').to_owned()
}

/// Removes marks that come in pairs around something; a mark left alone, or a run of more of the
/// same sign (a mask), stays.
fn without_pairs(text: &str, mark: &str) -> String {
    if !text.contains(mark) {
        return text.to_owned();
    }
    let sign = mark.chars().next().unwrap_or('*');
    let places: Vec<usize> = text
        .match_indices(mark)
        .map(|(at, _)| at)
        .filter(|at| {
            let before = text[..*at].chars().next_back();
            let after = text[at + mark.len()..].chars().next();
            before != Some(sign) && after != Some(sign) && before != Some('\\')
        })
        .collect();
    let mut drop = Vec::new();
    let mut i = 0;
    while i + 1 < places.len() {
        let inner = &text[places[i] + mark.len()..places[i + 1]];
        let tight = !inner.is_empty()
            && !inner.starts_with(char::is_whitespace)
            && !inner.ends_with(char::is_whitespace);
        if tight && !inner.contains('\n') {
            drop.extend([places[i], places[i + 1]]);
            i += 2;
        } else {
            i += 1;
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for at in drop {
        out.push_str(&text[from..at]);
        from = at + mark.len();
    }
    out.push_str(&text[from..]);
    out
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation) {
            continue;
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_masks_stay() {
        for (text, expect) in [
            ("**一是学得不深。**只看摘要", "一是学得不深。只看摘要"),
            ("1\\. 学习", "1. 学习"),
            ("市***局*次会议", "市***局*次会议"),
            ("`学习` 与 ~~旧~~", "学习 与 旧"),
            ("**未闭合", "**未闭合"),
        ] {
            assert_eq!(plain(text), expect);
        }
    }

    #[test]
    fn a_table_has_its_rows() {
        let source = read(
            "# 清单\n\n| 问题 | 措施 |\n|---|---|\n| 学得少 | 1.多学<br>2.常学 |\n\n> 1. 引文\n",
        );
        let Block::Table(table) = &source.blocks[1] else {
            panic!("no table")
        };
        assert_eq!(table.grid.rows.len(), 2);
        assert_eq!(table.grid.rows[1].cell(1).written(), "1.多学\n2.常学");
        assert!(matches!(&source.blocks[2], Block::Paragraph(p) if p.text == "1. 引文"));
    }
}
