//! Lines of a title (标题回行): broken where the sense breaks, never inside a name, a year or a day
//! that fits on a line, and of lengths that look well below each other.

use unicode_width::UnicodeWidthStr as _;

use crate::text::numeral::is_counting;

/// The words that titles are read by.
const WORDS: &str = include_str!("title.txt");
/// What stands above each list of words.
const NEXT_LIST: &str = "# ——";
/// What a line begins with rather than anything else.
const ABOUT: &str = "关于";
/// Signs and words that no line begins with.
const NO_START: [char; 20] = [
    '的', '、', '，', '。', '；', '：', '）', '”', '’', '》', '〕', '！', '？', '和', '及', '与',
    ')', ',', ';', ':',
];
/// Signs that no line ends with.
const NO_END: [char; 7] = ['（', '“', '‘', '《', '〔', '(', '第'];

/// What a break costs; a lower sum is the better title.
mod cost {
    /// A further line.
    pub(super) const LINE: u32 = 40;
    /// Between two words of a document's title.
    pub(super) const WORDS: u32 = 6;
    /// Between a year and what it is the year of.
    pub(super) const YEAR: u32 = 20;
    /// Between two steps of a unit's name.
    pub(super) const STEPS: u32 = 60;
    /// Inside a word that is not known.
    pub(super) const INSIDE: u32 = 400;
    /// A last line of three characters or less.
    pub(super) const STUB: u32 = 60;
    /// A middle line that is shorter than both beside it.
    pub(super) const WAIST: u32 = 12;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A step of a unit's name: with its end, or a word before it.
    Name,
    /// A year or a day.
    Day,
    /// A number without a unit: 12345 in a name.
    Number,
    /// A word of a document's title.
    Word,
    /// 关于
    About,
    /// Anything else.
    Other,
}

/// A stretch of the title that stays together.
#[derive(Debug, Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    kind: Kind,
}

/// The title in as few lines of at most `width` characters (two digits count as one) as it can be;
/// all of it is kept.
pub fn lines(title: &str, width: usize) -> Vec<String> {
    let columns = width.max(4) * 2;
    if title.width() <= columns {
        return vec![title.to_owned()];
    }
    let pieces = short(pieces(title), columns);
    // For each end: the cheapest way of reaching it, by what it costs and where its last line begins.
    let mut best: Vec<Option<(u32, usize)>> = vec![None; pieces.len() + 1];
    best[0] = Some((0, 0));
    for end in 1..=pieces.len() {
        let mut length = 0;
        for start in (0..end).rev() {
            length += pieces[start].text.width();
            if length > columns {
                break;
            }
            let Some((so_far, before)) = best[start] else {
                continue;
            };
            let above = pieces[before..start]
                .iter()
                .map(|piece| piece.text.width())
                .sum();
            let last = end == pieces.len();
            let line = between(&pieces, start) + shape(above, length, last);
            let sum = so_far + cost::LINE + line;
            if best[end].is_none_or(|(known, _)| sum < known) {
                best[end] = Some((sum, start));
            }
        }
    }
    joined(&pieces, &best)
}

