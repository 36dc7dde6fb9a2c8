//! Lines: which sort each is, and values as parts of one.

use super::Label;
use office::text::punctuation::is_blank;
use office::text::visible::is_hidden;

/// What begins a comment, and what ends it.
pub(super) const COMMENT: (&str, &str) = ("<!--", "-->");
/// A line of a value that is empty.
pub(super) const EMPTY: &str = "\\";

/// Signs that begin a line of a sort.
const HEADINGS: [char; 2] = ['#', '＃'];
const ITEMS: [char; 5] = ['-', '－', '*', '+', '•'];
const QUOTES: [char; 2] = ['>', '＞'];
/// Signs that a line may not begin with, besides.
const BEGINNINGS: [char; 2] = ['\\', '<'];
/// Signs before which a `\` may stand, besides.
const OTHERS: [char; 9] = ['|', '｜', '〔', '【', '[', '（', '）', '：', ':'];
/// Signs between the values of a row.
const BARS: [char; 2] = ['|', '｜'];

/// A line by its sort; the text is as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line<'a> {
    Blank,
    Heading(usize, &'a str),
    Item(&'a str),
    Quote(&'a str),
    Comment(&'a str),
    Text(&'a str),
}

impl<'a> Line<'a> {
    pub(super) fn of(line: &'a str) -> Self {
        let line = line.trim_matches(is_blank);
        let behind = |signs: &[char]| {
            let rest = line.trim_start_matches(signs);
            (rest.len() < line.len()).then(|| (&line[..line.len() - rest.len()], rest))
        };
        if line.is_empty() {
            return Self::Blank;
        }
        if let Some(rest) = line.strip_prefix(COMMENT.0) {
            return Self::Comment(rest);
        }
        if let Some((marks, rest)) = behind(&HEADINGS) {
            return Self::Heading(marks.chars().count(), rest.trim_start_matches(is_blank));
        }
        if let Some((_, rest)) = behind(&QUOTES) {
            return Self::Quote(rest.trim_start_matches(is_blank));
        }
        match item(line) {
            // A rule across the page says nothing.
            Some(rest) if is_rule(rest) => Self::Blank,
            Some(rest) => Self::Item(rest.trim_start_matches(is_blank)),
            None => Self::Text(line),
        }
    }
}

/// What follows the sign of an item; a star or a plus needs a blank behind it.
fn item(line: &str) -> Option<&str> {
    let mut chars = line.chars();
    let first = chars.next().filter(|c| ITEMS.contains(c))?;
    let rest = chars.as_str();
    let may_touch = matches!(first, '-' | '－');
    (may_touch || rest.is_empty() || rest.starts_with(is_blank)).then_some(rest)
}

/// Whether nothing but more of the same sign follows.
fn is_rule(rest: &str) -> bool {
    rest.chars().count() >= 2 && rest.chars().all(|c| ITEMS.contains(&c))
}

/// A value on one line: what [`spoken`] gives back.
pub(super) fn written(value: &str) -> String {
    with_marked(value, &[])
}

/// The same with a `\` before some signs wherever they stand.
pub(super) fn with_marked(value: &str, signs: &[char]) -> String {
    let mut out = String::with_capacity(value.len());
    let last = value.char_indices().next_back().map(|(at, _)| at);
    for (at, c) in value.char_indices() {
        let outermost = at == 0 || Some(at) == last;
        if is_hidden(c) || outermost && is_blank(c) {
            out.push_str(&format!("\\u{{{:X}}}", u32::from(c)));
            continue;
        }
        if c == '\\' || at == 0 && begins_a_line(c) || signs.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    // What looks like a mark of the text's own is none.
    if Mark::read(&out).is_some() || Label::read(&out).is_some() {
        out.insert(0, '\\');
    }
    out
}

/// The value of a line.
pub(super) fn spoken(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let next = after.chars().next();
        if let Some((c, behind)) = numbered(after) {
            out.push(c);
            rest = behind;
        } else if let Some(c) = next.filter(|c| is_mark(*c)) {
            out.push(c);
            rest = &after[c.len_utf8()..];
        } else {
            out.push('\\');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// A sign by its number, behind the `\`.
fn numbered(text: &str) -> Option<(char, &str)> {
    let (digits, behind) = text.strip_prefix("u{")?.split_once('}')?;
    let is_short = digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = is_short.then(|| u32::from_str_radix(digits, 16).ok())??;
    Some((char::from_u32(number)?, behind))
}

fn begins_a_line(c: char) -> bool {
    let signs = [&HEADINGS[..], &ITEMS, &QUOTES, &BEGINNINGS];
    signs.iter().any(|signs| signs.contains(&c))
}

fn is_mark(c: char) -> bool {
    begins_a_line(c) || OTHERS.contains(&c)
}

/// A word in brackets that the text begins with, and what follows; people type other brackets, too.
pub(super) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let brackets = [('〔', '〕'), ('【', '】'), ('[', ']')];
    brackets.into_iter().find_map(|(open, close)| {
        let (word, rest) = text.strip_prefix(open)?.split_once(close)?;
        Some((word.trim_matches(is_blank), rest))
    })
}

/// A value of several lines.
pub(super) fn lines_of(value: &str) -> Vec<String> {
    if value.is_empty() {
        return Vec::new();
    }
    let line = |line: &str| match line {
        "" => EMPTY.to_owned(),
        line => written(line),
    };
    value.split('\n').map(line).collect()
}

/// One line of such a value.
pub(super) fn line_spoken(line: &str) -> String {
    match line {
        EMPTY => String::new(),
        line => spoken(line),
    }
}

/// Several values on one line.
pub(super) fn row(values: [&str; 3]) -> String {
    values.map(|value| with_marked(value, &BARS)).join(" | ")
}

/// The values of such a line, where it has that many.
pub(super) fn row_spoken(line: &str) -> Option<[String; 3]> {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        match c {
            c if BARS.contains(&c) && !escaped => cells.push(String::new()),
            c => cells.last_mut()?.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    let values = cells.iter().map(|cell| spoken(cell.trim_matches(is_blank)));
    values.collect::<Vec<_>>().try_into().ok()
}

/// Where an item stands in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) paragraph: u32,
    /// The program put the text into no field.
    pub(super) unclaimed: bool,
}

impl Mark {
    pub(super) fn written(self) -> String {
        let unclaimed = if self.unclaimed { "未归入" } else { "" };
        format!("〔第{}段{unclaimed}〕", self.paragraph)
    }

    /// The mark that a line begins with, and what follows it.
    pub(super) fn read(line: &str) -> Option<(Self, &str)> {
        let (word, rest) = bracketed(line)?;
        let (number, word) = word.strip_prefix('第')?.split_once('段')?;
        let unclaimed = match word {
            "" => false,
            "未归入" => true,
            _ => return None,
        };
        let paragraph = number.trim().parse().ok()?;
        let mark = Self {
            paragraph,
            unclaimed,
        };
        Some((mark, rest.trim_start_matches(is_blank)))
    }
}