/// The lines that the cheapest way ends in.
fn joined(pieces: &[Piece<'_>], best: &[Option<(u32, usize)>]) -> Vec<String> {
    let (mut lines, mut end) = (Vec::new(), pieces.len());
    while end > 0 {
        let start = best[end].map_or(0, |(_, start)| start);
        lines.push(pieces[start..end].iter().map(|piece| piece.text).collect());
        end = start;
    }
    lines.reverse();
    lines
}

/// What it costs to begin a line with this piece.
fn between(pieces: &[Piece<'_>], start: usize) -> u32 {
    let Some(before) = start.checked_sub(1).map(|place| pieces[place]) else {
        return 0;
    };
    let next = pieces[start];
    let barred = next.text.starts_with(NO_START) || before.text.ends_with(NO_END);
    match (before.kind, next.kind) {
        _ if barred => cost::INSIDE,
        (Kind::About | Kind::Number, _) | (Kind::Other, Kind::Other) => cost::INSIDE,
        (_, Kind::About) | (Kind::Name, Kind::Day | Kind::Word) => 0,
        (Kind::Name, Kind::Name) | (_, Kind::Number) => cost::STEPS,
        (Kind::Day, _) => cost::YEAR,
        _ => cost::WORDS,
    }
}

/// What the lengths of a line and of the one above it cost.
fn shape(above: usize, length: usize, last: bool) -> u32 {
    if above == 0 {
        return 0;
    }
    let ragged = (above.abs_diff(length) * above.abs_diff(length) / 24) as u32;
    let stub = if last && length <= 6 { cost::STUB } else { 0 };
    let waist = if !last && length < above {
        cost::WAIST
    } else {
        0
    };
    ragged + stub + waist
}

/// Pieces of which each fits on a line.
fn short(pieces: Vec<Piece<'_>>, columns: usize) -> Vec<Piece<'_>> {
    let mut fitting = Vec::new();
    for piece in pieces {
        if piece.text.width() <= columns {
            fitting.push(piece);
            continue;
        }
        let ends = piece.text.char_indices().map(|(at, c)| at + c.len_utf8());
        let mut start = 0;
        for end in ends {
            fitting.push(Piece {
                text: &piece.text[start..end],
                kind: Kind::Other,
            });
            start = end;
        }
    }
    fitting
}

/// The lists of words.
struct Words {
    /// What a unit's name, or a step of it, ends in.
    ends: Vec<&'static str>,
    /// What holds an end or a word of titles, and is but a part of a name.
    inner: Vec<&'static str>,
    /// What stays whole in titles.
    whole: Vec<&'static str>,
}

impl Words {
    fn read() -> Self {
        let mut lists = WORDS.split(NEXT_LIST).skip(1).map(|list| {
            let words = list.lines().skip(1).flat_map(str::split_whitespace);
            words.collect()
        });
        let mut next = || lists.next().unwrap_or_default();
        Self {
            ends: next(),
            inner: next(),
            whole: next(),
        }
    }

    /// A count or a word of titles that the text begins with.
    fn known(&self, text: &str) -> Option<(usize, Kind)> {
        if text.starts_with(ABOUT) {
            return Some((ABOUT.len(), Kind::About));
        }
        counted(text)
            .or_else(|| begins_with(text, &self.whole).map(|word| (word.len(), Kind::Word)))
    }
}

/// The title in pieces; what is not known goes with the end of a name that follows.
fn pieces(title: &str) -> Vec<Piece<'_>> {
    let words = Words::read();
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    // Where the piece that is being read began.
    let (mut open, mut at) = (0, 0);
    while at < title.len() {
        let rest = &title[at..];
        if let Some(word) = begins_with(rest, &words.inner) {
            at += word.len();
        } else if let Some((length, kind)) = words.known(rest) {
            push(&mut pieces, &title[open..at], Kind::Other);
            push(&mut pieces, &rest[..length], kind);
            at += length;
            open = at;
        } else if let Some(end) = begins_with(rest, &words.ends) {
            at += end.len();
            let alone = open + end.len() == at;
            match pieces.last_mut() {
                // 党组 after 局 belongs to it.
                Some(last) if alone && last.kind == Kind::Name => {
                    last.text = &title[at - end.len() - last.text.len()..at];
                }
                _ => push(&mut pieces, &title[open..at], Kind::Name),
            }
            open = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    push(&mut pieces, &title[open..], Kind::Other);
    signs(title, pieces)
}

fn push<'a>(pieces: &mut Vec<Piece<'a>>, text: &'a str, kind: Kind) {
    if !text.is_empty() {
        pieces.push(Piece { text, kind });
    }
}

/// The longest of these that the text begins with.
fn begins_with(text: &str, words: &[&'static str]) -> Option<&'static str> {
    let found = words.iter().filter(|word| text.starts_with(**word));
    found.max_by_key(|word| word.len()).copied()
}

/// How far a number with its unit reaches, and a day of several of them: 2021年度, 2022年12月20日,
/// 二〇二一年度. Chinese numerals count only before a year, a month or a day.
fn counted(text: &str) -> Option<(usize, Kind)> {
    let mut reach = None;
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let digits = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let numerals = rest.find(|c: char| !is_counting(c)).unwrap_or(rest.len());
        let number = digits.max(numerals);
        let unit = begins_with(&rest[number..], &["年度", "年", "月", "日", "号", "季度"]);
        match (number, unit) {
            (0, _) => return reach,
            (_, Some(unit)) => at += number + unit.len(),
            (_, None) if at == 0 && digits > 0 => return Some((digits, Kind::Number)),
            (_, None) => return reach,
        }
        reach = Some((at, Kind::Day));
    }
}

/// Signs stand with what they belong to: an opening one with the next piece, any other with the one
/// before.
fn signs<'a>(title: &'a str, pieces: Vec<Piece<'a>>) -> Vec<Piece<'a>> {
    let mut whole: Vec<Piece<'a>> = Vec::new();
    let mut at = 0;
    for piece in pieces {
        let end = at + piece.text.len();
        let joins = whole.last().is_some_and(|last| last.text.ends_with(NO_END))
            || piece.text.chars().all(|c| NO_START.contains(&c));
        match whole.last_mut() {
            Some(last) if joins => {
                last.text = &title[at - last.text.len()..end];
                last.kind = if last.kind == Kind::Other {
                    piece.kind
                } else {
                    last.kind
                };
            }
            _ => whole.push(piece),
        }
        at = end;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_break_where_their_sense_breaks() {
        for (title, broken) in [
            ("整改任务分解表", "整改任务分解表"),
            (
                "中共青禾市园林局党组2021年度民主生活会整改方案",
                "中共青禾市园林局党组|2021年度民主生活会整改方案",
            ),
            (
                "关于2021年度民主生活会查摆问题整改情况的通报",
                "关于2021年度民主生活会|查摆问题整改情况的通报",
            ),
            (
                "中共青禾市住房和城乡建设局党组关于2022年度民主生活会召开情况的报告",
                "中共青禾市住房和城乡建设局党组|关于2022年度民主生活会召开情况的报告",
            ),
            (
                "贺立群二〇二一年度民主生活会个人对照检查材料",
                "贺立群二〇二一年度民主生活会|个人对照检查材料",
            ),
            (
                "截至2022年12月20日民主生活会查摆问题整改情况的报告",
                "截至2022年12月20日民主生活会|查摆问题整改情况的报告",
            ),
        ] {
            assert_eq!(lines(title, 19).join("|"), broken);
        }
    }

    #[test]
    fn what_is_longer_than_a_line_is_broken_all_the_same() {
        let title = "甲".repeat(50);
        let broken = lines(&title, 19);
        assert_eq!(broken.concat(), title);
        assert!(broken.iter().all(|line| line.width() <= 38), "{broken:?}");
    }
}
